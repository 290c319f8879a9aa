"""Choose what to practise next: the exercise that a learner has not done, or the one that a number means."""

from __future__ import annotations

from migration_lab.course.chapters.chapter import find_chapter
from migration_lab.course.exercises.exercise import Exercise
from migration_lab.course.exercises.practice.making import ideas
from migration_lab.course.location import find_course
from migration_lab.course.practice_ids import LARGEST_SEED, PracticeId
from migration_lab.course.practice_record import next_seed
from migration_lab.course.progress_record import read_record
from migration_lab.errors import LabError


def practice_name(chapter: str | int, seed: int | None = None) -> str:
    """Return the name of an exercise of practice; without a ``seed``, of the next one that is not done.

    Reads the learner's progress. Raises ``LabError`` for an unknown chapter, and for a number that is none.
    """
    course = find_course()
    number = find_chapter(chapter, course).number
    if seed is None:
        return str(PracticeId(number, next_seed(read_record(course), number)))
    if isinstance(seed, bool) or not isinstance(seed, int) or not 1 <= seed <= LARGEST_SEED:
        raise LabError(f"The number of an exercise of practice is from 1 to {LARGEST_SEED}, and not {seed!r}.")
    return str(PracticeId(number, seed))


def more_like(exercise: Exercise) -> str:
    """Say how to practise more of that exercise's chapter; empty if there is nothing to practise of it."""
    if not ideas(exercise.chapter, find_course().questions):
        return ""
    return f'More like this: `lab.practice("{exercise.chapter}")`.'
