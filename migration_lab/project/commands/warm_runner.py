"""The fast way to run a command: a fork of one warm process that has imported all that a command needs. POSIX only."""

from __future__ import annotations

import array
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from migration_lab.errors import LabError
from migration_lab.project.commands.fresh_runner import FreshRunner
from migration_lab.project.commands.interpreter import environment_for
from migration_lab.project.commands.runner import GRACE, PAUSE, Decoder, Outcome, Sink, kill_group
from migration_lab.project.commands.shadowing import Shadowing
from migration_lab.values.reporting import Reports
from migration_lab.values.typed_json import encode
from migration_lab.values.wire import Request

CERTAIN = 10.0
"""Seconds within which a process that was killed has ended, on a machine that does anything at all."""


class WarmRunner:
    """Asks the warm process, which it starts at the first command or by ``start()``."""

    def __init__(self, python: str = sys.executable) -> None:
        self.python = python
        self._shadowing = Shadowing(python, FreshRunner(python).run_once)
        self.process: subprocess.Popen[bytes] | None = None
        self.line: socket.socket | None = None
        self.owner = 0
        self.held = False
        """Whether something that the last command has left running holds its output open."""

    def start(self) -> None:
        """Start the warm process without waiting for it. Nothing happens when it runs already."""
        open_ = self.line is not None and self.line.fileno() >= 0  # an interrupt may have ended ``close`` half way
        if open_ and self.process is not None and self.process.poll() is None and self.owner == os.getpid():
            return
        self.close()
        ours, theirs = socket.socketpair()
        command = [self.python, "-P", "-m", "migration_lab.child.warm", str(theirs.fileno())]
        self.process = subprocess.Popen(
            command,
            pass_fds=[theirs.fileno()],
            env=environment_for(self.python),
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        theirs.close()
        self.line, self.owner = ours, os.getpid()

    def close(self) -> None:
        if self.line is not None:
            self.line.close()
        if self.process is not None and self.owner == os.getpid():
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(GRACE)
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            if self.process.stderr:
                self.process.stderr.close()
        self.process = self.line = None

    def run(self, request: Request, sink: Sink) -> Outcome:
        return self._shadowing.run(self._fork, request, sink)

    def _fork(self, request: Request, sink: Sink) -> Outcome:
        self.start()
        self.held = False
        output, output_end = os.pipe()
        report, report_end = os.pipe()
        try:
            try:
                self.send(request, output_end, report_end)
            except BaseException:
                self.close()  # half a request may have gone out
                raise
            finally:
                os.close(output_end)
                os.close(report_end)
            return self.follow(output, report, Decoder(sink))
        except (BrokenPipeError, ConnectionResetError) as error:
            raise self.gone() from error
        finally:
            os.close(report)
            threading.Thread(target=discard, args=(output,), daemon=True).start() if self.held else os.close(output)

    def send(self, request: Request, *descriptors: int) -> None:
        assert self.line is not None
        line = encode(request).encode() + b"\n"
        fds = array.array("i", descriptors)
        sent = self.line.sendmsg([line], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
        if sent < len(line):
            self.line.sendall(line[sent:])

    def follow(self, output: int, report: int, decoder: Decoder) -> Outcome:
        """Read what the command prints and reports until it has ended."""
        assert self.line is not None
        pid, status, answers, quiet, reports = 0, None, b"", False, Reports()
        watch = selectors.DefaultSelector()
        for source in (self.line, output, report):
            watch.register(source, selectors.EVENT_READ)
        os.set_blocking(output, False)
        os.set_blocking(report, False)
        try:
            while status is None:
                ready = {key.fileobj for key, _ in watch.select(None if quiet else PAUSE)}
                quiet = not ready
                if quiet:
                    decoder.sink(None)
                for source, feed in ((output, decoder.feed), (report, reports.feed)):
                    if source in ready:
                        data = os.read(source, 1 << 16)
                        feed(data) if data else watch.unregister(source)
                if self.line in ready:
                    data = self.line.recv(1 << 16)
                    if not data:
                        raise ConnectionResetError
                    answers += data
                    while b"\n" in answers:
                        line, _, answers = answers.partition(b"\n")
                        answer = json.loads(line)
                        pid, status = answer.get("pid", pid), answer.get("status", status)
        except BaseException:
            if status is None:
                self.end(pid, report, reports)
            raise
        finally:
            watch.close()
        drain(report, reports.feed)
        self.held = drain(output, decoder.feed)
        decoder.feed(b"", final=True)
        return Outcome(status if status >= 0 else 128 - status, reports.last)

    def end(self, pid: int, report: int, reports: Reports) -> None:
        """End the command and everything in its group, and wait until it has ended."""
        assert self.line is not None
        answers, sent, deadline = b"", set(), time.monotonic() + GRACE
        self.line.settimeout(0.05)
        try:
            while b'"status"' not in answers:
                with suppress(TimeoutError):
                    part = self.line.recv(1 << 16)
                    if not part:
                        raise ConnectionResetError
                    answers += part
                drain(report, reports.feed)
                pid = pid or reports.pid
                wanted = signal.SIGINT if time.monotonic() < deadline else signal.SIGKILL
                if pid and wanted not in sent:
                    sent.add(wanted)
                    kill_group(pid, wanted)
            kill_group(pid, signal.SIGKILL)
            self.line.settimeout(None)
        except ConnectionResetError:
            self.end_alone(pid, report, reports)
        except BaseException:
            self.close()  # which ends the warm process, and that its commands
            self.end_alone(pid, report, reports)
            raise

    def end_alone(self, pid: int, report: int, reports: Reports) -> None:
        """Kill the command and everything in its group when there is no warm process any more, and wait for its end.

        The report's other end is held by the warm process and by the command alone, and the command says on it who it
        is before it begins. So when that end is closed there is nothing to kill, and nothing that could still write.
        """
        deadline = time.monotonic() + CERTAIN
        with selectors.DefaultSelector() as watch:
            watch.register(report, selectors.EVENT_READ)
            while (left := deadline - time.monotonic()) > 0:
                kill_group(pid or reports.pid, signal.SIGKILL)
                if watch.select(left) and not drain(report, reports.feed):
                    break
        deadline = time.monotonic() + GRACE
        while group_is_there(pid or reports.pid) and time.monotonic() < deadline:
            time.sleep(0.01)

    def gone(self) -> LabError:
        """Why the warm process ended, in its own last words. The next command starts a new one."""
        words = b""
        if self.process is not None:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(GRACE)
            if self.process.poll() is not None and self.process.stderr:
                words = self.process.stderr.read()
        self.close()
        last = words.decode(errors="replace").strip().splitlines()[-1:] or ["it was killed"]
        return LabError(
            f"The process that runs the commands has ended ({last[0]}). Run the cell again: it starts anew."
        )


def group_is_there(pid: int) -> bool:
    """Whether anything of the command's group runs; one that nobody has waited for yet counts."""
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
    """Take what is printed to nobody, so that whatever prints it does not end of it."""
    os.set_blocking(output, True)
    while os.read(output, 1 << 16):
        pass
    os.close(output)
