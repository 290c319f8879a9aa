"""End a command's process as Python ends, and report what the command has done last of all.

Threads are joined, the functions of ``atexit`` are called (those of ``multiprocessing`` are among them), and the
modules are cleared together with what they hold: open files are written out, databases closed. In a fork of the warm
process only what was added after the fork is cleared, since the rest is large and not the command's; that takes 2 ms.
"""

from __future__ import annotations

import atexit
import gc
import gzip  # noqa: F401  (whole until the end, as bz2 and lzma are, which zipfile imports)
import io
import os
import sys
import threading
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Protocol

from migration_lab.values.typed_json import encode
from migration_lab.values.wire import Report

FILES = (io.TextIOWrapper, io.BufferedWriter, io.BufferedRandom)

STREAMS = io.BufferedIOBase.__bases__[0]
"""The base of all binary streams: those of ``gzip``, ``bz2`` and ``lzma`` too."""


class Ends(Protocol):
    """How a request ends, as ``execute`` sees it."""

    def report(self, make: Callable[[], Report]) -> None:
        """Report what ``make`` returns; its value at the very end counts."""

    def at_once(self, report: Report) -> None:
        """Stop with that report, before anything of the project has run. Does not return."""


class Ending:
    """Make it before anything else: ``atexit`` calls it after everything that is registered later."""

    def __init__(self) -> None:
        self.exit_code = 0
        self._spared: dict[str, Any] = {}
        self._command = 0
        self._send: Callable[[str], object] = lambda text: None
        self._make: Callable[[], Report] | None = None
        self._said = ""
        atexit.register(self._last)

    def spare(self) -> None:
        """Call this in the warm process when it is ready: a command's end leaves alone what was imported before."""
        self._spared = dict(sys.modules)

    def command(self, send: Callable[[str], object]) -> None:
        """Make this process a command from now on; ``send`` takes its report, as JSON."""
        self._command, self._send = os.getpid(), send

    def report(self, make: Callable[[], Report]) -> None:
        """Send what ``make`` returns; send it again at the very end, if it has changed."""
        self._make = make
        self._tell()

    def at_once(self, report: Report) -> None:
        self.report(lambda: report)
        os._exit(0)

    def _tell(self) -> None:
        if self._make is not None and self._command == os.getpid():
            text = encode(self._make())
            if text != self._said:
                self._said = text
                self._send(text)

    def _last(self) -> None:
        if not self._command:
            return
        with suppress(Exception):
            self._tell()
        self._make = None
        # A daemon thread may go on until the interpreter itself stops it, and needs its modules until then.
        if self._spared and threading.active_count() == 1:
            with suppress(Exception):
                let_go(self._spared)
            os._exit(self.exit_code)


def let_go(spared: Mapping[str, Any]) -> None:
    """Clear all modules but these, as Python does at its end; and write out what is still open."""
    later = [
        name for name, module in sys.modules.items() if spared.get(name) is not module and type(module) is type(sys)
    ]
    for name in later:
        del sys.modules[name]
    names = frozenset(later)
    write_out()  # collecting a module may close a file before the buffers above it are written
    gc.collect()
    for found in gc.get_objects():
        if type(found) is dict and "__builtins__" in found and found.get("__name__") in names:
            clear(found)  # still held by something that is spared
    gc.collect()
    write_out(ends=True)


def write_out(*, ends: bool = False) -> None:
    """Write out the buffers of open streams; with ``ends``, write the ends of archives too: nothing more will come."""
    found = [one for one in gc.get_objects() if issubclass(type(one), (STREAMS, zipfile.ZipFile, io.TextIOWrapper))]
    steps: list[tuple[Callable[[Any], bool], str]] = [(is_file, "flush")]
    if ends:  # a text may be in an archive, and packed data in a .zip
        steps += [(is_packed, "close"), (lambda one: isinstance(one, zipfile.ZipFile), "close"), (is_file, "flush")]
    for wanted, end in steps:
        for one in found:
            with suppress(Exception):
                if wanted(one):
                    getattr(one, end)()


def is_file(one: Any) -> bool:
    return issubclass(type(one), FILES)


def is_packed(one: Any) -> bool:
    """Tell whether a stream is written in Python, like those that write something at the end of their file."""
    kind = type(one)
    return issubclass(kind, STREAMS) and not issubclass(kind, FILES) and kind.__module__ != "_io" and not one.closed


def clear(names: dict[str, Any]) -> None:
    """Empty a module in Python's order: the names that begin with one underscore, then the others."""
    for name in sorted(names, key=lambda name: not (name[:1] == "_" and name[:2] != "__")):
        if name != "__builtins__":
            names[name] = None
