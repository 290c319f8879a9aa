"""SQLite as the lab needs it: a database is a file, or in memory, where only its app can reach it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from migration_lab.backends import fingerprints
from migration_lab.backends.backend import LiveDatabase
from migration_lab.backends.frame_reader import FrameReader
from migration_lab.backends.relative_paths import relative
from migration_lab.backends.sqlite.foreign_key_check import check_foreign_keys
from migration_lab.backends.sqlite.sqlite_files import sqlite_path, uri_of
from migration_lab.backends.sqlite.sqlite_frames import SqliteFrames
from migration_lab.backends.sqlite.sqlite_live import ENDING, SqliteFile
from migration_lab.values.orphans import Orphans
from migration_lab.values.waits import Wait

PATIENCE = 1.0
"""Seconds to wait, when reading, for another program to release the database."""
CASCADES = """
SELECT s.name, f.id, f."from",
  coalesce(f."to", (SELECT i.name FROM pragma_table_info(f."table") i WHERE i.pk = f.seq + 1))
FROM sqlite_master s JOIN pragma_foreign_key_list(s.name) f
WHERE s.type = 'table' AND lower(f."table") = lower(?) AND f.on_delete = 'CASCADE' ORDER BY s.name, f.id, f.seq
"""


class SqliteBackend:
    """See ``Backend``."""

    dialect = "sqlite"
    title = "SQLite"
    ending = ENDING
    on_server = False
    has_extensions = False
    frames: FrameReader | None = SqliteFrames()
    written = "CAST({} AS BLOB)"
    unfit = ""
    changed_by_cast = "CAST({0} AS {1}) IS NOT {0} AND CAST(CAST({0} AS {1}) AS TEXT) IS NOT {0}"
    why_no_undo = "in memory, and ends with the command"

    def engine(self, url: Any, *, read_only: bool, frozen: bool) -> Any:
        from sqlalchemy import create_engine, event
        from sqlalchemy.pool import NullPool

        path = sqlite_path(url)
        if path is None:
            engine = create_engine(url, poolclass=NullPool)
        else:
            # "rw" makes no new file, and no connection is kept: so a replaced file is noticed.
            query = {"mode": "ro" if read_only or frozen else "rw", "uri": "true"}
            if frozen:
                query["immutable"] = "1"
            # Not by the app's own driver, which this Python need not have.
            own = url.set(drivername="sqlite", database=uri_of(path), query=query)
            engine = create_engine(own, poolclass=NullPool, connect_args={"timeout": PATIENCE})
            if not frozen:
                event.listen(engine, "do_connect", leave_nothing(path) if read_only else leave_journal(path))
        event.listen(engine, "connect", read_all_text)
        return engine

    def execute_script(self, url: Any, sql: str) -> None:
        with closing(sqlite3.connect(sqlite_path(url) or ":memory:")) as database:
            database.executescript(sql)

    def pulse(self, engine: Any, url: Any) -> object:
        path = sqlite_path(url)
        return None if path is None else fingerprints.fingerprint(path)

    def contents(self, engine: Any, pulse: object) -> object:
        return pulse

    def waits(self, engine: Any, session: str) -> Sequence[Wait]:
        return ()  # SQLite does not say who holds a lock

    @contextmanager
    def aside(self, connection: Any, seconds: float) -> Iterator[Any]:
        with closing(connection.connection.cursor()) as cursor:
            yield cursor

    def deleted_with(self, cursor: Any, table: str) -> Sequence[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Dropping a table deletes its rows first, if foreign keys are enforced; so does ON DELETE CASCADE then."""
        cursor.execute("PRAGMA foreign_keys")
        if cursor.fetchone() != (1,):
            return []
        cursor.execute(CASCADES, (table,))
        found: dict[tuple[str, int], list[tuple[str, str | None]]] = {}
        for child, number, column, parent in cursor.fetchall():
            found.setdefault((child, number), []).append((column, parent))
        return [
            (child, tuple(column for column, _ in pairs), tuple(parent or "rowid" for _, parent in pairs))
            for (child, _), pairs in found.items()
        ]

    def orphans(self, engine: Any) -> Orphans:
        with engine.connect() as connection:
            return check_foreign_keys(connection)

    def file(self, url: Any) -> Path | None:
        return sqlite_path(url)

    def shown(self, url: Any, root: Path, name: str | None) -> str:
        path = sqlite_path(url)
        return f"SQLite, {relative(path, root)}" if path else "SQLite, in memory"

    def undo_name(self, url: Any, engine: Any, root: Path) -> str | None:
        path = sqlite_path(url)
        return None if path is None else relative(path, root)

    def no_undo(self, called: str) -> str:
        return f"the database{called} in memory, which ended with the command"

    def live(self, root: Path, name: str) -> LiveDatabase:
        return SqliteFile(root, name)

    def copy_address(self, copy: Path) -> str:
        return f"sqlite:///{copy.absolute().as_posix()}"

    def copy_size(self, copy: Path) -> int:
        return copy.stat().st_size

    def forget_copies(self, root: Path) -> None:
        """Do nothing: the copies are the files themselves."""


def leave_nothing(path: Path) -> Any:
    """Connect so that a database in WAL mode has no ``-wal`` and no ``-shm`` beside it afterwards."""
    from migration_lab.backends.sqlite.sqlite_files import connect_unchanging

    def connect(_dialect: Any, _record: Any, _args: Any, parameters: dict[str, Any]) -> Any:
        options = {name: value for name, value in parameters.items() if name not in ("database", "uri")}
        return connect_unchanging(path, **options)

    return connect


def leave_journal(path: Path) -> Any:
    """Connect so that SQLite does not remove the ``-wal`` of a database that it cannot read: a copy is read then."""
    from migration_lab.backends.sqlite.sqlite_copies import journal_is_of_use

    instead = leave_nothing(path)

    def connect(*asked: Any) -> Any:
        return None if journal_is_of_use(path) else instead(*asked)

    return connect


def read_all_text(connection: Any, _record: Any) -> None:
    """Let no value that is not UTF-8 stop a look: its invalid bytes are shown as ``\\xff``."""
    connection.text_factory = lambda value: value.decode("utf-8", "backslashreplace")
