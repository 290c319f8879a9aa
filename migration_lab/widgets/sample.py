"""Choose which rows of a table to show: the first few, or those that a command added, changed or removed."""

from __future__ import annotations

from dataclasses import dataclass

from migration_lab.values.became import Became
from migration_lab.values.result import Rows
from migration_lab.values.visible_text import plain
from migration_lab.widgets.words import count, value

MOST = 5
LONGEST = ((4, 60), (6, 40), (8, 32), (10, 24))
"""The more columns there are, the earlier their values are cut: up to this many columns, at this many characters."""
SHORTEST = 20
Row = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows as a display shows them: ``None`` in a cell is NULL."""

    words: str
    """Which rows they are: ``the first 5 of 7 rows``."""
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def sample(rows: Rows, most: int = MOST) -> Sample:
    """The first rows, at most ``most`` of them."""
    shown = rows.sample[:most]
    if not rows.count:
        words = "no rows"
    elif len(shown) >= rows.count:
        words = count(rows.count, "row")
    else:
        words = f"the first {len(shown)} of {rows.count:,} rows"
    return _shown(words, rows, shown)


def samples(before: Rows | None, after: Rows | None, became: Became) -> tuple[Sample | None, Sample | None]:
    """Choose the rows of both sides: those that differ when all rows are known, else the first of each."""
    went, came = became.went, became.came
    if before is None or after is None or went is None or came is None:
        return None if before is None else sample(before), None if after is None else sample(after)
    if not ((went.count or came.count) and before.count and after.count):
        return sample(before), sample(after)
    lost = "gone" if became.rows_to or became.not_looked_for else "lost"
    kind = "changed" if went.count and came.count else lost if went.count else "new"
    return _part(before, went, kind, "all of them still there"), _part(after, came, kind, "none of them new")


def _part(rows: Rows, chosen: Rows, kind: str, otherwise: str) -> Sample:
    """Return the first of the rows that only this side has."""
    shown = chosen.sample[:MOST]
    if not chosen.count:
        words = f"{count(rows.count, 'row')}, {otherwise}"
    elif chosen.count <= MOST:
        words = f"the {count(chosen.count, f'{kind} row')} of {rows.count:,}"
    else:
        words = f"the first {MOST} of {count(chosen.count, f'{kind} row')}"
    return _shown(words, rows, shown)


def longest_value(columns: int) -> int:
    """Return at how many characters a value is cut in a table of so many columns."""
    return next((longest for most, longest in LONGEST if columns <= most), SHORTEST)


def _shown(words: str, rows: Rows, chosen: tuple[Row, ...]) -> Sample:
    longest = longest_value(len(rows.columns))
    cells = tuple(tuple(value(each, longest) for each in row) for row in chosen)
    return Sample(words, tuple(map(plain, rows.columns)), cells)
