"""Remember which chapter was opened last, ``{"opened": "03"}`` in ``progress.json``. Touches no database."""

from __future__ import annotations

import re

from migration_lab.course.location import CLINIC, Course, find_course
from migration_lab.course.progress_record import Record, change_record, read_record

PART = "opened"
NUMBER = re.compile(rf"\d\d|{CLINIC}", re.ASCII)


def note_opened(chapter: str, course: Course | None = None) -> None:
    """Note that this chapter was opened, also by one of its exercises. Nothing is raised if it cannot be written."""
    course = course or find_course()
    if chapter != opened_in(read_record(course)):
        change_record(course, lambda record: {**record, PART: chapter})


def opened_in(record: Record) -> str:
    """Return the chapter that was opened last; empty if that is not known."""
    found = record.get(PART)
    return found if isinstance(found, str) and NUMBER.fullmatch(found) else ""
