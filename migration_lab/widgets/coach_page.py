"""Show the long page of an entry: what one sees, a failing example, and how it is mended."""

from __future__ import annotations

from functools import cache
from typing import Any

from migration_lab.coach.entries import Entry
from migration_lab.widgets.live import Display

DOWN = 2
"""Levels by which its headings are put down, below those of the notebook."""


class CoachPage(Display):
    """Shows the page of ``entry``. The text form is its Markdown."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self._page = entry.page.strip()

    def __str__(self) -> str:
        return self._page

    def html(self) -> str:
        return str(_markdown()(self._page)).strip()


@cache
def _markdown() -> Any:
    """Return what turns Markdown into HTML; HTML in it stays text, and only links to web pages are links."""
    import mistune

    class Renderer(mistune.HTMLRenderer):
        def heading(self, text: str, level: int, **attrs: Any) -> str:
            return super().heading(text, min(level + DOWN, 6), **attrs)

        def block_code(self, code: str, info: str | None = None) -> str:
            return super().block_code(code)

    return mistune.create_markdown(renderer=Renderer(escape=True))
