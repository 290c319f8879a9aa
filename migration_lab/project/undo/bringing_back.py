"""Bring databases and scripts back to how they are kept in a folder: for an undo, and for a redo."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from migration_lab.backends.backend import WRITTEN_TO, DatabaseBusy
from migration_lab.backends.fingerprints import Fingerprint
from migration_lab.backends.kinds import live_database
from migration_lab.errors import LabError
from migration_lab.project.undo.copying import prints
from migration_lab.project.undo.moments import Moment, Prints
from migration_lab.project.undo.script_copies import PutBack, put_back
from migration_lab.values.wording import listed

HALF_WAY = "{} is as it was before, but {} is not: another program is using it. End that program, and {} again."


class CannotBringBack(LabError):
    """A copy exists, but could not be put back."""


def refuse_what_is_written_to(root: Path, kept: Moment, names: Sequence[str]) -> Prints:
    """Return all present fingerprints. Raise ``DatabaseBusy`` if a database differs from its copy in ``kept``."""
    now = prints(root, kept.databases)
    for name in names:
        if now[name] != kept.prints[name] and not live_database(root, name).is_as_copied(kept.copy_of(name)):
            raise DatabaseBusy(WRITTEN_TO.format(name))
    return now


def bring_back(root: Path, moment: Moment, names: Sequence[str], now: Prints, again: str = "undo") -> None:
    """Make these databases what they were at that moment, if nothing has written to them since ``now``.

    Raises ``DatabaseBusy`` if none has changed yet, and ``CannotBringBack``.
    """
    for at, name in enumerate(names):
        try:
            _bring_back(root, moment, name, now[name], again)
        except DatabaseBusy as error:
            if not at:
                raise
            raise CannotBringBack(HALF_WAY.format(listed(names[:at]), name, again)) from error


def _bring_back(root: Path, moment: Moment, name: str, still: Fingerprint, again: str) -> None:
    copy = moment.copy_of(name)
    try:
        live_database(root, name).copy_back(copy, still)
    except OSError as error:
        lies = f" Its copy lies in {copy.relative_to(root).as_posix()}." if copy else ""
        raise CannotBringBack(
            f"The database {name} could not be brought back ({error}). Make room on the disk, or make the file and "
            f"its folder writable, and {again} again.{lies}"
        ) from error


def put_scripts_back(
    root: Path, moment: Moment, names: Collection[str], kept: Moment, again: str = "undo"
) -> tuple[PutBack, ...]:
    """Make these scripts what they were at that moment, and say what was done. Raises ``CannotBringBack``."""
    try:
        return put_back(root, moment.scripts, moment.archive, names)
    except OSError as error:
        raise CannotBringBack(
            f"The scripts could not all be brought back ({error}). Make room on the disk, or make the folder "
            f"{moment.scripts} writable, and {again} again. What was there is kept in "
            f"{kept.folder.relative_to(root).as_posix()}."
        ) from error
