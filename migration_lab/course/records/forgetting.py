"""Forget a learner's progress: all of it, a chapter's, or that of one exercise or prediction. Touches no database.

A case of the clinic is forgotten together with its diagnosis. The seed, and so the order, goes only with all.

The workspaces stay as they are: ``lab.reset()`` takes one of them back.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from migration_lab.course.case_order import PART as CLINIC
from migration_lab.course.chapters.chapter import find_chapter, named_chapter
from migration_lab.course.exercise_ids import is_exercise_id
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.location import Course, find_course
from migration_lab.course.opened_chapter import PART as OPENED
from migration_lab.course.practice_ids import PracticeId, chapter_of
from migration_lab.course.practice_record import PART as PRACTICE
from migration_lab.course.practice_record import Practised, practised, with_practised
from migration_lab.course.predictions.answers import PART as PREDICTIONS
from migration_lab.course.predictions.prediction import find_prediction
from migration_lab.course.progress import with_chapters
from migration_lab.course.progress_record import Record, part_of, read_record, replace_record
from migration_lab.course.tries import PART as EXERCISES

ALL = "all"
ASIDE = "progress-before-reset"
FORGOTTEN = ("chapters", EXERCISES, PREDICTIONS, PRACTICE, CLINIC, OPENED)


def find_what(wanted: str) -> str:
    """Return ``all``, a chapter's number, or the id of an exercise or a prediction. Raises ``LabError`` for others."""
    given = wanted.strip()
    if given == ALL:
        return ALL
    if "." not in given:
        return find_chapter(given).number
    of_exercise = given.rpartition(".")[2].isdigit() or is_exercise_id(given.lower())
    return find_exercise(given).id if of_exercise else find_prediction(given).id


def in_words(what: str) -> str:
    if what == ALL:
        return "all of your progress"
    if "." not in what:
        return f"your progress in {named_chapter(what)}"
    return f"what is noted of {what}"


def forget(what: str, course: Course | None = None) -> Path | None:
    """Forget that, as ``find_what`` returns it, and return where the file from before is kept.

    ``None`` if nothing was noted of it: then nothing has changed. Raises ``LabError`` if nothing can be written.
    """
    course = course or find_course()
    before = read_record(course)
    if without(before, what) == before:
        return None
    return replace_record(course, lambda record: _without(record, what, course), ASIDE)


def _without(record: Record, what: str, course: Course) -> Record:
    left = without(record, what)
    return left if what == ALL else with_chapters(left, course)


def without(record: Record, what: str) -> Record:
    """Return the record without that; what is not ours in it stays."""
    if what == ALL:
        return {key: value for key, value in record.items() if key not in FORGOTTEN}
    left = dict(record)
    for name in (EXERCISES, PREDICTIONS):
        if name in record:
            kept = part_of(record, name).items()
            left[name] = {id: entry for id, entry in kept if what not in (id, chapter_of(id))}
    return with_practised(left, _practised_without(record, what)) if PRACTICE in record else left


def _practised_without(record: Record, what: str) -> dict[str, dict[str, Practised]]:
    """Return what is left of practice without that chapter, or that one exercise."""

    def left(chapter: str, one: Practised) -> Practised:
        return replace(one, done=frozenset(seed for seed in one.done if str(PracticeId(chapter, seed)) != what))

    return {
        chapter: {idea: rest for idea, one in ideas.items() if (rest := left(chapter, one)).done}
        for chapter, ideas in practised(record).items()
        if chapter != what
    }
