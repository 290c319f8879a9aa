"""Run one command in a fork of the warm process: send it, follow it to its end, and end it on request. POSIX only.

Each has its own socket to the warm process, so that several threads can each follow theirs.
"""

from __future__ import annotations

import array
import json
import os
import selectors
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from migration_lab.project.commands.runner import GRACE, PAUSE, Decoder, kill_group
from migration_lab.values.reporting import Reports
from migration_lab.values.typed_json import encode
from migration_lab.values.wire import Outcome, Request

CERTAIN = 10.0
"""Seconds within which a killed process has ended, on any machine that still works."""


class WarmCommand:
    """One command; ``run`` it once.

    Raises ``ConnectionResetError`` or ``BrokenPipeError`` if the warm process ends earlier.
    """

    def __init__(self, decoder: Decoder) -> None:
        self.cancelled = False
        self.pid = 0
        self.status: int | None = None
        self._decoder = decoder
        self._reports = Reports()
        self._answers = b""
        self._sent = False
        self._held = False
        """Whether something that the command has left running keeps its output open."""
        self._line, self._their_line = socket.socketpair()
        self._output, self._output_end = os.pipe()
        self._report, self._report_end = os.pipe()

    def run(self, process: socket.socket, request: Request) -> Outcome:
        """Send the request to the warm process at the other end of ``process``, and follow it to its end."""
        try:
            self._send(process, request)
            self._follow()
        except BaseException:
            if self.status is None:
                self._end()
            raise
        finally:
            self._line.close()
            os.close(self._report)
            if self._held:
                threading.Thread(target=discard, args=(self._output,), daemon=True).start()
            else:
                os.close(self._output)
        assert self.status is not None
        return Outcome(self.status if self.status >= 0 else 128 - self.status, self._reports.last)

    def cancel(self) -> None:
        """Give the command up, from another thread: the warm process then kills it, and ``run`` raises."""
        self.cancelled = True
        with suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)

    def _send(self, process: socket.socket, request: Request) -> None:
        try:
            if process.fileno() < 0:
                raise BrokenPipeError  # another thread has closed it
            with self._their_line:
                send_with(process, b"\n", self._their_line.fileno())
            text = encode(request).encode() + b"\n"
            sent = send_with(self._line, text, self._output_end, self._report_end)
            if rest := text[sent:]:  # even an empty send fails if the command has ended, and its line with it
                self._line.sendall(rest)
            self._sent = True
        finally:
            os.close(self._output_end)
            os.close(self._report_end)

    def _follow(self) -> None:
        """Read what the command prints and reports until it has ended."""
        decoder = self._decoder
        watch = selectors.DefaultSelector()
        for source in (self._line, self._output, self._report):
            watch.register(source, selectors.EVENT_READ)
        os.set_blocking(self._output, False)
        os.set_blocking(self._report, False)
        with watch:
            while self.status is None:
                ready = {key.fileobj for key, _ in watch.select(PAUSE)}
                if not ready:
                    decoder.sink(None)
                for source, feed in ((self._output, decoder.feed), (self._report, self._reports.feed)):
                    if source in ready:
                        data = os.read(source, 1 << 16)
                        feed(data) if data else watch.unregister(source)
                if self._line in ready:
                    self._hear()
        drain(self._report, self._reports.feed)
        self._held = drain(self._output, decoder.feed)
        decoder.feed(b"", final=True)

    def _hear(self) -> None:
        """Read what the warm process says about the command."""
        data = self._line.recv(1 << 16)
        if not data:
            raise ConnectionResetError
        *lines, self._answers = (self._answers + data).split(b"\n")
        for answer in map(json.loads, lines):
            self.pid, self.status = answer.get("pid", self.pid), answer.get("status", self.status)

    @property
    def _group(self) -> int:
        """Return the command's process, which is its group too, from whichever message came first; 0 if unknown."""
        return self.pid or self._reports.pid

    def _end(self) -> None:
        """End the command and everything in its group, and wait until it has ended."""
        sent, deadline = set(), time.monotonic() + GRACE
        os.set_blocking(self._report, False)
        try:
            if not self._sent:
                self._line.shutdown(socket.SHUT_WR)  # the command must not begin
            self._line.settimeout(0.05)
            while self.status is None:
                with suppress(TimeoutError):
                    self._hear()
                drain(self._report, self._reports.feed)
                wanted = signal.SIGINT if time.monotonic() < deadline else signal.SIGKILL
                if self._group and wanted not in sent:
                    sent.add(wanted)
                    kill_group(self._group, wanted)
            kill_group(self._group, signal.SIGKILL)
        except OSError:
            self._end_alone()
        except BaseException:
            self._line.close()  # then the warm process does not begin it, or kills it
            self._end_alone()
            raise

    def _end_alone(self) -> None:
        """Kill the command and its group when the warm process says no more about it, and wait for its end.

        Only the warm process and the command hold the other end of the report, and the command writes its process id
        there before it begins. So if that end is closed, there is nothing to kill, and nothing that could still write.
        """
        deadline = time.monotonic() + CERTAIN
        with selectors.DefaultSelector() as watch:
            watch.register(self._report, selectors.EVENT_READ)
            while (left := deadline - time.monotonic()) > 0:
                kill_group(self._group, signal.SIGKILL)
                if watch.select(left) and not drain(self._report, self._reports.feed):
                    break
        deadline = time.monotonic() + GRACE
        while group_is_there(self._group) and time.monotonic() < deadline:
            time.sleep(0.01)


def send_with(line: socket.socket, text: bytes, *descriptors: int) -> int:
    """Send text and descriptors, and return how much of the text was sent."""
    return line.sendmsg([text], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))])


def group_is_there(pid: int) -> bool:
    """Tell whether anything of the command's group runs; a process that nobody has waited for yet counts."""
    if not pid:
        return False
    try:
        os.killpg(pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def drain(descriptor: int, feed: Callable[[bytes], object]) -> bool:
    """Read what is in the pipe, and tell whether something still holds its other end open."""
    with suppress(BlockingIOError):
        while data := os.read(descriptor, 1 << 16):
            feed(data)
        return False
    return True


def discard(output: int) -> None:
    """Read and drop the output, so that whatever prints it does not end because of it."""
    os.set_blocking(output, True)
    while os.read(output, 1 << 16):
        pass
    os.close(output)
