"""In a command's own process: note which files it reads. One of them may say where the app's database is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from migration_lab.backends.fingerprints import ReadStat, read_stat
from migration_lab.backends.sqlite import beside_sqlite
from migration_lab.child.installed import Installed
from migration_lab.child.project_code import PACKAGED
from migration_lab.child.watching import WRITING, quietly

CODE = (".py", ".pyc")
"""Whether the project's own code has changed is found out otherwise."""
FOREIGN = frozenset({".lab", ".git", "site-packages", "node_modules", "__pycache__"})
HEADER = b"SQLite format 3\0"
MOST_FILES, MOST_READ = 1000, 500
NO_FILES = ("/proc/", "/dev/", "/sys/")


class Reads:
    """What Python opens for reading, from ``watch`` on, except what belongs to the folder ``scratch``."""

    def __init__(self, scratch: str = "", *, settings: bool = False) -> None:
        """``settings`` asks for the files' stats too."""
        own = os.path.join(os.path.abspath(scratch), "") if scratch else ()  # noqa: PTH100, PTH118
        self._left_out = (*PACKAGED, *NO_FILES, *([own] if own else []))
        self._read: set[str] = set()
        self._wanted = settings
        self.settings: dict[str, ReadStat] = {}
        """The stat of each file just before it was opened; none of Python's or of an installed package."""

    def watch(self, installed: Installed) -> Reads:
        opened = quietly(self._opened)
        installed.on_audit(["open"], lambda _, details: opened(*details))
        return self

    def _opened(self, path: Any, _mode: Any, flags: int) -> None:
        if not isinstance(path, (str, bytes, os.PathLike)) or flags & WRITING:
            return
        name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100
        if not name.endswith(CODE):
            self._read.add(name)
        if self._wanted and name not in self.settings and len(self.settings) < MOST_FILES:
            installed = "site-packages" in name or "dist-packages" in name
            if not installed and not name.startswith(self._left_out):
                self.settings[name] = read_stat(name)

    def below(self, root: Path) -> list[str]:
        """Return the project's own data files: in ``root``, except databases, environments and the lab's files."""
        prefix = str(root.resolve()) + os.sep
        found = {os.path.realpath(path) for path in tuple(self._read)}
        own = (one for one in found if one.startswith(prefix) and FOREIGN.isdisjoint(Path(one[len(prefix) :]).parts))
        return sorted(path for path in own if not is_database(Path(path)))[:MOST_READ]


def is_database(path: Path) -> bool:
    """Tell whether it is an SQLite file, or one of those beside it: their content is compared otherwise."""
    if path.name.endswith(("-wal", "-shm", "-journal")):
        return True
    try:
        return beside_sqlite.begins_with(path, HEADER)
    except OSError:
        return False
