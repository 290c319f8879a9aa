"""Use this machine's temporary folder, and say clearly when it cannot be used.

Touches no database, except the copies that a killed process left.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from migration_lab.values.no_room import WHAT_NOW, NoTemporaryFolder

OLD = 600.0
"""Seconds after which a folder may belong to a killed process: processes in a container cannot be seen."""


def temporary_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a new folder in the temporary folder for this process. Raises ``NoTemporaryFolder``.

    The folders of killed processes may hold copies of databases: the first call removes them.
    """
    with told():
        remove_old(Path(tempfile.gettempdir()))
        return tempfile.TemporaryDirectory(prefix=f"migration-lab-{os.getpid()}-", ignore_cleanup_errors=True)


@cache
def remove_old(folder: Path) -> None:
    """Remove what ended processes of this user have left in that folder, unless it is quite new."""
    for path in folder.glob("migration-lab-*-*"):
        with suppress(OSError, ValueError):
            left, stat = int(path.name.split("-")[2]), path.lstat()
            own = os.name == "nt" or stat.st_uid == os.getuid()  # Windows gives each user a temporary folder
            if own and stat.st_mtime < time.time() - OLD and not is_there(left):
                shutil.rmtree(path, ignore_errors=True)


def is_there(process: int) -> bool:
    """Tell whether that process runs, as far as this one may know it."""
    if os.name == "nt":  # there os.kill would end it
        try:
            psutil: Any = import_module("psutil")  # which ipykernel brings
        except ImportError:
            return True
        return bool(psutil.pid_exists(process))
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def told() -> Iterator[None]:
    """Raise ``NoTemporaryFolder`` if something goes wrong with the files in that folder."""
    try:
        yield
    except OSError as error:
        place = tempfile.tempdir or "of this system"
        raise NoTemporaryFolder(
            f"The temporary folder {place} cannot be used ({error.strerror or error}), and the lab needs one to "
            f"run a command or to look at a project without changing it. {WHAT_NOW}"
        ) from error
