"""Run a small process beside the warm one; if the warm one is killed, it ends the running commands and their processes.

POSIX only. Each command reports itself to the guardian before it has started anything, and the warm process reports the
command's end; when nobody is left to tell it anything, the warm process is gone. It touches no database.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress


class Guardian:
    """The guardian, as the warm process and each command use it."""

    def __init__(self, *not_ours: int) -> None:
        """Start it. ``not_ours`` are descriptors that it must not hold open."""
        ear, self._mouth = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            try:
                for descriptor in (self._mouth, *not_ours):
                    os.close(descriptor)
                nothing = os.open(os.devnull, os.O_RDWR)
                for descriptor in (0, 1, 2):
                    os.dup2(nothing, descriptor)
                watch_over(ear)
            finally:
                os._exit(0)
        os.close(ear)

    def begun(self, pid: int) -> None:
        """In a command: report that it has begun, and leave it to the warm process to report its end."""
        self._say(pid)
        os.close(self._mouth)

    def ended(self, pid: int) -> None:
        """In the warm process: report that the command has ended; what it has left running may stay."""
        self._say(-pid)

    def dismiss(self) -> None:
        """In the warm process, at its end: end the guardian."""
        os.close(self._mouth)
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)

    def _say(self, number: int) -> None:
        with suppress(OSError):
            os.write(self._mouth, f"{number}\n".encode())


def watch_over(ear: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    running: set[int] = set()
    text = b""
    while data := os.read(ear, 1 << 12):
        *lines, text = (text + data).split(b"\n")
        for number in map(int, lines):
            running.add(number) if number > 0 else running.discard(-number)
    for pid in running:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
