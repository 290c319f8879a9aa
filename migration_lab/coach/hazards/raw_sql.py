"""SQL that a script runs as text: a question of style. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.hazards.transactions import BY_SQL, short
from migration_lab.coach.warning import Hazard, Rehearsal


def sql_as_text(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find statements that Alembic cannot look into."""
    for operation in rehearsal.tried.operations:
        if operation.kind in BY_SQL:
            yield Hazard(operation, {"sql": short(operation), "written": int(operation.details.get("changed") or 0)})
