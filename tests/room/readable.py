"""Run ``migration-lab room`` with a Python below a folder that is closed to others, such as root's home: for tests.

In mounts of its own, which end with it, that folder is covered by an empty one, and only what this Python needs is put
back. So other accounts can run it, and nothing is copied or opened on the machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
INSIDE = "--in-own-mounts"


def needed() -> list[Path]:
    """Return the folders that must be readable."""
    found = [Path(one) for one in (sys.prefix, sys.base_prefix, os.path.realpath(sys.base_prefix), PROJECT)]
    return [
        one for one in dict.fromkeys(found) if not any(one != other and one.is_relative_to(other) for other in found)
    ]


def closed_above(folder: Path) -> Path | None:
    """Return the first folder on the way there that is closed to others."""
    way = [*reversed(folder.parents), folder]
    return next((one for one in way if not one.stat().st_mode & 0o001), None)


def can_be_opened() -> bool:
    """Tell whether all of them are readable, or can be made so in mounts of one's own."""
    if not any(closed_above(one) for one in needed()):
        return True
    return subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode == 0


def open_all() -> None:
    """Put what is needed in the place of each closed folder. Only in mounts of one's own."""
    closed = {one: cover for one in needed() if (cover := closed_above(one))}
    aside = Path(tempfile.mkdtemp())
    _mount("-t", "tmpfs", "tmpfs", aside)
    for number, folder in enumerate(closed):
        (aside / str(number)).mkdir()
        _mount("--bind", folder, aside / str(number))
    for cover in set(closed.values()):
        _mount("-t", "tmpfs", "-o", "mode=0755", "tmpfs", cover)
    for number, folder in enumerate(closed):
        folder.mkdir(parents=True, exist_ok=True)
        _mount("--move", aside / str(number), folder)


def _mount(*words: str | Path) -> None:
    subprocess.run(["mount", *words], check=True)


def main() -> None:
    os.umask(0o022)
    words = sys.argv[1:]
    if INSIDE not in words and any(closed_above(one) for one in needed()):
        own = ["unshare", "--mount", sys.executable, "-m", "tests.room.readable", INSIDE]
        os.execvp(own[0], [*own, *words])
    if INSIDE in words:
        words.remove(INSIDE)
        open_all()
        os.chdir(PROJECT)
    os.execv(sys.executable, [sys.executable, "-m", "migration_lab.cli", "room", *words])


if __name__ == "__main__":
    main()
