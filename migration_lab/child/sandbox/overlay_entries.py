"""In a process of its own: list a folder that is partly in an ``Overlay``, and find the path of a descriptor."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from migration_lab.child.sandbox.guards import Refused


class FolderEntry:
    """What ``os.scandir`` returns for a folder that is partly in the overlay."""

    def __init__(self, folder: str, name: Any, seen: Any) -> None:
        self.name, self.path, self._seen = name, os.path.join(folder, name), seen

    def __fspath__(self) -> str:
        return self.path

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        return os.path.isdir(self._seen) and (follow_symlinks or not os.path.islink(self._seen))

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        return os.path.isfile(self._seen) and (follow_symlinks or not os.path.islink(self._seen))

    def is_symlink(self) -> bool:
        return os.path.islink(self._seen)

    def is_junction(self) -> bool:
        return False

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        return os.stat(self._seen, follow_symlinks=follow_symlinks)

    def inode(self) -> int:
        return os.lstat(self._seen).st_ino


class Entries:
    """An iterator over them that can be closed, like that of ``os.scandir``."""

    def __init__(self, entries: Iterable[FolderEntry]) -> None:
        self._entries = iter(tuple(entries))

    def __iter__(self) -> Iterator[FolderEntry]:
        return self

    def __next__(self) -> FolderEntry:
        return next(self._entries)

    def __enter__(self) -> Entries:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._entries = iter(())


def path_of(path: Any) -> str | None:
    """Return the path; for an open file that of the file."""
    if isinstance(path, int):
        return None if isinstance(path, bool) or path < 0 else folder_of(path)
    return os.fsdecode(path) if isinstance(path, str | bytes | os.PathLike) else None


def folder_of(descriptor: int) -> str:
    """Return the path by which a descriptor was opened. Raises ``Refused`` if the system does not say it."""
    try:
        if sys.platform == "darwin":
            import fcntl

            return os.fsdecode(fcntl.fcntl(descriptor, fcntl.F_GETPATH, bytes(1024)).rstrip(b"\0"))
        return os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        raise Refused("a change to a file that is known only by a descriptor") from None
