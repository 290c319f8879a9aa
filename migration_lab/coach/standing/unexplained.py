"""Put into words what neither models nor scripts account for. Touches nothing."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from migration_lab.coach.saying import say
from migration_lab.coach.standing.change_words import message_for, named, things
from migration_lab.coach.standing.diagnosis import Diagnosis, diagnose, joined
from migration_lab.schema import Change
from migration_lab.three_places.facts import Facts


def not_imported(facts: Facts) -> str:
    """Name the files that have a model for a table that Alembic would drop; empty when none has."""
    files = facts.looked.unimported
    return say("at_head.not_imported", tables=sorted(files), files=sorted(set(files.values()))) if files else ""


def scripts_unknown(facts: Facts, changes: Sequence[Change]) -> Diagnosis:
    """Say how models and database differ, where it is not known what the scripts make."""
    why = say("changes.scripts_fail") if facts.looked.scripts_error else say("changes.scripts_unknown")
    how = joined(differing(changes), why)
    if any(change.kind == "table" and change.action == "added" for change in changes):
        return diagnose("at_head.maybe_dropped_by_hand", how=how)
    return diagnose("at_head.maybe_in_a_script", how=how, message=shlex.quote(message_for(changes)))


def differing(changes: Sequence[Change]) -> str:
    """Say how database and models differ, where nothing is known about the scripts."""
    kept = [change for change in changes if change.kind == "table" and change.action == "added"]
    first = kept or [change for change in changes if change.action == changes[0].action] if changes else []
    if not first:
        return say("changes.differ")
    others = len(changes) - len(first)
    more = f", and {others} more {'change' if others == 1 else 'changes'}" if others else ""
    match first[0].action:
        case "added":
            return say("changes.lacks", things=named(first), more=more)
        case "dropped":
            return say("changes.has", things=named(first), more=more)
        case _:
            return say("changes.wants_changed", things=things(first), more=more)
