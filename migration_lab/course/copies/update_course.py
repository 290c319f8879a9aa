"""Renew a copy of the course from the package that is installed now, without overwriting anybody's work.

What a learner has made stays where it is, or is moved whole to a folder whose name says what it is. Each file is
written whole or not at all, and an update that was interrupted is finished by the next one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from migration_lab.backends.atomic import free
from migration_lab.course.copies.copy_course import put, said_clearly
from migration_lab.course.copies.course_changes import CourseChange, What, changes_from
from migration_lab.course.copies.course_files import CourseFiles, course_files
from migration_lab.course.copies.manifest import (
    Manifest,
    alone,
    hashes_of,
    is_copy,
    lab_version,
    read_manifest,
    write_manifest,
)
from migration_lab.errors import LabError


class How(StrEnum):
    """What happens to a file that the learner has changed."""

    KEEP = "keep"
    """It stays; the new one is not taken, and this is not asked again until the course changes it once more."""
    BESIDE = "beside"
    """It stays, and the new one is put beside it."""
    LATER = "later"
    """It stays, and the next update asks again."""


Choose = Callable[[CourseChange], How]


@dataclass(slots=True)
class Updated:
    """What was done: paths in the copy, relative, with ``/``."""

    folder: Path
    before: str
    """The version that the copy was from."""
    now: str
    added: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    beside: dict[str, str] = field(default_factory=dict)
    """Where the new file is, for each that stayed."""
    moved: dict[str, str] = field(default_factory=dict)
    """Where the learner's file is now, for each that was renewed or is no part of the course any more."""


def update_course(folder: Path, how: How | Choose = How.LATER) -> Updated:
    """Renew the copy in ``folder``. ``how`` says what to do with the files that were changed, or decides of each.

    Raises ``LabError`` if it is no copy of the course, or cannot be written: then what is done so far is whole.
    """
    folder = folder.expanduser().absolute()
    if not is_copy(folder):
        raise LabError(
            f"{folder} is no copy of the course that migration-lab has made, so it is not updated. If it is a clone of "
            "the repository, git pull updates it."
        )
    with said_clearly(folder), alone(folder):
        manifest = read_manifest(folder)
        return _update(folder, manifest, how if callable(how) else lambda change: how)


def _update(folder: Path, manifest: Manifest, choose: Choose) -> Updated:
    done = Updated(folder, manifest.version, lab_version())
    ours = course_files()
    try:
        for change in changes_from(folder, manifest):
            if _carry_out(change, choose, done, ours):
                _note(manifest, change.path, ours)
        if not done.later:
            manifest.version, manifest.complete = done.now, True
    finally:
        write_manifest(folder, manifest)
    return done


def _carry_out(change: CourseChange, choose: Choose, done: Updated, ours: CourseFiles) -> bool:
    """Do it, and tell whether it is dealt with."""
    path, there = change.path, done.folder / change.path
    match change.what:
        case What.ADD:
            put(ours[path], there)
            done.added.append(path)
        case What.RENEW:
            put(ours[path], there)
            done.renewed.append(path)
        case What.RENEW_AND_KEEP:
            _move_away(path, done)
            put(ours[path], there)
            done.renewed.append(path)
        case What.REMOVE:
            there.unlink()
            done.removed.append(path)
        case What.MOVE_AWAY:
            _move_away(path, done)
        case What.ASK:
            how = choose(change)
            if how == How.LATER:
                done.later.append(path)
                return False
            if how == How.BESIDE:
                beside = _aside(path, f"new-in-{_in_a_name(done.now)}", done.folder)
                put(ours[path], beside)
                done.beside[path] = beside.relative_to(done.folder).as_posix()
            else:
                done.kept.append(path)
    return True


def _note(manifest: Manifest, path: str, ours: CourseFiles) -> None:
    if path in ours:
        manifest.files[path] = hashes_of(ours[path])
    else:
        manifest.files.pop(path, None)


def _move_away(path: str, done: Updated) -> None:
    place = _aside(path, f"yours-from-{_in_a_name(done.before)}", done.folder)
    place.parent.mkdir(parents=True, exist_ok=True)
    (done.folder / path).rename(place)
    done.moved[path] = place.relative_to(done.folder).as_posix()


def _aside(path: str, name: str, folder: Path) -> Path:
    """Return a path that is free, in a folder of that name beside the notebooks: no chapter is looked for there."""
    inner = PurePosixPath(path)
    inner = inner.relative_to("notebooks") if inner.parts[0] == "notebooks" else inner
    place = folder / "notebooks" / name / inner
    return free(place.parent, place.stem, place.suffix)


def _in_a_name(version: str) -> str:
    return re.sub(r"[^\w+-]+", ".", version).strip(".") or "before"
