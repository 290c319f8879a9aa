"""Find the course on this machine: its notebooks, its sample app, and the learner's workspaces."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import migration_lab
from migration_lab.course.remembered_folder import copy_folder
from migration_lab.errors import LabError

WORKSPACE_VARIABLE = "MIGRATION_LAB_WORKSPACE"
COURSE_VARIABLE = "MIGRATION_LAB_COURSE"
NOTEBOOKS = "[0-9][0-9]_*.ipynb"
CLINIC = "clinic"
"""The one notebook without a number, ``clinic.ipynb``: it comes after the others, and is called by its name."""
COPY_FOLDER = ".migration-lab"
"""What a copy of the course has besides (see ``copies/``): its manifest, and what its chapters start from."""
NEW_CHAPTER = 'migration-lab new-chapter "Add a tag" --in FOLDER'


@dataclass(frozen=True, slots=True)
class Course:
    """A course: the folder that holds ``notebooks/`` and ``sample_app/``."""

    folder: Path

    @property
    def notebooks(self) -> Path:
        return self.folder / "notebooks"

    @property
    def questions(self) -> Path:
        """What the chapters ask: a file for each chapter (see ``chapter_questions.py``)."""
        return self.notebooks / "questions"

    @property
    def sample_app(self) -> Path:
        return self.folder / "sample_app"

    @property
    def snapshot(self) -> Path:
        """The main lines as the authors wrote them (see ``recorded_main_lines.py``); the file may be missing."""
        return self._recorded("chapters") / "main_line.json"

    @property
    def starting_points(self) -> Path:
        """What the commands of the main line make (see ``ready_made.py``); there need not be one."""
        return self._recorded("workspaces") / "starting_points.json"

    def _recorded(self, room: str) -> Path:
        """Return where ``python -m migration_lab.course`` writes: in our own code, else beside the notebooks.

        A copy of the course has what was written for it, so that chapters start as their authors meant it.
        """
        code, copied = self.folder / "migration_lab" / "course", self.folder / COPY_FOLDER
        if code.is_dir():
            return code / room
        return copied if copied.is_dir() else self.notebooks

    @property
    def workspaces(self) -> Path:
        """The folder of all workspaces: ``$MIGRATION_LAB_WORKSPACE``, else ``notebooks/workspace``."""
        elsewhere = os.environ.get(WORKSPACE_VARIABLE)
        return Path(elsewhere).expanduser().absolute() if elsewhere else self.notebooks / "workspace"


def find_course() -> Course:
    """Return the course in ``$MIGRATION_LAB_COURSE``, the package's own (in a clone), the nearest one above the current
    folder, or the learner's copy, where ``migration-lab`` has made one.

    Raises ``LabError`` when there is none of them, and when the variable names a folder that is no course.
    """
    if named := os.environ.get(COURSE_VARIABLE):
        try:
            course = course_in(Path(named))
        except LabError as error:
            raise LabError(f"{COURSE_VARIABLE}: {error}") from error
        os.environ[COURSE_VARIABLE] = str(course.folder)  # kernels, and whoever changes the folder, find it too
        return course
    if ours := own_course():
        return ours
    copied = copy_folder()
    for folder in chain(_current_and_above(), [copied] if copied else []):
        if is_course(folder):
            return Course(folder)
    raise LabError(
        "The notebooks of the course are not here: neither in a folder above this one nor where migration-lab copies "
        "them. In a terminal, migration-lab copies the course to a folder and opens it. For a course of your own, name "
        f"its folder in {COURSE_VARIABLE}."
    )


def own_course() -> Course | None:
    """Return the course that lies beside the package, as it does in a clone of the repository."""
    beside = Path(migration_lab.__file__).resolve().parent.parent
    return Course(beside) if has_chapters(beside) else None


def in_a_workspace(folder: str | os.PathLike[str]) -> bool:
    """Whether the folder is a learner's workspace, or in one. False where there is no course."""
    try:
        workspaces = find_course().workspaces
    except LabError:
        return False
    return Path(folder).expanduser().resolve().is_relative_to(workspaces.resolve())


def course_in(folder: Path) -> Course:
    """Return the course in that folder. Raises ``LabError`` that says what it lacks."""
    folder = folder.expanduser().absolute()
    if not folder.is_dir():
        raise LabError(f"There is no folder {folder}.")
    chapters, app = has_chapters(folder), (folder / "sample_app").is_dir()
    if not chapters and not app:
        raise LabError(
            f"{folder} is not a course: it has neither a folder notebooks with chapters, such as "
            "notebooks/01_add_a_tag.ipynb, nor a folder sample_app with the app."
        )
    if not app:
        raise LabError(f"{folder} has notebooks, but no folder sample_app: put the app of the course there.")
    if not chapters:
        raise LabError(f"{folder} has no chapter yet. This makes the first one: {NEW_CHAPTER}")
    return Course(folder)


def is_course(folder: Path) -> bool:
    """Tell whether a course can be opened there. A folder of other notebooks is none."""
    return has_chapters(folder) and (folder / "sample_app").is_dir()


def has_chapters(folder: Path) -> bool:
    return any((folder / "notebooks").glob(NOTEBOOKS))


def _current_and_above() -> Iterator[Path]:
    """Yield the current folder and those above it; nothing when it was deleted."""
    with suppress(FileNotFoundError):
        here = Path.cwd()
        yield from (here, *here.parents)
