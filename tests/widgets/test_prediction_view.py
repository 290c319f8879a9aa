"""A prediction as it is asked, what came of it, and a chapter's recap: as text and as HTML."""

from __future__ import annotations

import pytest

from migration_lab.course.predictions.answers import Answered
from migration_lab.course.predictions.chapter_recap import ChapterRecap
from migration_lab.course.predictions.evidence import CommandEvidence
from migration_lab.course.predictions.looking_up import LookedUp
from migration_lab.course.predictions.prediction import Prediction
from migration_lab.widgets.outcome_view import OtherwiseView, OutcomeView
from migration_lab.widgets.prediction_view import PredictionView
from migration_lab.widgets.recap_view import RecapView

CHOICES = ("`NULL` in all six", "an empty text", "an error")
BIO = Prediction(
    "03.bio",
    "Six speakers are in the table. What will be in their `bio`?",
    CHOICES[0],
    "The database adds a field to each row.",
    CommandEvidence(0),
    CHOICES,
)
TYPED = Prediction("03.how-many", "How many?", "all seven", "One default.", CommandEvidence(0), accepts=("7",))
HOSTILE_WORDS = "<img src=x onerror=alert(1)>\u202e"
HOSTILE = Prediction(
    "03.hostile", HOSTILE_WORDS, HOSTILE_WORDS, HOSTILE_WORDS, CommandEvidence(0), (HOSTILE_WORDS, "no")
)


def shown(display: object) -> str:
    return f"\n{display}\n"


def test_a_question_is_asked_with_its_choices() -> None:
    text = """
Prediction 03.bio
  Six speakers are in the table. What will be in their `bio`?
    a) `NULL` in all six
    b) an empty text
    c) an error
  Answer here or in a cell: `lab.predict("03.bio", "b")`
"""
    assert shown(PredictionView(BIO, None)) == text
    html = PredictionView(BIO, None).html()
    assert "<p><strong>Prediction 03.bio</strong></p>" in html
    assert "<li>a) <code>NULL</code> in all six</li>" in html


def test_a_question_without_choices_says_how_to_type() -> None:
    assert str(PredictionView(TYPED, None)).endswith('lab.predict("03.how-many", "…")`')


def test_an_answer_can_be_changed_until_it_is_final() -> None:
    now, later = Answered("an error", None), Answered("an error", right=False)
    assert str(PredictionView(BIO, now)).splitlines()[-2:] == [
        "  You said: an error",
        "  You can change it until you run the cell with lab.reveal.",
    ]
    assert str(PredictionView(BIO, later)).endswith("That was your first answer, and it stays.")


def test_what_happened_stands_beside_what_was_said() -> None:
    text = """
Prediction 03.bio: what happened
  Six speakers are in the table. What will be in their `bio`?
  You said: an error
  What happened: `NULL` in all six
  The database adds a field to each row.
"""
    view = OutcomeView(BIO, Answered("an error", right=False))
    assert shown(view) == text
    assert '<td style="text-align: left">an error</td>' in view.html()
    assert "<strong><code>NULL</code> in all six</strong>" in view.html()


@pytest.mark.parametrize(("answer", "title"), [(CHOICES[0], "as you said"), (CHOICES[1], "what happened")])
def test_a_right_answer_is_said_in_the_title(answer, title) -> None:
    assert str(OutcomeView(BIO, Answered(answer, None))).startswith(f"Prediction 03.bio: {title}\n")


def test_without_an_answer_the_outcome_is_shown_all_the_same() -> None:
    assert "  You said: nothing this time\n" in str(OutcomeView(TYPED, None))


def test_what_came_out_otherwise_is_told_with_what_was_expected() -> None:
    text = """
Prediction 03.bio: in this workspace it came out otherwise
  This prediction is about chapter 03, and the workspace of chapter 04 is open.
  In the chapter: the last command ends with exit code 0.
  Here: no command has run yet.
  Perhaps a cell was left out, or you tried something else.
  Nothing was recorded: run the cells above, then this one again.
"""
    found = LookedUp(False, "the last command ends with exit code 0", "no command has run yet")
    view = OtherwiseView(BIO, found, "the workspace of chapter 04")
    assert shown(view) == text
    assert BIO.because not in view.html()


def recap(**those: tuple) -> RecapView:
    return RecapView(ChapterRecap("03", **{"wrong": (), "right": (), "not_shown": (), "not_made": (), **those}))


def test_the_recap_lists_what_went_wrong_with_what_happened() -> None:
    text = """
Chapter 03: 1 of 4 predictions right
  These went otherwise than you said. They are worth a second look:
  - Six speakers are in the table. What will be in their `bio`?
    You said: an error
    What happened: `NULL` in all six
  You have answered these, and not yet seen what happens:
  - How many?
  You have not answered these:
  - How many?
"""
    wrong = ((BIO, Answered("an error", right=False)),)
    view = recap(wrong=wrong, right=(BIO,), not_shown=(TYPED,), not_made=(TYPED,))
    assert shown(view) == text
    assert '<td style="text-align: left"><code>NULL</code> in all six</td>' in view.html()
    assert "<li>How many?</li>" in view.html()


def test_the_recap_says_when_all_were_right_and_when_none_was_made() -> None:
    assert str(recap(right=(BIO, TYPED))) == "Chapter 03: all your 2 predictions were right"
    assert str(recap(not_made=(BIO, TYPED))) == "Chapter 03: you have made none of its 2 predictions"


@pytest.mark.parametrize(
    "view",
    [
        PredictionView(HOSTILE, Answered(HOSTILE_WORDS, None), problem=HOSTILE_WORDS),
        OutcomeView(HOSTILE, Answered(HOSTILE_WORDS, right=False)),
        OtherwiseView(HOSTILE, LookedUp(False, HOSTILE_WORDS, HOSTILE_WORDS), HOSTILE_WORDS),
        recap(wrong=((HOSTILE, Answered(HOSTILE_WORDS, right=False)),), not_made=(HOSTILE,)),
    ],
    ids=lambda view: type(view).__name__,
)
def test_hostile_text_is_escaped(view) -> None:
    assert "<img" not in view.html()
    assert "&lt;img" in view.html()
    assert "\u202e" not in view.html() + str(view)
