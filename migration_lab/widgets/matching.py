"""Which row and which column before is which one after, judged by their values alone. Pure: rows in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from migration_lab.project.result import Rows
from migration_lab.widgets.sample import Row, whole


@dataclass(frozen=True)
class Matching:
    """The rows of one table before and after, set beside each other."""

    old: Rows
    new: Rows

    @property
    def whole(self) -> bool:
        """Whether every row of both sides was looked at."""
        return whole(self.old) and whole(self.new)

    @cached_property
    def pairs(self) -> tuple[tuple[Row, Row], ...]:
        """The rows that are on both sides, told by the first common column whose values tell all rows apart."""
        for column in self.old.columns:
            if column in self.new.columns:
                before, after = of(self.old, column), of(self.new, column)
                if _tells_apart(before) and _tells_apart(after) and not set(before).isdisjoint(after):
                    place = dict(zip(after, self.new.sample, strict=True))
                    rows = zip(before, self.old.sample, strict=True)
                    return tuple((row, place[key]) for key, row in rows if key in place)
        return ()

    @property
    def all_kept(self) -> bool:
        """Whether every row looked at before is there after, and none beside them."""
        return self.old.count == self.new.count and len(self.pairs) == len(self.old.sample) == len(self.new.sample)

    @property
    def gone(self) -> tuple[str, ...]:
        return tuple(column for column in self.old.columns if column not in self.new.columns)

    @property
    def come(self) -> tuple[str, ...]:
        return tuple(column for column in self.new.columns if column not in self.old.columns)

    def heirs(self, column: str) -> tuple[str, ...]:
        """The new columns that hold, row by row, what ``column`` held before."""
        before = self._before(column)
        if not any(value is not None for value in before):
            return ()
        return tuple(one for one in self.come if self._after(one) == before)

    @cached_property
    def renames(self) -> tuple[tuple[str, str], ...]:
        """Columns that were there before, each with the one that took its place and its values.

        Only where no other column could be meant, and where the values differ from row to row: one and the same value
        in all rows may as well be a default.
        """
        heirs = {column: self.heirs(column) for column in self.gone}
        claimed = [heir for several in heirs.values() for heir in several]
        return tuple(
            (column, several[0])
            for column, several in heirs.items()
            if len(several) == 1 and claimed.count(several[0]) == 1 and len(set(self._before(column))) > 1
        )

    def differing(self, column: str) -> int:
        """In how many of the rows on both sides a column, there before and after, has another value."""
        return sum(one != other for one, other in zip(self._before(column), self._after(column), strict=True))

    @property
    def changed(self) -> int:
        """How many of the rows on both sides have another value in any column that is there before and after."""
        common = [column for column in self.old.columns if column in self.new.columns]
        sides = zip(*(zip(self._before(one), self._after(one), strict=True) for one in common), strict=True)
        return sum(any(before != after for before, after in row) for row in sides)

    def _before(self, column: str) -> list[str | None]:
        at = self.old.columns.index(column)
        return [row[at] for row, _ in self.pairs]

    def _after(self, column: str) -> list[str | None]:
        at = self.new.columns.index(column)
        return [row[at] for _, row in self.pairs]


def of(rows: Rows, column: str) -> list[str | None]:
    """The values of one column, in the rows looked at."""
    at = rows.columns.index(column)
    return [row[at] for row in rows.sample]


def _tells_apart(values: list[str | None]) -> bool:
    return None not in values and len(set(values)) == len(values)
