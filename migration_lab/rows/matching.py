"""Which row and which column before is which one after, judged by their values alone. Pure: rows in, values out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress, islice
from typing import Any

from migration_lab.schema import Table
from migration_lab.values.result import Rows
from migration_lab.values.value_forms import Form, exact, form_for

MOST_KEYS = 4
"""So many columns are tried as what tells rows apart, the primary key first."""
Pair = tuple[int, int]
"""The places of one and the same row in the rows before and in those after."""
Places = dict[tuple[Any, ...], int]
"""Where each row stands, by its key."""


@dataclass(frozen=True)
class Matching:
    """The rows of one table before and after, set beside each other; the tables say of what types the columns are."""

    old: Rows
    new: Rows
    before: Table | None = None
    after: Table | None = None

    @property
    def whole(self) -> bool:
        """Whether every row of both sides was looked at."""
        return self.old.whole and self.new.whole

    @cached_property
    def common(self) -> tuple[str, ...]:
        return tuple(column for column in self.old.columns if column in self.new.columns)

    @property
    def gone(self) -> tuple[str, ...]:
        return tuple(column for column in self.old.columns if column not in self.new.columns)

    @property
    def telling(self) -> tuple[str, ...]:
        """Of the columns that are gone those that held a value in any row that is on both sides."""
        return tuple(one for one in self.gone if any(each is not None for each in self._old_values(one, self.pairs)))

    @property
    def come(self) -> tuple[str, ...]:
        return tuple(column for column in self.new.columns if column not in self.old.columns)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The rows that are on both sides, told by what tells all rows of a side apart: the primary key, or a column.

        Of several the one by which most rows are found again, and then the one that leaves the fewest differences.
        """
        best: tuple[Pair, ...] = ()
        fewest = 0
        for old, new in self._keys:
            pairs = tuple((at, new[key]) for key, at in old.items() if key in new)
            if not pairs or len(pairs) < len(best):
                continue
            columns = [many for column in self.common if (many := len(self._unlike(column, pairs)))]
            if len(pairs) > len(best) or sum(columns) < fewest:
                best, fewest = pairs, sum(columns)
            if len(columns) < 2 and len(pairs) == self.old.count == self.new.count:
                break
        return best

    @cached_property
    def same_without_key(self) -> bool:
        """Whether the rows of both sides are the same in the columns they share, though nothing tells them apart."""
        if not self.whole or not self.common:
            return False
        before, after = Counter(self._keyed(self.old, self.common)), Counter(self._keyed(self.new, self.common))
        return before == after

    def heirs(self, column: str) -> tuple[str, ...]:
        """The new columns that hold, row by row, what ``column`` held before."""
        if not any(value is not None for value in self._old_values(column, self.pairs)):
            return ()
        return tuple(one for one in self.come if self.equal(column, one, self.pairs))

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
            if len(several) == 1 and claimed.count(several[0]) == 1 and self.varies(column)
        )

    def varies(self, column: str) -> bool:
        """Whether a column held different values in the rows that are on both sides."""
        return len(set(map(exact, self._old_values(column, self.pairs)))) > 1

    def differing(self, column: str) -> int:
        """In how many of the rows on both sides a column, there before and after, has another value."""
        return len(self._changes[column])

    def equal(self, column: str, other: str, pairs: Sequence[Pair]) -> bool:
        """Whether in these rows ``other`` holds after what ``column`` held before."""
        return not any(self._unlikes(column, pairs, other))

    def pairs_with_another(self, column: str) -> Sequence[Pair]:
        """The rows on both sides in which a column, there before and after, has another value."""
        return self._changes[column]

    def stands_in_row(self, value: Any, pair: Pair) -> bool:
        """Whether that very value is in the row after, in whatever column."""
        return exact(value) in map(exact, self.new.known[pair[1]])

    def changes(self, column: str) -> Iterator[tuple[Any, Any]]:
        """The value before and after in each row on both sides that has another one, as the database gives them."""
        return ((self.value_before(column, pair), self.value_after(column, pair)) for pair in self._changes[column])

    @cached_property
    def changed(self) -> tuple[Pair, ...]:
        """Those of the rows on both sides that have another value in any column that is there before and after."""
        return tuple(sorted({pair for pairs in self._changes.values() for pair in pairs}))

    @cached_property
    def _changes(self) -> dict[str, list[Pair]]:
        return {column: self._unlike(column, self.pairs) for column in self.common}

    def value_before(self, column: str, pair: Pair) -> Any:
        return self.old.known[pair[0]][self.old.columns.index(column)]

    def value_after(self, column: str, pair: Pair) -> Any:
        return self.new.known[pair[1]][self.new.columns.index(column)]

    def form(self, column: str, after: str | None = None) -> Form:
        """How values of a column before are compared with those of one after, of the same name unless given."""
        return form_for(type_of(self.before, column), type_of(self.after, column if after is None else after))

    def _unlike(self, column: str, pairs: Sequence[Pair]) -> list[Pair]:
        """The rows in which a column, there before and after, has another value."""
        return list(compress(pairs, self._unlikes(column, pairs, column)))

    def _unlikes(self, column: str, pairs: Sequence[Pair], other: str) -> Iterator[bool]:
        """For each of these rows, whether ``other`` does not hold after what ``column`` held before."""
        form, old, new = self.form(column, other), self.old.known, self.new.known
        at, to = self.old.columns.index(column), self.new.columns.index(other)
        values = ((old[one][at], new[two][to]) for one, two in pairs)
        return ((a != b or type(a) is not type(b)) and form(a) != form(b) for a, b in values)

    def _old_values(self, column: str, pairs: Sequence[Pair]) -> list[Any]:
        at = self.old.columns.index(column)
        return [self.old.known[one][at] for one, _ in pairs]

    @cached_property
    def _keys(self) -> tuple[tuple[Places, Places], ...]:
        """Where each row stands before and after, by what tells rows apart: the primary key, each column alone, and
        all of them together.
        """
        keys = [table.primary_key.columns for table in (self.before, self.after) if table and table.primary_key]
        keys += [(column,) for column in self.common]
        keys.append(self.common)
        possible = (key for key in dict.fromkeys(keys) if key and set(key) <= set(self.common))
        places = ((self._places(self.old, key), self._places(self.new, key)) for key in possible)
        return tuple(islice(((old, new) for old, new in places if old and new), MOST_KEYS))

    def _places(self, rows: Rows, columns: tuple[str, ...]) -> Places:
        """Where each row stands, by its key; nothing where the key does not tell all rows apart."""
        found: Places = {}
        for at, key in enumerate(self._keyed(rows, columns)):
            if key in found or key == (None,):
                return {}
            found[key] = at
        return found

    def _keyed(self, rows: Rows, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        """The values of these columns in each row, so that they can be looked up."""
        sides = [(self.form(column), rows.columns.index(column)) for column in columns]
        return (tuple([form(row[at]) for form, at in sides]) for row in rows.known)


def type_of(table: Table | None, column: str) -> str | None:
    """The type of a column, where it is known."""
    return next((one.type for one in table.columns if one.name == column), None) if table is not None else None
