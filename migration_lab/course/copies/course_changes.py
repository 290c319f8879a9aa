"""Find out what an update would do to a copy of the course: compare its files with those of the package. Reads only.

Three states of each file are compared: as it came (by the manifest), as it is now, and as the package has it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from migration_lab.course.copies.copy_course import said_clearly
from migration_lab.course.copies.course_files import course_files
from migration_lab.course.copies.manifest import Hashes, Manifest, hashes_of, read_manifest
from migration_lab.course.location import COPY_FOLDER


class What(StrEnum):
    """What is to be done with a file."""

    ADD = "add"
    """It is not there: it is new, or the learner has deleted it."""
    RENEW = "renew"
    """It is as it came."""
    RENEW_AND_KEEP = "renew and keep"
    """A notebook that was run and not changed: it is renewed, and the learner's, with its outputs, kept."""
    ASK = "ask"
    """The learner has changed it, and the package has another one than the learner got."""
    REMOVE = "remove"
    """It is as it came, and the course has no such file any more."""
    MOVE_AWAY = "move away"
    """The course has no such file any more, but the learner has run it or changed it."""
    NOTE = "note"
    """Nothing: it is already as the package has it, or was deleted and belongs to the course no more."""


@dataclass(frozen=True, slots=True)
class CourseChange:
    path: str
    """In the copy: relative, with ``/``."""
    what: What


def course_changes(folder: Path) -> tuple[CourseChange, ...]:
    """Return what the installed package has that this copy has not, by path. Raises ``LabError``."""
    with said_clearly(folder):
        return tuple(one for one in changes_from(folder, read_manifest(folder)) if one.what != What.NOTE)


def changes_from(folder: Path, manifest: Manifest) -> tuple[CourseChange, ...]:
    """Return the same, and what is only to be noted in the manifest. Raises ``LabError`` and ``OSError``."""
    ours = course_files()
    found = []
    for path in sorted({*ours, *manifest.files}):
        there = folder / path
        what = _what(
            manifest.files.get(path),
            hashes_of(there) if there.exists() else None,
            hashes_of(ours[path]) if path in ours else None,
        )
        if what == What.ASK and path.startswith(f"{COPY_FOLDER}/"):  # no learner works in there
            what = What.RENEW_AND_KEEP
        if what is not None:
            found.append(CourseChange(path, what))
    return tuple(found)


def _what(came: Hashes | None, now: Hashes | None, new: Hashes | None) -> What | None:
    """Return what is to be done with one file, of which any of the three may not exist; ``None`` if nothing is."""
    if new is None:
        if now is None:
            return What.NOTE
        return What.REMOVE if came and now.content == came.content else What.MOVE_AWAY
    if now is None:
        return What.ADD
    if came and new.content == came.content:
        return None
    if now.content == new.content:
        return What.NOTE
    if came and now.content == came.content:
        return What.RENEW
    if new.cells and now.cells == new.cells:  # the same lesson, run here
        return What.NOTE
    if came and came.cells and now.cells == came.cells:
        return What.RENEW_AND_KEEP
    return What.ASK
