"""A prediction as it is asked: as text, as HTML, and as a widget that takes the answer."""

from __future__ import annotations

import json

import pytest

from migration_lab.course.predictions.answers import Answered
from migration_lab.widgets import PredictionView
from migration_lab.widgets.live import DRAWN, WIDGET_VIEW
from tests.widgets.prediction_examples import BIO, ERROR, HOSTILE, HOSTILE_WORDS, SAID_BY_HOSTILE, TYPED, WRONG, tame


def test_a_question_is_asked_with_its_choices() -> None:
    text = """
Prediction 03.bio
  Six speakers are in the table. What will be in their `bio`?
    a) `NULL` in all six
    b) an empty text
    c) an error
  Run this cell to answer, or answer in it: `lab.predict("03.bio", "a")`
"""
    assert f"\n{PredictionView(BIO, None)}\n" == text
    html = PredictionView(BIO, None).html()
    assert "<p><strong>Prediction 03.bio</strong></p>" in html
    assert "<li>a) <code>NULL</code> in all six</li>" in html
    assert "<input" not in html


def test_a_question_without_choices_says_how_to_type() -> None:
    assert str(PredictionView(TYPED, None)).endswith('lab.predict("03.how-many", "…")`')


def test_an_answer_can_be_changed_until_it_is_final() -> None:
    assert str(PredictionView(BIO, ERROR)).splitlines()[-2:] == [
        "  You said: an error",
        "  You can change it until you run the cell with `lab.reveal`.",
    ]
    assert str(PredictionView(BIO, WRONG)).endswith("That was your first answer, and it stays.")


def test_what_is_wrong_with_an_answer_stands_below_the_one_that_is_kept() -> None:
    assert str(PredictionView(BIO, ERROR, problem="No.")).endswith("You said: an error\n  No.")
    assert str(PredictionView(BIO, None, problem="No.")).endswith("c) an error\n  No.")


@pytest.mark.parametrize(
    ("answer", "chosen", "final"), [(None, "", False), (ERROR, "c", False), (WRONG, "c", True)], ids=str
)
def test_the_state_says_what_was_chosen_and_whether_it_may_change(answer, chosen, final) -> None:
    state = PredictionView(BIO, answer).state()
    assert (state["chosen"], state["final"], state["answer"]) == (chosen, final, answer and "an error")
    assert [one["letter"] for one in state["choices"]] == ["a", "b", "c"]


def test_the_widget_takes_an_answer_and_shows_what_came_of_it() -> None:
    heard: list[str] = []

    def take(answer: str) -> str:
        heard.append(answer)
        view.show(Answered("an error", None))
        return "Beware."

    view = PredictionView(BIO, None, take)
    widget = view.widget
    widget._handle_custom_msg({"answer": "c", "name": "answer-1"}, [])
    assert heard == ["c"]
    assert (widget._state["chosen"], widget._state["heard"]) == ("c", "answer-1")
    assert widget._state["said"] == ["You said: an error", "Beware."]


@pytest.mark.parametrize("odd", [{"answer": 7}, {"answer": None}, {"view": "x", "there": True}, {}])
def test_a_message_that_is_no_answer_is_not_taken(odd) -> None:
    view = PredictionView(BIO, None, lambda answer: pytest.fail(answer))
    view.widget._handle_custom_msg(odd, [])
    assert view.widget._state["heard"] == ""


def test_a_widget_that_was_let_go_of_is_made_again_and_hears() -> None:
    heard: list[str] = []
    view = PredictionView(BIO, None, lambda answer: heard.append(answer) or "")
    first = view.widget
    view.let_go()
    assert view.widget is not first
    view.widget._handle_custom_msg({"answer": "a", "name": "1"}, [])
    assert heard == ["a"]


def test_a_notebook_has_the_widget_the_state_and_the_text() -> None:
    bundle = PredictionView(BIO, None)._repr_mimebundle_()
    assert bundle.keys() == {"text/plain", "text/html", DRAWN, WIDGET_VIEW}
    assert json.loads(bundle[DRAWN])["display"] == "prediction_view"


def test_hostile_text_is_escaped() -> None:
    view = PredictionView(HOSTILE, SAID_BY_HOSTILE, problem=HOSTILE_WORDS)
    assert tame(view)
    assert "\u202e" not in json.dumps(view.state(), ensure_ascii=False)
