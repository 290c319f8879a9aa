"""Rows that go with something that a script empties or drops as a whole. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migration_lab.coach.hazards.statements_run import plainly, said
from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.values.operations import RanOperation


def truncate(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find tables that a TRUNCATE … CASCADE empties without naming them."""
    for operation in rehearsal.operations:
        if said(operation, r"^TRUNCATE\b.* CASCADE"):
            lost = {name: rows for name, rows in emptied(operation).items() if not is_named(operation, name)}
            if lost:
                rows = sum(lost.values())
                yield Hazard(operation, {"tables": [*lost], "lost": rows})


def drop_schema(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find schemas that are dropped with rows in their tables."""
    for operation in rehearsal.operations:
        before, after = rehearsal.tried.before.get(operation.bind), rehearsal.tried.after.get(operation.bind)
        if before is None or after is None or not said(operation, "^DROP SCHEMA "):
            continue
        for schema in sorted({*before.schemas} - {*after.schemas}):
            lost = {
                one.on: one.rows
                for one in operation.locks
                if one.rows and not one.index and one.on.startswith(f"{schema}.") and one.mode == "AccessExclusiveLock"
            }
            if lost:
                yield Hazard(operation, {"schema": schema, "tables": sorted(lost), "lost": sum(lost.values())})


def emptied(operation: RanOperation) -> dict[str, int]:
    """Return the tables that got a new, empty file, with the rows that they had."""
    rows = {one.on: one.rows for one in operation.locks if one.mode == "AccessExclusiveLock" and not one.index}
    return {name: rows[name] for name in operation.rewrote if rows.get(name)}


def is_named(operation: RanOperation, table: str) -> bool:
    name = re.escape(table.rpartition(".")[2].upper())
    return any(re.search(rf"(?<![\w]){name}(?![\w])", plainly(one)) for one in operation.statements)
