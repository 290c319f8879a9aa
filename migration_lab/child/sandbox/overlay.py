"""In a process of its own: redirect what a project writes into files, while the lab only looks, to copies of them.

An ``Overlay`` covers all files of the machine except those in ``free`` folders. A file is copied into ``folder`` when
it is opened for writing, and from then on the project reads its copy; what it removes is gone only for the project.
``overlay_calls`` makes Python's own functions ask here. Nothing here needs anything but ``os``.
"""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

LARGE = 16 << 20
"""The size in bytes from which a file that is only appended to, such as a log, is not copied: its copy begins with a
hole."""

SYSTEM = ("/dev", "/proc")
"""Folders that are not on a disk, and so are not copied."""
IN_MEMORY = ("/dev/shm", "/dev/mqueue")
"""Places for files in those folders: a project may be there too."""


class Overlay:
    """Says for each path where it is read and where it is written. All paths are strings."""

    def __init__(self, folder: str, free: Sequence[str]) -> None:
        self.folder = os.path.realpath(folder)
        self.free = tuple(os.path.realpath(place) for place in (folder, *free))
        self.used = False
        """Whether anything differs from what is on the disk, so that reading has to ask."""
        self.hidden: set[str] = set()
        """What was removed; for a folder, everything that was in it."""
        self._local = threading.local()

    @property
    def inside(self) -> bool:
        """Tell whether it is this overlay itself that works in this thread."""
        return getattr(self._local, "inside", False)

    @contextmanager
    def working(self, inside: bool = True) -> Iterator[None]:
        before, self._local.inside = self.inside, inside
        try:
            yield
        finally:
            self._local.inside = before

    def is_free(self, path: str) -> bool:
        if is_below(path, self.free):
            return True
        return is_below(path, SYSTEM) and not is_below(path, IN_MEMORY)

    def is_own(self, path: str | os.PathLike[str]) -> bool:
        """Tell whether the path is in the folders that this overlay made, or in those it was told are free."""
        return is_below(os.path.realpath(path), self.free)

    def locate(self, path: Any, follow: bool = True) -> str | None:
        """Return the absolute path that is meant; ``None`` for one that everybody may write to."""
        name = os.fsdecode(path)
        if os.name == "nt" and name.lower() in ("nul", "con"):
            return None
        if follow:
            found = os.path.realpath(name)
        else:
            parent, last = os.path.split(os.path.abspath(name))
            found = os.path.join(os.path.realpath(parent), last)
        return None if self.is_free(found) else found

    def upper(self, path: str) -> str:
        """Return where the copy of that path is, or would be."""
        drive, rest = os.path.splitdrive(path)
        return os.path.join(self.folder, drive.strip(":\\/").replace("\\", "_"), rest.lstrip("\\/"))

    def seen(self, path: str) -> str:
        """Return where that path is read: its copy, or itself. For what was removed, return a path where nothing is.

        A folder is read in its own place, as long as it exists: ``names`` says what is in it.
        """
        upper = self.upper(path)
        if self.is_hidden(path) or os.path.islink(upper):
            return upper
        if os.path.isdir(upper):
            return path if os.path.isdir(path) else upper
        return upper if os.path.exists(upper) else path

    def is_hidden(self, path: str) -> bool:
        while path not in self.hidden:
            parent = os.path.dirname(path)
            if parent == path or not self.hidden:
                return False
            path = parent
        return True

    def is_lower(self, path: str) -> bool:
        """Tell whether it exists on the disk, and nothing of the overlay covers it."""
        return self.seen(path) == path and os.path.lexists(path)

    def opened(self, path: str, flags: int) -> str:
        """Return where to open that path for writing. Raises ``OSError`` as the system would."""
        upper = self.upper(path)
        if self.is_lower(path):
            if flags & os.O_EXCL and flags & os.O_CREAT:
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
            if not os.path.isdir(path):
                self.copy_up(path, flags)
        elif flags & os.O_CREAT:
            self.make_room(path)
        self.used = True
        return upper

    def make_room(self, path: str) -> str:
        """Make the folder for the copy, if the project sees such a folder; return the copy's path."""
        upper, parent = self.upper(path), os.path.dirname(path)
        seen = self.seen(parent)
        if seen == parent and os.path.isdir(parent):
            if not os.access(parent, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
            os.makedirs(os.path.dirname(upper), exist_ok=True)
        self.used = True
        return upper

    def copy_up(self, path: str, flags: int = os.O_RDWR) -> str:
        """Copy what exists, unless there is a copy already. For a folder, copy only the folder itself."""
        upper = self.upper(path)
        if not self.is_lower(path):
            return upper
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        os.makedirs(os.path.dirname(upper), exist_ok=True)
        self.used = True
        if os.path.islink(path):
            os.symlink(os.readlink(path), upper)
        elif os.path.isdir(path):
            os.makedirs(upper, exist_ok=True)
        elif not os.path.isfile(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        else:
            size = os.path.getsize(path)
            begin = flags & os.O_TRUNC or (flags & os.O_APPEND and not flags & os.O_RDWR and size > LARGE)
            if begin:
                with open(upper, "wb") as file:
                    file.truncate(0 if flags & os.O_TRUNC else size)
            else:
                shutil.copyfile(path, upper)
        if not os.path.islink(path):
            shutil.copystat(path, upper)
        return upper

    def copy_tree(self, path: str) -> str:
        """Do the same, with everything in it."""
        upper = self.copy_up(path)
        if os.path.isdir(upper) and not os.path.islink(upper):
            for name in self.names(path):
                self.copy_tree(os.path.join(path, name))
        return upper

    def names(self, path: str) -> list[str]:
        """Return what the project sees in that folder."""
        upper = self.upper(path)
        found = dict.fromkeys(os.listdir(upper)) if os.path.isdir(upper) else {}
        if not self.is_hidden(path) and os.path.isdir(path):
            found |= {n: None for n in os.listdir(path) if n in found or not self.is_hidden(os.path.join(path, n))}
        elif not os.path.isdir(upper):
            return os.listdir(self.seen(path))
        return list(found)

    def remove(self, path: str, function: Callable[..., None]) -> None:
        """Remove a file, or an empty folder; ``function`` removes the copy, if there is one."""
        folder = function is os.rmdir or function.__name__ == "rmdir"
        seen = self.seen(path)
        if seen == path and not os.path.lexists(path):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        if folder and os.path.isdir(seen) and self.names(path):
            raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY), path)
        is_folder = os.path.isdir(seen) and not os.path.islink(seen)
        if is_folder != folder:
            code = errno.ENOTDIR if folder else errno.EISDIR
            raise OSError(code, os.strerror(code), path)
        upper = self.upper(path)
        if os.path.lexists(upper):
            function(upper)
        self.hidden.add(path)
        self.used = True

    def new(self, path: str) -> str:
        """Return where to make what does not exist yet. Raises ``OSError`` as the system would."""
        if os.path.lexists(self.seen(path)):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
        return self.make_room(path)

    def symlink(self, target: str, path: str, function: Callable[..., None]) -> None:
        """Make a link that leads to what the project sees at ``target``; writing through it is refused."""
        place = os.path.normpath(os.path.join(os.path.dirname(path), target))
        function(self.seen(place), self.new(path))

    def rename(self, source: str | None, target: str | None, given: tuple[Any, Any], function: Any) -> None:
        """Move what is at ``source``; ``None`` stands for a free path, which is then the one that was ``given``."""
        origin = os.fsdecode(given[0]) if source is None else self.copy_tree(source)
        if target is None:
            function(origin, given[1])
        else:
            there = self.seen(target)
            if os.path.isdir(there) and not os.path.islink(there) and self.names(target):
                raise OSError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY), target)
            function(origin, self.make_room(target))
            if os.path.isdir(target):
                self.hidden.add(target)
        if source is not None:
            self.hidden.add(source)
        self.used = True


def is_below(path: str, places: Sequence[str]) -> bool:
    return any(path == place or path.startswith(place + os.sep) for place in places)
