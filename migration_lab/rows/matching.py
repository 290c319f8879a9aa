"""Find out which row and which column before is which one after, by their values alone. Pure: rows in, values out."""

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
"""The number of columns that are tried as a key, beginning with the primary key."""
Pair = tuple[int, int]
"""The positions of one and the same row in the rows before and in those after."""
Places = dict[tuple[Any, ...], int]
"""The position of each row, by its key."""


@dataclass(frozen=True)
class Matching:
    """The rows of one table before and after, side by side; the tables give the types of the columns."""

    old: Rows
    new: Rows
    before: Table | None = None
    after: Table | None = None

    @property
    def whole(self) -> bool:
        """Whether every row of both sides was compared."""
        return self.old.whole and self.new.whole

    @cached_property
    def common(self) -> tuple[str, ...]:
        return tuple(column for column in self.old.columns if column in self.new.columns)

    @property
    def gone(self) -> tuple[str, ...]:
        return tuple(column for column in self.old.columns if column not in self.new.columns)

    @property
    def telling(self) -> tuple[str, ...]:
        """The dropped columns that held a value in any row that is on both sides."""
        return tuple(one for one in self.gone if any(each is not None for each in self._old_values(one, self.pairs)))

    @property
    def come(self) -> tuple[str, ...]:
        return tuple(column for column in self.new.columns if column not in self.old.columns)

    @cached_property
    def fresh(self) -> tuple[str, ...]:
        """The columns that hold something new: added ones, and those whose values have changed."""
        return (*self.come, *(one for one in self.common if self.differing(one)))

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Match the rows of both sides by what tells all rows of a side apart: the primary key, or a column.

        If there are several, take the one by which most rows are found again; then the one with the fewest differences.
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
        """Tell whether the rows of both sides are equal in their shared columns, although no key tells them apart."""
        if not self.whole or not self.common:
            return False
        before, after = Counter(self._keyed(self.old, self.common)), Counter(self._keyed(self.new, self.common))
        return before == after

    def heirs(self, column: str) -> tuple[str, ...]:
        """Return the new columns that hold, row by row, what ``column`` held before."""
        if not any(value is not None for value in self._old_values(column, self.pairs)):
            return ()
        return tuple(one for one in self.come if self.equal(column, one, self.pairs))

    def varies(self, column: str) -> bool:
        """Tell whether a column held different values in the rows that are on both sides."""
        return len(set(map(exact, self._old_values(column, self.pairs)))) > 1

    def differing(self, column: str) -> int:
        """Count the rows on both sides in which a column that stayed has another value."""
        return len(self._changes[column])

    def equal(self, column: str, other: str, pairs: Sequence[Pair]) -> bool:
        """Tell whether ``other`` holds after, in these rows, what ``column`` held before."""
        return not any(self._unlikes(column, pairs, other))

    def pairs_with_another(self, column: str) -> Sequence[Pair]:
        """Return the rows on both sides in which a column that stayed has another value."""
        return self._changes[column]

    def stands_in_row(self, value: Any, pair: Pair) -> bool:
        """Tell whether that very value is in the row after, in any column."""
        return exact(value) in map(exact, self.new.known[pair[1]])

    def changes(self, column: str) -> Iterator[tuple[Any, Any]]:
        """Return the value before and after in each row where they differ, as the database gives them."""
        return ((self.value_before(column, pair), self.value_after(column, pair)) for pair in self._changes[column])

    @cached_property
    def changed(self) -> tuple[Pair, ...]:
        """Return the rows on both sides that have another value in any column that stayed."""
        return tuple(sorted({pair for pairs in self._changes.values() for pair in pairs}))

    @cached_property
    def _changes(self) -> dict[str, list[Pair]]:
        return {column: self._unlike(column, self.pairs) for column in self.common}

    def value_before(self, column: str, pair: Pair) -> Any:
        return self.old.known[pair[0]][self.old.columns.index(column)]

    def value_after(self, column: str, pair: Pair) -> Any:
        return self.new.known[pair[1]][self.new.columns.index(column)]

    def form(self, column: str, after: str | None = None) -> Form:
        """Choose how to compare a column's values before with those of a column after, by default the same one."""
        return form_for(type_of(self.before, column), type_of(self.after, column if after is None else after))

    def _unlike(self, column: str, pairs: Sequence[Pair]) -> list[Pair]:
        """Return the rows in which a column that stayed has another value."""
        return list(compress(pairs, self._unlikes(column, pairs, column)))

    def _unlikes(self, column: str, pairs: Sequence[Pair], other: str) -> Iterator[bool]:
        """Tell, for each of these rows, whether ``other`` does not hold after what ``column`` held before."""
        form, old, new = self.form(column, other), self.old.known, self.new.known
        at, to = self.old.columns.index(column), self.new.columns.index(other)
        values = ((old[one][at], new[two][to]) for one, two in pairs)
        return ((a != b or type(a) is not type(b)) and form(a) != form(b) for a, b in values)

    def _old_values(self, column: str, pairs: Sequence[Pair]) -> list[Any]:
        at = self.old.columns.index(column)
        return [self.old.known[one][at] for one, _ in pairs]

    @cached_property
    def _keys(self) -> tuple[tuple[Places, Places], ...]:
        """Index the rows before and after by each candidate key: the primary key, each column alone, and
        all of them together.
        """
        keys = [table.primary_key.columns for table in (self.before, self.after) if table and table.primary_key]
        keys += [(column,) for column in self.common]
        keys.append(self.common)
        possible = (key for key in dict.fromkeys(keys) if key and set(key) <= set(self.common))
        places = ((self._places(self.old, key), self._places(self.new, key)) for key in possible)
        return tuple(islice(((old, new) for old, new in places if old and new), MOST_KEYS))

    def _places(self, rows: Rows, columns: tuple[str, ...]) -> Places:
        """Index the rows by a key; nothing where the key does not tell all rows apart."""
        found: Places = {}
        for at, key in enumerate(self._keyed(rows, columns)):
            if key in found or key == (None,):
                return {}
            found[key] = at
        return found

    def _keyed(self, rows: Rows, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        """Return the values of these columns in each row, as something that can be looked up."""
        sides = [(self.form(column), rows.columns.index(column)) for column in columns]
        return (tuple([form(row[at]) for form, at in sides]) for row in rows.known)


def type_of(table: Table | None, column: str) -> str | None:
    """Return the type of a column, where it is known."""
    return next((one.type for one in table.columns if one.name == column), None) if table is not None else None
