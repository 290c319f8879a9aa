"""Files and folders that are there whole or not at all, whenever a process is killed or a disk is full.

They hold against the end of a process; for a power cut the system's own promises count, since nothing here waits for
the disk. Touches no database.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

GOING = ".going"
"""The end of the name of a folder that is being removed: whoever finds one removes the rest."""
READ_ONLY = 0o444


def write_text(path: Path, text: str) -> None:
    """Make ``path`` hold ``text``. When that fails, it holds what it held before, and ``OSError`` is raised."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """The same for bytes. A link stays one, to a file that holds them; a file keeps who may read, write and run it."""
    path = Path(os.path.realpath(path))
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        keep_mode(path, part)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def keep_mode(path: Path, other: Path) -> None:
    """Let ``other``, which is to take the place of ``path``, have its permissions, as far as there are any."""
    with suppress(OSError):
        shutil.copymode(path, other)


def protect(copy: Path) -> None:
    """Let nobody write to it by accident: several moments may share it. Windows would not let it be removed then."""
    if os.name != "nt":
        copy.chmod(READ_ONLY)


def link_or_copy(source: Path, target: Path) -> None:
    """Let ``target`` be another name of the file ``source``; a copy of it where the file system has no such thing."""
    try:
        os.link(source, target)
    except (OSError, NotImplementedError):
        shutil.copy2(source, target)


def remove_folder(folder: Path) -> None:
    """Remove a folder so that nobody ever takes what is left of it for the whole. What cannot be removed stays."""
    going = folder.with_name(f"{folder.name}{GOING}")
    shutil.rmtree(going, ignore_errors=True)
    with suppress(OSError):
        folder.rename(going)
        shutil.rmtree(going, ignore_errors=True)


def move_folder(source: Path, target: Path) -> None:
    """Let ``source`` take the place of ``target``, which is removed when there is one."""
    remove_folder(target)
    source.rename(target)


def free(home: Path, name: str) -> Path:
    """The first of ``name``, ``name-2``, ``name-3``, … that is not there in ``home`` yet."""
    names = (name, *(f"{name}-{number}" for number in range(2, 10_000)))
    return next(path for path in map(home.joinpath, names) if not path.exists())
