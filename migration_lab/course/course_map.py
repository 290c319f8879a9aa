"""Draw up the map of the course: its chapters in order, how long each takes, what is done, and what is next.

Title and minutes are those of the notebook's own first cell. Reads notebooks and the learner's progress.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migration_lab.course.chapters.chapter import Chapter, chapters
from migration_lab.course.exercises.exercise import exercises
from migration_lab.course.location import CLINIC, Course, find_course
from migration_lab.course.progress import done_chapters, done_exercises
from migration_lab.course.progress_record import part_of, progress_file, read_record
from migration_lab.course.tries import PART, read_tries

TITLE = re.compile(r"^#\s+\d\d\s+·\s+(.+)$", re.MULTILINE)
MINUTES = re.compile(r"\b(\d+) minutes\b")


@dataclass(frozen=True, slots=True)
class ChapterOnMap:
    number: str
    title: str
    minutes: int | None
    """``None`` if the notebook does not say it."""
    path: Path
    exercises: tuple[str, ...]
    exercises_done: tuple[str, ...]
    done: bool
    next: bool = False
    here: bool = False

    @property
    def shown_number(self) -> str:
        """The number as it stands before the title; empty for the clinic, which has none."""
        return "" if self.number == CLINIC else self.number


def course_map(course: Course | None = None, here: str = "") -> tuple[ChapterOnMap, ...]:
    """Return all chapters; ``here`` is the number of the one that is open, if one is.

    The next one is the first that is not done. One without exercises is not, when it is open, or a later one was begun.
    """
    course = course or find_course()
    known, asked, passed = chapters(course), exercises(), done_exercises(course)
    done = done_chapters([one.number for one in known], asked, passed)
    of = {one.number: tuple(each.id for each in asked if each.chapter == one.number) for one in known}
    tries = part_of(read_record(course), PART)
    reached = max((each.chapter for each in asked if read_tries(tries.get(each.id)).begun), default="")
    looked_at = {one.number for one in known if not of[one.number] and (one.number == here or one.number < reached)}
    ahead = (one.number for one in known if one.number not in done | looked_at)
    next_one = next(ahead, None)
    return tuple(
        ChapterOnMap(
            one.number,
            *first_cell(one),
            one.path,
            of[one.number],
            tuple(id for id in of[one.number] if id in passed),
            one.number in done,
            one.number == next_one,
            one.number == here,
        )
        for one in known
    )


def first_cell(chapter: Chapter) -> tuple[str, int | None]:
    """Return the title and the minutes as the notebook says them; the title of its name if it does not."""
    text = ""
    with suppress(OSError, ValueError, KeyError, IndexError, TypeError):
        source = json.loads(chapter.path.read_text(encoding="utf-8"))["cells"][0]["source"]
        text = source if isinstance(source, str) else "".join(source)
    title, minutes = TITLE.search(text), MINUTES.search(text)
    return title[1].strip() if title else chapter.title, int(minutes[1]) if minutes else None


def for_jupyterlab(course: Course, root: Path) -> dict[str, Any] | None:
    """Return the map as plain values, for a JupyterLab that serves ``root``; paths are relative to that, with ``/``.

    ``None`` if the notebooks are elsewhere. ``progress`` is ``None`` if only the learner's progress is.
    """
    if not course.notebooks.is_relative_to(root):
        return None
    file = progress_file(course)
    return {
        "chapters": [
            {
                "number": one.number,
                "title": one.title,
                "minutes": one.minutes,
                "notebook": one.path.relative_to(root).as_posix(),
            }
            for one in course_map(course)
        ],
        "progress": file.relative_to(root).as_posix() if file.is_relative_to(root) else None,
    }
