"""A learner's file, and what a test lets the learner do: checks that find this or that, and a prediction.

A module of tests takes the fixture ``file`` by importing it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lab.course.exercises.exercise_parts import ROWS, TABLES, ExercisePart
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.help import _had
from migration_lab.course.exercises.verdict import Verdict
from migration_lab.course.location import find_course
from migration_lab.course.predictions.answers import keep_answer, keep_outcome
from migration_lab.course.predictions.prediction import find_prediction
from migration_lab.course.progress_record import progress_file, read_record
from migration_lab.schema import Difference, Schema

GUESS = find_prediction("03.bio-in-old-rows")
WRONG = next(one for one in GUESS.choices if one != GUESS.answer)


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The learner's file, which is not there yet."""
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path / "workspace"))
    _had.clear()
    return progress_file(find_course())


def verdict(id: str, *missing: str) -> Verdict:
    """A check at which these parts were not right."""
    parts = tuple(ExercisePart(words, ("It is not.",) if words in missing else ()) for words in (TABLES, ROWS))
    said = tuple(sentence for part in parts for sentence in part.missing)
    return Verdict(find_exercise(id), said, Difference(), Schema("sqlite"), Schema("sqlite"), parts=parts)


def entry(id: str) -> object:
    return read_record(find_course())["exercises"][id]


def predict(answer: str) -> None:
    keep_answer(GUESS, answer)
    keep_outcome(GUESS)
