"""Remember which notebook of the course was saved last, so that ``migration-lab --last`` opens it.

JupyterLab saves a notebook some seconds after it was run or changed. Its path is kept in the learner's progress.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from migration_lab.course.course_map import course_map
from migration_lab.course.location import Course
from migration_lab.course.progress_record import change_record, read_record

KEY = "last_notebook"


def note_last(course: Course, os_path: str, model: dict[str, Any], **_: Any) -> None:
    """Keep what Jupyter's server has just saved, if it is a notebook of the course. Raises nothing."""
    path, folder = Path(os_path).resolve(), course.folder.resolve()
    if model.get("type") != "notebook" or not path.is_relative_to(folder / "notebooks"):
        return
    inner = path.relative_to(folder).as_posix()
    if read_record(course).get(KEY) != inner:
        change_record(course, lambda record: record | {KEY: inner})


def last_notebook(course: Course) -> Path | None:
    """Return the notebook that was saved last, else that of the next chapter; ``None`` if all is done."""
    kept = read_record(course).get(KEY)
    if isinstance(kept, str):
        path = (course.folder / kept).resolve()
        if path.suffix == ".ipynb" and path.is_file() and path.is_relative_to(course.folder.resolve()):
            return course.folder / kept
    return next((chapter.path for chapter in course_map(course) if chapter.next), None)
