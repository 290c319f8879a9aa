"""A learner's record: how tries are counted, what is exported, taken in and forgotten, and what is said of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from migration_lab.course.course_map import ChapterOnMap
from migration_lab.course.exercises.exercise import exercises
from migration_lab.course.exercises.exercise_parts import ROWS, TABLES, ExercisePart
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.help import _had, hint, solution
from migration_lab.course.exercises.verdict import Verdict
from migration_lab.course.location import find_course
from migration_lab.course.opened_chapter import note_opened
from migration_lab.course.predictions.answers import answered, keep_answer, keep_outcome
from migration_lab.course.predictions.prediction import find_prediction, predictions
from migration_lab.course.progress import done_exercises, note
from migration_lab.course.progress_record import progress_file, read_record
from migration_lab.course.records.exported import as_text, export_progress, exported, read_export, read_exported
from migration_lab.course.records.forgetting import find_what, forget
from migration_lab.course.records.importing import import_progress
from migration_lab.course.records.learner_progress import ChapterProgress, LearnerProgress, learner_progress
from migration_lab.course.records.progress_words import remarks
from migration_lab.course.tries import MOST, Tries, read_tries
from migration_lab.errors import LabError
from migration_lab.schema import Difference, Schema
from migration_lab.widgets import ProgressView
from tests.course.learners import room

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


def test_an_export_has_what_was_done_and_nothing_of_the_machine(file: Path, tmp_path: Path) -> None:
    note(verdict("03.1"))
    predict(WRONG)
    kept = json.loads(file.read_text()) | {"mine": str(tmp_path), "user": "root"}
    file.write_text(json.dumps(kept))
    export_progress(tmp_path / "mine.json")
    assert json.loads((tmp_path / "mine.json").read_text(encoding="utf-8")) == {
        "format": "migration-lab progress",
        "version": 1,
        "exercises": {"03.1": {"done": True, "checks": 1}},
        "predictions": {GUESS.id: {"answer": WRONG, "right": False}},
    }
    export_progress(tmp_path / "mine.json", "  Ada \n Lovelace ")
    assert read_exported(tmp_path / "mine.json").name == "Ada Lovelace"
    with pytest.raises(LabError, match="at most 60 characters"):
        export_progress(tmp_path / "mine.json", "x" * 61)


def test_half_a_character_in_an_answer_or_a_name_stops_no_export(file: Path, tmp_path: Path) -> None:
    predict(WRONG)
    kept = json.loads(file.read_text())
    kept["predictions"][GUESS.id]["answer"] = "to\udce9"
    file.write_text(json.dumps(kept))
    export_progress(tmp_path / "mine.json", "Ren\udce9")
    taken = read_exported(tmp_path / "mine.json")
    assert (taken.name, taken.predictions[GUESS.id].answer) == ("Ren?", "to?")


def test_a_version_that_is_as_long_as_a_book_is_not_printed_whole(tmp_path: Path) -> None:
    long = {"format": "migration-lab progress", "version": "9" * 10_000, "exercises": {}, "predictions": {}}
    (tmp_path / "one.json").write_text(json.dumps(long))
    with pytest.raises(LabError) as refused:
        read_exported(tmp_path / "one.json")
    assert len(str(refused.value)) < 200


def test_what_was_exported_is_read_again_as_it_was(tmp_path: Path) -> None:
    for learner in room(12):
        (tmp_path / "one.json").write_text(as_text(learner), encoding="utf-8")
        assert read_exported(tmp_path / "one.json") == learner


def test_the_chapter_that_was_opened_last_is_exported_until_all_is_forgotten(file: Path) -> None:
    note_opened("03")
    note_opened("clinic")
    assert read_export(as_text(exported(read_record(find_course()))).encode(), "one").opened == "clinic"
    forget("all")
    assert "opened" not in read_record(find_course())
    file.write_text(json.dumps({"opened": "<b>"}))
    assert exported(read_record(find_course())).opened == ""


def test_taking_in_an_export_on_another_machine_gives_the_same_progress(file: Path, tmp_path: Path) -> None:
    note(verdict("03.1", ROWS))
    note(verdict("03.1"))
    predict(WRONG)
    before = exported(read_record(find_course()))
    export_progress(tmp_path / "mine.json")
    file.unlink()
    done = import_progress(tmp_path / "mine.json")
    assert (done.kept, done.newly_done) == (None, ("03.1",))
    assert exported(read_record(find_course())) == before
    assert read_record(find_course())["chapters"] == {"00": {"done": True}}
    assert not import_progress(tmp_path / "mine.json").changed


def test_taking_in_loses_nothing_that_is_here_and_keeps_the_file_from_before(file: Path, tmp_path: Path) -> None:
    note(verdict("03.1"))
    hint(find_exercise("03.2"))
    predict(GUESS.answer)
    file.write_text(json.dumps(json.loads(file.read_text()) | {"mine": [1]}))
    before = file.read_bytes()
    there = {
        "format": "migration-lab progress",
        "version": 1,
        "exercises": {"03.1": {"checks": 9}, "03.2": {"done": True, "checks": 2}},
        "predictions": {GUESS.id: {"answer": WRONG, "right": False}},
    }
    (tmp_path / "theirs.json").write_text(json.dumps(there))
    done = import_progress(tmp_path / "theirs.json")
    assert done.newly_done == ("03.2",)
    assert done.kept == file.with_name("progress-before-import.json")
    assert done.kept.read_bytes() == before
    assert done_exercises(find_course()) == {"03.1", "03.2"}
    assert entry("03.1") == {"checks": 9, "done": True}
    assert entry("03.2") == {"hints": 1, "done": True, "checks": 2}
    assert answered(GUESS).right is True
    assert read_record(find_course())["mine"] == [1]


BAD = {
    "nothing": "",
    "cut off": '{"format": "migration-lab progress", "version": 1, "exerc',
    "another list": "[1, 2]",
    "another file": '{"cells": []}',
    "the learner's own file": '{"exercises": {}, "predictions": {}}',
    "a later version": '{"format": "migration-lab progress", "version": 2, "exercises": {}, "predictions": {}}',
    "other parts": '{"format": "migration-lab progress", "version": 1, "exercises": [], "predictions": {}}',
    "another name": '{"format": "migration-lab progress", "version": 1, "exercises": {}, "predictions": {}, "name": 7}',
    "too deep": "[" * 100_000,
}


@pytest.mark.parametrize("what", BAD)
def test_a_damaged_or_foreign_file_is_refused_and_changes_nothing(what: str, file: Path, tmp_path: Path) -> None:
    note(verdict("03.1"))
    before = file.read_bytes()
    (tmp_path / "bad.json").write_text(BAD[what])
    with pytest.raises(LabError, match=r"^bad\.json (is|has) "):
        import_progress(tmp_path / "bad.json")
    assert file.read_bytes() == before
    assert [one.name for one in file.parent.glob("progress*")] == ["progress.json"]


def test_a_file_that_is_not_there_or_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_bytes(b"\xff\x00\xfe")
    for name in ("bad.json", "none.json", "."):
        with pytest.raises(LabError):
            import_progress(tmp_path / name)


def test_strange_ids_and_long_answers_in_a_file_are_left_out(tmp_path: Path) -> None:
    strange = {
        "format": "migration-lab progress",
        "version": 1,
        "exercises": {
            "<b>": {"done": True},
            "03.1": {"done": "yes"},
            "03.2": 7,
            "03.3": {"hints": 1, "missing": {"x": 1}},
        },
        "predictions": {"../x": {"answer": "a", "right": True}, GUESS.id: {"answer": "x" * 500, "right": True}},
    }
    (tmp_path / "one.json").write_text(json.dumps(strange))
    found = read_exported(tmp_path / "one.json")
    assert (found.exercises, found.predictions) == ({"03.3": Tries(hints=1)}, {})


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
