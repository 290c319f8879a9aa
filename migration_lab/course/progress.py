"""Remember which exercises a learner has done, in ``progress.json`` beside the workspaces. Touches no database.

Its form is ``{"chapters": {"03": {"done": true}}, "exercises": {"03.1": {"done": true}}}``; all else in it stays.
An exercise is done when its check has passed once. A chapter is done when all its exercises are; one without exercises,
when an exercise of a later chapter is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from migration_lab.course.chapters.chapter import chapters
from migration_lab.course.exercises.exercise import Exercise, exercises
from migration_lab.course.exercises.verdict import Verdict
from migration_lab.course.location import Course, find_course
from migration_lab.course.progress_record import Record, change_record, part_of, read_record


def done_exercises(course: Course) -> frozenset[str]:
    """Return the ids of the exercises that are done; none if there is no file, or it cannot be read."""
    return _done(read_record(course))


def _done(record: Record) -> frozenset[str]:
    named = part_of(record, "exercises").items()
    return frozenset(id for id, one in named if isinstance(one, dict) and one.get("done") is True)


def done_chapters(numbers: Sequence[str], all_exercises: Sequence[Exercise], done: frozenset[str]) -> frozenset[str]:
    """Return which of these chapters are done when these exercises are."""
    of = {number: {one.id for one in all_exercises if one.chapter == number} for number in numbers}
    reached = max((one.chapter for one in all_exercises if one.id in done), default="")
    return frozenset(number for number in numbers if (of[number] <= done if of[number] else number < reached))


def note(verdict: Verdict, course: Course | None = None) -> None:
    """Note that an exercise is done, if it is. A damaged file is kept under another name, and nothing is raised."""
    course = course or find_course()
    id = verdict.exercise.id
    if verdict.done and id not in done_exercises(course):
        change_record(course, lambda record: _with(record, id, course))


def _with(record: Record, id: str, course: Course) -> Record:
    """Return the record with that exercise, and the chapters that are done by now."""
    noted: dict[str, Record] = {name: part_of(record, name) for name in ("chapters", "exercises")}
    numbers = [chapter.number for chapter in chapters(course)]
    for number in sorted(done_chapters(numbers, exercises(), _done(record) | {id})):
        _mark(noted["chapters"], number)
    _mark(noted["exercises"], id)
    return {**record, **noted}


def _mark(those: dict[str, Any], name: str) -> None:
    """Mark it as done; what else is noted of it stays."""
    old = those.get(name)
    those[name] = {**(old if isinstance(old, dict) else {}), "done": True}
