"""Show an exercise's goal beside what is there now, and say what is still missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from migration_lab.schema import Renames, Table
from migration_lab.schema.renaming import joined
from migration_lab.values.visible_text import plain
from migration_lab.widgets.card_html import sides_table
from migration_lab.widgets.database_state import find
from migration_lab.widgets.definitions import NO_NAME
from migration_lab.widgets.html import esc, paragraph
from migration_lab.widgets.live import DrawnDisplay
from migration_lab.widgets.sides import SideLine, TableSides, table_sides

if TYPE_CHECKING:
    from migration_lab.course import Verdict

TO_DO = {"+": "to add", "-": "to drop", "~": "to change", "renamed": "to rename"}


class GoalView(DrawnDisplay):
    """Show the verdict on an exercise. ``done`` and ``missing`` are the verdict's own."""

    stem = "goal_view"

    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self._tables = tuple(_tables(verdict))

    @property
    def done(self) -> bool:
        return self.verdict.done

    @property
    def missing(self) -> tuple[str, ...]:
        """One sentence for each thing that is still missing."""
        return self.verdict.missing

    def __str__(self) -> str:
        return "\n".join((self._title(), *(f"  not yet: {plain(line)}" for line in self.missing)))

    def html(self) -> str:
        parts = [paragraph(f"<strong>{esc(self._title())}</strong>")]
        if self.missing:
            items = "\n".join(f"<li>not yet: {esc(plain(line))}</li>" for line in self.missing)
            parts.append(f"<ul>\n{items}\n</ul>")
        parts += [sides_table(table, "now", "goal", TO_DO) for table in self._tables]
        return "\n".join(parts)

    def state(self) -> dict[str, Any]:
        return {
            "title": self._title(),
            "done": self.done,
            "missing": [plain(line) for line in self.missing],
            "tables": [asdict(table) for table in self._tables],
            "words": TO_DO,
        }

    def _title(self) -> str:
        return plain(self.verdict.title)


def _tables(verdict: Verdict) -> Iterator[TableSides]:
    """The tables that differ from the goal, as they are now and as they should be."""
    from migration_lab.schema import loosen

    loose_now, loose_goal = loosen(verdict.current), loosen(verdict.goal)
    for name in verdict.difference.tables:
        now = _as_asked(find(verdict.current, name), find(loose_now, name))
        goal = _as_asked(find(verdict.goal, name), find(loose_goal, name))
        if now or goal:
            sides = table_sides(now, goal, joined(verdict.difference, Renames(columns=verdict.renames)))
            yield replace(sides, words=_renames(sides), keys=tuple(map(_without_names, sides.keys)))


def _renames(sides: TableSides) -> str:
    """Say that only a name has to change: ``to rename: seats → capacity``."""
    names = [
        f"{line.before[0]} → {line.after[0]}" for line in sides.columns if line.renamed and line.before and line.after
    ]
    return f"{TO_DO['renamed']}: {', '.join(names)}" if names else ""


def _as_asked(table: Table | None, loose: Table | None) -> Table | None:
    """Columns as the database has them; keys as the exercise compares them, without their names."""
    return replace(loose, columns=table.columns) if table and loose else None


def _without_names(line: SideLine) -> SideLine:
    before, after = (
        side and tuple(cell.removeprefix(f"{NO_NAME} ") for cell in side) for side in (line.before, line.after)
    )
    return replace(line, before=before, after=after)
