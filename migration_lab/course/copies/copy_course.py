"""Copy the course to a folder of the learner's, and finish a copy that was interrupted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from migration_lab.backends.atomic import write_bytes
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
from migration_lab.errors import LabError, windows_hint

Progress = Callable[[int, int], None]
"""Is told how many files are there, of how many."""


@dataclass(frozen=True, slots=True)
class Copied:
    folder: Path
    written: int
    """How many files were written now: none if the copy was there already."""


def copy_course(to: Path, progress: Progress = lambda done, all: None) -> Copied:
    """Make ``to`` a copy of the course, in a folder that is new or empty; if it is a copy already, finish that.

    A file that is there is never overwritten, and a finished copy is left as it is. Raises ``LabError`` if the folder
    holds something else, or cannot be written; what is written so far stays, and the next call goes on with it.
    """
    to = to.expanduser().absolute()
    _refuse_other(to)
    if is_copy(to) and read_manifest(to).complete:
        return Copied(to, 0)
    files = course_files()
    with said_clearly(to), alone(to):
        manifest = read_manifest(to)
        if manifest.complete:  # by another process, while this one waited
            return Copied(to, 0)
        return Copied(to, _copy(to, manifest, files, progress))


def _copy(to: Path, manifest: Manifest, files: CourseFiles, progress: Progress) -> int:
    written = 0
    manifest.version = manifest.version or lab_version()
    write_manifest(to, manifest)  # from here on the folder is known as ours
    for done, (path, source) in enumerate(files.items()):
        progress(done, len(files))
        if not (to / path).exists():
            put(source, to / path)
            written += 1
            manifest.files[path] = hashes_of(source)
        elif path not in manifest.files and hashes_of(source) == hashes_of(to / path):
            manifest.files[path] = hashes_of(source)
    progress(len(files), len(files))
    manifest.complete = True
    write_manifest(to, manifest)
    return written


def put(source: Path, target: Path) -> None:
    """Write a copy of a file, whole or not at all; the folder need not be there. Raises ``OSError``."""
    target.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(target, source.read_bytes())


@contextmanager
def said_clearly(folder: Path) -> Iterator[None]:
    """Raise a ``LabError`` that says which folder cannot be written, and why, in the place of an ``OSError``."""
    try:
        yield
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise LabError(
            f"The course cannot be written to {folder}: {error.strerror or error}{where}{windows_hint(error)}. "
            "Put that right and try again, which goes on where this stopped; or choose another folder: "
            "migration-lab --folder FOLDER"
        ) from error


def _refuse_other(folder: Path) -> None:
    """Raise ``LabError`` if something else is there. What a system puts in an empty folder by itself is nothing."""
    try:
        if folder.exists() and not folder.is_dir():
            raise LabError(f"{folder} is a file. Choose a folder for the course: migration-lab --folder FOLDER")
        if not folder.is_dir() or is_copy(folder):
            return
        there = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise LabError(f"{folder} cannot be read: {error.strerror or error}") from error
    if there:
        raise LabError(
            f"{folder} holds something else ({', '.join(there[:3])}{' …' if there[3:] else ''}), so the course is not "
            "copied there. Choose a new or an empty folder: migration-lab --folder FOLDER"
        )
