"""Find out that a batch failed at an index of a column that it drops: it makes the table's indexes again. Pure."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from migration_lab.schema import Index, Table
from migration_lab.values.error_report import ErrorReport
from migration_lab.values.operations import RanOperation

NO_COLUMN = re.compile(r"^no such column: (?P<column>.+)$", re.MULTILINE)
MAKES_INDEX = re.compile(r"^CREATE (UNIQUE )?INDEX ")


@dataclass(frozen=True, slots=True)
class InTheWay:
    """The operation that drops the column, and what an entry says of it."""

    drop: RanOperation
    facts: dict[str, Any] = field(default_factory=dict)


def index_in_the_way(
    operations: Iterable[RanOperation], error: ErrorReport | None, table: Table | None
) -> InTheWay | None:
    """Return it, if the last statement of the batch that failed made such an index; ``table`` is as it was before."""
    ran = list(operations)
    failed = next((one for one in reversed(ran) if one.failed), None)
    if failed is None or not failed.batch or not failed.statements or error is None or table is None:
        return None
    found = next((match for one in error.chain() if (match := NO_COLUMN.search(one.message))), None)
    if found is None or not MAKES_INDEX.match(failed.statements[-1]):
        return None
    column = found["column"].strip('"')
    drops = (one for one in ran if (one.kind, one.table, one.batch) == ("DropColumn", failed.table, True))
    drop = next((one for one in drops if one.columns == (column,)), None)
    indexes = [one for one in table.indexes if column in columns_of_index(one)]
    if drop is None or not indexes:
        return None
    wide = [one.name for one in indexes if len(one.parts) > 1]
    facts = {"column": column, "names": [one.name for one in indexes], "n": len(indexes), "wide": wide}
    plain = len(indexes) == 1 and not wide and not indexes[0].unique
    return InTheWay(drop, {**facts, "first": indexes[0].name, "plain": plain, "more": not plain})


def columns_of_index(index: Index) -> list[str]:
    return [part.split()[0].strip('"') for part in index.parts]


def dropped_first(lines: Sequence[str], line: int, names: Sequence[str]) -> dict[str, str]:
    """Return what to replace in the line that drops the column, and by what; nothing where that is not certain."""
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    try:
        (statement,) = ast.parse(text.strip()).body
    except (SyntaxError, ValueError):
        return {"words": "yes"}
    call = statement.value if isinstance(statement, ast.Expr) else None
    function = call.func if isinstance(call, ast.Call) else None
    if not (isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)):
        return {"words": "yes"}
    indent = text[: len(text) - len(text.lstrip())]
    drops = [f"{function.value.id}.drop_index({name!r})" for name in names]
    return {"replace": text.strip(), "by": f"\n{indent}".join([*drops, text.strip()])}
