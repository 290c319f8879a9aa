"""A small process beside the warm one: when that is killed, it ends the commands that still run, and all they started.

POSIX only. It hears of each command by the command itself, before that has begun anything, and of its end by the warm
process; when nobody is left to tell it anything, the warm process is gone. It touches no database.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress


class Guardian:
    """The warm process's side of it, and that of each command."""

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
        """In a command: say that it is there, and leave it to the warm process to say that it has ended."""
        self._say(pid)
        os.close(self._mouth)

    def ended(self, pid: int) -> None:
        """In the warm process: that command is no more, and what it has left running may stay."""
        self._say(-pid)

    def dismiss(self) -> None:
        """In the warm process, at its end."""
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
