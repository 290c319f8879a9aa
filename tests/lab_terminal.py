"""``migration-lab`` in a real terminal (a pty), for tests of what Ctrl+C does. Not on Windows, which has none."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.lab_server import OPTIONS, SECONDS
from tests.processes import comes_true

CTRL_C = b"\x03"
AS_ITS_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "migration_lab.cli", *sys.argv[1:]])
"""
"""Makes the pty the terminal of the process, so that Ctrl+C in it is a signal, and becomes ``migration-lab``."""


@dataclass
class LabTerminal:
    process: subprocess.Popen[bytes]
    keyboard: int
    runtime: Path
    """Where Jupyter keeps the connection files of this server's kernels."""
    printed: bytearray = field(default_factory=bytearray)

    @property
    def text(self) -> str:
        return bytes(self.printed).decode("utf-8", "replace")

    @property
    def address(self) -> str:
        """The server's address, once it has printed it."""
        found = re.compile(r"(http://127\.0\.0\.1:\d+)/")
        assert comes_true(lambda: bool(found.search(self.text)) or self.process.poll() is not None, SECONDS), self.text
        address = found.search(self.text)
        assert address, self.text
        return address[1]

    def press(self, key: bytes) -> None:
        os.write(self.keyboard, key)

    def ends(self) -> int:
        """Wait until the process has ended; return its exit code."""
        return self.process.wait(SECONDS)


@contextlib.contextmanager
def lab_terminal(home: Path, *options: str, **variables: str) -> Iterator[LabTerminal]:
    """Run ``migration-lab`` with ``options`` in a terminal; all that Jupyter keeps of a user's lies in ``home``."""
    import pty

    places = {name: str(home / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")}
    keyboard, screen = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", AS_ITS_TERMINAL, *OPTIONS, *options],
        cwd=home,
        env=os.environ | places | variables,
        stdin=screen,
        stdout=screen,
        stderr=screen,
        start_new_session=True,
    )
    os.close(screen)
    terminal = LabTerminal(process, keyboard, home / "JUPYTER_RUNTIME_DIR")
    reader = threading.Thread(target=_read, args=(keyboard, terminal.printed), daemon=True)
    reader.start()
    try:
        yield terminal
    finally:
        process.kill()
        process.wait()
        reader.join(SECONDS)
        os.close(keyboard)


def _read(screen: int, printed: bytearray) -> None:
    with contextlib.suppress(OSError):  # so Linux says that the last process has left the terminal
        while read := os.read(screen, 4096):
            printed.extend(read)
