"""In a command's own process: note which files an app reads as it loads. One of them may say where its database is."""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path
from typing import Any

import migration_lab
from migration_lab.backends.fingerprints import ReadStat, read_stat
from migration_lab.child.installed import Installed
from migration_lab.child.watching import WRITING, quietly

MOST_FILES = 1000


def watch_reads(scratch: str, installed: Installed) -> dict[str, ReadStat]:
    """From now on, note each file that Python opens for reading, as it was just before that.

    Those of Python itself and of installed packages are left out, and what is in the folder ``scratch``.
    """
    seen: dict[str, ReadStat] = {}
    paths = sysconfig.get_paths()
    places = (*(paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")), "/proc", "/dev", "/sys")
    own = str(Path(migration_lab.__file__).parent)
    left_out = tuple(os.path.join(os.path.abspath(one), "") for one in filter(None, (*places, own, scratch)))  # noqa: PTH100, PTH118

    def opened(path: Any, _mode: Any, flags: int) -> None:
        if not isinstance(path, (str, bytes, os.PathLike)) or flags & WRITING or len(seen) >= MOST_FILES:
            return
        name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100
        installed = "site-packages" in name or "dist-packages" in name
        if name not in seen and not installed and not name.startswith(left_out):
            seen[name] = read_stat(name)

    note = quietly(opened)

    installed.on_audit(["open"], lambda _, details: note(*details))
    return seen
