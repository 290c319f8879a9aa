"""The seam between the lab and a command: a request goes in, the output streams out, a report comes back.

``make_runner(fork)`` gives one of two ways that do the same: ``WarmRunner`` forks a process that has imported all that
a command needs (POSIX, some 50 ms each), ``FreshRunner`` starts a new interpreter (everywhere, about 1.5 s each).
"""

from __future__ import annotations

import array
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from migration_lab.errors import LabError
from migration_lab.project.interpreter import environment_for

Sink = Callable[[str | None], None]
"""Takes the output as it comes; ``None`` says that nothing has come for a moment."""

PAUSE = 0.1
GRACE = 2.0


@dataclass(frozen=True, slots=True)
class Outcome:
    exit_code: int
    report: dict[str, Any] = field(default_factory=dict)


class Runner(Protocol):
    python: str
    """The interpreter that runs the commands."""

    def run(self, request: dict[str, Any], sink: Sink) -> Outcome:
        """Run one request to its end. An interrupt ends the command and all it started, then goes on upwards."""

    def start(self) -> None:
        """Get ready for the first command, without waiting."""

    def close(self) -> None:
        """End what the runner keeps running. It may be used again."""


def make_runner(fork: bool | None = None, python: str = sys.executable) -> Runner:
    """The fastest way that works here; ``fork`` forces one: True the warm process, False a fresh interpreter.

    ``python`` is the interpreter that runs the commands.
    """
    return (WarmRunner if (hasattr(os, "fork") if fork is None else fork) else FreshRunner)(python)


class Decoder:
    """Bytes to text, whatever comes, with the line ends of the terminal."""

    def __init__(self, sink: Sink) -> None:
        import codecs

        self.sink = sink
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def feed(self, data: bytes, final: bool = False) -> None:
        if text := self.decoder.decode(data, final).replace("\r\n", "\n"):
            self.sink(text)


class WarmRunner:
    """Asks the warm process, which it starts at the first command or by ``start()``."""

    def __init__(self, python: str = sys.executable) -> None:
        self.python = python
        self.process: subprocess.Popen[bytes] | None = None
        self.line: socket.socket | None = None
        self.owner = 0

    def start(self) -> None:
        """Start the warm process without waiting for it. Nothing happens when it runs already."""
        if self.process is not None and self.process.poll() is None and self.owner == os.getpid():
            return
        self.close()
        ours, theirs = socket.socketpair()
        command = [self.python, "-P", "-m", "migration_lab.project.warm", str(theirs.fileno())]
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

    def run(self, request: dict[str, Any], sink: Sink) -> Outcome:
        self.start()
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
            os.close(output)
            os.close(report)

    def send(self, request: dict[str, Any], *descriptors: int) -> None:
        assert self.line is not None
        line = json.dumps(request).encode() + b"\n"
        fds = array.array("i", descriptors)
        sent = self.line.sendmsg([line], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, fds)])
        if sent < len(line):
            self.line.sendall(line[sent:])

    def follow(self, output: int, report: int, decoder: Decoder) -> Outcome:
        """Read what the command prints and reports until it has ended."""
        assert self.line is not None
        pid, status, answers, written, quiet = 0, None, b"", b"", False
        watch = selectors.DefaultSelector()
        for source in (self.line, output, report):
            watch.register(source, selectors.EVENT_READ)
        os.set_blocking(output, False)
        try:
            while status is None:
                ready = {key.fileobj for key, _ in watch.select(None if quiet else PAUSE)}
                quiet = not ready
                if quiet:
                    decoder.sink(None)
                for source in (output, report):
                    if source in ready:
                        data = os.read(source, 1 << 16)
                        if not data:
                            watch.unregister(source)
                        elif source == output:
                            decoder.feed(data)
                        else:
                            written += data
                if self.line in ready:
                    data = self.line.recv(1 << 16)
                    if not data:
                        raise self.gone()
                    answers += data
                    while b"\n" in answers:
                        line, _, answers = answers.partition(b"\n")
                        answer = json.loads(line)
                        pid, status = answer.get("pid", pid), answer.get("status", status)
        except BaseException:
            self.end(pid, status)
            raise
        finally:
            watch.close()
        drain(output, decoder)
        while data := os.read(report, 1 << 16):
            written += data
        return Outcome(status if status >= 0 else 128 - status, json.loads(written) if written else {})

    def end(self, pid: int, status: int | None) -> None:
        """End the command and everything in its group, and wait until the warm process has seen it."""
        if status is not None or self.line is None:
            return
        answers, sent, deadline = b"", set(), time.monotonic() + GRACE
        self.line.settimeout(0.05)
        try:
            while b'"status"' not in answers:
                with suppress(TimeoutError):
                    part = self.line.recv(1 << 16)
                    if not part:
                        break
                    answers += part
                if not pid and b"\n" in answers:
                    pid = json.loads(answers.partition(b"\n")[0])["pid"]
                wanted = signal.SIGINT if time.monotonic() < deadline else signal.SIGKILL
                if pid and wanted not in sent:
                    sent.add(wanted)
                    kill_group(pid, wanted)
            kill_group(pid, signal.SIGKILL)
            self.line.settimeout(None)
        except BaseException:
            self.close()  # which ends the warm process, and that its commands
            raise

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


def kill_group(pid: int, how: signal.Signals) -> None:
    """Send a signal to a command and all that it started; to nobody when it has not started."""
    if pid:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, how)


def drain(output: int, decoder: Decoder) -> None:
    """Read what is still in the pipe, without waiting for whatever else may hold its other end open."""
    with suppress(BlockingIOError):
        while data := os.read(output, 1 << 16):
            decoder.feed(data)
    decoder.feed(b"", final=True)


class FreshRunner:
    """Starts a new interpreter for each command."""

    def __init__(self, python: str = sys.executable) -> None:
        self.python = python

    def start(self) -> None:
        """There is nothing to start beforehand."""

    def close(self) -> None:
        """There is nothing to end."""

    def run(self, request: dict[str, Any], sink: Sink) -> Outcome:
        decoder = Decoder(sink)
        with tempfile.TemporaryDirectory(prefix="migration-lab-") as folder:
            ask, answer = Path(folder, "request.json"), Path(folder, "report.json")
            ask.write_text(json.dumps(request), encoding="utf-8")
            process = subprocess.Popen(
                [self.python, "-P", "-u", "-m", "migration_lab.project.fresh", str(ask), str(answer)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                env={**(environment_for(self.python) or os.environ), "PYTHONIOENCODING": "utf-8:backslashreplace"},
                start_new_session=True,
            )
            try:
                with process:
                    assert process.stdout is not None
                    while data := process.stdout.read1(1 << 16):  # type: ignore[attr-defined]
                        decoder.feed(data)
            except BaseException:
                self.end(process)
                raise
            decoder.feed(b"", final=True)
            report = json.loads(answer.read_text(encoding="utf-8")) if answer.exists() else {}
        code = process.returncode
        return Outcome(code if code >= 0 else 128 - code, report)

    def end(self, process: subprocess.Popen[bytes]) -> None:
        if hasattr(os, "killpg"):
            kill_group(process.pid, signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(GRACE)
            kill_group(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
