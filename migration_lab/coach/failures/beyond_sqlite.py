"""S07: changes to a table that SQLite's ALTER TABLE does not know. Touches nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from migration_lab.coach.explaining import Match, Ran
from migration_lab.values.operations import RanOperation
from migration_lab.values.source_lines import raw_line

TABLE_AT = {
    "add_column": 0,
    "alter_column": 0,
    "drop_column": 0,
    "create_foreign_key": 1,
    "create_unique_constraint": 1,
    "create_check_constraint": 1,
    "create_primary_key": 1,
    "drop_constraint": 1,
}
"""By operation: at which place among what is passed the table stands. In a batch it is left out."""
CONSTRAINTS = (
    "AddColumn",
    "CreateForeignKey",
    "CreateUniqueConstraint",
    "CreateCheckConstraint",
    "CreatePrimaryKey",
    "DropConstraint",
)
"""The operations that make or drop a constraint, perhaps beside a column."""
NO_DROP = re.compile(r"^(?:error in table .* after drop column|cannot drop UNIQUE column)")
NO_DEFAULT = re.compile(r"^Cannot add a column with non-constant default")


def needs_a_batch(ran: Ran) -> Match | None:
    """Recognise an operation outside of a batch that works in one."""
    operation, error = ran.failed_operation, ran.error
    if operation is None or error is None or operation.batch:
        return None
    if not (
        (error.type == "NotImplementedError" and operation.kind in CONSTRAINTS)
        or beyond_alter_table(operation, error.message)
    ):
        return None
    facts: dict[str, str] = {"what_for": wanted(operation), "words": "yes"}
    lines = ran.source(operation.file)
    text = raw_line(lines, operation.line)
    if by := in_a_batch(text, operation.table):
        facts |= {"words": "", "replace": text.strip(), "by": by}
    columns = {change.name for change in ran.step.difference if (change.action, change.kind) == ("added", "column")}
    if operation.kind == "AddColumn" and f"{operation.table}.{operation.columns[0]}" in columns:
        facts |= {"half": operation.columns[0]}
    default = NO_DEFAULT.search(error.message)
    return Match(facts, "default" if default else "")


def beyond_alter_table(operation: RanOperation, message: str) -> bool:
    """Tell whether SQLite refused the kind of statement, and not what it was about."""
    if operation.kind == "AlterColumn":
        return bool(operation.statements) and " ALTER COLUMN " in operation.statements[-1]
    if operation.kind == "DropColumn":
        return bool(NO_DROP.search(message))
    return operation.kind == "AddColumn" and bool(NO_DEFAULT.search(message))


def wanted(operation: RanOperation) -> str:
    column = f"{operation.table}.{operation.columns[0]}" if operation.columns else operation.table
    return {
        "AlterColumn": f"change the column {column}",
        "DropColumn": f"drop the column {column}, which a constraint uses",
        "AddColumn": f"add the column {column} with all that belongs to it",
        "DropConstraint": f"drop a constraint of {operation.table}",
    }.get(operation.kind, f"add a constraint to {operation.table}")


def in_a_batch(line: str, table: str) -> str:
    """Write a call that stands on one line once more, in a batch; empty where that is not certain."""
    try:
        (statement,) = ast.parse(line.strip()).body
    except (SyntaxError, ValueError):
        return ""
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return ""
    at, owner = TABLE_AT.get(call.func.attr), call.func.value
    if at is None or not isinstance(owner, ast.Name) or owner.id != "op" or not names(call.args, at, table):
        return ""
    if any(one.arg in (None, "schema", "source_schema", "table_name", "batch_op") for one in call.keywords):
        return ""
    del call.args[at]
    owner.id = "batch_op"
    for one in ast.walk(call):
        if isinstance(one, ast.Attribute) and one.attr == "f" and isinstance(one.value, ast.Name):
            one.value.id = "batch_op"
    indent = line[: len(line) - len(line.lstrip())]
    return f"with op.batch_alter_table({table!r}) as batch_op:\n{indent}    {ast.unparse(statement)}"


def names(args: Sequence[ast.expr], at: int, table: str) -> bool:
    return len(args) > at and isinstance(one := args[at], ast.Constant) and one.value == table
