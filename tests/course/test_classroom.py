"""A room of learners: who is where, what most get wrong, and what to talk about tomorrow."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from migration_lab.course.classroom.collecting import Learner, collect
from migration_lab.course.classroom.room import IdeaInRoom, room
from migration_lab.course.classroom.talking_points import talking_points
from migration_lab.course.exercises.exercise import exercises
from migration_lab.course.exercises.exercise_parts import ROWS, TABLES
from migration_lab.course.location import CLINIC
from migration_lab.course.practice_record import Practised
from migration_lab.course.predictions.answers import Answered
from migration_lab.course.predictions.prediction import find_prediction
from migration_lab.course.records.exported import ExportedProgress, as_text
from migration_lab.course.tries import Tries
from migration_lab.errors import LabError

BIO, DEFAULT = find_prediction("03.bio-in-old-rows"), find_prediction("03.default-and-old-rows")
NULL, EMPTY, FAILS = BIO.choices
RIGHT = Answered(NULL, True)


def learner(name: str, tries: Mapping[str, Tries] = {}, **said: Answered) -> Learner:
    ids = {"bio": BIO.id, "default": DEFAULT.id}
    return Learner(name, ExportedProgress(tries, {ids[key]: one for key, one in said.items()}, name))


def test_somebody_is_in_the_last_chapter_of_which_they_have_done_anything() -> None:
    found = room(
        [
            learner("Ada", {"01.1": Tries(done=True), "02.1": Tries(checks=1)}),
            learner("Grace", {"01.1": Tries(done=True)}, bio=Answered(NULL, None)),
            learner("Alan"),
        ]
    )
    numbers = [number for number, _ in found.chapters]
    assert numbers[:4] == ["00", "01", "02", "03"]
    here = [[number for number, one in zip(numbers, who.chapters, strict=True) if one.here] for who in found.learners]
    assert here == [["02"], ["03"], []]
    assert [found.here(at) for at in range(4)] == [0, 0, 1, 1]
    assert found.learners[0].done == 1


def test_somebody_who_has_gone_back_is_in_the_chapter_that_was_opened_last() -> None:
    ada = Learner("Ada", ExportedProgress({"02.1": Tries(checks=1)}, {}, opened="01"))
    grace, alan = (Learner("", ExportedProgress({}, {}, opened=chapter)) for chapter in ("03", "99"))
    found = room([ada, grace, alan])
    assert [found.here(at) for at in range(5)] == [0, 1, 0, 1, 0]


def test_predictions_are_sorted_by_how_many_got_them_wrong_and_their_answers_are_counted() -> None:
    found = room(
        [
            learner("Ada", bio=Answered(EMPTY, False), default=Answered("x", False)),
            learner("Grace", bio=Answered(FAILS, False), default=Answered("Y.", False)),
            learner("Alan", bio=Answered(EMPTY, False), default=Answered("the right one", True)),
            learner("Radia", bio=RIGHT, default=Answered("y", None)),
        ]
    )
    first, second = found.predictions
    assert (first.prediction, first.right, first.wrong) == (BIO, 1, 3)
    assert first.answers == ((EMPTY, 2), (FAILS, 1))
    assert (second.prediction, second.right, second.wrong, second.answers) == (DEFAULT, 1, 2, (("x", 1), ("Y.", 1)))


def test_typed_answers_that_differ_in_nothing_that_matters_are_one() -> None:
    said = [learner(str(at), bio=Answered(one, False)) for at, one in enumerate(["Seven.", "seven", " SEVEN"])]
    (found,) = room(said).predictions
    assert found.answers == (("Seven.", 3),)


def test_exercises_are_sorted_by_how_many_are_stuck() -> None:
    found = room(
        [
            learner("Ada", {"01.1": Tries(done=True, checks=2), "02.1": Tries(checks=1, missing={TABLES: 1})}),
            learner("Grace", {"01.1": Tries(hints=3, solution=True), "02.1": Tries(checks=4, missing={ROWS: 3})}),
        ]
    )
    first, second = found.exercises
    assert (first.exercise.id, first.stuck, first.begun, first.checks) == ("02.1", 2, 2, 5)
    assert first.missing == ((ROWS, 3), (TABLES, 1))
    assert (second.exercise.id, second.stuck, second.done, second.hints, second.solutions) == ("01.1", 1, 1, 3, 1)


def test_what_concerns_the_most_people_comes_first_and_then_the_larger_share() -> None:
    found = room(
        [
            learner("Ada", {"01.1": Tries(checks=1), "02.1": Tries(checks=1)}, bio=Answered(EMPTY, False)),
            learner("Grace", {"01.1": Tries(checks=1), "02.1": Tries(done=True)}, bio=RIGHT),
            learner("Alan", {"01.2": Tries(checks=1)}, bio=RIGHT),
        ]
    )
    points = [(one.people, one.of) for one in talking_points(found)]
    assert points == [(2, 2), (1, 1), (1, 2)]
    assert talking_points(found)[0].about == found.exercises[0]


def test_a_room_without_any_trouble_has_nothing_to_talk_about() -> None:
    found = room([learner("Ada", {"01.1": Tries(done=True)}, bio=RIGHT), learner("Grace")])
    assert talking_points(found) == ()


def test_ids_that_this_course_does_not_have_are_left_out() -> None:
    found = room([learner("Ada", {"99.1": Tries(done=True)})])
    assert (found.exercises, found.learners[0].done) == ((), 0)


def test_files_are_read_by_name_and_what_is_no_progress_is_listed(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_text(as_text(learner("ada").progress))
    (tmp_path / "Zoe.json").write_text(json.dumps(json.loads(as_text(learner("").progress))))
    (tmp_path / "x.json").write_text("{}")
    (tmp_path / "notes.txt").write_text("no")
    (tmp_path / "d.json").mkdir()
    found = collect(tmp_path)
    assert [one.name for one in found.learners] == ["ada", "Zoe"]
    ((name, why),) = found.refused
    assert (name, why[:27]) == ("x.json", "x.json is no exported progr")


def test_a_folder_without_files_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(LabError, match=r"no \.json file .* --export FILE"):
        collect(tmp_path)
    with pytest.raises(LabError, match="There is no folder"):
        collect(tmp_path / "none")


def test_what_was_done_with_board_and_coach_on_is_counted_apart() -> None:
    case = next(one.id for one in exercises() if one.chapter == CLINIC)
    found = room(
        [learner("Ada", {case: Tries(done=True, helped=True)}), learner("Grace", {case: Tries(done=True)})],
    )
    assert [(one.done, one.helped) for one in found.learners] == [(1, 1), (1, 0)]
    assert [(one.done, one.helped) for one in found.exercises] == [(2, 1)]


def test_practice_is_summed_up_by_idea_and_counts_as_being_in_a_chapter() -> None:
    done = [Practised(frozenset({1, 4}), checks=3, hints=1), Practised(frozenset({1}), checks=2, solutions=1)]
    found = room(
        [Learner(str(at), ExportedProgress({}, {}, practised={"03": {"x": one}})) for at, one in enumerate(done)]
    )
    (idea,) = found.practice
    assert idea == IdeaInRoom("03", "x", people=2, done=3, checks=5, hints=1, solutions=1)
    assert [one.practised for one in found.learners] == [2, 1]
    assert found.here([number for number, _ in found.chapters].index("03")) == 2
