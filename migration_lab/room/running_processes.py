"""Find out what a process is, by the number that somebody has kept of it: after a reboot it may be another's."""

from __future__ import annotations

import subprocess
from contextlib import suppress
from pathlib import Path

SERVER = "jupyterhub.singleuser"
"""In the command line of each person's server."""


def command_line(process: int) -> str:
    """Return the command line of that process, as all accounts can see it; empty if there is none."""
    if Path("/proc/self/cmdline").exists():
        with suppress(OSError):
            return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return ""
    with suppress(OSError):
        command = ["ps", "-p", str(process), "-o", "command="]
        return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace").stdout
    return ""


def number_in(file: Path) -> int:
    """Return the number that such a file holds; 0 if it holds none."""
    with suppress(OSError, ValueError):
        return int(file.read_text())
    return 0
