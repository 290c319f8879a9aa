"""How many rows a table has, and the first few of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from migration_lab.project.result import Rows
from migration_lab.widgets.card_text import sample_lines
from migration_lab.widgets.html import esc, paragraph, sample_table
from migration_lab.widgets.kept import Sample, sample
from migration_lab.widgets.live import LiveDisplay
from migration_lab.widgets.words import count, name, plain


class RowsView(LiveDisplay):
    """Show ``rows`` of ``table``. NULL is told apart from the text 'NULL', and nothing long is shown whole."""

    stem = "rows_view"

    def __init__(self, table: str, rows: Rows) -> None:
        self.table = table
        self.rows = rows

    def update(self, rows: Rows) -> None:
        """Show these rows from now on."""
        self.rows = rows
        self.refresh()

    def __str__(self) -> str:
        shown = self._sample()
        title = f"{name(self.table)}: {self._title()}"
        return "\n".join((title, *(f"  {line}" for line in sample_lines(shown, shown.rows))))

    def html(self) -> str:
        shown = self._sample()
        caption = f"{plain(self.table)}: {self._title()}"
        return sample_table(shown, caption) if shown.columns else paragraph(esc(caption))

    def state(self) -> dict[str, Any]:
        return {"table": plain(self.table), "title": self._title(), "sample": asdict(self._sample())}

    def _sample(self) -> Sample:
        shown = sample(self.rows, len(self.rows.sample))
        assert shown is not None
        return shown

    def _title(self) -> str:
        shown = len(self.rows.sample)
        if not self.rows.count:
            return "no rows"
        if shown >= self.rows.count:
            return count(self.rows.count, "row")
        return f"{count(self.rows.count, 'row')}, the first {shown} of them"
