"""The warm process that a kernel of the course has forked as it began, for the first who asks.

Not on Windows or macOS: see ``may_fork_itself``.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time

BETWEEN = 0.01
"""Seconds between two questions whether it has ended."""


class ForkedProcess:
    """A fork of this process, with what ``subprocess.Popen`` would offer of it; ``errors`` is its stderr."""

    def __init__(self, pid: int, errors: int) -> None:
        self.pid = pid
        self.stderr = open(errors, "rb")  # noqa: SIM115  (a descriptor, which whoever ends it closes)
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return its exit code if it has ended."""
        if self.returncode is None:
            try:
                ended, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:  # somebody else in this process has waited for it: how it ended is not known
                self.returncode = self.returncode or 0
            else:
                self.returncode = os.waitstatus_to_exitcode(status) if ended else None
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end. Raises ``subprocess.TimeoutExpired``."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while (ended := self.poll()) is None:
            if deadline is not None and time.monotonic() > deadline:
                raise subprocess.TimeoutExpired("the warm process", timeout or 0.0)
            time.sleep(BETWEEN)
        return ended

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


_kept: list[tuple[socket.socket, ForkedProcess]] = []


def keep(line: socket.socket, process: ForkedProcess) -> None:
    """Keep this process, which serves at the other end of ``line``."""
    _kept.append((line, process))


def take() -> tuple[socket.socket, ForkedProcess] | None:
    """Return the process that is kept, once; ``None`` if there is none."""
    return _kept.pop() if _kept else None
