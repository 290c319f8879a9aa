"""Show what the coach says of a command that has ended: what happened, where, what to do now, and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from migration_lab.values.advice import Advice
from migration_lab.widgets.advice_html import advice_html
from migration_lab.widgets.advice_state import NO_LINES, advice_state
from migration_lab.widgets.advice_text import advice_text
from migration_lab.widgets.live import DrawnDisplay


class CoachCard(DrawnDisplay):
    """Shows ``advice``.

    ``lines`` returns the lines of one of the project's files, of which those around the advice's own line are shown;
    ``folder`` is the project's folder, for the links that open a file. If ``folded``, what to do now has to be opened.
    """

    stem = "coach_card"

    def __init__(
        self,
        advice: Advice,
        lines: Callable[[str], Sequence[str]] = NO_LINES,
        folder: str = "",
        *,
        folded: bool = False,
    ) -> None:
        self.advice = advice
        self._shown = advice_state(advice, lines, folder, folded=folded)

    def __str__(self) -> str:
        return advice_text(self._shown)

    def html(self) -> str:
        return advice_html(self._shown)

    def state(self) -> dict[str, Any]:
        return asdict(self._shown)
