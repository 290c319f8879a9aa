"""Run a small process beside the warm one; if the warm one is killed, it ends the running commands and their processes.

It is a shell, which takes a twentieth of the memory of a Python. POSIX only. Each command reports itself to the
guardian before it has started anything, and the warm process reports the command's end; when nobody is left to tell it
anything, the warm process is gone. It touches no database.
"""

from __future__ import annotations

import os
from contextlib import suppress

WATCH = """\
trap '' INT
running=' '
while read -r number; do
    case $number in
        -*) before=${running%% ${number#-} *}
            if [ "$before" != "$running" ]; then running="$before ${running#* ${number#-} }"; fi ;;
        *) running="$running$number " ;;
    esac
done
for process in $running; do kill -KILL "-$process"; done
"""
"""It reads a line for each command that begins, and one with a minus for each that has ended."""


class Guardian:
    """The guardian, as the warm process and each command use it."""

    def __init__(self) -> None:
        ear, self._mouth = os.pipe()
        quiet = [(os.POSIX_SPAWN_OPEN, each, os.devnull, os.O_WRONLY, 0) for each in (1, 2)]
        words = ["sh", "-c", WATCH, "migration-lab guardian"]
        self.pid = os.posix_spawn("/bin/sh", words, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, ear, 0), *quiet])
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
