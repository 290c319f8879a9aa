"""S14: a label of PostgreSQL's ENUM that the models have and the database does not, or not yet. Touches nothing."""

from __future__ import annotations

from migration_lab.coach.explaining import Match, Ran
from migration_lab.coach.filling import sql_name
from migration_lab.schema import Enum


def new_label(ran: Ran) -> Match | None:
    """Recognise an empty draft for new labels, or a label that is used before it was committed."""
    if not ran.step.result.ok:
        return Match({}, "unsafe")
    if ran.drafts:
        return None
    for change in ran.places().uncompared:
        old, new = change.before, change.after
        if not (isinstance(old, Enum) and isinstance(new, Enum)):
            continue
        if added := [label for label in new.labels if label not in old.labels]:
            label = added[0].replace("'", "''")
            statement = f"ALTER TYPE {sql_name(new.name)} ADD VALUE '{label}'"
            return Match({"type": new.name, "added": added, "n": len(added), "statement": statement})
    return None
