"""Say where in a script rows are mended before a rule, and in which ways. Touches nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from migration_lab.coach.filling import sql_name
from migration_lab.coach.statements_around import statements_around
from migration_lab.schema import Column, Schema, Table
from migration_lab.values.operations import RanOperation

BATCH = "batch_alter_table"


def line_above(lines: Sequence[str], operation: RanOperation) -> int:
    """Return the line above which a statement can stand: where the operation's begins, or the ``with`` of its batch."""
    around = [one for one in statements_around(lines, operation.line) if not isinstance(one, ast.FunctionDef)]
    batches = [one for one in around if isinstance(one, ast.With) and any(map(opens_batch, one.items))]
    return next((one.lineno for one in (*batches, *reversed(around))), operation.line)


def opens_batch(item: ast.withitem) -> bool:
    call = item.context_expr
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == BATCH


def may_be_null(schema: Schema | None, operation: RanOperation, ran: Iterable[RanOperation]) -> list[str]:
    """Return those of the operation's columns that may be NULL, and that the run does not make NOT NULL."""
    table = table_of(schema, operation.table)
    strict = {
        column
        for one in ran
        if one.kind == "AlterColumn" and one.table == operation.table and one.details.get("nullable") is False
        for column in one.columns
    }
    known = {one.name for one in table.columns if one.nullable} if table else set()
    return [one for one in operation.columns if one in known - strict]


def missing_parent(schema: Schema | None, key: RanOperation) -> str:
    """Return the INSERT of a row to which a foreign key can point; its values are for the reader to fill in."""
    theirs = str(key.details["other_columns"]).split(", ")
    parent = table_of(schema, str(key.details["other"]))
    needed = [one.name for one in parent.columns if needs_value(one) and one.name not in theirs] if parent else []
    names = [*theirs, *needed]
    values = ", ".join("…" for _ in names)
    return f"INSERT INTO {sql_name(str(key.details['other']))} ({', '.join(map(sql_name, names))}) VALUES ({values})"


def needs_value(column: Column) -> bool:
    return not (column.nullable or column.default or column.computed or column.identity)


def table_of(schema: Schema | None, name: str) -> Table | None:
    return next((one for one in schema.tables if one.name == name), None) if schema else None
