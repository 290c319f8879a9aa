"""The card: what one command did to tables, rows, scripts and revision, before and after side by side."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from migration_lab.values.result import Step
from migration_lab.widgets.card_html import card_html
from migration_lab.widgets.card_state import card_state
from migration_lab.widgets.card_text import card_text
from migration_lab.widgets.live import DrawnDisplay
from migration_lab.widgets.warnings_view import WarningsView


class Card(DrawnDisplay):
    """Show what ``step`` did. Reads the step only, no database.

    What the command printed is on the card if it was ``folded`` into it, because it is not above it then. ``warnings``
    are about the script that it has written.
    """

    stem = "card"

    def __init__(self, step: Step, *, folded: bool = False, warnings: WarningsView | None = None) -> None:
        self.step = step
        self._card = card_state(step, folded=folded, warnings=warnings.shown if warnings else None)

    def __str__(self) -> str:
        return card_text(self._card)

    def html(self) -> str:
        return card_html(self._card)

    def state(self) -> dict[str, Any]:
        """Return what JavaScript draws. Rows that stand before and after in one are not sent a second time."""
        state = asdict(self._card)
        for rows in (one for database in (state, *state["elsewhere"]) for one in database["rows"]):
            if rows["aligned"] is not None:
                rows["before"] = rows["after"] = None
        return state
