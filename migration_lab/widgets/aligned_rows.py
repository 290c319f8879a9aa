"""Prepare a few rows, each before and after in one, for a table whose changed columns come first. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from migration_lab.schema import Table
from migration_lab.values.became import Aligned, AlignedRow, Became
from migration_lab.values.visible_text import plain
from migration_lab.widgets.sample import longest_value
from migration_lab.widgets.words import count, value


@dataclass(frozen=True, slots=True)
class AlignedColumn:
    """A column on both sides."""

    mark: str
    """``+`` added, ``-`` dropped, ``~`` renamed or with other values; empty when it is as it was."""
    name: str
    was: str
    """Its old name, if it was renamed."""
    key: bool
    """Whether it is part of the primary key."""


@dataclass(frozen=True, slots=True)
class AlignedCell:
    """A value on both sides; ``None`` is NULL. What is not there, by the marks of row and column, does not count."""

    before: str | None
    after: str | None
    changed: bool


@dataclass(frozen=True, slots=True)
class RowOnBothSides:
    """One row, with a cell for each column."""

    mark: str
    """``+`` new, ``-`` gone, ``~`` changed."""
    cells: tuple[AlignedCell, ...]


@dataclass(frozen=True, slots=True)
class RowsOnBothSides:
    """Rows as a display shows them: key first, then what changed, then the rest."""

    words: str
    """Which rows they are: ``the first 5 of 7 rows``."""
    columns: tuple[AlignedColumn, ...]
    rows: tuple[RowOnBothSides, ...]


def rows_on_both_sides(became: Became, before: Table | None, after: Table | None) -> RowsOnBothSides | None:
    """Return the rows to show; ``None`` when they cannot be set side by side."""
    aligned = became.aligned
    if aligned is None or not aligned.rows:
        return None
    table = after or before
    keys = {*table.primary_key.columns} if table and table.primary_key else set()
    columns = sorted(_columns(aligned, became, keys), key=lambda one: (not one[1].key, not one[1].mark))
    longest = longest_value(len(columns))
    rows = tuple(_row(aligned, row, [name for name, _ in columns], longest) for row in aligned.rows)
    return RowsOnBothSides(_words(became, aligned), tuple(column for _, column in columns), rows)


def _columns(aligned: Aligned, became: Became, keys: set[str]) -> Iterator[tuple[str, AlignedColumn]]:
    """Yield the columns in their order after; those that were dropped keep the place they had before."""
    was, other = {new: old for old, new in became.renames}, {name for name, _ in became.values_changed}
    for name in (*aligned.after, *(one for one in aligned.before if one not in aligned.after)):
        mark = "+" if name not in aligned.before else "-" if name not in aligned.after else ""
        mark = mark or ("~" if name in was or name in other else "")
        yield name, AlignedColumn(mark, plain(name), plain(was.get(name, "")), name in keys)


def _row(aligned: Aligned, row: AlignedRow, names: Sequence[str], longest: int) -> RowOnBothSides:
    mark = "+" if row.before is None else "-" if row.after is None else "~" if row.differs else ""
    old = dict(zip(aligned.before, row.before or (), strict=False))
    new = dict(zip(aligned.after, row.after or (), strict=False))
    cells = (
        AlignedCell(value(old.get(name), longest), value(new.get(name), longest), name in row.differs) for name in names
    )
    return RowOnBothSides(mark, tuple(cells))


def _words(became: Became, aligned: Aligned) -> str:
    """Say which rows they are: ``the first 5 of 7 rows``, ``2 rows changed, 1 row gone``."""
    lost = "gone" if became.rows_to or became.not_looked_for else "lost"
    kinds = ((aligned.gone, lost), (aligned.changed, "changed"), (aligned.come, "new"))
    said = [f"{many:,} {kind}" for many, kind in kinds if many]
    number = sum(many for many, _ in kinds)
    shown = len(aligned.rows)
    if not said:
        whole = became.rows_after
        return count(whole, "row") if shown >= whole else f"the first {shown} of {whole:,} rows"
    which = f"{', '.join(said)}, of {count(max(became.rows_before, became.rows_after), 'row')}"
    return which if shown >= number else f"{which}: the first {shown}"
