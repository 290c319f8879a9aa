"""A learner's record: how tries are counted, what is forgotten, and what is said of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from migration_lab.course.course_map import ChapterOnMap
from migration_lab.course.exercises.exercise import exercises
from migration_lab.course.exercises.exercise_parts import ROWS, TABLES
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.help import hint, solution
from migration_lab.course.exercises.verdict import Verdict
from migration_lab.course.location import find_course
from migration_lab.course.predictions.answers import answered, keep_answer, keep_outcome
from migration_lab.course.predictions.prediction import predictions
from migration_lab.course.progress import done_exercises, note
from migration_lab.course.progress_record import read_record
from migration_lab.course.records.forgetting import find_what, forget
from migration_lab.course.records.learner_progress import ChapterProgress, LearnerProgress, learner_progress
from migration_lab.course.records.progress_words import remarks
from migration_lab.course.tries import MOST, Tries, read_tries
from migration_lab.errors import LabError
from migration_lab.schema import Difference, Schema
from migration_lab.widgets import ProgressView
from tests.course.learner_file import GUESS, WRONG, entry, file, predict, verdict

__all__ = ["file"]


def test_checks_and_what_was_missing_are_counted_until_the_exercise_is_done() -> None:
    note(verdict("03.1", TABLES, ROWS))
    note(verdict("03.1", ROWS))
    assert entry("03.1") == {"checks": 2, "missing": {"the tables": 1, "the rows": 2}}
    note(verdict("03.1"))
    note(verdict("03.1", TABLES))
    assert entry("03.1") == {"checks": 3, "missing": {"the tables": 1, "the rows": 2}, "done": True}


def test_a_check_in_another_workspace_is_none(file: Path) -> None:
    nothing = Schema("sqlite")
    note(Verdict(find_exercise("03.1"), ("Open chapter 03.",), Difference(), nothing, nothing))
    assert not file.exists()


def test_hints_and_the_solution_are_noted_until_the_exercise_is_done() -> None:
    hint(find_exercise("03.1"))
    hint(find_exercise("03.1"))
    assert entry("03.1") == {"hints": 2}
    hint(find_exercise("03.1"), 1)
    solution(find_exercise("03.2"))
    assert (entry("03.1"), entry("03.2")) == ({"hints": 2}, {"solution": True})
    note(verdict("03.1"))
    hint(find_exercise("03.1"))
    solution(find_exercise("03.1"))
    assert entry("03.1") == {"hints": 2, "checks": 1, "done": True}


@pytest.mark.parametrize(
    "bad", [None, [], "x", {"checks": -3, "hints": "2", "missing": {"the rows": True, "x" * 61: 4}}]
)
def test_what_is_not_as_it_should_be_counts_as_nothing(bad: object) -> None:
    assert read_tries(bad) == Tries()
    assert read_tries({"checks": 10**30}).checks == MOST


def test_forgetting_one_exercise_leaves_the_others_and_keeps_the_file(file: Path) -> None:
    for one in exercises():
        if one.chapter == "03":
            note(verdict(one.id))
    predict(WRONG)
    before = file.read_bytes()
    assert forget(find_what("3.1")) == file.with_name("progress-before-reset.json")
    assert file.with_name("progress-before-reset.json").read_bytes() == before
    assert "03.1" not in done_exercises(find_course())
    assert "03.2" in done_exercises(find_course())
    assert read_record(find_course())["chapters"] == {"00": {"done": True}}
    assert answered(GUESS).right is False


def test_forgetting_a_chapter_a_prediction_and_all(file: Path) -> None:
    note(verdict("02.1"))
    note(verdict("03.1"))
    predict(WRONG)
    file.write_text(json.dumps(json.loads(file.read_text()) | {"mine": [1]}))
    forget(find_what(GUESS.id))
    assert answered(GUESS) is None
    predict(GUESS.answer)
    assert forget(find_what("3")) == file.with_name("progress-before-reset-2.json")
    assert (done_exercises(find_course()), answered(GUESS)) == ({"02.1"}, None)
    forget(find_what("all"))
    assert read_record(find_course()) == {"mine": [1]}
    assert forget("all") is None


@pytest.mark.parametrize("what", ["99", "03.99", "03.no-such-thing", "x"])
def test_there_is_no_forgetting_of_what_does_not_exist(what: str) -> None:
    with pytest.raises(LabError, match=r"^There is no "):
        find_what(what)


def test_without_any_progress_the_text_names_the_first_chapter_and_is_the_same_twice() -> None:
    shown = str(ProgressView(learner_progress()))
    assert shown == str(ProgressView(learner_progress()))
    assert shown.splitlines()[:2] == [
        f"Your progress: 0 of {len(exercises())} exercises done, no prediction made yet",
        "  → 00 Start here",
    ]
    assert shown.splitlines()[-1] == "  Next: chapter 00."


def test_the_text_says_what_is_done_begun_wrong_and_next() -> None:
    for one in exercises():
        if one.chapter == "01":
            note(verdict(one.id))
    note(verdict("02.1", TABLES))
    hint(find_exercise("02.1"))
    solution(find_exercise("02.1"))
    predict(WRONG)
    of_01, of_02 = (sum(one.chapter == number for one in exercises()) for number in ("01", "02"))
    shown = ProgressView(learner_progress(here="02"))
    text = str(shown)
    assert text.startswith(f"Your progress: {of_01} of {len(exercises())} exercises done, 0 of 1 prediction right\n")
    assert f"\n  ✓ 01 Build a small app: {of_01} of {of_01} exercises done\n" in text
    assert f"\n  → 02 Make the first revision: 0 of {of_02} exercises done, 1 hint used\n" in text
    assert "\n  Begun and not done yet: 02.1 (1 check, 1 hint, solution read).\n" in text
    assert '\n  1 prediction came out differently: `lab.recap("03")`.\n' in text
    assert text.endswith("\n  Next: chapter 02, exercise 02.1.")
    html = shown.html()
    assert '02 <a href="02_make_the_first_revision.ipynb">Make the first revision</a>' in html
    assert "<code>lab.recap(&quot;03&quot;)</code>" in html


def test_the_end_of_the_course_is_told() -> None:
    for one in exercises():
        note(verdict(one.id))
    for one in predictions():
        keep_answer(one, one.answer)
        keep_outcome(one)
    assert str(ProgressView(learner_progress())).endswith("\n  You have done the whole course.")


def test_the_course_is_not_done_while_a_chapter_without_exercises_is_open(tmp_path: Path) -> None:
    def chapter(number: str, *, done: bool) -> ChapterProgress:
        return ChapterProgress(ChapterOnMap(number, "", None, tmp_path, (), (), done, here=not done), {}, {})

    assert [*remarks(LearnerProgress((chapter("00", done=True), chapter("01", done=False))))] == [
        "Next: the rest of chapter 01."
    ]
    assert [*remarks(LearnerProgress((chapter("00", done=True),)))] == ["You have done the whole course."]
