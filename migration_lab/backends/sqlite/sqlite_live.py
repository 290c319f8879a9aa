"""Copy one SQLite file of a project for undo, and put it back. Reads and writes database files."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from migration_lab.backends.atomic import link_or_copy, protect
from migration_lab.backends.backend import CopyFailed, Say
from migration_lab.backends.fingerprints import BESIDE, FileStats, Fingerprint, fingerprint, let_pass, long_ago
from migration_lab.backends.sqlite import sqlite_copies

ENDING = ".sqlite"
TRIES = 3
"""How often a copy is made again if something wrote meanwhile. The last one is complete too, but is not shared."""
LARGE = 64 << 20
"""The size in bytes from which a message says how large a copy is, and how long it took."""


class SqliteFile:
    """The file ``name``, relative to ``root``."""

    ending = ENDING

    def __init__(self, root: Path, name: str) -> None:
        self.name = name
        self.path: Path = root / name

    def fingerprint(self) -> FileStats:
        return fingerprint(self.path)

    def is_sure(self, print_: Fingerprint) -> bool:
        return long_ago(times(print_), time.time_ns())

    def is_there(self) -> bool:
        return self.path.is_file()

    def copy_out(self, copy: Path, say: Say) -> tuple[Fingerprint, bool]:
        path = Path(os.path.realpath(self.path))  # its journals are beside the file itself, not beside a link to it
        now, began = fingerprint(path), time.monotonic()
        with refused():
            for _ in range(TRIES):
                let_pass(times(now))
                copy.unlink(missing_ok=True)
                sqlite_copies.copy_out(path, copy)
                before, now = now, fingerprint(path)
                if before == now:
                    break
        size, took = copy.stat().st_size, time.monotonic() - began
        sure = before == now and long_ago(times(now), copy.stat().st_mtime_ns)
        if size >= LARGE:
            say(f"Kept a copy of {path.name} for undo: {size / 1e6:.0f} MB, in {took:.1f} seconds.\n")
        protect(copy)
        return now, sure

    def share(self, there: Path, copy: Path) -> None:
        for end in ("", *BESIDE):  # a copy that SQLite cannot read has its journals
            if (one := there.with_name(f"{there.name}{end}")).exists():
                link_or_copy(one, copy.with_name(f"{copy.name}{end}"))

    def copy_back(self, copy: Path | None, still: Fingerprint) -> None:
        assert isinstance(still, tuple)
        if self.path.is_dir():
            set_aside(self.path)
        with refused():
            sqlite_copies.copy_back(copy, self.path, still)

    def is_as_copied(self, copy: Path | None) -> bool:
        return sqlite_copies.is_as_copied(copy, self.path)

    def same_copies(self, one: Path | None, other: Path | None) -> bool:
        with refused():
            return sqlite_copies.same_copies(one, other)

    def address(self) -> str:
        return f"sqlite:///{self.path.as_posix()}"


def times(print_: Fingerprint) -> list[int]:
    """Return the times at which the files were last written to."""
    return [stat[1] for stat in print_ if isinstance(stat, tuple)]


def set_aside(folder: Path) -> Path:
    """Rename a folder that is where a database belongs, and say which."""
    names = (f"{folder.name}-folder", *(f"{folder.name}-folder-{number}" for number in range(2, 10_000)))
    return folder.rename(next(path for path in map(folder.with_name, names) if not path.exists()))


@contextmanager
def refused() -> Iterator[None]:
    """Raise ``CopyFailed`` for what SQLite itself refuses."""
    try:
        yield
    except sqlite3.Error as error:
        raise CopyFailed(str(error)) from error
