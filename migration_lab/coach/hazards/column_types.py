"""Types of PostgreSQL that people regret later: a question of style. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lab.coach.hazards.keys_and_indexes import table_after
from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.schema import Column, Table

BETTER = {
    r"character varying\(\d+\)": "text",
    r"character(\(\d+\))?": "text",
    r"timestamp( without time zone)?(\(\d+\))?( without time zone)?": "timestamp with time zone",
}
INTEGER = re.compile(r"integer|smallint")
SEQUENCE = re.compile(r"nextval\(", re.IGNORECASE)


def regretted_type(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find new columns of such a type, and columns that get one; those of new tables too."""
    for operation in rehearsal.tried.operations:
        table = table_after(rehearsal, operation)
        if table is None or operation.kind not in ("AddColumn", "AlterColumn", "CreateTable"):
            continue
        if operation.kind == "AlterColumn" and not operation.details.get("type"):
            continue
        named = {str(operation.details.get("new_name") or one) for one in operation.columns}
        found = [(one, better) for one in table.columns if one.name in named and (better := better_type(one, table))]
        if found:
            told = tuple(f"{column.name} {column.type} ({better})" for column, better in found)
            yield Hazard(operation, {"told": told})


def better_type(column: Column, table: Table) -> str:
    """Return what to take instead; empty for a type that is good. Of whole numbers only keys grow without end."""
    if column.default and SEQUENCE.match(column.default):
        return "bigint with Identity()"
    if INTEGER.fullmatch(column.type.lower()):
        return "bigint" if table.primary_key and column.name in table.primary_key.columns else ""
    return next((better for bad, better in BETTER.items() if re.fullmatch(bad, column.type.lower())), "")
