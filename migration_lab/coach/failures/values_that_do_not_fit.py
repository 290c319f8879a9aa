"""S15: a new type for a column whose values do not fit it. Touches nothing."""

from __future__ import annotations

import re

from migration_lab.coach.explaining import Match, Ran
from migration_lab.coach.filling import compared
from migration_lab.values.became import Became
from migration_lab.values.operations import RanOperation

USING = re.compile(r'"USING (?P<using>[^"]+)"')
"""PostgreSQL's own suggestion, which is in the message alone."""
BAD_VALUE = ("22P02", "22003", "22007", "22008", "22001")
LONGEST = 40
"""How much of a value is shown."""


def other_type(ran: Ran) -> Match | None:
    """Recognise a cast that PostgreSQL wants to be told, a value that cannot be cast, or one that SQLite has cut."""
    if ran.step.result.ok:
        return cut(ran) if ran.dialect == "sqlite" else None
    operation, error = ran.failed_operation, ran.error
    if operation is None or error is None or operation.kind != "AlterColumn" or "type" not in operation.details:
        return None
    facts = {"type": str(operation.details["type"]).lower()}
    if error.code in BAD_VALUE:
        return Match(facts | {"said": error.message.splitlines()[0]}, "value")
    if found := USING.search(error.message):
        return Match(facts | {"using": found["using"]} | in_its_line(ran, operation, found["using"]))
    tables = (one for one in ran.step.before.tables if one.name == operation.table)
    column = next((one for table in tables for one in table.columns if one.name == operation.columns[0]), None)
    return Match(facts | {"default": column.default}, "default") if column and column.default else None


def in_its_line(ran: Ran, operation: RanOperation, using: str) -> dict[str, str]:
    """Return what to write behind the name of the column, if that stands in the line once."""
    lines = ran.source(operation.file)
    line = lines[operation.line - 1] if 0 < operation.line <= len(lines) else ""
    name = f"'{operation.columns[0]}',"
    if line.count(name) != 1 or "postgresql_using" in line:
        return {"words": "yes"}
    return {"replace": name, "by": f"{name} postgresql_using={using!r},"}


def cut(ran: Ran) -> Match | None:
    """SQLite takes as much of a text as is a number, and 0 where nothing is."""
    for operation in ran.step.result.operations:
        if operation.kind != "AlterColumn" or not operation.batch or "type" not in operation.details:
            continue
        became = next((one.became for one in ran.step.rows if one.table == operation.table), None)
        name = str(operation.details.get("new_name") or operation.columns[0])
        n = dict(became.overwritten).get(name, 0) if became else 0
        if became and n and (example := one_that_was_cut(became, name)):
            facts = {
                "table": operation.table,
                "column": name,
                "n": compared(n, became.all_compared),
                "of": became.rows_before,
            }
            facts |= {"type": str(operation.details["type"]), "was": example[0], "now": example[1]}
            return Match(facts, "cut", operation.file, operation.line)
    return None


def one_that_was_cut(became: Became, column: str) -> tuple[str, str] | None:
    """Return a value before and after that are not the same number."""
    aligned = became.aligned
    if aligned is None or column not in aligned.before or column not in aligned.after:
        return None
    old, new = aligned.before.index(column), aligned.after.index(column)
    for row in aligned.rows:
        if row.before and row.after and column in row.differs:
            was, now = row.before[old], row.after[new]
            if was is not None and now is not None and not same_number(was, now):
                return was[:LONGEST], now[:LONGEST]
    return None


def same_number(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return False
