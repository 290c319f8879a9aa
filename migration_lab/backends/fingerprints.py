"""Tell by size and time of a database's files whether something was written to it. Reads no file."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

TICK, COARSE = 12_000_000, 2_500_000_000
"""Nanoseconds in which a file system may give two writes the same time, and those of one that counts in seconds."""
BESIDE = ("-wal", "-journal")
DATABASES = (".db", ".db3", ".sqlite", ".sqlite3")
"""How the names of database files end, mostly."""
Stat = tuple[int, int]
"""The size of a file and the time of its last write."""
FileStats = tuple[Stat | None, ...]
"""Of a file and of its journals: equal as long as nothing was written."""
Fingerprint = FileStats | str
"""What tells of a database whether something was written to it: of a file these, of others a text."""


def fingerprint(path: Path) -> FileStats:
    """Size and time of the file and of its journals: equal as long as nothing was written.

    Where ``path`` is a symbolic link, the journals lie beside the file that it means.
    """
    path = Path(os.path.realpath(path))
    stats: list[Stat | None] = []
    for name in (path.name, *(f"{path.name}{end}" for end in BESIDE)):
        try:
            stat = path.with_name(name).stat()
        except OSError:
            stats.append(None)
        else:
            empty = stats and stat.st_size == 0  # a journal with nothing in it is as good as none
            stats.append(None if empty else (stat.st_size, stat.st_mtime_ns))
    return tuple(stats)


def is_named_as_database(name: str) -> bool:
    """Whether a file of this name is a database, or lies beside one, as far as a name can tell."""
    return name.removesuffix("-wal").removesuffix("-shm").removesuffix("-journal").endswith(DATABASES)


def long_ago(times: Iterable[int], now: int) -> bool:
    """Whether files with these times of writing would show another one if they were written to after ``now``."""
    return all(one + (TICK if one % 1_000_000_000 else COARSE) < now for one in times)


def let_pass(times: Iterable[int]) -> None:
    """Wait until files with these times of writing would show a later write, where that is a matter of milliseconds."""
    fine = [one for one in times if one % 1_000_000_000]
    left = max(fine, default=0) + 2 * TICK - time.time_ns()
    if 0 < left <= 2 * TICK:
        time.sleep(left / 1e9)


ReadStat = tuple[int, int] | None
"""Size and time of a file; ``None`` for one that is not there."""


def read_stat(path: str) -> ReadStat:
    try:
        stat = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns
