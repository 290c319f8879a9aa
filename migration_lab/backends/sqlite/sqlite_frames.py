"""Read the first rows of SQLite tables between the statements of a command. Writes nothing, and waits for nobody."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from migration_lab.backends.sqlite.sqlite_files import sqlite_path
from migration_lab.values.frames import TableFrame
from migration_lab.values.value_forms import text

MOST_ROWS = 6
MOST_COLUMNS = 40
MOST_COUNTED = 2000
"""So many rows are counted, which takes well under a millisecond."""


class SqliteFrames:
    """See ``FrameReader``."""

    def place(self, url: Any) -> str | None:
        path = sqlite_path(url)
        return None if path is None else os.path.realpath(path)

    @contextmanager
    def cursor(self, connection: Any) -> Iterator[Any]:
        with closing(connection.connection.cursor()) as cursor:
            cursor.row_factory = None  # one of the project's own may give anything
            if getattr(connection.connection.driver_connection, "in_transaction", False):
                yield cursor  # it holds its lock already
                return
            (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
            cursor.execute("PRAGMA busy_timeout = 0")
            try:
                yield cursor
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {int(patience)}")

    def names(self, cursor: Any) -> tuple[str, ...]:
        found = cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return tuple(name for (name,) in found if not name.startswith("sqlite_"))

    def read(self, cursor: Any, table: str) -> TableFrame:
        described = cursor.execute(f"PRAGMA table_info({quoted(table)})").fetchall()
        columns = [name for _, name, *_ in described][:MOST_COLUMNS]
        key = tuple(name for at, name in sorted((row[5], row[1]) for row in described) if at)
        identity = ", ".join(map(quoted, key)) or "rowid"
        listed = ", ".join(map(quoted, columns))
        rows = cursor.execute(
            f"SELECT {identity}, {listed} FROM {quoted(table)} ORDER BY {identity} LIMIT {MOST_ROWS}"
        ).fetchall()
        held = ", ".join(f"count({quoted(name)})" for name in columns)
        part = f"SELECT {listed} FROM {quoted(table)} LIMIT {MOST_COUNTED + 1}"
        count, *filled = cursor.execute(f"SELECT count(*), {held} FROM ({part})").fetchone()
        width = len(key) or 1
        return TableFrame(
            table,
            tuple(columns),
            key,
            tuple(" · ".join(str(text(value)) for value in row[:width]) for row in rows),
            tuple(tuple(map(text, row[width:])) for row in rows),
            min(count, MOST_COUNTED),
            tuple(filled),
            count > MOST_COUNTED,
        )


def quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
