"""Find an exercise by its name: one that stands in the course's questions, or one that is made for practice."""

from __future__ import annotations

from pathlib import Path

from migration_lab.course.chapter_questions import find
from migration_lab.course.exercise_ids import meant_by
from migration_lab.course.exercises.exercise import Exercise, exercises
from migration_lab.course.exercises.practice.making import make_exercise
from migration_lab.course.location import find_course
from migration_lab.course.practice_ids import practice_id


def find_exercise(id: str | float, place: Path | None = None) -> Exercise:
    """Find an exercise; ``3.1`` is ``03.1``, and ``clinic.3`` the third case of the learner's order.

    Raises ``LabError`` with a list of the exercises.
    """
    if made := practice_id(id):
        return make_exercise(made, find_course().questions)
    known = exercises(place)
    return find(meant_by(id, [one.id for one in known]), known, "exercise")


def exercises_in(workspace: str) -> tuple[Exercise, ...]:
    """Return the exercises that are done in that workspace."""
    if practice_id(workspace):
        return (find_exercise(workspace),)
    return tuple(one for one in exercises() if one.workspace == workspace)
