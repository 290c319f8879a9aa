"""Tell from size and time of a database's files whether something was written to it. Reads no file."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

TICK, COARSE = 16_000_000 if os.name == "nt" else 12_000_000, 2_500_000_000
"""Nanoseconds in which two writes may get the same time, on usual file systems, and on those that count in seconds.

Windows' clock makes a step every 15.6 ms.
"""
BESIDE = ("-wal", "-journal")
DATABASES = (".db", ".db3", ".sqlite", ".sqlite3")
"""The usual endings of database files."""
Stat = tuple[int, int]
"""The size of a file and the time of its last write."""
FileStats = tuple[Stat | None, ...]
"""Size and time of a file and its journals: equal as long as nothing was written."""
Fingerprint = FileStats | str
"""Tells whether something was written to a database: for a file its stats, for other databases a text."""


def fingerprint(path: Path) -> FileStats:
    """Return size and time of the file and of its journals: equal as long as nothing was written.

    If ``path`` is a symbolic link, the journals are beside the file that it points to.
    """
    path = Path(os.path.realpath(path))
    stats: list[Stat | None] = []
    for name in (path.name, *(f"{path.name}{end}" for end in BESIDE)):
        try:
            stat = path.with_name(name).stat()
        except OSError:
            stats.append(None)
        else:
            empty = stats and stat.st_size == 0  # an empty journal counts as none
            stats.append(None if empty else (stat.st_size, stat.st_mtime_ns))
    return tuple(stats)


def is_named_as_database(name: str) -> bool:
    """Tell whether a file is a database, or belongs to one, as far as its name shows."""
    return name.removesuffix("-wal").removesuffix("-shm").removesuffix("-journal").endswith(DATABASES)


def long_ago(times: Iterable[int], now: int) -> bool:
    """Tell whether files with these times of writing would get another time if written to after ``now``."""
    return all(one + (TICK if one % 1_000_000_000 else COARSE) < now for one in times)


def let_pass(times: Iterable[int]) -> None:
    """Wait until a later write would show on files with these times of writing, if that takes only milliseconds."""
    fine = [one for one in times if one % 1_000_000_000]
    left = max(fine, default=0) + 2 * TICK - time.time_ns()
    if 0 < left <= 2 * TICK:
        time.sleep(left / 1e9)


ReadStat = tuple[int, int] | None
"""Size and time of a file; ``None`` for one that does not exist."""


def read_stat(path: str) -> ReadStat:
    try:
        stat = os.stat(path)  # noqa: PTH116
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns
