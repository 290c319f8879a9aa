"""Show the map of the course: its chapters with a link to each, the minutes, what is done, and what is next."""

from __future__ import annotations

from collections.abc import Sequence

from migration_lab.course.course_map import ChapterOnMap
from migration_lab.values.wording import number
from migration_lab.widgets.grid import align
from migration_lab.widgets.html import esc, table
from migration_lab.widgets.live import Display

HEADS = ("Chapter", "Minutes", "Exercises", "You")


class CourseMap(Display):
    """Shows ``chapters``. The links lead to notebooks beside the one in which it is shown."""

    def __init__(self, chapters: Sequence[ChapterOnMap]) -> None:
        self.chapters = tuple(chapters)

    @property
    def title(self) -> str:
        done = sum(len(one.exercises_done) for one in self.chapters)
        return f"The course: {done} of {number(sum(len(one.exercises) for one in self.chapters), 'exercise')} done"

    def __str__(self) -> str:
        rows = [(one.shown_number, one.title, minutes(one), exercises(one), where(one)) for one in self.chapters]
        lines = align([("", *HEADS), *rows])
        return "\n".join((self.title, *(f"  {line}".rstrip() for line in lines)))

    def html(self) -> str:
        rows = [
            (
                f'{esc(one.shown_number)} <a href="{esc(one.path.name)}">{esc(one.title)}</a>',
                esc(minutes(one)),
                esc(exercises(one)),
                f"<strong>{esc(where(one))}</strong>" if one.next else esc(where(one)),
            )
            for one in self.chapters
        ]
        return table(esc(self.title), HEADS, rows)


def minutes(chapter: ChapterOnMap) -> str:
    return str(chapter.minutes or "")


def exercises(chapter: ChapterOnMap) -> str:
    """List them by their numbers; those that are done with a tick. The clinic's cases are only counted."""
    if not chapter.shown_number:
        return f"{len(chapter.exercises_done)} of {number(len(chapter.exercises), 'case')}"
    return ", ".join(f"{id} ✓" if id in chapter.exercises_done else id for id in chapter.exercises)


def where(chapter: ChapterOnMap) -> str:
    words = ["✓ done"] if chapter.done else []
    words += ["you are here"] if chapter.here else []
    words += ["→ next"] if chapter.next and not chapter.here else []
    return ", ".join(words)
