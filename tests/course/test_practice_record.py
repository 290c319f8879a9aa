"""What progress keeps of practice: small, exported, taken in and forgotten like the rest."""

from __future__ import annotations

import json

import pytest

from migration_lab.course.exercises.exercise_parts import ROWS, ExercisePart
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.help import hint, solution
from migration_lab.course.exercises.verdict import Verdict
from migration_lab.course.location import find_course
from migration_lab.course.practice_record import MOST_OPEN, Practised, next_seed, practised, with_done
from migration_lab.course.practising import more_like, practice_name
from migration_lab.course.progress import done_exercises, note
from migration_lab.course.progress_record import read_record
from migration_lab.course.records.exported import LARGEST, as_text, export_progress, exported, read_exported
from migration_lab.course.records.forgetting import find_what, forget
from migration_lab.course.records.importing import import_progress
from migration_lab.course.records.learner_progress import learner_progress
from migration_lab.errors import LabError
from migration_lab.schema import Difference, Schema
from migration_lab.widgets import ProgressView
from tests.course.learner_file import file

__all__ = ["file"]


def checked(id: str, *missing: str) -> None:
    parts = (ExercisePart(ROWS, missing),)
    note(Verdict(find_exercise(id), missing, Difference(), Schema("sqlite"), Schema("sqlite"), parts=parts))


def record() -> dict[str, object]:
    return read_record(find_course())


def test_it_is_counted_under_its_idea_when_it_is_done():
    checked("practice.03.1", "Not all.")
    hint(find_exercise("practice.03.1"))
    solution(find_exercise("practice.03.1"))
    assert record() == {
        "exercises": {"practice.03.1": {"checks": 1, "missing": {"the rows": 1}, "hints": 1, "solution": True}}
    }
    checked("practice.03.1")
    checked("practice.03.4")
    idea = {"done": "1 4", "checks": 3, "hints": 1, "solutions": 1}
    assert record() == {"exercises": {}, "practice": {"03": {"optional-column": idea}}}


def test_once_it_is_done_nothing_more_is_counted():
    checked("practice.03.1")
    before = record()
    checked("practice.03.1", "Not all.")
    hint(find_exercise("practice.03.1"))
    solution(find_exercise("practice.03.1"))
    assert record() == before
    assert done_exercises(find_course()) == {"practice.03.1"}
    assert record().get("chapters") is None


def test_without_a_number_it_is_the_next_one_that_is_not_done():
    assert practice_name("3") == "practice.03.1"
    checked("practice.03.1")
    checked("practice.03.3")
    assert practice_name(3) == "practice.03.2"
    checked("practice.03.2")
    assert practice_name("03") == "practice.03.4"
    assert practice_name("04") == "practice.04.1"
    assert practice_name("03", 17) == "practice.03.17"
    assert next_seed({"practice": {"03": {"x": {"done": "1-9999"}}}}, "03") == 1


@pytest.mark.parametrize("seed", [0, -1, 10_000, True, 1.5, "17"])
def test_a_number_is_from_1_to_9999(seed):
    with pytest.raises(LabError, match="from 1 to 9999"):
        practice_name("03", seed)


def test_after_a_thousand_the_file_and_the_export_are_small(tmp_path):
    whole: dict[str, object] = {}
    for seed in range(1, 1001):
        made = find_exercise(f"practice.03.{seed}")
        whole = with_done(whole, made.id, made.idea, Practised(checks=3, hints=2))
    assert len(json.dumps(whole)) < 5_000
    assert len(as_text(exported(whole))) < 6_000 < LARGEST
    assert sum(len(one.done) for one in practised(whole)["03"].values()) == 1000
    (tmp_path / "one.json").write_text(as_text(exported(whole)))
    assert read_exported(tmp_path / "one.json").practised == practised(whole)


def test_of_those_that_are_begun_the_last_twenty_are_kept():
    for seed in range(1, MOST_OPEN + 6):
        hint(find_exercise(f"practice.03.{seed}"))
    checked("03.1", "Not all.")
    left = [f"practice.03.{seed}" for seed in range(6, MOST_OPEN + 6)]
    assert [*record()["exercises"]] == [*left, "03.1"]


def test_progress_has_a_line_for_each_chapter_that_was_practised():
    assert "Practised" not in str(ProgressView(learner_progress()))
    hint(find_exercise("practice.03.1"))
    for id in ("practice.03.1", "practice.03.2", "practice.03.4", "practice.07.1"):
        checked(id)
    shown = ProgressView(learner_progress())
    assert "\n  Practised of 03: optional column 2, required column 1 (3 checks, 1 hint).\n" in str(shown)
    assert "\n  Practised of 07: orphans 1 (1 check).\n" in str(shown)
    assert "Practised of 07: orphans 1 (1 check).<br>" in shown.html()


def test_an_export_is_taken_in_and_may_be_taken_in_twice(file, tmp_path):
    checked("practice.03.1")
    checked("practice.03.2")
    checked("practice.04.1", "Not all.")
    export_progress(tmp_path / "mine.json")
    file.unlink()
    checked("practice.03.1", "Not all.")
    checked("practice.03.1", "Not all.")
    checked("practice.03.4")
    taken = import_progress(tmp_path / "mine.json")
    assert (taken.changed, taken.newly_done) == (True, ())
    optional, required = (practised(record())["03"][idea] for idea in ("optional-column", "required-column"))
    assert (optional.done, required.done) == ({1, 4}, {2})
    assert [*record()["exercises"]] == ["practice.04.1"]
    assert not import_progress(tmp_path / "mine.json").changed


def test_what_is_not_as_it_should_be_counts_as_nothing():
    strange = {
        "03": {"optional-column": {"done": "4 0 2-3 x 7-5 99999", "checks": -1, "hints": True}, "<b>": {"done": "1"}},
        "04": {"x": {"done": 7}, "y": []},
        "x": {"optional-column": {"done": "1"}},
        "05": 3,
    }
    assert practised({"practice": strange}) == {"03": {"optional-column": Practised(frozenset((2, 3, 4)))}}
    assert practised({"practice": []}) == {}


def test_one_a_chapters_and_all_can_be_forgotten():
    for id in ("practice.03.1", "practice.03.4", "practice.04.1"):
        checked(id)
    hint(find_exercise("practice.03.5"))
    assert find_what("practice.3.4") == "practice.03.4"
    forget(find_what("practice.03.4"))
    assert done_exercises(find_course()) == {"practice.03.1", "practice.04.1"}
    forget("03")
    assert (done_exercises(find_course()), record()["exercises"]) == ({"practice.04.1"}, {})
    forget("all")
    assert record() == {}


def test_an_exercise_that_is_done_says_where_more_are():
    assert more_like(find_exercise("03.1")) == 'More like this: `lab.practice("03")`.'
    assert more_like(find_exercise("practice.07.3")) == 'More like this: `lab.practice("07")`.'
    assert more_like(find_exercise("01.1")) == ""
