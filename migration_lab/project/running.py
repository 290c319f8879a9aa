"""Which commands still run, in whatever kernel: each holds a lock beside its copies, and an undo asks for these locks.

The system lets go of a lock when its process ends, however that ends. Touches no database.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

PATIENCE = 60.0
"""Seconds to wait for another kernel to have made its copy."""
LOCK = ".lock"


def begin(moment: Path) -> Any:
    """Note that the command before which ``moment`` was kept runs now. Give the lock to ``end`` when it has ended."""
    from filelock import FileLock

    lock = FileLock(moment.with_suffix(LOCK), thread_local=False)
    with suppress(OSError, NotImplementedError):
        lock.acquire()
    return lock


def end(lock: Any) -> None:
    lock.release()
    with suppress(OSError):
        Path(lock.lock_file).unlink()


def still_running(moments: Path) -> list[Path]:
    """The moments in that folder whose commands have not ended."""
    from filelock import FileLock, Timeout

    found = []
    for path in sorted(moments.glob(f"*{LOCK}")):
        lock = FileLock(path)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            found.append(path.with_suffix(""))
        except (OSError, NotImplementedError):
            continue
        else:
            end(lock)
    return found


@contextmanager
def alone(moments: Path) -> Iterator[None]:
    """Let no other kernel make or move copies of this project meanwhile. Raises ``OSError``."""
    from filelock import FileLock

    with FileLock(moments.with_suffix(LOCK), timeout=PATIENCE):
        yield
