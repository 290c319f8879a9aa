"""Allow only one command or undo at a time in a project, across all kernels, by a lock in ``.lab``.

The system releases the lock when the process that holds it ends, however it ends. A terminal does not use the lock.
Touches no database.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from migration_lab.backends.atomic import write_text
from migration_lab.errors import LabError
from migration_lab.project.lab_folder import lab_folder

LOCK, NAME = "running.lock", "running.txt"
PAUSE = 0.05
"""Seconds between two checks whether the other kernel's command has ended."""
WAITS = "{} still runs in this project, in another notebook. This command waits until it has ended.\n"
RUNS = (
    "{} still runs in this project, perhaps in another notebook. Nothing was done. Wait until it has ended, or "
    "interrupt it, and try again."
)


@contextmanager
def alone(root: Path, command: str, say: Callable[[str], object] | None = None) -> Iterator[None]:
    """Hold the project for ``command``. While another kernel holds it, tell ``say`` so, and wait.

    Without ``say`` it does not wait: it raises ``LabError``. If the lock cannot be made, nobody is kept out: no copy
    can be kept there either.
    """
    lock = None
    with suppress(OSError, NotImplementedError):
        lock = acquire(lab_folder(root), say)
        write_text(root / ".lab" / NAME, command)
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


def acquire(folder: Path, say: Callable[[str], object] | None) -> Any:
    from filelock import FileLock, Timeout

    lock, told = FileLock(folder / LOCK, thread_local=False), False
    while True:
        try:
            lock.acquire(timeout=0)
            return lock
        except Timeout:
            if say is None:
                raise LabError(RUNS.format(name(folder))) from None
            if not told:
                say(WAITS.format(name(folder)))
            told = True
            time.sleep(PAUSE)


def name(folder: Path) -> str:
    """Return the command that holds the project, if it is known."""
    try:
        return (folder / NAME).read_text(encoding="utf-8") or "A command"
    except (OSError, ValueError):
        return "A command"
