"""A learner's record on its way: what an export has of it, and what taking one in changes, or refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from migration_lab.course.exercises.exercise_parts import ROWS
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.help import hint
from migration_lab.course.location import find_course
from migration_lab.course.opened_chapter import note_opened
from migration_lab.course.predictions.answers import answered
from migration_lab.course.progress import done_exercises, note
from migration_lab.course.progress_record import read_record
from migration_lab.course.records.exported import as_text, export_progress, exported, read_export, read_exported
from migration_lab.course.records.forgetting import forget
from migration_lab.course.records.importing import import_progress
from migration_lab.course.tries import Tries
from migration_lab.errors import LabError
from tests.course.learner_file import GUESS, WRONG, entry, file, predict, verdict
from tests.course.learners import room

__all__ = ["file"]


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
