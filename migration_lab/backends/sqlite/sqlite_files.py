"""Read SQLite databases without leaving a trace beside them: no ``-wal``, no ``-shm``, no journal rolled back.

SQLite itself makes ``-wal`` and ``-shm`` beside a database in WAL mode even if it opens it only to read, and if these
belong to another user, they lock the owner out. So if nobody changes the file, it is read as a file that nobody
changes. If somebody does, a copy of it is read, or if it is large, the file itself by the existing ``-shm``, in which
SQLite notes its readers. A database on which a killed program has left half a transaction is also read from a copy, in
which the transaction is rolled back.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from migration_lab.backends.fingerprints import FileStats, fingerprint
from migration_lab.backends.sqlite import beside_sqlite

LARGEST_COPY = 64 << 20
"""The size in bytes up to which an SQLite file is copied."""
PATIENCE = 1.0
TRIES = 20
VERSIONS = slice(18, 20)
"""The two bytes of the header that are 2 for a database in WAL mode."""

DRIVE = re.compile("/[A-Za-z]:")
"""How the path of an address begins that names a drive of Windows: SQLite leaves the slash out there."""
LEFT = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
"""SQLite's errors for a journal that it may not roll back, and for a WAL without a ``-shm`` that it may not make."""


def is_wal(path: Path) -> bool:
    """Tell whether SQLite would want ``-wal`` and ``-shm`` beside that database; False if it cannot be read."""
    if beside(path, "-wal").exists():
        return True
    try:
        return beside_sqlite.first_bytes(path, VERSIONS.stop)[VERSIONS] == b"\2\2"
    except OSError:
        return False


def beside(path: Path, suffix: str) -> Path:
    """Return that journal of it: beside the file itself, if ``path`` is a symbolic link."""
    path = Path(os.path.realpath(path))
    return path.with_name(f"{path.name}{suffix}")


def unchanging_uri(path: Path) -> str | None:
    """Return a URI that reads a WAL database in place and makes nothing beside it; ``None`` if a copy must be read."""
    if not beside(path, "-wal").exists():
        return f"{uri_of(path)}?mode=ro&immutable=1"
    if path.stat().st_size > LARGEST_COPY and beside(path, "-shm").exists():
        return f"{uri_of(path)}?mode=ro&readonly_shm=1"
    return None


def uri_of(path: Path) -> str:
    """Return the file as an SQLite URI, to which a query may be added."""
    return as_uri(path.resolve().as_posix())


def as_uri(path: str) -> str:
    """Do the same for an absolute path with ``/``: ``/home/a.db``, ``C:/a.db``, or ``//server/share/a.db`` of Windows.

    The two slashes that come first say that no server is named: SQLite takes none, not even for a path that begins with
    one. Before the letter of a drive SQLite leaves the third one out.
    """
    return f"file://{quote(path if path.startswith('/') else f'/{path}')}"


def copy_file(real: Path, copy: Path) -> None:
    """Copy an SQLite database without writing to it; a journal that a killed program left is rolled back in the copy.

    A file that is no database is copied byte for byte, for the app to find out. Raises ``sqlite3.OperationalError`` if
    it is locked, or written to all the time.
    """
    if is_wal(real):
        copy_bytes(real, copy)
        return
    try:
        with (
            closing(sqlite3.connect(f"{uri_of(real)}?mode=ro", uri=True, timeout=PATIENCE)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            target.execute("PRAGMA synchronous = OFF")
            source.backup(target)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        copy_bytes(real, copy)


def copy_bytes(real: Path, copy: Path) -> FileStats:
    """Copy the file and its journals as they are, again if somebody wrote meanwhile; return their fingerprint.

    Raises ``sqlite3.OperationalError`` if somebody writes each time.
    """
    for attempt in range(TRIES):
        before = fingerprint(real)
        for suffix in ("", "-wal", "-journal"):
            with suppress(FileNotFoundError):
                beside(copy, suffix).unlink()
            with suppress(FileNotFoundError):
                copier = shutil.copyfile if suffix else beside_sqlite.copy  # nobody locks a journal
                copier(beside(real, suffix), beside(copy, suffix))
        if before == fingerprint(real):
            return before
        time.sleep(0.01 * (attempt + 1))
    raise sqlite3.OperationalError(f"database is locked: {real.name} is written to all the time")


class _OfCopy(sqlite3.Connection):
    """A connection to a copy; closing it removes the copy."""

    folder: tempfile.TemporaryDirectory[str] | None = None

    def close(self) -> None:
        super().close()
        if self.folder is not None:
            self.folder.cleanup()


def connect_unchanging(path: Path, **options: Any) -> sqlite3.Connection | None:
    """Connect to that database for reading, so that nothing beside it is made or removed.

    ``None`` if SQLite itself does that: without a WAL, and without a journal that a killed program left. Raises
    ``sqlite3.Error``.
    """
    wal = is_wal(path)
    if not wal and not beside(path, "-journal").exists():
        return None
    if (uri := unchanging_uri(path) if wal else f"{uri_of(path)}?mode=ro") is not None:
        unchanging: sqlite3.Connection = sqlite3.connect(uri, uri=True, **options)
        try:
            unchanging.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.DatabaseError as error:
            unchanging.close()
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in LEFT:
                raise
        else:
            return unchanging
    folder = tempfile.TemporaryDirectory(prefix="migration-lab-", ignore_cleanup_errors=True)
    copy = Path(folder.name, "copy.sqlite")
    copy_bytes(path, copy)
    connection: _OfCopy = sqlite3.connect(copy, factory=_OfCopy, **options)
    connection.folder = folder
    return connection


@cache
def always_uri() -> bool:
    """Tell whether this SQLite takes a name that begins with ``file:`` for a URI without being told to."""
    with closing(sqlite3.connect(":memory:")) as connection:
        return ("USE_URI",) in connection.execute("PRAGMA compile_options").fetchall()


def file_of(name: str, uri: bool = True) -> Path | None:
    """Return the file that SQLite opens for this name; ``None`` for a database in memory or a temporary one."""
    if name.startswith("file:") and (uri or always_uri()):
        name, _, query = name.removeprefix("file:").partition("#")[0].partition("?")
        options = dict(part.partition("=")[::2] for part in query.split("&"))
        if options.get("mode") == "memory" or options.get("vfs") == "memdb":
            return None
        name = unquote(name)
        if name.startswith("//"):
            name = "/" + name[2:].partition("/")[2]
        if os.name == "nt" and DRIVE.match(name):
            name = name[1:]
    return None if name in ("", ":memory:") else Path(os.path.abspath(name))  # noqa: PTH100


def sqlite_path(url: Any) -> Path | None:
    """Return the file of an SQLite URL; ``None`` for a database in memory and for other databases."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    if not url.database.startswith("file:"):
        return Path(url.database)
    in_memory = url.query.get("mode") == "memory" or url.query.get("vfs") == "memdb"
    return None if in_memory else file_of(url.database)
