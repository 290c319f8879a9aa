"""What came of a prediction: as text, as HTML, and as the state that JavaScript draws."""

from __future__ import annotations

import json

import pytest

from migration_lab.course.predictions.answers import Answered
from migration_lab.course.predictions.looking_up import LookedUp
from migration_lab.widgets import OtherwiseView, OutcomeView
from migration_lab.widgets.live import DRAWN
from tests.widgets.prediction_examples import BIO, CHOICES, HOSTILE, HOSTILE_WORDS, SAID_BY_HOSTILE, TYPED, WRONG, tame


def test_what_happened_stands_beside_what_was_said() -> None:
    text = """
Prediction 03.bio: what happened
  Six speakers are in the table. What will be in their `bio`?
  You said: an error
  What happened: `NULL` in all six
  The database adds a field to each row.
"""
    view = OutcomeView(BIO, WRONG)
    assert f"\n{view}\n" == text
    assert '<td style="text-align: left">an error</td>' in view.html()
    assert "<strong><code>NULL</code> in all six</strong>" in view.html()


@pytest.mark.parametrize(("answer", "title"), [(CHOICES[0], "as you said"), (CHOICES[1], "what happened")])
def test_a_right_answer_is_said_in_the_title(answer, title) -> None:
    view = OutcomeView(BIO, Answered(answer, None))
    assert str(view).startswith(f"Prediction 03.bio: {title}\n")
    assert view.state()["title"] == f"Prediction 03.bio: {title}"


def test_without_an_answer_the_outcome_is_shown_all_the_same() -> None:
    assert "  You said: nothing this time\n" in str(OutcomeView(TYPED, None))


def test_it_is_drawn_from_the_output_and_needs_no_kernel() -> None:
    bundle = OutcomeView(BIO, WRONG)._repr_mimebundle_()
    assert bundle.keys() == {"text/plain", "text/html", DRAWN}
    state = json.loads(bundle[DRAWN])["traits"]["_state"]
    assert (state["said"], state["happened"]) == ("an error", CHOICES[0])


def test_what_came_out_otherwise_is_told_with_what_was_expected() -> None:
    text = """
Prediction 03.bio: in this workspace it came out otherwise
  This prediction is about chapter 03, and a project of your own is open.
  In the chapter: the last command ends with exit code 0.
  Here: no command has run yet.
  Perhaps a cell was left out, or you tried something else.
  Nothing was recorded: run the cells above, then this one again.
"""
    found = LookedUp(False, "the last command ends with exit code 0", "no command has run yet")
    view = OtherwiseView(BIO, found, "a project of your own")
    assert f"\n{view}\n" == text
    assert BIO.because not in view.html()


def test_in_another_chapters_workspace_it_says_which_one_to_open() -> None:
    text = """
Prediction 03.bio: another chapter is open
  This prediction is about chapter 03, and the workspace of chapter 04 is open.
  Nothing was recorded: open chapter 03, and run its cells first.
"""
    assert f"\n{OtherwiseView(BIO, None, 'the workspace of chapter 04')}\n" == text


@pytest.mark.parametrize(
    "view",
    [
        OutcomeView(HOSTILE, SAID_BY_HOSTILE),
        OtherwiseView(HOSTILE, LookedUp(False, HOSTILE_WORDS, HOSTILE_WORDS), HOSTILE_WORDS),
    ],
    ids=lambda view: type(view).__name__,
)
def test_hostile_text_is_escaped(view) -> None:
    assert tame(view)
