"""Limit the disk space of the copies for undo. Removes the oldest; touches no database."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from migration_lab.backends.atomic import remove_folder
from migration_lab.backends.kinds import copy_size
from migration_lab.project.undo.moments import ARCHIVE, MOMENT, numbered

KEPT = 20
"""How many steps can be undone, and how many undone ones are kept."""
MOST_BYTES = 1 << 30
"""The space that all copies of a project may take together. The newest is kept, however large it is; while a command
runs, the copy made before it is additional."""


def make_room(folders: tuple[Path, Path, Path], *keep: Path) -> None:
    """Remove the oldest moments until the others are within ``KEPT`` and ``MOST_BYTES``.

    ``folders`` are those of the latest copy, of what undos have replaced, and of the steps. The moments to ``keep`` and
    the newest step that can be undone are never removed. Call this when it is known whether a command has changed
    anything: otherwise the copy before a command that changed nothing would push out one that can be undone.
    """
    latest, undone, steps = folders
    there = {undone: sorted(numbered(undone), key=age), steps: numbered(steps)}
    safe = {*keep, *[one for one in there[steps] if (one / ARCHIVE).exists()][-1:]}
    for moments in there.values():
        for old in [one for one in moments[: max(0, len(moments) - KEPT)] if one not in safe]:
            moments.remove(old)
            remove_folder(old)
    left = sorted((one for moments in there.values() for one in moments if one not in safe), key=age)
    going = [latest, *left] if latest.is_dir() else left
    while going and bytes_in([*going, *safe]) > MOST_BYTES:
        remove_folder(going.pop(0))


def age(moment: Path) -> tuple[int, str]:
    try:
        return (moment / MOMENT).stat().st_mtime_ns, moment.name
    except OSError:
        return 0, moment.name


def bytes_in(folders: Iterable[Path]) -> int:
    """Return the bytes that they take together; a file with several names counts once."""
    sizes = {}
    for folder in folders:
        for file in folder.glob("*"):
            stat = file.stat()
            sizes[stat.st_dev, stat.st_ino] = copy_size(file)
    return sum(sizes.values())
