"""Foreign keys and indexes that cost more than they need to. Touches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from migration_lab.coach.warning import Hazard, Rehearsal
from migration_lab.schema import Index, Table
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
    """Find new indexes in which a column stands twice, and those on the same columns as another index."""
    for operation in rehearsal.operations:
        for table, index in new_indexes(rehearsal, operation):
            facts = {"table": table.name, "name": index.name, "together": ", ".join(index.parts)}
            if twice := [one for one in index.parts if index.parts.count(one) > 1]:
                yield Hazard(operation, {**facts, "column": twice[0]})
            elif same := same_index(table, index):
                yield Hazard(operation, {**facts, "same": same}, case="index")


def new_indexes(rehearsal: Rehearsal, operation: RanOperation) -> Iterator[tuple[Table, Index]]:
    """Yield the indexes that an operation has made on tables that were there before."""
    before, after = rehearsal.tried.before.get(operation.bind), rehearsal.tried.after.get(operation.bind)
    if rehearsal.tried.error or before is None or after is None or operation.failed:
        return
    known = {(table.name, index.name) for table in before.tables for index in table.indexes}
    for table in after.tables:
        for index in table.indexes if table.name in before.table_names else ():
            made = any("CREATE" in sql.upper() and index.name in sql for sql in operation.statements)
            if made and (table.name, index.name) not in known:
                yield table, index


def same_index(table: Table, index: Index) -> str:
    """Return the name of another index, or of a unique key, on exactly the same columns; empty if there is none."""
    if index.where or index.method:
        return ""
    others = [(one.name, one.parts) for one in table.indexes if not one.where and not one.method]
    others += [(one.name or "its unique key", one.columns) for one in table.unique_keys]
    return next((name for name, parts in others if parts == index.parts and name != index.name), "")


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
