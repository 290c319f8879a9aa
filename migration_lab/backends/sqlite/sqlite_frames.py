"""Read the first rows of SQLite tables between the statements of a command. Writes nothing, and waits for nobody."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from migration_lab.backends.frame_reader import MOST_COLUMNS, described, quoted
from migration_lab.backends.sqlite.sqlite_files import sqlite_path
from migration_lab.values.frames import TableFrame


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

    def may_ask(self, root: Path) -> bool:
        return True

    def may_read(self, cursor: Any, root: Path) -> bool:
        return True

    def names(self, cursor: Any) -> tuple[str, ...]:
        found = cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return tuple(name for (name,) in found if not name.startswith("sqlite_"))

    def read(self, cursor: Any, table: str) -> TableFrame:
        found = cursor.execute(f"PRAGMA table_info({quoted(table)})").fetchall()
        columns = tuple(name for _, name, *_ in found)[:MOST_COLUMNS]
        key = tuple(name for at, name in sorted((row[5], row[1]) for row in found) if at)
        return described(cursor.execute, table, quoted(table), columns, key, "rowid")
