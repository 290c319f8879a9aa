"""Run a command's statements once more, one by one, on a copy from before it: what is in the tables after each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from migration_lab.backends.frame_reader import MOST_ROWS
from migration_lab.values.result import Step

Content = tuple[tuple[str, ...], tuple[tuple[str | None, ...], ...], int]
"""The columns of a table, its first rows as text, and how many there are."""


def one_by_one(copy: Path, step: Step) -> Iterator[dict[str, Content]]:
    """Yield the tables after each statement of which a frame was recorded."""
    ends = {frame.statement + frame.times - 1 for frame in step.frames}
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        for at, statement in enumerate(step.result.sql):
            if statement.changes_something and not statement.failed:
                connection.execute(statement.sql)
            if at in ends:
                yield tables_in(connection)


def tables_in(connection: sqlite3.Connection) -> dict[str, Content]:
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: content(connection, name) for name in names}


def content(connection: sqlite3.Connection, table: str) -> Content:
    rows = connection.execute(f'SELECT * FROM "{table}" ORDER BY 1 LIMIT {MOST_ROWS}')
    columns = tuple(one[0] for one in rows.description)
    texts = tuple(tuple(None if value is None else str(value) for value in row) for row in rows)
    [(count,)] = connection.execute(f'SELECT count(*) FROM "{table}"').fetchall()
    return columns, texts, count
