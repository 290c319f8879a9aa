"""Remember which exercises a learner has done, in ``progress.json`` beside the workspaces. Touches no database.

Its form is ``{"chapters": {"03": {"done": true}}, "exercises": {"03.1": {"done": true}}}``; all else in it stays. What
else is kept of an exercise is in ``tries.py``, and what is kept of practice in ``practice_record.py``.
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
from migration_lab.course.practice_record import Practised, practised_ids, with_done, without_oldest
from migration_lab.course.progress_record import Record, change_record, part_of, read_record
from migration_lab.course.tries import read_tries, with_check


def done_exercises(course: Course) -> frozenset[str]:
    """Return the ids of the exercises that are done; none if there is no file, or it cannot be read."""
    return _done(read_record(course))


def _done(record: Record) -> frozenset[str]:
    named = part_of(record, "exercises").items()
    return practised_ids(record) | {id for id, one in named if isinstance(one, dict) and one.get("done") is True}


def done_chapters(numbers: Sequence[str], all_exercises: Sequence[Exercise], done: frozenset[str]) -> frozenset[str]:
    """Return which of these chapters are done when these exercises are."""
    of = {number: {one.id for one in all_exercises if one.chapter == number} for number in numbers}
    reached = max((one.chapter for one in all_exercises if one.id in done), default="")
    return frozenset(number for number in numbers if (of[number] <= done if of[number] else number < reached))


def note(verdict: Verdict, course: Course | None = None) -> None:
    """Note that an exercise was checked, and whether it is done. Once it is, nothing more is noted.

    A check in another workspace than the exercise's own counts only if it passes; that of an exercise with a start of
    its own cannot pass there. A damaged file is kept under another name, and nothing is raised.
    """
    course = course or find_course()
    if (verdict.done or verdict.parts) and verdict.exercise.id not in done_exercises(course):
        change_record(course, lambda record: _with(record, verdict, course))


def _with(record: Record, verdict: Verdict, course: Course) -> Record:
    """Return the record with that check, and the chapters that are done by now."""
    entries = part_of(record, "exercises")
    old = entries.get(verdict.exercise.id)
    entry: Record = old if isinstance(old, dict) else {}
    if verdict.parts:
        entry = with_check(entry, [part.words for part in verdict.parts if part.missing])
    if verdict.done and verdict.exercise.idea:
        tries = read_tries(entry)
        counts = Practised(checks=tries.checks, hints=tries.hints, solutions=int(tries.solution))
        return with_done(record, verdict.exercise.id, verdict.exercise.idea, counts)
    if verdict.done:
        entry = {**entry, "done": True}
    noted = without_oldest({**record, "exercises": {**entries, verdict.exercise.id: entry}})
    return with_chapters(noted, course) if verdict.done else noted


def with_chapters(record: Record, course: Course) -> Record:
    """Return the record with each chapter marked as done if its exercises are, and only then."""
    numbers = [chapter.number for chapter in chapters(course)]
    done = done_chapters(numbers, exercises(), _done(record))
    old = part_of(record, "chapters")
    marked = {number: _marked(old.get(number), number in done) for number in sorted({*old, *done})}
    known = {number: one for number, one in marked.items() if one or number not in numbers}
    return {**record, "chapters": known} if known or "chapters" in record else record


def _marked(entry: Any, done: bool) -> Any:
    """Return what is noted of a chapter with its mark; whatever else is noted of it stays."""
    if not isinstance(entry, dict):
        return {"done": True} if done else entry
    rest = {key: value for key, value in entry.items() if key != "done"}
    return {**rest, "done": True} if done else rest
