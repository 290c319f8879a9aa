"""Show what is known before a script runs: each warning is one line, which opens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from migration_lab.values.advice import Advice
from migration_lab.widgets.advice_html import warnings_html
from migration_lab.widgets.advice_state import NO_LINES, warnings_state
from migration_lab.widgets.advice_text import warnings_text
from migration_lab.widgets.live import DrawnDisplay


class WarningsView(DrawnDisplay):
    """Shows ``warnings`` about a command or a script, as ``about`` names it; the rest is as in ``CoachCard``."""

    stem = "warnings_view"

    def __init__(
        self,
        about: str,
        warnings: Iterable[Advice],
        lines: Callable[[str], Sequence[str]] = NO_LINES,
        folder: str = "",
    ) -> None:
        self.shown = warnings_state(about, warnings, lines, folder)

    def __str__(self) -> str:
        return warnings_text(self.shown)

    def html(self) -> str:
        return warnings_html(self.shown)

    def state(self) -> dict[str, Any]:
        return asdict(self.shown)
