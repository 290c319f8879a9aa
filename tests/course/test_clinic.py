"""The clinic: the order that a seed makes, which cases go without help, and what is kept of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from migration_lab.course import case_order
from migration_lab.course.case_order import in_order, keep_seed, learners_seed, without_help
from migration_lab.course.clinic_list import clinic_list
from migration_lab.course.exercises.exercise import exercises
from migration_lab.course.exercises.finding import find_exercise
from migration_lab.course.exercises.own_workspace import find_opening
from migration_lab.course.exercises.verdict import Verdict
from migration_lab.course.location import CLINIC, Course
from migration_lab.course.predictions.answers import keep_answer, keep_outcome
from migration_lab.course.predictions.prediction import find_prediction
from migration_lab.course.progress import note
from migration_lab.course.records.exported import export_progress
from migration_lab.course.records.forgetting import find_what, forget, in_words
from migration_lab.course.records.importing import import_progress
from migration_lab.course.records.learner_progress import learner_progress
from migration_lab.course.records.progress_words import lines
from migration_lab.course.tries import note_helped, note_hint
from migration_lab.errors import LabError
from migration_lab.schema import Difference, Schema
from migration_lab.widgets import ClinicView, CourseMap

IDS = [one.id for one in exercises() if one.chapter == CLINIC]
SEVEN = "ajkbflhigdce"
"""The letters of the cases in the order of seed 7."""


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The progress of a learner who has done nothing yet."""
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path / "workspace"))
    return tmp_path / "workspace" / "progress.json"


def solve(id: str) -> None:
    note(Verdict(find_exercise(id), (), Difference(), Schema("sqlite"), Schema("sqlite")))


def case(id: str):
    return clinic_list().case(id)


def you(id: str) -> str:
    """What the list says of a case in its last column."""
    (line,) = [line for line in str(ClinicView(clinic_list())).splitlines() if f" {id} " in line]
    return re.split("”  +(?:yes|no)", line)[1].strip()


def test_there_are_twelve_cases_each_with_a_start_of_its_own_and_a_diagnosis() -> None:
    assert [f"clinic.{letter}" for letter in "abcdefghijkl"] == IDS
    for id in IDS:
        assert find_exercise(id).workspace == id
        assert 4 <= len(find_prediction(id).choices) <= 5


def test_a_title_and_a_question_are_what_people_say_and_name_no_fault() -> None:
    told = ("stamp", "head", "duplicate", "orphan", "leftover", "rename", "import", "edited", "commit", "downgrade")
    for id in IDS:
        title = find_exercise(id).title
        assert title.startswith("“")
        assert title.endswith("”")
        assert not [word for word in told if word in f"{title} {find_prediction(id).question}".lower()]


def test_a_seed_gives_the_same_order_on_every_machine_and_another_seed_another_one() -> None:
    assert [id[-1] for id in in_order(IDS, 7)] == [*SEVEN]
    orders = {in_order(IDS, seed) for seed in range(50)}
    assert len(orders) == 50
    assert {order[0] for order in orders} == {"clinic.a"}, "the example that the notebook works through"
    assert all(sorted(order) == IDS for order in orders)


def test_exercises_of_chapters_are_no_cases() -> None:
    assert in_order((one.id for one in exercises()), 1) == in_order(IDS, 1)


def test_the_second_half_goes_without_help() -> None:
    assert without_help(in_order(IDS, 7)) == tuple(f"clinic.{letter}" for letter in SEVEN[6:])


def test_a_seed_is_drawn_once_and_another_one_can_be_chosen(file: Path) -> None:
    first = learners_seed()
    assert learners_seed() == first
    assert keep_seed(7)
    assert learners_seed() == 7
    assert json.loads(file.read_text()) == {"clinic": {"seed": 7}}


@pytest.mark.parametrize("seed", [-1, 1_000_000, 1.5, "7", True])
def test_what_is_no_seed_is_refused(seed) -> None:
    with pytest.raises(LabError, match="whole number"):
        keep_seed(seed)


def test_a_learner_whose_progress_cannot_be_kept_has_an_order_too(monkeypatch) -> None:
    monkeypatch.setattr(case_order, "change_record", lambda course, changed: False)
    assert [learners_seed(), learners_seed()] == [case_order.WHERE_NOTHING_IS_KEPT] * 2


def test_a_case_is_named_by_its_letter_or_by_its_place_in_the_order() -> None:
    keep_seed(7)
    for name in ("clinic.2", "clinic.j", " Clinic.J "):
        assert find_exercise(name).id == find_prediction(name).id == find_what(name) == "clinic.j"
        assert find_opening(name).own.id == "clinic.j"
    keep_seed(8)
    assert find_exercise("clinic.2").id == in_order(IDS, 8)[1] != "clinic.j"


@pytest.mark.parametrize("name", ["clinic.0", "clinic.13", "clinic.m", "clinic.aa"])
def test_a_case_that_there_is_not_is_an_error_that_lists_them(name) -> None:
    keep_seed(7)
    with pytest.raises(LabError, match=r"(?s)no exercise .*clinic\.a “The deployment"):
        find_exercise(name)


def test_the_clinic_itself_is_not_opened() -> None:
    with pytest.raises(LabError, match=r"`lab.clinic\(\)` lists them"):
        find_opening("clinic")


def test_a_course_without_a_clinic_says_so(tmp_path: Path) -> None:
    with pytest.raises(LabError, match="no clinic"):
        clinic_list(Course(tmp_path))


def test_the_list_says_what_is_done_and_which_is_next() -> None:
    keep_seed(7)
    assert str(ClinicView(clinic_list())).splitlines()[0] == "The clinic: 0 of 12 cases done, seed 7"
    solve("clinic.a")
    note_hint("clinic.k", 2)
    assert [you(id) for id in ("clinic.a", "clinic.j", "clinic.k")] == ["✓ done", "→ next", "begun, 2 hints"]
    diagnosis = find_prediction("clinic.a")
    keep_answer(diagnosis, diagnosis.answer)
    assert you("clinic.a") == "✓ done", "an answer that is not shown yet says nothing"
    keep_outcome(diagnosis)
    assert you("clinic.a") == "✓ done, diagnosis right"
    assert str(ClinicView(clinic_list())).endswith('  Next: `lab.open("clinic.j")`')
    for id in IDS:
        solve(id)
    assert str(ClinicView(clinic_list())).endswith("All of them are done.")


def test_the_list_is_safe_html_with_the_next_case_in_bold() -> None:
    keep_seed(7)
    html = ClinicView(clinic_list()).html()
    assert "<strong>→ next</strong>" in html
    assert "<code>flask db</code>" in html
    assert "speakers&#x27;" in html


def test_a_case_of_the_second_half_is_done_with_help_if_help_was_on() -> None:
    keep_seed(7)
    assert [case(f"clinic.{letter}").with_help for letter in "al"] == [True, True]
    assert not case("clinic.h").with_help
    note_helped("clinic.h")
    assert case("clinic.h").with_help
    solve("clinic.h")
    solve("clinic.i")
    assert [you("clinic.h"), you("clinic.i")] == ["✓ done with help", "✓ done"]
    assert case("clinic.i").with_help, "once it is solved"


def test_help_in_a_first_half_still_counts_when_another_seed_moves_the_case() -> None:
    keep_seed(7)
    note_helped("clinic.b")
    seed = next(seed for seed in range(100) if "clinic.b" in without_help(in_order(IDS, seed)))
    keep_seed(seed)
    solve("clinic.b")
    assert you("clinic.b") == "✓ done with help"


def test_the_progress_and_the_map_count_the_cases() -> None:
    solve("clinic.c")
    said = [*lines(learner_progress())]
    assert "  The clinic: 1 of 12 cases done" in said
    assert any(line.split() == ["The", "clinic", "20", "1", "of", "12", "cases"] for line in map_lines())


def map_lines() -> list[str]:
    from migration_lab.course import course_map

    return str(CourseMap(course_map())).splitlines()


def test_the_clinic_is_the_last_chapter_and_next_when_all_others_are_done() -> None:
    for one in exercises():
        if one.chapter != CLINIC:
            solve(one.id)
    assert [*lines(learner_progress())][-1] == "Next: the clinic. `lab.clinic()` lists its cases."
    for id in IDS:
        solve(id)
    assert [*lines(learner_progress())][-1] == "You have done the whole course."


def test_cases_diagnoses_and_the_order_are_taken_to_another_machine(file: Path, tmp_path: Path) -> None:
    keep_seed(7)
    note_helped("clinic.h")
    solve("clinic.h")
    diagnosis = find_prediction("clinic.h")
    keep_answer(diagnosis, diagnosis.answer)
    keep_outcome(diagnosis)
    export_progress(tmp_path / "mine.json")
    file.unlink()
    assert import_progress(tmp_path / "mine.json").newly_done == ("clinic.h",)
    assert clinic_list().seed == 7
    assert you("clinic.h") == "✓ done with help, diagnosis right"


def test_an_order_of_ones_own_stays_and_who_did_it_alone_somewhere_did_it_alone(file: Path, tmp_path: Path) -> None:
    keep_seed(7)
    solve("clinic.h")
    export_progress(tmp_path / "mine.json")
    file.unlink()
    keep_seed(8)
    note_helped("clinic.h")
    import_progress(tmp_path / "mine.json")
    assert clinic_list().seed == 8
    assert not case("clinic.h").tries.helped


def test_help_that_was_asked_for_here_stays_noted_when_a_case_begun_elsewhere_is_taken_in(file, tmp_path: Path) -> None:
    note_hint("clinic.h", 1)
    export_progress(tmp_path / "mine.json")
    file.unlink()
    note_helped("clinic.h")
    import_progress(tmp_path / "mine.json")
    assert case("clinic.h").tries.helped


def test_one_case_or_all_of_them_are_forgotten_with_their_diagnoses(file: Path) -> None:
    keep_seed(7)
    for id in ("clinic.b", "clinic.c"):
        solve(id)
        keep_answer(find_prediction(id), find_prediction(id).answer)
    forget(find_what("clinic.4"))
    assert (
        {*json.loads(file.read_text())["predictions"]} == {*json.loads(file.read_text())["exercises"]} == {"clinic.c"}
    )
    assert in_words("clinic") == "your progress in the clinic"
    forget(find_what("clinic"))
    assert json.loads(file.read_text())["exercises"] == {}
    assert learners_seed() == 7
    forget("all")
    assert "clinic" not in json.loads(file.read_text())
