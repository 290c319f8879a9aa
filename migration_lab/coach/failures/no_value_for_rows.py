"""S06: a column that has to be NOT NULL, on a table whose rows have no value for it. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from migration_lab.coach.explaining import Match, Ran
from migration_lab.coach.filling import sql_name
from migration_lab.values.error_report import ErrorReport
from migration_lab.values.operations import RanOperation

SQLITE = re.compile(r"NOT NULL constraint failed: .*\.(?P<column>[^.]+)$")
"""SQLite says the column nowhere else."""


def missing_value(ran: Ran) -> Match | None:
    """Recognise which operation wanted the column to be NOT NULL, and whether the column was there before."""
    column = next(columns(ran.error.chain() if ran.error else ()), "")
    for operation in reversed(ran.step.result.operations):
        if operation.failed and wants_a_value(operation) and column in ("", *operation.columns):
            facts = {"table": operation.table, "column": operation.columns[0]} | filling_lines(operation)
            return Match(facts, case_of(operation), operation.file, operation.line)
    return None


def filling_lines(operation: RanOperation) -> dict[str, str]:
    """Return the lines that fill a new column with values and make it NOT NULL then, as they stand in a script."""
    table, column = operation.table, operation.columns[0]
    if operation.kind != "AddColumn" or "." in table:  # a schema would stand in an argument of its own
        return {}
    update = f"UPDATE {sql_name(table)} SET {sql_name(column)} = …"
    quotes = '"""' if '"' in update else '"'
    lines = (
        f"op.execute({quotes}{update}{quotes})",
        f"with op.batch_alter_table({table!r}) as batch_op:",
        f"    batch_op.alter_column({column!r}, nullable=False)",
    )
    return {"lines": "\n".join(lines)}


def columns(errors: Iterable[ErrorReport]) -> Iterator[str]:
    for error in errors:
        if name := error.facts.get("column_name"):
            yield name
        elif found := SQLITE.search(error.message):
            yield found["column"]


def wants_a_value(operation: RanOperation) -> bool:
    return operation.kind in ("AddColumn", "AlterColumn") and operation.details.get("nullable") is False


def case_of(operation: RanOperation) -> str:
    if operation.kind == "AlterColumn":
        return "existing"
    return "python" if operation.details.get("python_default") else ""
