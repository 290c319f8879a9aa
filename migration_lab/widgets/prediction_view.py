"""Ask for a prediction: the question, its choices or a field, and what the learner has said so far.

A widget with the kernel behind it takes the answer; a display that is drawn from a stored notebook only shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from migration_lab.values.visible_text import plain
from migration_lab.widgets.html import esc, paragraph, with_code
from migration_lab.widgets.live import LiveDisplay
from migration_lab.widgets.words import block

if TYPE_CHECKING:
    from migration_lab.course.predictions.answers import Answered
    from migration_lab.course.predictions.prediction import Prediction

AT_ONCE = "Your answer is kept at once."
CHANGE = "You can change it until you run the cell with `lab.reveal`."
CHANGE_DIAGNOSIS = "You can change it until the case is solved, or until `lab.reveal` says whether it is right."
STAYS = "That was your first answer, and it stays."
LONGEST_NAME = 100


class PredictionView(LiveDisplay):
    """Shows ``prediction``, and what the learner said, which is ``answer``.

    ``take`` is called with each answer from the page. It keeps the answer and calls ``show`` of every display that asks
    for the same; it returns why the answer is not kept, if it is not.
    """

    stem = "prediction_view"

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
        self._heard = ""
        self._listens: Any = None

    def show(self, answer: Answered | None, problem: str = "") -> None:
        """Show what the learner has said by now, also on the page."""
        self.answer, self.problem = answer, problem
        self.refresh()

    @property
    def widget(self) -> Any:
        made = super().widget
        if self._listens is not made:
            self._listens = made
            made.on_msg(self._hear)
        return made

    def let_go(self) -> None:
        super().let_go()
        self._listens = None

    def _hear(self, _widget: Any, said: Mapping[str, Any], _buffers: Any) -> None:
        if isinstance(answer := said.get("answer"), str) and self._take is not None:
            self._heard = str(said.get("name"))[:LONGEST_NAME]
            problem = self._take(answer)
            self.show(self.answer, problem)

    def __str__(self) -> str:
        return "\n".join(
            (
                self._title(),
                *(f"  {line}" for line in block(self.prediction.question).splitlines()),
                *(f"    {letter}) {choice}" for letter, choice in self._choices()),
                *(f"  {line}" for line in self._said(self._how())),
            )
        )

    def html(self) -> str:
        parts = [paragraph(f"<strong>{esc(self._title())}</strong>")]
        parts += (paragraph(with_code(line)) for line in block(self.prediction.question).splitlines())
        if self.prediction.choices:
            items = "\n".join(f"<li>{letter}) {with_code(choice)}</li>" for letter, choice in self._choices())
            parts.append(f"<ul>\n{items}\n</ul>")
        parts += (paragraph(with_code(line)) for line in self._said(self._how()))
        return "\n".join(parts)

    def state(self) -> dict[str, Any]:
        answer = self.answer
        chosen = (letter for letter, choice in self.prediction.lettered.items() if answer and choice == answer.answer)
        return {
            "title": self._title(),
            "question": block(self.prediction.question).splitlines(),
            "choices": [{"letter": letter, "text": choice} for letter, choice in self._choices()],
            "answer": plain(answer.answer) if answer else None,
            "chosen": next(chosen, ""),
            "final": bool(answer and answer.final),
            "said": self._said(AT_ONCE),
            "heard": self._heard,
        }

    def _title(self) -> str:
        return plain(self.prediction.name)

    def _choices(self) -> list[tuple[str, str]]:
        return [(letter, plain(choice)) for letter, choice in self.prediction.lettered.items()]

    def _said(self, at_first: str) -> list[str]:
        problem = block(self.problem).splitlines()
        if self.answer is not None:
            return [
                f"You said: {plain(self.answer.answer)}",
                *(problem or [STAYS if self.answer.final else self._until()]),
            ]
        return problem or [at_first]

    def _how(self) -> str:
        """Say how to answer where there is no page that takes it."""
        given = '"a"' if self.prediction.choices else '"…"'
        ask = "diagnose" if self.prediction.is_diagnosis else "predict"
        return f'Run this cell to answer, or answer in it: `lab.{ask}("{plain(self.prediction.id)}", {given})`'

    def _until(self) -> str:
        return CHANGE_DIAGNOSIS if self.prediction.is_diagnosis else CHANGE
