"""How many rows a table has, and the first few of them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from migration_lab.values.result import Rows
from migration_lab.widgets.card_text import sample_lines
from migration_lab.widgets.html import esc, paragraph, sample_table
from migration_lab.widgets.live import DrawnDisplay
from migration_lab.widgets.sample import Sample, sample
from migration_lab.widgets.words import name, plain


class RowsView(DrawnDisplay):
    """Shows ``rows`` of ``table``. NULL is told apart from the text 'NULL', and long values are cut."""

    stem = "rows_view"

    def __init__(self, table: str, rows: Rows) -> None:
        self.table = table
        self.rows = rows

    def __str__(self) -> str:
        shown = self._sample()
        title = f"{name(self.table)}: {shown.words}"
        return "\n".join((title, *(f"  {line}" for line in sample_lines(shown))))

    def html(self) -> str:
        shown = self._sample()
        caption = f"{plain(self.table)}: {shown.words}"
        return sample_table(shown, caption) if shown.columns else paragraph(esc(caption))

    def state(self) -> dict[str, Any]:
        return {"table": plain(self.table), "sample": asdict(self._sample())}

    def _sample(self) -> Sample:
        return sample(self.rows, len(self.rows.sample))
