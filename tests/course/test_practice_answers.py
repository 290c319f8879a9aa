"""Exercises that are made by a number: each can be done in two ways, and be got wrong, with the real commands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from migration_lab.course.exercises.exercise import Exercise
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.goal import put_start
from migration_lab.course.exercises.practice.template import practice_course
from migration_lab.course.exercises.steps import AnswerStep, apply_steps
from migration_lab.course.exercises.verdict import check
from migration_lab.course.location import find_course
from migration_lab.course.practice_ids import PracticeId
from migration_lab.project.project import Project
from tests.course.conftest import OpenShared

COURSE = find_course()
TEMPLATES = practice_course(COURSE.questions).templates
EACH = [
    (turn, find_exercise(str(PracticeId(chapter, at + turn * len(templates)))))
    for chapter, templates in TEMPLATES.items()
    for at in range(1, len(templates) + 1)
    for turn in (0, 1)
]
"""Two of each idea, with different names, and which of the two it is."""


@pytest.fixture
def project(exercise: Exercise, tmp_path: Path, open_shared: OpenShared) -> Iterator[Project]:
    put_start(exercise, COURSE, tmp_path / "project", open_shared)
    return open_shared(tmp_path / "project")


def _cases(exercise: Exercise, turn: int) -> Iterator[tuple[Exercise, str, Sequence[AnswerStep], str]]:
    """Yield what is tried: the solution with the first names, the other right answers with the second, and of the
    wrong ones a half with each.
    """
    yield exercise, "start", (), "not yet"
    for number, steps in enumerate((exercise.solution, *exercise.also)):
        if min(number, 1) == turn:
            yield exercise, f"also-{number}" if number else "solution", steps, "done"
    for number, wrong in enumerate(exercise.wrong):
        if number % 2 == turn:
            yield exercise, f"wrong-{number + 1}", wrong.steps, "not yet"


CASES = [
    pytest.param(exercise, steps, ends, id=f"{exercise.id.removeprefix('practice.')}-{exercise.idea}-{what}")
    for turn, exercise in EACH
    for exercise, what, steps, ends in _cases(exercise, turn)
]
"""One exercise after the other, so that each is built once."""


@pytest.mark.parametrize(("exercise", "steps", "ends"), CASES)
def test_it_is_done_with_each_right_answer_and_with_no_wrong_one(exercise, steps, ends, project, open_shared):
    apply_steps(steps, project, may_fail=ends != "done")
    verdict = check(exercise, project, course=COURSE, open_project=open_shared)
    assert str(verdict).splitlines()[0] == f"Exercise {exercise.id}, {ends}: {exercise.title}"
