"""Copy one SQLite database, and put it back, while it is in use. Reads and writes database files.

Both directions use SQLite's own backup, so a copy is complete even when another program writes, and a database that is
put back stays the same file: programs that watch it go on watching the right one. A file that SQLite cannot read is
copied byte for byte, and replaced. A clone by the file system is not used: opening a database's file without SQLite
releases all locks that this process has on it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from migration_lab.backends.atomic import keep_mode
from migration_lab.backends.backend import WRITTEN_TO, DatabaseBusy
from migration_lab.backends.fingerprints import BESIDE, FileStats, fingerprint
from migration_lab.backends.sqlite.sqlite_files import uri_of
from migration_lab.errors import LabError

PATIENCE = 3.0
"""Seconds to wait for another program to release the database."""
BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
COUNTERS = (slice(18, 20), slice(24, 28), slice(40, 44), slice(92, 100))
"""Where an SQLite file's first bytes count its writes and name its kind of journal, which is no content."""


def copy_out(live: Path, copy: Path) -> None:
    """Copy the database ``live`` to the new file ``copy``; byte for byte if SQLite cannot read it.

    Raises ``DatabaseBusy`` if another program holds it for longer than ``PATIENCE``, ``OSError`` or ``sqlite3.Error``
    if the copy cannot be written.
    """
    try:
        if not journal_is_of_use(live):
            copy_bytes(live, copy)
            return
        with closing(connect(live, "rw")) as source:
            whole = is_database(source, live)
            if whole:
                with closing(sqlite3.connect(copy)) as target:
                    target.execute("PRAGMA synchronous = OFF")
                    target.execute("PRAGMA journal_mode = OFF")
                    transfer(source, target, live)
    except sqlite3.DatabaseError as error:
        if code_of(error) not in DAMAGED:
            raise
        whole = False
    if not whole:
        copy_bytes(live, copy)


def copy_back(copy: Path | None, live: Path, still: FileStats | None = None) -> None:
    """Put ``copy`` back into the file ``live``; with no copy, make ``live`` an empty database if it exists.

    What ``live`` is now does not matter: a file that is no database, or is damaged, is replaced. With ``still``, its
    fingerprint when it was copied, nothing is done if something else has written to it since. Raises like ``copy_out``;
    ``live`` is then unchanged.
    """
    if copy is None and not live.exists():
        return
    live.parent.mkdir(parents=True, exist_ok=True)
    still = still if live.exists() else None  # opening it would create it
    with closing(connect(copy, "ro") if copy else sqlite3.connect(":memory:")) as source:
        if not is_database(source, live):
            assert copy is not None
            put_in_place(copy, live)
            return
        try:
            with closing(connect(live, "rwc")) as target:
                if is_database(target, live):
                    refuse_written_to(live, still)
                    other = allow_page_size(source, target, live)
                    transfer(source, target, live, fingerprint(live) if other and still else still)
                    return
        except sqlite3.DatabaseError as error:
            if code_of(error) not in DAMAGED:
                raise
        with tempfile.TemporaryDirectory(dir=live.parent, prefix=".migration-lab-") as folder:
            fresh = Path(folder, live.name)
            with closing(sqlite3.connect(fresh)) as target:
                transfer(source, target, live)
            put_in_place(fresh, live)


def same_content(copy: Path, live: Path) -> bool:
    """Tell whether ``live`` holds now what it held when ``copy`` was made of it. Reads both completely."""
    if not live.exists():
        return False
    with tempfile.TemporaryDirectory(dir=copy.parent, prefix="now-") as folder:
        now = Path(folder, "now.sqlite")
        copy_out(live, now)
        return same_copies(copy, now)


def journal_is_of_use(live: Path) -> bool:
    """Return False if ``live`` has a ``-wal`` and SQLite still cannot read it.

    SQLite removes the journal of such a file when it closes it, unless the file was opened only for reading.
    """
    live = Path(os.path.realpath(live))
    wal, index = (live.with_name(f"{live.name}{end}") for end in ("-wal", "-shm"))
    if not wal.exists() or not wal.stat().st_size:
        return True
    with closing(connect(live, "ro")) as connection:  # as it is on the disk, without the journal
        if is_database(connection, live):
            return True
    known = index.exists()
    with closing(sqlite3.connect(f"{uri_of(live)}?mode=ro", uri=True)) as connection:
        found = is_database(connection, live)
    if not known:
        with suppress(OSError):
            index.unlink()
    return found


def same_copies(one: Path | None, other: Path | None) -> bool:
    """Tell whether two copies hold the same; no copy stands for an empty database."""
    if one is None or other is None:
        there = one or other
        return there is None or is_as_copied(None, there)
    files = [[path.with_name(f"{path.name}{end}") for end in ("", *BESIDE)] for path in (one, other)]
    if [path.exists() for path in files[0]] != [path.exists() for path in files[1]]:
        return False
    return all(
        left.stat().st_size == right.stat().st_size
        and all(piece == same for piece, same in zip(pieces(left), pieces(right), strict=True))
        for left, right in zip(*files, strict=True)
        if left.exists()
    )


def is_as_copied(copy: Path | None, live: Path) -> bool:
    """Do the same as ``same_content``; no copy stands for an empty database. False if that cannot be found out."""
    with suppress(OSError, sqlite3.Error, LabError):
        if copy is not None:
            return same_content(copy, live)
        if not live.exists():
            return True
        if journal_is_of_use(live):
            with closing(connect(live, "rw")) as connection:
                (things,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
                return not things
    return False


def pieces(path: Path) -> Iterator[bytes]:
    """Yield the content of a database file piece by piece, without the counters in its header."""
    with path.open("rb") as file:
        head = bytearray(file.read(100))
        if head.startswith(b"SQLite format 3\0"):
            for place in COUNTERS:
                head[place] = bytes(place.stop - place.start)
        yield bytes(head)
        while piece := file.read(1 << 20):
            yield piece


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Connect to a database; ``ro`` is for copies: nobody writes to them, and nothing is written beside them."""
    uri = f"{uri_of(path)}?mode={mode}{'&immutable=1' if mode == 'ro' else ''}"
    return sqlite3.connect(uri, uri=True, timeout=PATIENCE)


def is_database(connection: sqlite3.Connection, live: Path) -> bool:
    """Tell whether SQLite can read it.

    Reading once makes SQLite wait, and recover a journal that a killed program left.
    """
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError as error:
        if code_of(error) in BUSY:
            raise busy(live) from error
        if code_of(error) in DAMAGED:
            return False
        raise
    return True


def allow_page_size(source: sqlite3.Connection, target: sqlite3.Connection, live: Path) -> bool:
    """Take a database out of WAL mode, which fixes its page size, if the copy has another; return whether it did."""
    size, other = (one.execute("PRAGMA page_size").fetchone() for one in (source, target))
    if size == other or target.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        return False
    try:
        target.execute("PRAGMA journal_mode = DELETE")
        return True
    except sqlite3.OperationalError as error:
        raise busy(live) if code_of(error) in BUSY else error from error


def transfer(
    source: sqlite3.Connection, target: sqlite3.Connection, live: Path, still: FileStats | None = None
) -> None:
    """Copy all of ``source`` over ``target``, whichever of the two ``live`` is; ``still`` as for ``copy_back``."""
    deadline = time.monotonic() + PATIENCE
    target.execute("PRAGMA busy_timeout = 0")  # the loop here waits, and checks before it tries again

    def watch(status: int, _remaining: int, _total: int) -> None:
        if status in BUSY:
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(0.05)
            refuse_written_to(live, still)

    try:
        source.backup(target, progress=watch, sleep=0)
    except TimeoutError as error:
        raise busy(live) from error
    except sqlite3.OperationalError as error:
        if code_of(error) in BUSY:
            raise busy(live) from error
        raise


def refuse_written_to(live: Path, still: FileStats | None) -> None:
    """Raise ``DatabaseBusy`` if something was committed since; a journal alone may be our own, and is no commit."""
    if still is not None and fingerprint(live)[:2] != still[:2]:
        raise DatabaseBusy(WRITTEN_TO.format(live.name))


def copy_bytes(live: Path, copy: Path) -> None:
    """Copy the file and its journals as they are."""
    for end in ("", *BESIDE):
        source, target = live.with_name(f"{live.name}{end}"), copy.with_name(f"{copy.name}{end}")
        with suppress(FileNotFoundError):
            target.unlink()
        if source.is_file():
            shutil.copyfile(source, target)


def put_in_place(copy: Path, live: Path) -> None:
    """Replace ``live`` by the bytes of ``copy``, at once; a journal beside it belonged to the old file.

    Raises ``OSError`` if that cannot be, such as on Windows while a program has the file open: all is as it was then.
    """
    with tempfile.TemporaryDirectory(dir=live.parent, prefix=".migration-lab-") as folder:
        copy_bytes(copy, Path(folder, live.name))
        keep_mode(live, Path(folder, live.name))
        moved: list[tuple[Path, Path]] = []
        try:
            for end in BESIDE:
                move_if_there(live.with_name(f"{live.name}{end}"), Path(folder, f"old{end}"), moved)
            for end in (*BESIDE, ""):
                move_if_there(Path(folder, f"{live.name}{end}"), live.with_name(f"{live.name}{end}"), moved)
        except OSError:
            for source, target in reversed(moved):
                target.replace(source)
            raise


def move_if_there(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    with suppress(FileNotFoundError):
        source.replace(target)
        moved.append((source, target))


def code_of(error: sqlite3.Error) -> int:
    """Return SQLite's primary result code; -1 for an error of the driver's own."""
    return getattr(error, "sqlite_errorcode", -1) & 0xFF


def busy(live: Path) -> DatabaseBusy:
    return DatabaseBusy(
        f"The database {live.name} is locked: another program is writing to it. "
        "End that program, or commit what it has begun, and run the cell again. Nothing was changed."
    )
