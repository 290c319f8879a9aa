"""In a command's own process: note which SQLite files it writes to, by whatever library and wherever they are."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from migration_lab.backends.fingerprints import FileStats, fingerprint
from migration_lab.backends.sqlite.sqlite_files import file_of
from migration_lab.child.installed import Installed
from migration_lab.child.watching import quietly


def watch_sqlite_files(root: Path, installed: Installed) -> Callable[[], list[str]]:
    """Note each file to which an SQLite connection is opened, from now on; attached files are not seen.

    Return a function that names those that were written to since; new files outside ``root`` are left out.
    """
    prefix = str(root.resolve()) + os.sep
    seen: dict[str, FileStats] = {}

    def connected(name: Any, *_: Any) -> None:
        file = file_of(os.fsdecode(name))
        if file is not None and (path := os.path.realpath(file)) not in seen:
            seen[path] = fingerprint(Path(path))

    observer = quietly(connected)

    def written() -> list[str]:
        now = {path: fingerprint(Path(path)) for path in [*seen]}
        return sorted(path for path in now if now[path] != seen[path] and (seen[path][0] or path.startswith(prefix)))

    installed.on_audit(["sqlite3.connect"], lambda _, details: observer(*details))
    return written
