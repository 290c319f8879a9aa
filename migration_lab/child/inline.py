"""Run a command without a process: in the notebook's own interpreter, which is left as it was before.

This is for where there are no processes, as in a browser. The command does what it does elsewhere; the end of a process
is imitated: threads, ``atexit``, open files and modules, in Python's order. Then everything installed is removed, and
what the project has changed by itself is put back (``put_back``).
"""

from __future__ import annotations

import contextvars
import gc
import io
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

from migration_lab.child.ending import let_go
from migration_lab.child.execute import execute
from migration_lab.child.installed import Installed
from migration_lab.child.loggers import hide_early_loggers
from migration_lab.child.preload import preload, warm_up
from migration_lab.child.put_back.library_registries import Connections, keep_libraries, print_to
from migration_lab.child.put_back.loggers_before import keep_loggers, write_out_logs
from migration_lab.child.put_back.package_attributes import PackageAttributes
from migration_lab.child.put_back.process_calls import AtExit, refuse_ends
from migration_lab.child.put_back.project_modules import keep_modules, packages
from migration_lab.child.put_back.python_state import keep_python
from migration_lab.child.put_back.threads_left import end_threads, forget_ended, wait_for_threads
from migration_lab.child.sandbox.guards import trust
from migration_lab.errors import LabError
from migration_lab.values.typed_json import decode, encode
from migration_lab.values.wire import Report, Request

Feed = Callable[[bytes], object]
"""Takes what the command prints, as it comes."""

_alone = threading.Lock()
_attributes = PackageAttributes()
_ready = False


def run_inline(request: Request, feed: Feed) -> tuple[int, Report]:
    """Run one request, and return its exit code and its report.

    Raises what ``feed`` raises, ``KeyboardInterrupt`` if the command was interrupted, and ``LabError`` if a command
    runs here already. Nothing of the command is left then.
    """
    if not _alone.acquire(blocking=False):
        raise LabError("A command is running in this process, and there can be only one at a time: wait for its end.")
    try:
        get_ready(request.preload)
        return Here(feed).run(request)
    finally:
        _alone.release()


def get_ready(names: Iterable[str] = ()) -> None:
    """Import what a command needs, and these modules too, as the warm process does; and remember that state."""
    global _ready
    if not _ready:
        warm_up()
        _ready = True
    preload(names)
    forget_ended()
    _attributes.note()


class Broken(SystemExit):
    """The request ends here: ``report`` is what it says."""


class Here:
    """One request. It is the ``Ends`` of ``execute`` too."""

    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self.context = contextvars.copy_context()
        self.installed = Installed(process_ends=False)
        self.interrupted = self.cleaning = False
        self.failure: BaseException | None = None
        self._make: Callable[[], Report] = Report
        self._broken = False

    def report(self, make: Callable[[], Report]) -> None:
        if not self._broken:
            self._make = make

    def at_once(self, report: Report) -> NoReturn:
        self._make, self._broken = lambda: report, True
        raise Broken

    def run(self, request: Request) -> tuple[int, Report]:
        gc.freeze()  # objects made from now on are the command's
        try:
            with self.handling_interrupts():
                try:
                    result = contextvars.Context().run(self.run_and_end, request)
                finally:
                    self.cleaning = True
                    self.installed.close()
            gc.collect()
        finally:
            gc.unfreeze()
        if self.failure is not None:
            raise self.failure
        if self.interrupted:
            raise KeyboardInterrupt
        return result

    def run_and_end(self, request: Request) -> tuple[int, Report]:
        installed = self.installed
        installed.defer(_attributes.put_back)
        for keep in (keep_python, keep_loggers, keep_libraries, keep_modules):
            keep(installed)
        refuse_ends(installed)
        at_exit, connections = AtExit(installed), Connections(installed)
        self.redirect_streams()
        hide_early_loggers(installed)
        exit_code = 130
        try:
            exit_code = execute(request, self, installed=installed)
        except Broken:
            exit_code = 0
        except KeyboardInterrupt:
            pass
        except BaseException:  # ours, or from an unusual environment: it must be shown
            traceback.print_exc()
            exit_code = 1
        with suppress(KeyboardInterrupt):
            wait_for_threads(installed)
            at_exit.run()
        self.cleaning = True
        write_out_logs()
        report = decode(Report, encode(self._make()))  # as it would come from another process
        end_threads(installed)
        let_go(packages())
        connections.close()
        return exit_code, report

    @contextmanager
    def handling_interrupts(self) -> Iterator[None]:
        """Let an interrupt end the command, but not the cleaning up after it."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return

        def interrupt(*_: Any) -> None:
            self.interrupted = True
            if not self.cleaning:
                raise KeyboardInterrupt

        before = signal.signal(signal.SIGINT, interrupt)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def redirect_streams(self) -> None:
        """Send what is printed to ``feed``, both streams in the order of writing."""
        host = sys.stdout, sys.stderr
        for name, other in (("stdout", host[0]), ("stderr", host[1])):
            taken: Any = Taken(self, other, host)
            self.installed.defer(taken.let_go)
            stream = io.TextIOWrapper(taken, "utf-8", "backslashreplace", write_through=True)
            self.installed.patch(sys, name, stream)
            self.installed.patch(sys, f"__{name}__", stream)
        print_to(sys.stdout, self.installed)


class Taken(io.RawIOBase):
    """A file whose writer is the command."""

    def __init__(self, here: Here, other: Any, host: tuple[Any, Any]) -> None:
        self.here: Here | None = here
        self.other, self.host = other, host

    def let_go(self) -> None:
        """Take and drop what is written from now on: whoever has kept this stream is too late."""
        self.here = None

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        found, here = bytes(data), self.here
        if here is None:
            return len(found)
        if here.installed.is_other():
            self.other.write(found.decode("utf-8", "replace"))
        elif here.failure is None:
            own, (sys.stdout, sys.stderr) = (sys.stdout, sys.stderr), self.host
            try:
                here.context.copy().run(hand_on, here.feed, found)
            except Exception as error:
                here.failure = error
            finally:
                sys.stdout, sys.stderr = own
        return len(found)


def hand_on(feed: Feed, data: bytes) -> None:
    with trust():
        feed(data)
