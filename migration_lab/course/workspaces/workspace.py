"""A learner's folder for a chapter or an exercise: at its starting point, with whatever was there before kept.

``open_workspace("03")`` gives ``workspace/03``; an exercise with a start of its own has ``workspace/03.2``. A workspace
belongs to one process at a time: while another live one has it, the next gets ``workspace/03-2``. Nothing here runs a
command, but for building a starting point.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from migration_lab.backends.postgresql.embedded_server import FOLDER as POSTGRESQL
from migration_lab.course.case_order import is_case
from migration_lab.course.chapters.chapter import Chapter, find_chapter
from migration_lab.course.chapters.main_line import OpenProject
from migration_lab.course.location import WORKSPACE_VARIABLE, Course, find_course
from migration_lab.course.workspaces.files import last_worked_on
from migration_lab.course.workspaces.folders import beside, has_work, recover, swap
from migration_lab.course.workspaces.own_start import OwnStart
from migration_lab.course.workspaces.recipe import recipe
from migration_lab.course.workspaces.starting_point import START_FILE, put_starting_point, start_of
from migration_lab.errors import LabError, windows_hint
from migration_lab.project.lab_folder import LAB

MOST_AT_ONCE = 99
FULL = (os.strerror(errno.ENOSPC), "[WinError 112]")
"""How a full disk is named in an error that lists others, as ``shutil`` raises it."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """An open workspace, and what opening it did."""

    path: Path
    chapter: Chapter
    kept: Path | None = None
    """Where the work is that was in it before; ``None`` when there was none."""
    resumed: bool = False
    """Whether it goes on with earlier work."""
    nothing_to_resume: bool = False
    """Whether it was to go on with earlier work and there was none."""
    own: OwnStart | None = None
    """The start of the exercise whose workspace it is; ``None`` for a chapter's."""

    @property
    def number(self) -> str:
        """What opens it: the chapter's number, or the exercise's id."""
        return self.own.id if self.own else self.chapter.number

    @property
    def name(self) -> str:
        """The path as it is shown: ``workspace/03``."""
        return _shown(self.path)

    @property
    def title(self) -> str:
        return f"{self.short_title}, {self.own.title if self.own else self.chapter.title}"

    @property
    def short_title(self) -> str:
        """``Chapter 03``, ``Exercise 03.2``, or ``Case clinic.d``."""
        return f"{self.what.capitalize()} {self.number}"

    @property
    def what(self) -> str:
        if self.own is None:
            return "chapter"
        return "case" if is_case(self.own.id) else "exercise"

    @property
    def message(self) -> tuple[str, ...]:
        """What to tell the learner, line by line; the same on every machine."""
        what, number, said = self.what, self.number, []
        if self.nothing_to_resume:
            said.append(f"There is no earlier work on {what} {number} to continue.")
        state = "goes on where you left off" if self.resumed else f"is at the {what}'s starting point"
        said.append(f"{self.name} {state}.")
        if self.path.name != number:
            first = _shown(self.path.with_name(number))
            said.append(f"Another notebook has {first} open, so this one works in {self.name}.")
        if self.kept:
            said.append(f"Your earlier work is kept in {_shown(self.kept)}.")
            said.append(f'To go on with it: lab.open("{number}", resume=True)')
        return tuple(said)


def open_workspace(
    number: str | int,
    *,
    resume: bool = False,
    course: Course | None = None,
    open_project: OpenProject | None = None,
    own: OwnStart | None = None,
) -> Workspace:
    """A workspace for that chapter, at its starting point or, with ``resume``, with the latest earlier work in it.

    ``own`` is the start of one of the chapter's exercises: then the workspace is the exercise's. Close any project that
    is open in it first. The calling process has the workspace to itself until it ends or opens another. Raises
    ``LabError`` for an unknown chapter, a folder that cannot be written, a file that is in use, and a PostgreSQL that
    cannot be started; nothing has changed then.
    """
    course = course or find_course()
    chapter = find_chapter(number, course)
    with _said_clearly(course.workspaces):
        course.workspaces.mkdir(parents=True, exist_ok=True)
        name = own.id if own else chapter.number
        folder = _take_one(course.workspaces, name)
        recover(folder)
        if resume and (has_work(folder) or _bring_back(folder, name)):
            return Workspace(folder, chapter, resumed=True, own=own)
        kept = _start(folder, chapter, course, open_project, own)
        return Workspace(folder, chapter, kept, nothing_to_resume=resume, own=own)


def reset(workspace: Workspace, *, course: Course | None = None, open_project: OpenProject | None = None) -> Workspace:
    """Its starting point again, in the same folder; the work that was there is kept."""
    return open_workspace(workspace.chapter.number, course=course, open_project=open_project, own=workspace.own)


def _start(
    folder: Path, chapter: Chapter, course: Course, open_project: OpenProject | None, own: OwnStart | None
) -> Path | None:
    """Put the starting point in ``folder``; returns where the work is kept that was there, if any."""
    start = start_of(folder)
    if start and start[0] == recipe(chapter, course, own=own).key and not has_work(folder):
        _forget_notes(folder)
        return None
    building = beside(folder, "building")
    try:
        put_starting_point(chapter, course, building, own=own, open_project=open_project)
        return swap(folder, building)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _bring_back(folder: Path, number: str) -> bool:
    """Put the latest of the other workspaces of that name in ``folder``; False when there is none with work."""
    there = (folder.with_name(number), *folder.parent.glob(f"{number}-*"))
    others = [path for path in there if path != folder and has_work(path)]
    for latest in sorted(others, key=last_worked_on, reverse=True):
        lock = _lock(latest)
        try:
            with lock:
                swap(folder, latest)
            return True
        except Timeout:
            continue
    return False


def _forget_notes(folder: Path) -> None:
    """Drop what the lab noted during earlier runs of an untouched start: there is nothing to undo in it."""
    for path in (folder / LAB).glob("*"):
        if path.name not in (Path(START_FILE).name, POSTGRESQL.name):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


_mine: tuple[Path, FileLock] | None = None
"""The workspace that this process has, and its lock."""


def _take_one(root: Path, number: str) -> Path:
    """The first workspace of that name that no other live process has; this one has it from now on."""
    global _mine
    names = [number, *(f"{number}-{copy}" for copy in range(2, MOST_AT_ONCE + 1))]
    if _mine and _mine[0].parent == root and _mine[0].name in names and _mine[1].is_locked:
        return _mine[0]
    for folder in map(root.joinpath, names):
        lock = _lock(folder)
        try:
            lock.acquire()
        except Timeout:
            continue
        if _mine:
            _mine[1].release(force=True)
        _mine = (folder, lock)
        return folder
    raise LabError(f"{MOST_AT_ONCE} notebooks have workspace/{number} open. Close some, then run the cell again.")


def _lock(folder: Path) -> FileLock:
    """The lock of one workspace: beside it, so that the folder can be moved on Windows; gone with its process."""
    locks = folder.parent / ".locks"
    locks.mkdir(exist_ok=True)
    return FileLock(locks / f"{folder.name}.lock", timeout=0, thread_local=False)


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@contextmanager
def _said_clearly(root: Path) -> Iterator[None]:
    """Turn what the disk says into one message with the way out."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC or any(words in str(error) for words in FULL):
            raise LabError(f"The disk with {root} is full. Make some room, then run the cell again.") from error
        raise LabError(
            f"{root} cannot be used for workspaces ({error.strerror or error}{windows_hint(error)}). Give it back the "
            f"right to write, or set the environment variable {WORKSPACE_VARIABLE} to another folder and start Jupyter "
            "anew."
        ) from error
