"""Copies of one SQLite database, made and put back while it is in use. Reads and writes database files.

Both directions go through SQLite's own backup, so a copy is whole even when another program writes, and a database
that is put back stays the same file: whoever watches it goes on watching the right one.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from migration_lab.errors import LabError

PATIENCE = 3.0
"""Seconds to wait for another program to let go of the database."""

Fingerprint = tuple[tuple[int, int] | None, ...]


class DatabaseBusy(LabError):
    """Another program holds the database, so it can be neither copied nor put back."""


def fingerprint(path: Path) -> Fingerprint:
    """Size and time of the file and of its journals: equal as long as nothing was written."""
    stats = []
    for name in (path.name, f"{path.name}-wal", f"{path.name}-journal"):
        try:
            stat = path.with_name(name).stat()
        except OSError:
            stats.append(None)
        else:
            stats.append((stat.st_size, stat.st_mtime_ns))
    return tuple(stats)


def copy_out(live: Path, copy: Path) -> None:
    """Copy the database ``live`` to the new file ``copy``. What is not a database is copied byte for byte.

    Raises ``DatabaseBusy`` when another program holds it for longer than ``PATIENCE``, ``OSError`` or
    ``sqlite3.Error`` when the copy cannot be written.
    """
    try:
        with closing(connect(live, "rw")) as source, closing(sqlite3.connect(copy)) as target:
            target.execute("PRAGMA synchronous = OFF")
            target.execute("PRAGMA journal_mode = OFF")
            transfer(source, target, live)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_NOTADB:
            raise
        copy.write_bytes(live.read_bytes())


def copy_back(copy: Path | None, live: Path) -> None:
    """Put ``copy`` back into the file ``live``; with no copy, make ``live`` an empty database.

    Raises like ``copy_out``; ``live`` is then as it was.
    """
    live.parent.mkdir(parents=True, exist_ok=True)
    with closing(connect(copy, "ro") if copy else sqlite3.connect(":memory:")) as source:
        try:
            source.execute("PRAGMA schema_version")
        except sqlite3.DatabaseError:
            assert copy is not None
            live.write_bytes(copy.read_bytes())
            return
        try:
            with closing(connect(live, "rwc")) as target:
                transfer(source, target, live)
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_NOTADB:
                raise
            live.unlink()
            with closing(connect(live, "rwc")) as target:
                transfer(source, target, live)


def connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"file:{quote(path.resolve().as_posix())}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=PATIENCE)


def transfer(source: sqlite3.Connection, target: sqlite3.Connection, live: Path) -> None:
    deadline = time.monotonic() + PATIENCE

    def watch(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            raise TimeoutError

    try:
        # Reading once makes SQLite wait, recover a journal that a killed program left, and say what is wrong.
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        source.backup(target, progress=watch, sleep=0.05)
    except TimeoutError as error:
        raise busy(live) from error
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise busy(live) from error
        raise


def busy(live: Path) -> DatabaseBusy:
    return DatabaseBusy(
        f"The database {live.name} is locked: another program is writing to it. "
        "End that program, or commit what it has begun, and run the cell again. Nothing was changed."
    )
