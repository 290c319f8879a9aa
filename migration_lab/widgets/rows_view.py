"""How many rows a table has, and the first few of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from migration_lab.values.result import Rows, Step
from migration_lab.values.visible_text import plain
from migration_lab.widgets.card_text import sample_lines
from migration_lab.widgets.html import esc, paragraph, sample_table
from migration_lab.widgets.live import DrawnDisplay
from migration_lab.widgets.sample import Sample, sample
from migration_lab.widgets.words import name


class RowsView(DrawnDisplay):
    """Shows ``rows`` of ``table``. NULL is told apart from the text 'NULL', and long values are cut.

    The widget marks the columns that ``last``, the last command, added, renamed or filled.
    """

    stem = "rows_view"

    def __init__(self, table: str, rows: Rows, last: Step | None = None) -> None:
        self.table = table
        self.rows = rows
        self.last = last

    def __str__(self) -> str:
        shown = self._sample()
        title = f"{name(self.table)}: {shown.words}"
        return "\n".join((title, *(f"  {line}" for line in sample_lines(shown))))

    def html(self) -> str:
        shown = self._sample()
        caption = f"{plain(self.table)}: {shown.words}"
        return sample_table(shown, caption) if shown.columns else paragraph(esc(caption))

    def state(self) -> dict[str, Any]:
        state = {"table": plain(self.table), "sample": asdict(self._sample())}
        marks = [*_marks(self.last, self.table)] if self.last else []
        return {**state, "marks": marks, "since": plain(self.last.result.command)} if marks and self.last else state

    def _sample(self) -> Sample:
        return sample(self.rows, len(self.rows.sample))


def _marks(step: Step, table: str) -> Iterator[tuple[str, str]]:
    """Yield the columns of that table with another name, or with other values, since the command, and their marks."""
    became = next((one.became for one in step.rows if one.table == table), None)
    changes = [change for change in step.difference if change.table == table and change.kind == "column"]
    marks = {change.name.removeprefix(f"{table}."): change.mark for change in changes if change.after is not None}
    yield from ((plain(column), mark) for column, mark in marks.items())
    yield from ((plain(column), "~") for column, _ in (became.values_changed if became else ()) if column not in marks)
