"""Compile sources once in the warm process, for all commands that will import them.

A command reads and writes no ``.pyc`` (see ``execute.enter``), so it would compile again whatever it imports that the
warm process has not: the project, all its revision scripts, and the packages that only this project needs. Here each
file's code is kept together with the bytes from which it was compiled, and used only for the same bytes at the same
path. The warm process compiles while no command runs, and runs none of this code; commands report on a pipe what they
had to compile. POSIX only. It touches no database.
"""

from __future__ import annotations

import os
import warnings
from contextlib import suppress
from importlib.machinery import SourceFileLoader
from types import CodeType
from typing import Any

MOST_BYTES, LARGEST = 32 << 20, 1 << 20
"""How much source is kept in all, and of one file."""


class Compiled:
    """The compiled code that the warm process keeps, and that each of its forks uses."""

    def __init__(self) -> None:
        self.bell, self._ring = os.pipe()
        """The former can be read when a command has had to compile something."""
        os.set_blocking(self.bell, False)
        os.set_blocking(self._ring, False)
        self.waiting: dict[str, None] = {}
        """The files to compile, in the order in which commands needed them."""
        self._kept: dict[str, tuple[bytes, CodeType]] = {}
        self._size = 0
        self._heard = b""

    def hear(self) -> None:
        """In the warm process: note what commands have reported."""
        with suppress(BlockingIOError):
            while data := os.read(self.bell, 1 << 16):
                self._heard += data
        *names, self._heard = self._heard.split(b"\0")
        self.waiting.update(dict.fromkeys(map(os.fsdecode, names)))

    def compile_one(self) -> None:
        """In the warm process: compile the file that has waited longest, as it is on the disk now."""
        path = next(iter(self.waiting))
        del self.waiting[path]
        with suppress(Exception):  # it is gone, or being edited, or gives a warning: whoever imports it will say so
            self._compile(path)

    def _compile(self, path: str) -> None:
        with open(path, "rb") as file:  # noqa: PTH123  (pathlib would take such a path apart)
            source = file.read(LARGEST + 1)
        kept = self._kept.get(path)
        if len(source) > LARGEST or (kept is not None and kept[0] == source):
            return
        if self._size + len(source) > MOST_BYTES:
            self._kept.clear()
            self._size = 0
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # each command must show the warnings of the compiler itself
            code = compile(source, path, "exec", dont_inherit=True)
        self._size += len(source) - (len(kept[0]) if kept else 0)
        self._kept[path] = source, code

    def use(self) -> None:
        """In a fork: from now on, use the kept code of files that were not edited since."""
        make, kept, ring = SourceFileLoader.source_to_code, self._kept, self._ring

        def source_to_code(self: Any, data: Any, path: Any, *args: Any, **options: Any) -> Any:
            if args or options or type(self) is not SourceFileLoader:
                return make(self, data, path, *args, **options)
            found = kept.get(path)
            if found is not None and found[0] == data:
                return found[1]
            code = make(self, data, path)
            tell(ring, path)
            return code

        # Python leaves the frames of its own import system out of a traceback by their file: this is one of them.
        own = make.__code__.co_filename
        source_to_code.__code__ = source_to_code.__code__.replace(co_filename=own)
        SourceFileLoader.source_to_code = source_to_code  # type: ignore[method-assign]


def tell(ring: int, path: Any) -> None:
    """Report that this file was compiled. If nobody listens, or not fast enough, the next command reports it again."""
    with suppress(OSError, TypeError, ValueError):
        os.write(ring, os.fsencode(path) + b"\0")
