"""Predictions for the tests of what shows them."""

from __future__ import annotations

from migration_lab.course.predictions.answers import Answered
from migration_lab.course.predictions.evidence import CommandEvidence
from migration_lab.course.predictions.prediction import Prediction

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
ERROR = Answered("an error", None)
"""An answer that is wrong, before what happened has been shown."""
WRONG = Answered("an error", right=False)
SAID_BY_HOSTILE = Answered(HOSTILE_WORDS, None)


def tame(display: object) -> bool:
    """Whether the hostile words are in its HTML and harmless there, and turn no text."""
    html = display.html()
    return "<img" not in html and "&lt;img" in html and "\u202e" not in html + str(display)
