"""Ask for a prediction: the question, its choices or a field, and what the learner has said so far.

A widget with the kernel behind it takes the answer; a display that is drawn from a stored notebook only shows it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from migration_lab.widgets.html import esc, paragraph, with_code
from migration_lab.widgets.live import Display
from migration_lab.widgets.words import block, plain

if TYPE_CHECKING:
    from migration_lab.course.predictions.answers import Answered
    from migration_lab.course.predictions.prediction import Prediction

CHANGE = "You can change it until you run the cell with lab.reveal."
STAYS = "That was your first answer, and it stays."


class PredictionView(Display):
    """Shows ``prediction``, and what the learner said, which is ``answer``. ``take`` is called with an answer from the
    page; it shows the new state, and returns what is wrong with the answer, if anything is.
    """

    def __init__(
        self,
        prediction: Prediction,
        answer: Answered | None,
        take: Callable[[str], str] | None = None,
        problem: str = "",
    ) -> None:
        self.prediction = prediction
        self.answer = answer
        self.problem = problem
        self._take = take

    def show(self, answer: Answered | None, problem: str = "") -> None:
        """Show what the learner has said by now, also on the page."""
        self.answer, self.problem = answer, problem

    def __str__(self) -> str:
        return "\n".join(
            (
                self._title(),
                *(f"  {line}" for line in block(self.prediction.question).splitlines()),
                *(f"    {letter}) {choice}" for letter, choice in self._choices()),
                *(f"  {line}" for line in self._said()),
            )
        )

    def html(self) -> str:
        question = block(self.prediction.question).splitlines()
        parts = [
            paragraph(f"<strong>{esc(self._title())}</strong>"),
            *(paragraph(with_code(line)) for line in question),
        ]
        if self.prediction.choices:
            items = "\n".join(f"<li>{letter}) {with_code(choice)}</li>" for letter, choice in self._choices())
            parts.append(f"<ul>\n{items}\n</ul>")
        parts += (paragraph(with_code(line)) for line in self._said())
        return "\n".join(parts)

    def _title(self) -> str:
        return f"Prediction {plain(self.prediction.id)}"

    def _choices(self) -> list[tuple[str, str]]:
        return [(letter, plain(choice)) for letter, choice in self.prediction.lettered.items()]

    def _said(self) -> list[str]:
        problem = block(self.problem).splitlines()
        if self.answer is not None:
            return [f"You said: {plain(self.answer.answer)}", *(problem or [STAYS if self.answer.final else CHANGE])]
        given = '"b"' if self.prediction.choices else '"…"'
        return problem or [f'Answer here or in a cell: `lab.predict("{plain(self.prediction.id)}", {given})`']
