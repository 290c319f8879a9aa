"""What to say of what the models or the scripts are not known to have, although the database, or the other, has it.

Touches nothing.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from migration_lab.project.standing.change_words import drifted, lost, message_for, named, things
from migration_lab.project.standing.finding import Finding
from migration_lab.project.three_places.found import Found
from migration_lab.schema import Change
from migration_lab.values.wording import listed, them


def not_imported(found: Found) -> str:
    """Which files of the project have a model for a table that Alembic would drop; empty when none has."""
    files = found.looked.unimported
    if not files:
        return ""
    names = sorted(files)
    tables = f"{'table' if len(names) == 1 else 'tables'} {listed(names)}"
    begin = f"The model for {tables} is" if len(names) == 1 else f"The models for {tables} are"
    return f"{begin} in {listed(sorted(set(files.values())))}, which the app does not import."


def scripts_unknown(found: Found, changes: Sequence[Change]) -> Finding:
    """Models and database differ, and it is not known what the scripts make: whether one has a part of it already."""
    sentence = differing(changes)
    reason = "since they cannot be run on an empty database" if found.looked.scripts_error else "here"
    sentence += f" What the scripts make is not known {reason}, so one of them may do it already."
    if any(change.kind == "table" and change.action == "added" for change in changes):
        return Finding(
            "models ahead", f"{sentence} Was it dropped by hand? Then put it back; a draft would make it twice."
        )
    command = f"flask db migrate -m {shlex.quote(message_for(changes))}"
    return Finding("models ahead", f"{sentence} If none does, flask db migrate drafts one.", command)


def strange(drift: Sequence[Change]) -> str:
    """The database has tables, indexes or columns that neither scripts nor models know."""
    it, belongs = them(drift), "they belong" if len(drift) > 1 else "it belongs"
    return (
        f"The database is not what the scripts make: {drifted(drift)}, and no model has {it} either. Who made {it} is "
        f"not known here, and flask db migrate would draft a script that drops {it}{lost(drift)}. If {belongs} to "
        f"something else, leave {it} out with include_object; if to this app, write the model, and a revision."
    )


def differing(changes: Sequence[Change]) -> str:
    """How database and models differ, for where nothing is known of the scripts."""
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
