"""Prepare the rows that move, step by step: what the card animates. Pure: recorded frames in, dataclasses out.

Tables, columns and rows have ids that stay the same as long as they are the same thing, under whatever name: so a cell
is moved to its new place instead of being drawn again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from migration_lab.rows.pours import Pour
from migration_lab.rows.scenes import RowsStep, scenes_of, steps_of
from migration_lab.values.frames import Frame, TableFrame
from migration_lab.values.statement import Statement
from migration_lab.values.visible_text import plain
from migration_lab.widgets.motion_columns import ColumnIds, chosen
from migration_lab.widgets.motion_words import columns_dropped, lost_columns, lost_rows, number, step_words
from migration_lab.widgets.words import block, value

MOST_STEPS = 12
LONGEST = ((4, 26), (6, 20), (8, 14))
"""The more columns, the earlier their values are cut."""


cell = lru_cache(maxsize=1000)(value)
"""The same values stand in picture after picture."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One table as it stands between two statements."""

    id: str
    table: str
    words: str
    """How many rows it has, and how many of them are here; or that it is gone."""
    columns: tuple[tuple[str, str, int], ...]
    """The id, the name and the rank of each column; none of a table that is gone. The last in rank may be left out."""
    rows: tuple[tuple[str, tuple[str | None, ...]], ...]
    """The id and the values of each row; ``None`` is NULL."""
    more: int = 0
    """How many columns it has besides."""
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """Values that move from one place to another, by ids."""

    from_table: str
    to_table: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MotionStep:
    """What one statement does to the tables; the numbers are places in ``Motion.pictures``."""

    sql: str
    times: int
    mark: str
    words: str
    before: tuple[int, ...]
    after: tuple[int, ...]
    flows: tuple[Flow, ...]
    lost: tuple[tuple[str, str, str], ...]
    """Table, column, and what goes with it: ``5 values``. Without a column they are rows."""


@dataclass(frozen=True, slots=True)
class Motion:
    """All steps, and the pictures of the tables that they show."""

    steps: tuple[MotionStep, ...]
    pictures: tuple[Picture, ...]


def motion(frames: Iterable[Frame], sql: Sequence[Statement], version_table: str) -> Motion | None:
    """Return what the frames show; ``None`` if no row is in them, or if there are more than ``MOST_STEPS`` steps."""
    scenes = scenes_of(steps_of(frames, sql, {version_table}))
    scenes = [(names, steps) for names, steps in scenes if any(_has_rows(step, names) for step in steps)]
    if not scenes or sum(len(steps) for _, steps in scenes) > MOST_STEPS:
        return None
    pictures: dict[Picture, int] = {}
    steps = [one for at, (names, its) in enumerate(scenes) for one in Scene(f"{at}", names, its, pictures).told()]
    return Motion(tuple(steps), tuple(pictures))


def _has_rows(step: RowsStep, names: Iterable[str]) -> bool:
    return any(side[name].rows for side in (step.before, step.after) for name in names if name in side)


@dataclass
class Scene:
    """A few steps on the same tables, each of which has its place on the stage."""

    id: str
    names: tuple[str, ...]
    steps: Sequence[RowsStep]
    pictures: dict[Picture, int]
    places: list[Picture] = field(default_factory=list)
    """What stands on the stage, from top to bottom."""

    def told(self) -> Iterable[MotionStep]:
        self.columns = ColumnIds(self.id, self.steps)
        self.shown = chosen(self.columns, self.names, self.steps)
        earlier: list[Pour] = []
        for step in self.steps:
            for name in self.names:
                if name in step.before:
                    self._put(step.before[name])
            before = self._places()
            for name in step.made if step.sql else ():  # what a rollback brings back is the same table as before
                self.columns.make(name)
            flows = tuple(self._flow(step, pour) for pour in step.pours)
            lost = tuple(self._lost(step, earlier))
            self._change(step)
            mark, words = step_words(step, earlier)
            earlier += step.pours
            yield MotionStep(block(step.sql), step.times, mark, words, before, self._places(), flows, lost)

    def _change(self, step: RowsStep) -> None:
        for name in step.dropped:
            if name in self.names:
                was = step.before[name]
                words = f"dropped, with {number(was.count, 'row', was)}" if was.count else "dropped"
                self._put(was, Picture(self.columns.table(name), plain(name), words, (), (), gone=True))
        if step.table_renamed is not None:
            old, new = step.table_renamed
            self.columns.rename(old, new)
            freed = next((one for one in self.places if one.gone and one.table == plain(new)), None)
            if freed is not None:  # it takes the place of the table whose name it takes
                moved = next(one for one in self.places if one.id == self.columns.table(new))
                self.places.remove(moved)
                self.places[self.places.index(freed)] = moved
        for name in self.names:
            if name in step.after:
                self._put(step.after[name])

    def _put(self, table: TableFrame, picture: Picture | None = None) -> None:
        """Draw a table in its place, or below the others."""
        new = picture or self._picture(table)
        at = next((at for at, one in enumerate(self.places) if one.id == new.id), None)
        if at is None:
            self.places.append(new)
        else:
            self.places[at] = new

    def _picture(self, table: TableFrame) -> Picture:
        ids = self.columns.of(table.table, table.columns)
        shown = [at for at, one in enumerate(ids) if one in self.shown]
        longest = next((longest for most, longest in LONGEST if len(self.shown) <= most), LONGEST[-1][1])
        cells = (tuple(cell(row[at], longest) for at in shown) for row in table.rows)
        rows = tuple(zip(table.ids, cells, strict=True))
        columns = tuple((ids[at], plain(table.columns[at]), self.shown.index(ids[at])) for at in shown)
        more = len(table.columns) - len(shown)
        return Picture(self.columns.table(table.table), plain(table.table), _words(table), columns, rows, more)

    def _places(self) -> tuple[int, ...]:
        return tuple(self.pictures.setdefault(one, len(self.pictures)) for one in self.places)

    def _flow(self, step: RowsStep, pour: Pour) -> Flow:
        source, target = self._ids(step.before[pour.from_table]), self._ids(step.after[pour.to_table])
        pairs = tuple((source[old], target[new]) for old, new in pour.columns)
        return Flow(self.columns.table(pour.from_table), self.columns.table(pour.to_table), pairs, pour.rows)

    def _lost(self, step: RowsStep, earlier: Sequence[Pour]) -> Iterable[tuple[str, str, str]]:
        for name in (*step.dropped, *(one for one in step.changed if columns_dropped(step, one))):
            if name in self.names:
                ids = self._ids(step.before[name])
                for column, words in lost_columns(step, name, earlier):
                    yield self.columns.table(name), ids[column], words
        for name in step.changed:
            if name in self.names and (rows := lost_rows(step, name, earlier)):
                yield self.columns.table(name), "", rows

    def _ids(self, table: TableFrame) -> dict[str, str]:
        return dict(zip(table.columns, self.columns.of(table.table, table.columns), strict=True))


def _words(table: TableFrame) -> str:
    rows = number(table.count, "row", table) if table.count else "no rows"
    return f"the first {len(table.rows)} of {rows}" if len(table.rows) < table.count else rows
