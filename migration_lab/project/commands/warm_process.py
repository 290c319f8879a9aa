"""Start the warm process, share it between any number of runners, and start it again when it has ended. POSIX only."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress

from migration_lab.errors import LabError
from migration_lab.project.commands.forked_process import ForkedProcess, take
from migration_lab.project.commands.interpreter import environment_for
from migration_lab.project.commands.runner import GRACE

MACOS = {"OBJC_DISABLE_INITIALIZE_FORK_SAFETY": "YES", "PGGSSENCMODE": "disable"}
FORK_SAFE = MACOS if sys.platform == "darwin" else {}
"""What has to be set on macOS, where two parts of the system end a forked process that uses them.

One is Objective-C, which Python asks for the network's proxies; it reads its variable when the warm process starts. The
other is Kerberos, which libpq asks before each connection over TCP, unless its variable says no.
"""


class WarmProcess:
    """One process, which is starting; ``line`` is the socket for requests, and closing it ends the process."""

    def __init__(self, line: socket.socket, process: subprocess.Popen[bytes] | ForkedProcess) -> None:
        self.line = line
        self.process = process
        self._owner = os.getpid()
        self._one_at_a_time = threading.RLock()
        self._last_words = b""

    @property
    def runs(self) -> bool:
        """Tell whether it can take requests; an interrupt may have stopped ``close`` halfway."""
        return self.line.fileno() >= 0 and self._owner == os.getpid() and self.process.poll() is None

    def close(self) -> None:
        """End it, and all its commands with it."""
        self.line.close()
        if self._owner != os.getpid():  # a fork of the lab: the process is its parent's
            return
        with self._one_at_a_time:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(GRACE)
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            if self.process.stderr and not self.process.stderr.closed:
                self.process.stderr.close()

    def gone(self) -> LabError:
        """Say why it has ended, in its own last words. The next command starts a new one."""
        with self._one_at_a_time:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(GRACE)
            if self.process.poll() is not None and self.process.stderr and not self.process.stderr.closed:
                self._last_words = self.process.stderr.read()
            self.close()
        last = self._last_words.decode(errors="replace").strip().splitlines()[-1:] or ["it was killed"]
        return LabError(
            f"The process that runs the commands has ended ({last[0]}). Run the cell again: that starts a new one."
        )


def started(python: str) -> WarmProcess:
    """Start one. If this kernel has forked one as it began, the first is that one."""
    if python == sys.executable and (forked := take()) is not None:
        return WarmProcess(*forked)
    line, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [python, "-P", "-u", "-m", "migration_lab.child.warm", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env={**(environment_for(python) or os.environ), **FORK_SAFE},
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
    return WarmProcess(line, process)


class WarmProcesses:
    """Keeps one process running for all who ask for it."""

    def __init__(self, python: str) -> None:
        self.python = python
        self.now: WarmProcess | None = None
        self._one_at_a_time = threading.Lock()

    def start(self) -> WarmProcess:
        """Return the process; start it if none runs, without waiting for it."""
        with self._one_at_a_time:
            if self.now is None or not self.now.runs:
                self._close()
                self.now = started(self.python)
            return self.now

    def close(self) -> None:
        with self._one_at_a_time:
            self._close()

    def _close(self) -> None:
        if self.now is not None:
            self.now.close()
            self.now = None
