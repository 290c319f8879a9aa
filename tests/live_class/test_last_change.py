"""What is new between two exports of one learner, in words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from migration_lab.course.practice_record import Practised
from migration_lab.course.predictions.answers import Answered
from migration_lab.course.records.exported import ExportedProgress
from migration_lab.course.tries import Tries
from migration_lab.live_class.last_change import last_change

EMPTY = ExportedProgress({}, {})


def tried(**tries: Tries) -> ExportedProgress:
    return ExportedProgress({id[1:].replace("_", "."): one for id, one in tries.items()}, {})


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (EMPTY, tried(_03_2=Tries(checks=1)), "exercise 03.2: 1 check, not done"),
        (tried(_03_2=Tries(checks=1)), tried(_03_2=Tries(checks=4)), "exercise 03.2: 4 checks, not done"),
        (tried(_03_2=Tries(checks=1)), tried(_03_2=Tries(checks=1, hints=2)), "exercise 03.2: read hint 2, not done"),
        (EMPTY, tried(_03_2=Tries(solution=True)), "exercise 03.2: read the solution, not done"),
        (EMPTY, tried(_03_2=Tries(done=True)), "exercise 03.2: done"),
        (tried(_03_2=Tries(done=True)), EMPTY, "03.2: begun anew"),
        (EMPTY, ExportedProgress({"practice.03.7": Tries(checks=2)}, {}), "practice of 03: 2 checks, not done"),
    ],
)
def test_an_exercise_is_named_with_what_was_done(before: ExportedProgress, after: ExportedProgress, words: str) -> None:
    found = last_change(before, after)
    assert found is not None
    assert found.words == words


@pytest.mark.parametrize(("right", "came"), [(None, "answered"), (True, "right"), (False, "wrong")])
def test_a_prediction_is_named_with_how_it_came(right: bool | None, came: str) -> None:
    found = last_change(EMPTY, ExportedProgress({}, {"03.bio-in-old-rows": Answered("x", right)}))
    assert found is not None
    assert found.words == f"prediction 03.bio-in-old-rows: {came}"


def test_practice_is_named_with_its_idea() -> None:
    done: Mapping[str, Mapping[str, Practised]] = {"03": {"optional-column": Practised(frozenset({1}))}}
    found = last_change(EMPTY, ExportedProgress({}, {}, practised=done))
    assert found is not None
    assert found.words == "practice of 03, optional column: done"


@pytest.mark.parametrize(("chapter", "words"), [("03", "opened chapter 03"), ("clinic", "opened the clinic")])
def test_another_chapter_is_named(chapter: str, words: str) -> None:
    found = last_change(EMPTY, opened := ExportedProgress({}, {}, opened=chapter))
    assert found is not None
    assert found.words == words
    assert last_change(opened, opened) is None


def test_another_name_is_nothing_new() -> None:
    assert last_change(EMPTY, ExportedProgress({}, {}, "Ada")) is None
