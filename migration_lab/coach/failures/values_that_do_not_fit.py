"""S15: a new type for a column whose values do not fit it. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from migration_lab.coach.explaining import Match, Ran
from migration_lab.coach.filling import compared
from migration_lab.coach.mending_rows import line_above
from migration_lab.values.became import Became
from migration_lab.values.first_words import first_words
from migration_lab.values.frames import Frame, TableFrame
from migration_lab.values.operations import RanOperation
from migration_lab.values.source_lines import raw_line
from migration_lab.values.tried import LEFT_OVER

USING = re.compile(r'"USING (?P<using>[^"]+)"')
"""PostgreSQL's own suggestion, which is in the message alone."""
BAD_VALUE = ("22P02", "22003", "22007", "22008", "22001")
LONGEST = 40
"""How much of a value is shown."""
WRITING = frozenset({"INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"})
Found = tuple[int, int, str, str]
"""How many values were cut, of how many rows, and one of them before and after."""


def other_type(ran: Ran) -> Match | None:
    """Recognise a cast that PostgreSQL wants to be told, a value that cannot be cast, or one that SQLite has cut."""
    if ran.step.result.ok:
        return cut(ran) if ran.dialect == "sqlite" else None
    operation, error = ran.failed_operation, ran.error
    if operation is None or error is None or operation.kind != "AlterColumn" or "type" not in operation.details:
        return None
    facts: dict[str, Any] = {"type": str(operation.details["type"]).lower(), "above": above(ran, operation)}
    if error.code in BAD_VALUE:
        return Match(facts | {"said": error.message.splitlines()[0]}, "value")
    if found := USING.search(error.message):
        return Match(facts | {"using": found["using"]} | in_its_line(ran, operation, found["using"]))
    tables = (one for one in ran.step.before.tables if one.name == operation.table)
    column = next((one for table in tables for one in table.columns if one.name == operation.columns[0]), None)
    return Match(facts | {"default": column.default}, "default") if column and column.default else None


def above(ran: Ran, operation: RanOperation) -> int:
    return line_above(ran.source(operation.file), operation)


def in_its_line(ran: Ran, operation: RanOperation, using: str) -> dict[str, str]:
    """Return what to write behind the name of the column, if that stands in the line once."""
    lines = ran.source(operation.file)
    line = raw_line(lines, operation.line)
    name = f"'{operation.columns[0]}',"
    if line.count(name) != 1 or "postgresql_using" in line:
        return {"words": "yes"}
    return {"replace": name, "by": f"{name} postgresql_using={using!r},"}


def cut(ran: Ran) -> Match | None:
    """SQLite takes as much of a text as is a number, and 0 where nothing is.

    If the run has written rows of the table by other means as well, only frames tell what the cast has done.
    """
    for operation in ran.step.result.operations:
        if operation.kind != "AlterColumn" or not operation.batch or "type" not in operation.details:
            continue
        name = str(operation.details.get("new_name") or operation.columns[0])
        seen = seen_in_frames if is_written(ran, operation.table) else seen_in_rows
        if found := seen(ran, operation, name):
            n, of, was, now = found
            facts = {"table": operation.table, "column": name, "n": n, "of": of, "was": was, "now": now}
            facts |= {"type": str(operation.details["type"]), "above": above(ran, operation)}
            return Match(facts, "cut", operation.file, operation.line)
    return None


def is_written(ran: Ran, table: str) -> bool:
    """Tell whether a statement that names the table, and belongs to no batch, may have written its rows."""
    others = [one for one in ran.step.result.operations if not one.batch]
    writing = [sql for one in others for sql in one.statements if WRITING.intersection(first_words(sql))]
    return any(table.lower() in sql.lower() for sql in writing)


def seen_in_rows(ran: Ran, operation: RanOperation, column: str) -> Found | None:
    """Compare the rows before and after the command."""
    became = next((one.became for one in ran.step.rows if one.table == operation.table), None)
    n = dict(became.overwritten).get(column, 0) if became else 0
    example = one_that_was_cut(became, column) if became and n else None
    return (compared(n, became.all_compared), became.rows_before, *example) if became and example else None


def seen_in_frames(ran: Ran, operation: RanOperation, column: str) -> Found | None:
    """Compare the rows right before and right after they were copied; ``None`` if not all of them were read."""
    for old, new in copied_rows(ran.step.frames, operation.table):
        whole = old.count == len(old.rows) and old.ids == new.ids
        if not whole or operation.columns[0] not in old.columns or column not in new.columns:
            continue
        was, now = old.columns.index(operation.columns[0]), new.columns.index(column)
        values = [(one[was], other[now]) for one, other in zip(old.rows, new.rows, strict=True)]
        if others := [(one, other) for one, other in values if one and other and not same_number(one, other)]:
            return len(others), old.count, others[0][0][:LONGEST], others[0][1][:LONGEST]
    return None


def copied_rows(frames: Iterable[Frame], table: str) -> Iterator[tuple[TableFrame, TableFrame]]:
    """Yield, for each batch on the table, the rows that it copied, and the copy."""
    last: TableFrame | None = None
    for frame in frames:
        last = next((one for one in frame.opening if one.table == table), last)
        for one in frame.tables:
            if last and one.count and one.table == f"{LEFT_OVER}{table}":
                yield last, one
        last = next((one for one in frame.tables if one.table == table), last)


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
        return one == other or float(one) == float(other)
    except ValueError:
        return False
