"""Put into words what neither models nor scripts account for. Touches nothing."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from migration_lab.coach.standing.change_words import drifted, lost, message_for, named, things
from migration_lab.coach.standing.finding import Finding
from migration_lab.schema import Change
from migration_lab.three_places.facts import Facts
from migration_lab.values.wording import listed, them


def not_imported(facts: Facts) -> str:
    """Name the files that have a model for a table that Alembic would drop; empty when none has."""
    files = facts.looked.unimported
    if not files:
        return ""
    names = sorted(files)
    tables = f"{'table' if len(names) == 1 else 'tables'} {listed(names)}"
    begin = f"The model for {tables} is" if len(names) == 1 else f"The models for {tables} are"
    return f"{begin} in {listed(sorted(set(files.values())))}, which the app does not import."


def scripts_unknown(facts: Facts, changes: Sequence[Change]) -> Finding:
    """Say how models and database differ, where it is not known what the scripts make."""
    sentence = differing(changes)
    reason = "because they fail on an empty database" if facts.looked.scripts_error else "here"
    sentence += f" What the scripts make is not known {reason}, so one of them may make this change already."
    if any(change.kind == "table" and change.action == "added" for change in changes):
        return Finding(
            "models ahead", f"{sentence} Was it dropped by hand? Then restore it; a draft would make it a second time."
        )
    command = f"flask db migrate -m {shlex.quote(message_for(changes))}"
    return Finding("models ahead", f"{sentence} If none does, flask db migrate drafts one.", command)


def strange(drift: Sequence[Change]) -> str:
    """Say that the database has tables, indexes or columns that are in neither the scripts nor the models."""
    it, belongs = them(drift), "they belong" if len(drift) > 1 else "it belongs"
    return (
        f"The database is not what the scripts make: {drifted(drift)}, and no model has {it} either. The lab does not "
        f"know who made {it}, and flask db migrate would draft a script that drops {it}{lost(drift)}. If {belongs} to "
        f"something else, leave {it} out with include_object; if to this app, write the model and a revision."
    )


def differing(changes: Sequence[Change]) -> str:
    """Say how database and models differ, where nothing is known about the scripts."""
    kept = [change for change in changes if change.kind == "table" and change.action == "added"]
    first = kept or [change for change in changes if change.action == changes[0].action] if changes else []
    if not first:
        return "Models and database differ."
    verb = {
        "added": f"The database lacks {named(first)}, which the models have",
        "dropped": f"The database has {named(first)}, which the models do not have",
        "changed": f"The models want {things(first)} changed",
    }[first[0].action]
    others = len(changes) - len(first)
    more = f", and {others} more {'change' if others == 1 else 'changes'}" if others else ""
    return f"{verb}{more}."
