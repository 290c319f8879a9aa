"""Write files and folders completely or not at all, even if a process is killed or a disk is full.

This protects against the end of a process; after a power cut only the system's own promises count, since nothing here
waits for the disk. Touches no database.
"""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path

GOING = ".going"
"""The end of the name of a folder that is being removed: whoever finds one removes the rest."""
READ_ONLY = 0o444
PATIENCE = 1.0
"""Seconds to wait, on Windows, for a program that reads the file that is to be replaced."""


def write_text(path: Path, text: str) -> None:
    """Make ``path`` hold ``text``. If that fails, it keeps its old content, and ``OSError`` is raised."""
    write_bytes(path, text.encode("utf-8"))


def write_if_changed(path: Path, text: str) -> bool:
    """Make ``path`` hold ``text``, in a folder that need not be there yet; return False if it held that already."""
    if path.exists() and path.read_bytes() == text.encode("utf-8"):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    write_text(path, text)
    return True


def write_bytes(path: Path, content: bytes) -> None:
    """Do the same with bytes. A link stays a link, to a file with the new bytes; a file keeps its permissions."""
    path = Path(os.path.realpath(path))
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        keep_mode(path, part)
        replace(part, path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def replace(part: Path, path: Path) -> None:
    """Put ``part`` in the place of ``path``. On Windows, wait until nobody has ``path`` open, though not for long."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            part.replace(path)
            return
        except PermissionError:
            if os.name != "nt" or time.monotonic() > deadline:
                raise
        time.sleep(0.02)


def part_of(name: str) -> str:
    """Return the file that ``write_bytes`` had begun to write under that name; empty if it is another one's name."""
    stem, _, number = name.removesuffix(".part").rpartition(".")
    return stem if name.endswith(".part") and number.isdigit() else ""


def keep_mode(path: Path, other: Path) -> None:
    """Give ``other``, which will replace ``path``, the permissions of ``path``, if there are any."""
    with suppress(OSError):
        shutil.copymode(path, other)


def protect(copy: Path) -> None:
    """Make a copy read-only, since several moments may share it; not on Windows, where it could not be removed then."""
    if os.name != "nt":
        copy.chmod(READ_ONLY)


def link_or_copy(source: Path, target: Path) -> None:
    """Make ``target`` another name of the file ``source``; a copy of it if the file system has no hard links."""
    try:
        os.link(source, target)
    except (OSError, NotImplementedError):
        shutil.copy2(source, target)


def remove_folder(folder: Path) -> None:
    """Remove a folder so that its remains are never mistaken for a complete folder. What cannot be removed stays."""
    going = folder.with_name(f"{folder.name}{GOING}")
    shutil.rmtree(going, ignore_errors=True)
    with suppress(OSError):
        folder.rename(going)
        shutil.rmtree(going, ignore_errors=True)


def move_folder(source: Path, target: Path) -> None:
    """Let ``source`` take the place of ``target``, which is removed if it exists."""
    remove_folder(target)
    source.rename(target)


def free(home: Path, name: str, ending: str = "") -> Path:
    """Return the first of ``name``, ``name-2``, ``name-3``, … with that ending that does not exist in ``home`` yet."""
    names = (f"{name}{ending}", *(f"{name}-{number}{ending}" for number in range(2, 10_000)))
    return next(path for path in map(home.joinpath, names) if not path.exists())
