"""Read the bytes of a database file without SQLite, and keep the locks that this process has on that file.

On POSIX a process that closes any descriptor of a file releases all its locks on it: another program could then write
into the middle of a transaction that is open in a cell. So what is opened here stays open until the file has no name
any more.
"""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

PIECE = 1 << 20
_open: dict[tuple[int, int], int] = {}
_one_at_a_time = threading.Lock()


def first_bytes(path: Path, size: int) -> bytes:
    """Return that many bytes, or fewer if there are no more. Raises ``OSError``."""
    if os.name == "nt":  # there locks belong to one handle, and an open file cannot be removed
        with path.open("rb") as file:
            return file.read(size)
    with _one_at_a_time:
        return os.pread(_descriptor(path), size, 0)


def begins_with(path: Path, words: bytes) -> bool:
    """Tell whether the file begins so. Raises ``OSError``.

    A file that does is taken for a database's; any other is closed.
    """
    if os.name != "nt":
        with _one_at_a_time:
            found = path.stat()
            if (found.st_dev, found.st_ino) in _open:
                return os.pread(_open[found.st_dev, found.st_ino], len(words), 0) == words
            descriptor = os.open(path, os.O_RDONLY)
            if os.pread(descriptor, len(words), 0) == words:
                _keep(descriptor)
                return True
            os.close(descriptor)
            return False
    with path.open("rb") as file:
        return file.read(len(words)) == words


def copy(path: Path, target: Path) -> None:
    """Copy the file; ``target`` is a new file. Raises ``OSError``."""
    if os.name == "nt":
        shutil.copyfile(path, target)
        return
    with _one_at_a_time:
        descriptor = _descriptor(path)
        with target.open("wb") as written:
            while data := os.pread(descriptor, PIECE, written.tell()):
                written.write(data)


def _descriptor(path: Path) -> int:
    found = path.stat()
    key = found.st_dev, found.st_ino
    if key not in _open:
        return _keep(os.open(path, os.O_RDONLY))
    return _open[key]


def _keep(descriptor: int) -> int:
    """Keep it open, and close those whose files have no name any more."""
    for gone in [one for one, kept in _open.items() if not os.fstat(kept).st_nlink]:
        os.close(_open.pop(gone))
    now = os.fstat(descriptor)
    # A file that replaced another meanwhile is known: closing this descriptor too would release the locks.
    _open.setdefault((now.st_dev, now.st_ino), descriptor)
    return descriptor
