"""A chapter's recap of its predictions, as text and as HTML."""

from __future__ import annotations

from migration_lab.course.predictions.chapter_recap import ChapterRecap
from migration_lab.widgets import RecapView
from tests.widgets.prediction_examples import BIO, HOSTILE, SAID_BY_HOSTILE, TYPED, WRONG, tame


def recap(**those: tuple) -> RecapView:
    return RecapView(ChapterRecap("03", **{"wrong": (), "right": (), "not_shown": (), "not_made": (), **those}))


def test_it_lists_what_went_wrong_with_what_happened() -> None:
    text = """
Chapter 03: 1 of 4 predictions right
  These came out differently from what you said. Look at them once more:
  - Six speakers are in the table. What will be in their `bio`?
    You said: an error
    What happened: `NULL` in all six
  You have answered these, and not yet seen what happens:
  - How many?
  You have not answered these:
  - How many?
"""
    view = recap(wrong=((BIO, WRONG),), right=(BIO,), not_shown=(TYPED,), not_made=(TYPED,))
    assert f"\n{view}\n" == text
    assert '<td style="text-align: left"><code>NULL</code> in all six</td>' in view.html()
    assert view.html().count("<li>How many?</li>") == 2


def test_it_says_when_all_were_right_and_when_none_was_made() -> None:
    assert str(recap(right=(BIO, TYPED))) == "Chapter 03: all your 2 predictions were right"
    assert str(recap(not_made=(BIO, TYPED))) == "Chapter 03: 2 predictions, none of them answered yet"


def test_hostile_text_is_escaped() -> None:
    assert tame(recap(wrong=((HOSTILE, SAID_BY_HOSTILE),), not_made=(HOSTILE,)))
