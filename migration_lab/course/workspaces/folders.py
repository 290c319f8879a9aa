"""Put another content in a workspace's folder, so that a process killed meanwhile loses and mixes nothing.

The folder itself stays where it is, and only what lies in it is moved: a terminal that stands in ``workspace/03`` is
still there afterwards, and Windows, which moves no folder that somebody stands in, does not mind.

Beside the folder ``03`` there may be, for a moment, ``.building-03`` (a copy under way), ``.filling-03`` (what is to
go in, whole), ``.keeping-03`` (what is being moved out) and ``.discarded-03``. ``recover`` deals with what a killed
process left of them. Everything here is to be called with the workspace's lock held.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from migration_lab.backends.postgresql.embedded_server import FOLDER as POSTGRESQL
from migration_lab.course.workspaces.files import touched
from migration_lab.course.workspaces.on_postgresql import is_untouched
from migration_lab.course.workspaces.starting_point import begins_on_postgresql, start_of
from migration_lab.errors import LabError
from migration_lab.project.lab_folder import LAB

UNDONE = f"{LAB}/undone"
"""Where undos keep what they take away."""


def beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{what}-{folder.name}")


def earlier(folder: Path) -> Iterable[Path]:
    """The names for what is kept of this workspace: ``03-earlier-1``, ``03-earlier-2``, …, without end."""
    return (folder.with_name(f"{folder.name}-earlier-{number}") for number in count(1))


def has_work(folder: Path) -> bool:
    """Whether there is anything in ``folder`` but an untouched starting point; what undos took away is work too, and so
    is what may be in a PostgreSQL of its own. For an exercise that begins on one, its server is asked, which takes a
    second.
    """
    if not folder.is_dir() or not any(folder.iterdir()):
        return False
    start = start_of(folder)
    if start is None or any((folder / UNDONE).glob("*")) or touched(folder, start[1]):
        return True
    if not begins_on_postgresql(folder):
        return (folder / POSTGRESQL).exists()
    return not is_untouched(folder)


def swap(folder: Path, content: Path) -> Path | None:
    """Put what lies in ``content`` in ``folder``. Work that was there is kept: returns where.

    When a file cannot be moved nothing is, and ``LabError`` says which.
    """
    filling = beside(folder, "filling")
    content.rename(filling)
    try:
        kept = _keep(folder) if has_work(folder) else None
        if kept is None:
            _discard(folder)
    except BaseException:
        filling.rename(content)
        raise
    _move_content(filling, folder)
    return kept


def recover(folder: Path) -> None:
    """Finish or take back what a process that was killed had begun."""
    for left in (beside(folder, "keeping"), beside(folder, "filling")):
        if not left.exists():
            continue
        if not folder.exists() or not _names(left) & _names(folder):
            _move_content(left, folder)
        elif has_work(left):
            _rename_to_free(left, earlier(folder))
        else:
            shutil.rmtree(left)
    for what in ("building", "discarded"):
        shutil.rmtree(beside(folder, what), ignore_errors=True)


def _keep(folder: Path) -> Path:
    keeping = beside(folder, "keeping")
    _move_content(folder, keeping)
    return _rename_to_free(keeping, earlier(folder))


def _discard(folder: Path) -> None:
    if folder.exists():
        keeping, discarded = beside(folder, "keeping"), beside(folder, "discarded")
        _move_content(folder, keeping)
        keeping.rename(discarded)
        shutil.rmtree(discarded, ignore_errors=True)


def _rename_to_free(source: Path, names: Iterable[Path]) -> Path:
    place = next(name for name in names if not name.exists())
    source.rename(place)
    return place


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _move_content(source: Path, target: Path) -> None:
    """Move all that lies in ``source`` to ``target``; when one thing cannot be moved, none is."""
    target.mkdir(parents=True, exist_ok=True)
    moved: list[str] = []
    for name in sorted(_names(source)):
        try:
            (source / name).replace(target / name)
        except OSError as error:
            for other in moved:
                (target / other).replace(source / other)
            if target.name.startswith("."):
                target.rmdir()
            raise LabError(
                f"{source.name}/{name} cannot be moved ({error.strerror}), so nothing was changed. Is it open in "
                "another program or in a terminal? Close that, then run the cell again."
            ) from error
        moved.append(name)
    if source.name.startswith("."):
        source.rmdir()
