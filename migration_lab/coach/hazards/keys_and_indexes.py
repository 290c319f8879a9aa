"""Foreign keys and indexes that cost more than they need to. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.schema import Table
from migration_lab.values.operations import RanOperation

ENOUGH_ROWS = 1000
"""With fewer rows a search without an index takes no time that anybody sees."""
MOST_COLUMNS = 3


def foreign_key_without_index(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find new foreign keys of tables with many rows, whose columns no index begins with."""
    least = 1 if "F1" in rehearsal.asked else ENOUGH_ROWS
    for operation in rehearsal.operations:
        table = table_after(rehearsal, operation)
        is_key = operation.kind == "CreateForeignKey" or (
            operation.kind == "AddColumn" and operation.details.get("foreign_key")
        )
        if not is_key or operation.failed or table is None or (operation.rows or 0) < least:
            continue
        if not any(begins_with(columns, operation.columns) for columns in searchable(table)):
            yield Hazard(operation, {"together": ", ".join(operation.columns)})


def wide_index(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find indexes of more than three columns."""
    for operation in rehearsal.tried.operations:
        if operation.kind == "CreateIndex" and len(operation.columns) > MOST_COLUMNS:
            yield Hazard(operation, {"number": len(operation.columns)})


def column_twice(rehearsal: Rehearsal) -> Iterator[Hazard]:
    """Find a column that stands twice in an index or key, and indexes on what another one begins with."""
    for operation in rehearsal.operations:
        if operation.kind not in ("CreateIndex", "CreateUniqueConstraint") or not operation.columns or operation.failed:
            continue
        twice = next((one for one in operation.columns if operation.columns.count(one) > 1), "")
        table = table_after(rehearsal, operation)
        if twice:
            yield Hazard(operation, {"column": twice})
        elif table is not None and (same := same_index(table, operation)):
            yield Hazard(operation, {"same": same, "together": ", ".join(operation.columns)}, case="index")


def same_index(table: Table, operation: RanOperation) -> str:
    """Return the name of another index, or of a unique key, on exactly the same columns; empty if there is none."""
    if any(one.name == operation.name and (one.where or one.method) for one in table.indexes):
        return ""
    others = [(one.name, one.parts) for one in table.indexes if not one.where and not one.method]
    others += [(one.name or "its unique key", one.columns) for one in table.unique_keys]
    return next((name for name, parts in others if parts == operation.columns and name != operation.name), "")


def searchable(table: Table) -> Iterator[tuple[str, ...]]:
    yield from (one.parts for one in table.indexes if not one.where)
    yield from (one.columns for one in table.unique_keys)
    if table.primary_key:
        yield table.primary_key.columns


def begins_with(columns: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return set(columns[: len(wanted)]) == set(wanted)


def table_after(rehearsal: Rehearsal, operation: RanOperation) -> Table | None:
    """Return the operation's table as it is after the run; ``None`` if the run failed, or the table is gone."""
    schema = None if rehearsal.tried.error else rehearsal.tried.after.get(operation.bind)
    return schema.table(operation.table) if schema and operation.table in schema.table_names else None
