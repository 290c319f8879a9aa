"""SQL that a script runs as text: a question of style. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lab.coach.hazards.transactions import BY_SQL, short
from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.values.operations import RanOperation

NO_OPERATION = re.compile(
    r"\s*(?:SET|RESET|SHOW|PRAGMA|VACUUM|ANALYZE|REINDEX|CLUSTER|GRANT|REVOKE|LOCK|REFRESH|DO|CALL"
    r"|(?:CREATE|ALTER|DROP)\s+(?:OR\s+REPLACE\s+)?"
    r"(?:TYPE|DOMAIN|EXTENSION|FUNCTION|PROCEDURE|TRIGGER|(?:MATERIALIZED\s+)?VIEW|ROLE|POLICY|SCHEMA|SEQUENCE)"
    r"|ALTER\s+TABLE\b.*\b(?:USING\s+INDEX|VALIDATE\s+CONSTRAINT|NOT\s+VALID"
    r"|(?:ATTACH|DETACH)\s+PARTITION|(?:ENABLE|DISABLE)\s+\w+)"
    r")\b",
    re.IGNORECASE | re.DOTALL,
)
"""Statements for which Alembic has no operation, so that text is the way to write them."""


def sql_as_text(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find statements that Alembic cannot look into, where there is another way to write them."""
    for operation in rehearsal.tried.operations:
        if (
            operation.kind in BY_SQL
            and not operation.details.get("built")
            and not NO_OPERATION.match(sql_of(operation))
        ):
            yield Hazard(operation, {"sql": short(operation), "written": int(operation.details.get("changed") or 0)})


def sql_of(operation: RanOperation) -> str:
    return str(operation.details.get("sql") or (operation.statements or ("",))[0])
