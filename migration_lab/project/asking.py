"""Ask whether a draft that drops and adds alike is a rename. Reads rows of the databases; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from migration_lab.backends.plain_sql import plain, quote
from migration_lab.coach.renames_asked import Pair, RowsRead, ask, pairs
from migration_lab.errors import LabError
from migration_lab.values.drafted import DraftedColumn

if TYPE_CHECKING:
    from migration_lab.backends.database import Database
    from migration_lab.values.possible_rename import RenameQuestion
    from migration_lab.values.result import Step

MOST_ROWS = 100_000
"""Rows of a table that are counted at most, so that the question costs little."""


def with_questions(step: Step, databases: Mapping[str, Database]) -> Step:
    """Return the step with a question for each pair of a drop and an add in what it has drafted.

    Raises nothing: the command has run, whatever can be asked of it.
    """
    result = step.result
    if not result.ok or not any(file.endswith(".py") for file in result.written):
        return step
    with suppress(Exception):
        return replace(step, questions=tuple(questions(step, databases)))
    return step


def questions(step: Step, databases: Mapping[str, Database]) -> Iterator[RenameQuestion]:
    file = next(file for file in step.result.written if file.endswith(".py"))
    for pair in pairs(step.result.drafted):
        read = None
        if (database := databases.get(pair.bind)) is not None:
            with suppress(LabError):  # what cannot be read is not known
                read = rows_read(database, pair)
        if (question := ask(pair, read, step.result.args, file)) is not None:
            yield question


def rows_read(database: Database, pair: Pair) -> RowsRead:
    """Count the rows, the values in the column, and those that the new column could hold."""
    old, new = pair.old, pair.new
    counts = ["count(*)"]
    table, columns = old.name, "1"
    if isinstance(old, DraftedColumn) and isinstance(new, DraftedColumn):
        table, columns = old.table, quote(old.name)
        fits = f"length({columns}) <= {new.length}" if new.length and old.family == "String" else "1 = 1"
        counts += [f"count({columns})", f"count(CASE WHEN {columns} IS NOT NULL AND {fits} THEN 1 END)"]
    where = ".".join(map(quote, table.split(".", 1)))
    sql = f"SELECT {', '.join(counts)} FROM (SELECT {columns} FROM {where} LIMIT {MOST_ROWS + 1}) AS counted"
    with database.reading() as connection:
        rows, values, fit = [*plain(connection, sql).one(), 0, 0][:3]
    return RowsRead(rows, values, fit, rows <= MOST_ROWS)
