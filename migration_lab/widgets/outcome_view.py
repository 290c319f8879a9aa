"""Show what came of a prediction: what happened, why, and beside it what the learner said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from migration_lab.values.visible_text import plain
from migration_lab.widgets.html import esc, paragraph, table, with_code
from migration_lab.widgets.live import Display, DrawnDisplay
from migration_lab.widgets.words import block

if TYPE_CHECKING:
    from migration_lab.course.predictions.answers import Answered
    from migration_lab.course.predictions.looking_up import LookedUp
    from migration_lab.course.predictions.prediction import Prediction

NOTHING_SAID = "nothing this time"
RIGHT = "as you said"
OTHERWISE = "in this workspace it came out otherwise"
ANOTHER = "another chapter is open"
TRY_AGAIN = (
    "Perhaps a cell was left out, or you tried something else.",
    "Nothing was recorded: run the cells above, then this one again.",
)


def what_came(prediction: Prediction) -> str:
    """Return the heading of what the learner did not know before."""
    return "What it was" if prediction.is_diagnosis else "What happened"


class OutcomeView(DrawnDisplay):
    """What happened, as the evidence in the learner's project shows; ``answer`` is what the learner said."""

    stem = "outcome_view"

    def __init__(self, prediction: Prediction, answer: Answered | None) -> None:
        self.prediction = prediction
        self.answer = answer

    def __str__(self) -> str:
        return "\n".join(
            (
                self._title(),
                *(f"  {line}" for line in block(self.prediction.question).splitlines()),
                f"  You said: {self._said()}",
                f"  {self._what()}: {plain(self.prediction.answer)}",
                *(f"  {line}" for line in block(self.prediction.because).splitlines()),
            )
        )

    def html(self) -> str:
        question = "<br>\n".join(map(with_code, block(self.prediction.question).splitlines()))
        happened = f"<strong>{with_code(plain(self.prediction.answer))}</strong>"
        return "\n".join(
            (
                paragraph(f"<strong>{esc(self._title())}</strong>"),
                table(question, ("You said", self._what()), [(with_code(self._said()), happened)]),
                *(paragraph(with_code(line)) for line in block(self.prediction.because).splitlines()),
            )
        )

    def state(self) -> dict[str, Any]:
        return {
            "title": self._title(),
            "question": block(self.prediction.question).splitlines(),
            "said": self._said(),
            "what": self._what(),
            "happened": plain(self.prediction.answer),
            "because": block(self.prediction.because).splitlines(),
        }

    @property
    def right(self) -> bool:
        return self.answer is not None and self.prediction.is_right(self.answer.answer)

    def _title(self) -> str:
        return f"{plain(self.prediction.name)}: {RIGHT if self.right else self._what().lower()}"

    def _what(self) -> str:
        return what_came(self.prediction)

    def _said(self) -> str:
        return plain(self.answer.answer) if self.answer else NOTHING_SAID


class OtherwiseView(Display):
    """Say that the evidence is not there: what was expected, and what was found.

    ``elsewhere`` is what is open, if it is not the workspace of the prediction's chapter. Nothing was looked up in the
    workspace of another chapter: then there is no ``looked_up``.
    """

    def __init__(self, prediction: Prediction, looked_up: LookedUp | None, elsewhere: str = "") -> None:
        self.title = f"Prediction {plain(prediction.id)}: {OTHERWISE if looked_up else ANOTHER}"
        chapter = plain(prediction.chapter)
        about = [f"This prediction is about chapter {chapter}, and {plain(elsewhere)} is open."] if elsewhere else []
        if looked_up is None:
            self.lines = (*about, f"Nothing was recorded: open chapter {chapter}, and run its cells first.")
            return
        there = [f"In the chapter: {plain(looked_up.expected)}.", f"Here: {plain(looked_up.found)}."]
        self.lines = (*about, *there, *TRY_AGAIN)

    def __str__(self) -> str:
        return "\n".join((self.title, *(f"  {line}" for line in self.lines)))

    def html(self) -> str:
        lines = "<br>\n".join(map(with_code, self.lines))
        return f"{paragraph(f'<strong>{esc(self.title)}</strong>')}\n{paragraph(lines)}"
