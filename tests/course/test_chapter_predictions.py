"""Every prediction is asked and revealed in its chapter, once each and in this order, and the chapter has its recap."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from migration_lab.course.chapters.chapter import ASIDE, chapters
from migration_lab.course.location import Course, find_course
from migration_lab.course.predictions.answers import answered, keep_answer
from migration_lab.course.predictions.prediction import Prediction, predictions, predictions_of
from migration_lab.widgets import PredictionView
from tests.notebook_environment import notebook_environment

COURSE = find_course()
CALL = re.compile(r'lab\.(predict|reveal|recap)\("([^"]+)"\)')
Call = tuple[str, str]
IN_CHAPTERS = [one for one in predictions() if not one.is_diagnosis]
"""Those that a notebook asks. ``lab.diagnose`` asks the others, in the order that a learner has."""


def calls(path: Path) -> list[Call]:
    """The calls of a notebook, in order; each must have a cell of its own, an aside."""
    found = []
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code" and (named := re.findall(r"lab\.(?:predict|reveal|recap)\b", cell.source)):
            whole = CALL.fullmatch(cell.source.strip())
            assert whole, f"{path.name}, {cell.id}: {named} should have a cell of its own"
            assert ASIDE in cell.metadata.get("tags", ()), f"{path.name}, {cell.id}: should have the tag {ASIDE}"
            found.append((whole[1], whole[2]))
    return found


def text_of(path: Path, call: Call) -> str:
    """What that call has printed in the stored notebook."""
    source = f'lab.{call[0]}("{call[1]}")'
    (cell,) = [cell for cell in nbformat.read(path, as_version=4).cells if cell.source == source]
    return "".join(output.data["text/plain"] for output in cell.outputs)


@pytest.mark.parametrize("chapter", chapters(COURSE), ids=str)
def test_a_chapter_asks_each_of_its_predictions_once_and_reveals_it_below(chapter) -> None:
    there = calls(chapter.path)
    asked = [one.id for one in predictions_of(chapter.number) if not one.is_diagnosis]
    assert [id for name, id in there if name == "predict"] == asked, "in the order of the questions' file"
    assert sorted(id for name, id in there if name == "reveal") == sorted(asked)
    for id in asked:
        assert there.index(("predict", id)) < there.index(("reveal", id))


@pytest.mark.parametrize("chapter", chapters(COURSE), ids=str)
def test_a_chapter_with_several_predictions_ends_with_their_recap(chapter) -> None:
    recaps = [call for call in calls(chapter.path) if call[0] == "recap"]
    asked = [one for one in predictions_of(chapter.number) if not one.is_diagnosis]
    assert recaps == ([("recap", chapter.number)] if len(asked) > 1 else [])
    assert not recaps or calls(chapter.path)[-1] == recaps[0]


def test_every_prediction_belongs_to_a_chapter() -> None:
    assert {one.chapter for one in predictions()} <= {chapter.number for chapter in chapters(COURSE)}


@pytest.mark.parametrize("prediction", IN_CHAPTERS, ids=lambda one: one.id)
def test_the_stored_notebook_shows_the_question_without_an_answer_and_what_happened(prediction: Prediction) -> None:
    (path,) = COURSE.notebooks.glob(f"{prediction.chapter}_*.ipynb")
    assert text_of(path, ("predict", prediction.id)) == str(PredictionView(prediction, None))
    revealed = text_of(path, ("reveal", prediction.id))
    assert revealed.startswith(f"Prediction {prediction.id}: what happened\n"), revealed
    assert f"\n  What happened: {prediction.answer}\n" in revealed


@pytest.mark.parametrize("prediction", predictions(), ids=lambda one: one.id)
def test_the_other_choices_are_wrong_and_the_answer_is_right(prediction: Prediction) -> None:
    right = [one for one in prediction.choices if prediction.is_right(one)]
    assert right == ([prediction.answer] if prediction.choices else [])
    assert all(prediction.is_right(one) for one in (prediction.answer, *prediction.accepts))


def test_a_notebook_that_is_tested_does_not_see_the_learners_answers(tmp_path, monkeypatch) -> None:
    learner, one = tmp_path / "learner", predictions()[0]
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(learner))
    assert keep_answer(one, one.answer, Course(COURSE.folder))
    environment = notebook_environment(tmp_path / "test")
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", environment["MIGRATION_LAB_WORKSPACE"])
    assert answered(one) is None
