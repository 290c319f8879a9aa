"""Find the course that ``migration-lab`` opens; without a clone, copy it to a folder of the learner's first."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from migration_lab.course.copies import copied_version, copy_course, course_changes, is_copy, lab_version
from migration_lab.course.location import COURSE_VARIABLE, Course, find_course, is_course, own_course
from migration_lab.course.remembered_folder import copy_folder, remember, remembered
from migration_lab.errors import LabError
from migration_lab.launch.progress_line import ProgressLine

COPIED = "The course is in {}, and your work in it stays there."
NEWER = "There is something new in the course (version {}). This gets it, and overwrites no work: migration-lab update"


def open_course(chosen: str | None, line: ProgressLine) -> tuple[Course, list[str]]:
    """Return the course, and what to tell the learner about it.

    ``chosen`` is the folder that the learner named: a course already, or one to copy the course to. Raises ``LabError``
    if it is neither, if the course cannot be written there, and if the folder that was chosen before is gone.
    """
    course, written = _in_folder(Path(chosen).expanduser().absolute(), line) if chosen else _usual(line)
    if chosen or written:
        remember(course.folder)
    if course != own_course():
        os.environ[COURSE_VARIABLE] = str(course.folder)  # kernels find it wherever their workspaces are
    told = [COPIED.format(course.folder)] if written else []
    with suppress(LabError):  # one that cannot be read says so when it is opened
        if is_copy(course.folder) and copied_version(course.folder) != lab_version() and course_changes(course.folder):
            told.append(NEWER.format(lab_version()))
    return course, told


def _usual(line: ProgressLine) -> tuple[Course, int]:
    """Return the course that is there, and how many files had to be written for it."""
    try:
        found = find_course()
    except LabError:
        if os.environ.get(COURSE_VARIABLE):
            raise
        return _in_folder(_place_for_a_copy(), line)
    return _in_folder(found.folder, line) if is_copy(found.folder) else (found, 0)


def _in_folder(folder: Path, line: ProgressLine) -> tuple[Course, int]:
    if is_course(folder) and not is_copy(folder):
        return Course(folder), 0
    copied = copy_course(folder, lambda done, all: line.show(f"Copying the course: {done} of {all} files"))
    return Course(copied.folder), copied.written


def _place_for_a_copy() -> Path:
    folder = copy_folder()
    if folder is None:
        raise LabError("You have no home folder. Choose a folder for the course: migration-lab --folder FOLDER")
    if remembered() == folder and not folder.exists():
        raise LabError(
            f"The course was in {folder}, which is not there any more. If you have moved it, say where it is: "
            f"migration-lab --folder FOLDER. If it is gone, the same with a new folder copies the course once more."
        )
    return folder
