"""In a process of its own: make Python's functions for files ask an ``Overlay``.

What bypasses these functions and is known to Python is refused. What a library written in C writes is not seen here:
see ``landlock``.
"""

from __future__ import annotations

import builtins
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from typing import Any

from migration_lab.child.installed import Installed
from migration_lab.child.sandbox.guards import Refused, is_trusted
from migration_lab.child.sandbox.overlay import IN_MEMORY, Overlay, is_below
from migration_lab.child.sandbox.overlay_entries import Entries, FolderEntry, folder_of, path_of
from migration_lab.child.sandbox.overlay_taken import EVENTS, led_file, taken_over

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
MODES = {"w": os.O_TRUNC | os.O_CREAT, "x": os.O_EXCL | os.O_CREAT, "a": os.O_APPEND | os.O_CREAT}
READS = {"stat": True, "lstat": False, "access": True, "readlink": False, "chdir": True, "statvfs": True}
"""Each function of ``os`` that reads, and whether it follows a symbolic link."""
CHANGES = {"chmod": True, "lchmod": False, "chown": True, "lchown": False, "utime": True, "truncate": True}
CHANGES |= {"setxattr": True, "removexattr": True, "chflags": True, "lchflags": False}


class Calls:
    """Puts an overlay under Python's functions."""

    def __init__(self, overlay: Overlay) -> None:
        self.overlay = overlay
        self._replaced: dict[int, Any] = {}

    def install(self, installed: Installed) -> None:
        self._installed = installed
        self._replace(builtins, "open", self._open)
        self._replace(os, "open", self._os_open)
        self._replace(io, "open_code", lambda original: self._reading(original, True))
        for name, follow in READS.items():
            self._replace(os, name, partial(self._reading, follow=follow))
        for name, follow in CHANGES.items():
            self._replace(os, name, partial(self._changing, follow=follow))
        for name in ("remove", "unlink", "rmdir"):
            self._replace(os, name, self._removing)
        for name in ("rename", "replace"):
            self._replace(os, name, self._renaming)
        self._replace(os, "mknod", self._refusing)
        self._replace(os, "link", self._link)
        self._replace(os, "symlink", self._symlink)
        for name in ("mkdir", "mkfifo"):
            self._replace(os, name, self._making)
        self._replace(os, "listdir", self._listdir)
        self._replace(os, "scandir", self._scandir)
        for name in ("exists", "lexists", "isfile", "isdir", "islink"):
            if not hasattr(getattr(os.path, name), "__code__"):  # Windows has them in C
                self._replace(os.path, name, lambda original: self._reading(original, True))
        installed.patch(shutil, "_use_fd_functions", False)
        self._replaced[id(io.FileIO)] = led_file(io.FileIO, self._place, self._led_opener)
        for module, name, original in taken_over(self._replaced):
            installed.patch(module, name, self._replaced[id(original)])
        installed.on_audit(("open", *EVENTS), self._audit)

    def _replace(self, module: Any, name: str, make: Callable[[Any], Any]) -> None:
        original = getattr(module, name, None)
        if original is not None:
            new = wraps(original)(make(original))
            for every in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks, os.supports_effective_ids):
                if original in every:
                    every.add(new)
                    self._installed.defer(every.discard, new)
            self._installed.patch(module, name, new)
            self._replaced[id(original)] = new

    def _path(self, path: Any, options: dict[str, Any], follow: bool, key: str = "dir_fd") -> Any:
        """Return the path that is meant, with the folder of a descriptor."""
        descriptor = options.get(key)
        if descriptor is not None and not os.path.isabs(os.fsdecode(path)):
            path = os.path.join(folder_of(descriptor), os.fsdecode(path))
        return self.overlay.locate(path, follow and options.get("follow_symlinks", True))

    def _passes(self, path: Any) -> bool:
        return self.overlay.inside or is_trusted() or not isinstance(path, str | bytes | os.PathLike)

    def _place(self, file: Any, mode: str) -> Any:
        """Return where ``open(file, mode)`` opens that file."""
        overlay = self.overlay
        writes = isinstance(mode, str) and not {"w", "a", "x", "+"}.isdisjoint(mode)
        if not (writes or overlay.used) or self._passes(file):
            return file
        with overlay.working():
            if (path := overlay.locate(file)) is None:
                return file
            flags = os.O_RDWR if "+" in mode else os.O_WRONLY
            for letter, more in MODES.items():
                flags |= more if letter in mode else 0
            return overlay.opened(path, flags) if writes else overlay.seen(path)

    @contextmanager
    def _led_opener(self, opener: Any) -> Iterator[Any]:
        """Let a function open the file that asks here itself; it does not count as the file's own opening."""

        def opened(path: Any, flags: int) -> Any:
            with self.overlay.working(before):
                return opener(path, flags)

        before = self.overlay.inside
        with self.overlay.working():
            yield opened

    def _open(self, original: Any) -> Any:
        def open(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
            if len(args) > 5:
                args, kwargs = args[:5], {**kwargs, "opener": args[5]}
            if kwargs.get("opener") is None:
                return original(self._place(file, mode), mode, *args, **kwargs)
            with self._led_opener(kwargs.pop("opener")) as opener:
                return original(file, mode, *args, opener=opener, **kwargs)

        return open

    def _os_open(self, original: Any) -> Any:
        overlay = self.overlay

        def open(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> Any:
            writes = flags & WRITING
            if not (writes or overlay.used) or self._passes(path):
                return original(path, flags, mode, dir_fd=dir_fd)
            with overlay.working():
                place = self._path(path, {"dir_fd": dir_fd}, True)
                if place is not None:
                    path, dir_fd = overlay.opened(place, flags) if writes else overlay.seen(place), None
            return original(path, flags, mode, dir_fd=dir_fd)

        return open

    def _reading(self, original: Any, follow: bool) -> Any:
        overlay = self.overlay

        def read(path: Any, *args: Any, **kwargs: Any) -> Any:
            if not overlay.used or self._passes(path):
                return original(path, *args, **kwargs)
            with overlay.working():
                place = self._path(path, kwargs, follow)
                if place is not None and (seen := overlay.seen(place)) != place:
                    path = seen if isinstance(path, str | os.PathLike) else os.fsencode(seen)
                    kwargs.pop("dir_fd", None)
                return original(path, *args, **kwargs)

        return read

    def _changing(self, original: Any, follow: bool) -> Any:
        overlay = self.overlay

        def change(path: Any, *args: Any, **kwargs: Any) -> Any:
            if self._passes(path):
                return original(path, *args, **kwargs)
            with overlay.working():
                place = self._path(path, kwargs, follow)
                if place is not None:
                    path = overlay.copy_up(place)
                    kwargs.pop("dir_fd", None)
                return original(path, *args, **kwargs)

        return change

    def _removing(self, original: Any) -> Any:
        def remove(path: Any, *, dir_fd: int | None = None) -> Any:
            if self._passes(path):
                return original(path, dir_fd=dir_fd)
            with self.overlay.working():
                place = self._path(path, {"dir_fd": dir_fd}, False)
                return original(path, dir_fd=dir_fd) if place is None else self.overlay.remove(place, original)

        return remove

    def _renaming(self, original: Any) -> Any:
        def rename(src: Any, dst: Any, *, src_dir_fd: int | None = None, dst_dir_fd: int | None = None) -> Any:
            if self._passes(src):
                return original(src, dst, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)
            options = {"src_dir_fd": src_dir_fd, "dst_dir_fd": dst_dir_fd}
            with self.overlay.working():
                source = self._path(src, options, False, "src_dir_fd")
                target = self._path(dst, options, False, "dst_dir_fd")
                if source is None and target is None:
                    return original(src, dst, **options)
                return self.overlay.rename(source, target, (src, dst), original)

        return rename

    def _refusing(self, original: Any) -> Any:
        def refuse(*paths: Any, **kwargs: Any) -> Any:
            named = [path for path in paths if isinstance(path, str | bytes | os.PathLike)]
            for path in named:
                if not self._passes(path) and (place := self._path(path, kwargs, False)) is not None:
                    raise Refused(f"os.{original.__name__} at {place}")
            return original(*paths, **kwargs)

        return refuse

    def _symlink(self, original: Any) -> Any:
        def symlink(src: Any, dst: Any, target_is_directory: bool = False, *, dir_fd: int | None = None) -> Any:
            with self.overlay.working():
                place = None if is_trusted() else self._path(dst, {"dir_fd": dir_fd}, False)
                if place is None:
                    return original(src, dst, target_is_directory, dir_fd=dir_fd)
                return self.overlay.symlink(os.fsdecode(src), place, original)

        return symlink

    def _link(self, original: Any) -> Any:
        """Make a hard link to a copy: what is written under either name is the copy's."""

        def link(src: Any, dst: Any, *, src_dir_fd: Any = None, dst_dir_fd: Any = None, **kwargs: Any) -> Any:
            options = {"src_dir_fd": src_dir_fd, "dst_dir_fd": dst_dir_fd}
            if self._passes(src):
                return original(src, dst, **options, **kwargs)
            with self.overlay.working():
                source = self._path(src, options, kwargs.get("follow_symlinks", True), "src_dir_fd")
                target = self._path(dst, options, False, "dst_dir_fd")
                if source is not None:
                    src, options["src_dir_fd"] = self.overlay.copy_up(source), None
                if target is not None:
                    dst, options["dst_dir_fd"] = self.overlay.new(target), None
                return original(src, dst, **options, **kwargs)

        return link

    def _making(self, original: Any) -> Any:
        """Make a folder, or a FIFO."""

        usual = 0o777 if original.__name__ == "mkdir" else 0o666

        def make(path: Any, mode: int = usual, *, dir_fd: int | None = None) -> Any:
            if self._passes(path):
                return original(path, mode, dir_fd=dir_fd)
            with self.overlay.working():
                place = self._path(path, {"dir_fd": dir_fd}, False)
                if place is None:
                    return original(path, mode, dir_fd=dir_fd)
                return original(self.overlay.new(place), mode)

        return make

    def _listdir(self, original: Any) -> Any:
        overlay = self.overlay

        def listdir(path: Any = None) -> Any:
            if not overlay.used or self._passes("." if path is None else path):
                return original(path)
            with overlay.working():
                place = overlay.locate("." if path is None else path)
                names = original(path) if place is None else overlay.names(place)
            return list(map(os.fsencode, names)) if isinstance(path, bytes) else names

        return listdir

    def _scandir(self, original: Any) -> Any:
        overlay = self.overlay

        def scandir(path: Any = None) -> Any:
            name = "." if path is None else path
            if not overlay.used or self._passes(name) or isinstance(name, bytes):
                return original(path)
            with overlay.working():
                place = overlay.locate(name)
                if place is None or not (overlay.hidden or os.path.lexists(overlay.upper(place))):
                    return original(path)
                found = [(one, overlay.seen(os.path.join(place, one))) for one in overlay.names(place)]
            return Entries(FolderEntry(os.fspath(name), one, seen) for one, seen in found)

        return scandir

    def _audit(self, event: str, details: tuple[Any, ...]) -> None:
        """Refuse what came here by another way."""
        count = 1 if event == "open" and details[2] & WRITING else EVENTS.get(event, 0)
        if not count or self.overlay.inside or is_trusted():
            return
        with self.overlay.working():
            for path in details[:count]:
                place = path_of(path)
                if place is not None and (found := self.overlay.locate(place, event == "open")) is not None:
                    if event == "open" and os.path.isdir(found):
                        continue  # tempfile asks like this for a file in the folder
                    if isinstance(path, int) and is_below(found, IN_MEMORY):
                        continue  # shared memory, which no function for files has opened
                    raise Refused(
                        f"to change {found} by a call that cannot be redirected to a copy ({event}), as open() can"
                    )
