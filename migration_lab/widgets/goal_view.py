"""Show an exercise's goal beside what is there now, and say what is still missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
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
from migration_lab.widgets.words import block

if TYPE_CHECKING:
    from migration_lab.course import Verdict

TO_DO = {"+": "to add", "-": "to drop", "~": "to change", "renamed": "to rename"}


@dataclass(frozen=True, slots=True)
class GoalNotes:
    """What to read beside a verdict."""

    coach: str = ""
    """The coach's line about what is missing; empty if the coach has none."""
    after: str = ""
    """What to read when the exercise is done."""
    ways: tuple[str, ...] = ()
    """The right answers, as Markdown, to be compared with one's own when it is done."""


class GoalView(DrawnDisplay):
    """Show the verdict on an exercise. ``done`` and ``missing`` are the verdict's own."""

    stem = "goal_view"

    def __init__(self, verdict: Verdict, notes: GoalNotes = GoalNotes()) -> None:
        self.verdict = verdict
        self.notes = notes
        self._tables = tuple(_tables(verdict))

    @property
    def done(self) -> bool:
        return self.verdict.done

    @property
    def missing(self) -> tuple[str, ...]:
        """One sentence for each thing that is still missing."""
        return self.verdict.missing

    def __str__(self) -> str:
        lines = [*self._how_far(), *(f"not yet: {plain(line)}" for line in self.missing), *self._words()]
        return "\n".join((self._title(), *(f"  {line}" for line in lines)))

    def html(self) -> str:
        parts = [paragraph(f"<strong>{esc(self._title())}</strong>")]
        parts += [paragraph(esc(line)) for line in self._how_far()]
        if self.missing:
            items = "\n".join(f"<li>not yet: {esc(plain(line))}</li>" for line in self.missing)
            parts.append(f"<ul>\n{items}\n</ul>")
        parts += [paragraph(esc(line)) for line in self._words()]
        parts += [
            f"<details><summary>{esc(summary)}</summary>\n<pre>{esc(text)}</pre>\n</details>"
            for summary, text in self._ways()
        ]
        parts += [sides_table(table, "now", "goal", TO_DO) for table in self._tables]
        return "\n".join(parts)

    def state(self) -> dict[str, Any]:
        return {
            "title": self._title(),
            "done": self.done,
            "how_far": self._how_far(),
            "missing": [plain(line) for line in self.missing],
            "notes": self._words(),
            "ways": self._ways(),
            "tables": [asdict(table) for table in self._tables],
            "words": TO_DO,
        }

    def _title(self) -> str:
        return plain(self.verdict.title)

    def _how_far(self) -> list[str]:
        return [plain(self.verdict.how_far)] if self.verdict.how_far else []

    def _words(self) -> list[str]:
        """What the coach says of an exercise that is not done, or what to read when it is."""
        said = self.notes.after.split("\n\n") if self.done else [self.notes.coach]
        return [plain(" ".join(line.split())) for line in said if line.strip()]

    def _ways(self) -> list[tuple[str, str]]:
        """The right answers with their headings, when the exercise is done."""
        ways = self.notes.ways if self.done else ()
        return [(f"A right answer, {number} of {len(ways)}", block(way)) for number, way in enumerate(ways, 1)]


def _tables(verdict: Verdict) -> Iterator[TableSides]:
    """The tables that differ from the goal, as they are now and as they should be, without what is to be found out."""
    from migration_lab.course.exercises.names_in_task import without_types
    from migration_lab.schema import loosen

    loose_now, loose_goal = loosen(verdict.current), loosen(verdict.goal)
    for name in verdict.difference.tables:
        now = _as_asked(find(verdict.current, name), find(loose_now, name))
        goal = _as_asked(find(verdict.goal, name), find(loose_goal, name))
        if goal and verdict.hidden & {goal.name, *(column.name for column in goal.columns)}:
            continue
        goal = goal and without_types(goal, now, verdict.exercise.task)
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
