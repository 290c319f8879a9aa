"""Find the values of a dropped column again: in new columns, whole or in parts, or in other tables. Pure.

A mere likeness does not count as a move: a value is only looked for in what belongs to its own row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from migration_lab.rows.linked import NOTHING_LINKED, Linked
from migration_lab.rows.matching import Matching, Pair
from migration_lab.rows.parts import made_of
from migration_lab.values.became import How, Moved
from migration_lab.values.value_forms import as_text

MOST_PARTS = 12
"""A row with more new columns than this is not searched for parts of a value."""
FIRST_TRY = 100
"""If none of the first values, up to this number, is found again, the others are not tried."""

COMMON = re.compile(
    r"-?\d+(\.\d+)?|\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d(:?\d\d)?|Z)?)?|\d\d:\d\d(:\d\d(\.\d+)?)?"
)
"""Numbers, dates and times as text: two columns may hold the same ones by chance."""

Find = Callable[[str, Pair], Sequence[str]]
"""A function that returns the columns in which one row has the value of a column again."""


@dataclass(frozen=True)
class Search:
    """Looks for the values of dropped columns, in the table itself and in ``linked``, other tables that changed."""

    table: str
    matching: Matching
    linked: Linked = NOTHING_LINKED

    def moved(self, column: str) -> Moved | None:
        """Return where the values are now; ``None`` when they are not found, or so few that it may be chance."""
        held = [pair for pair in self.matching.pairs if as_text(self.matching.value_before(column, pair))]
        if not held:
            return self._unordered(column)
        heirs = self._heirs(column, held)
        if heirs:
            return Moved(column, tuple(map(self._dotted, heirs)), len(held), len(held))
        best: Moved | None = None
        ways: tuple[tuple[How, Find], ...] = (
            ("parts", self._in_parts),
            ("merged", self._merged),
            ("elsewhere", self._elsewhere),
        )
        for how, find in ways:
            found = self._tried(column, held, how, find)
            if found is not None and (best is None or found.values > best.values):
                best = found
        return best if best and best.all_found else self._unordered(column) or best

    def _heirs(self, column: str, held: Sequence[Pair]) -> list[str]:
        """Return the columns that hold the same value in every row. A column that held it before must hold more than
        numbers, dates and flags, or it may be chance.
        """
        telling = self.matching.varies(column) and not self._only_common(column, held)
        candidates = self.matching.new.columns if telling else self.matching.fresh
        return [one for one in candidates if self.matching.equal(column, one, held)]

    def _only_common(self, column: str, pairs: Sequence[Pair]) -> bool:
        """Tell whether a column holds nothing but numbers, dates, times and flags."""
        values = (self.matching.value_before(column, pair) for pair in pairs)
        return all(
            isinstance(value, bool | date | time | timedelta) or COMMON.fullmatch(str(as_text(value)))
            for value in values
        )

    def _tried(self, column: str, held: Sequence[Pair], how: How, find: Find) -> Moved | None:
        to: dict[str, None] = {}
        found: list[Any] = []
        for number, pair in enumerate(held):
            if number == FIRST_TRY and not found:
                return None
            if names := find(column, pair):
                found.append(as_text(self.matching.value_before(column, pair)))
                to.update(dict.fromkeys(names))
        chance = len(found) < len(held) and (2 * len(found) <= len(held) or len(set(found)) < 2)
        if not found or chance:
            return None
        return Moved(column, tuple(sorted(to, key=self._order)), len(found), len(held), how)

    def _in_parts(self, column: str, pair: Pair) -> Sequence[str]:
        """Return the new columns whose values in this row together make up the old value."""
        if not 0 < len(self.matching.fresh) <= MOST_PARTS:
            return ()
        text = as_text(self.matching.value_before(column, pair)) or ""
        parts = [as_text(self.matching.value_after(one, pair)) or "" for one in self.matching.fresh]
        return [self._dotted(self.matching.fresh[at]) for at in made_of(text, parts)]

    def _merged(self, column: str, pair: Pair) -> Sequence[str]:
        """Return the new column whose value in this row consists of the old value and other values of that row."""
        old = self.matching.old.columns
        if len(old) > MOST_PARTS:
            return ()
        others = sorted((one for one in old if one != column), key=lambda one: one not in self.matching.gone)
        parts = [as_text(self.matching.value_before(one, pair)) or "" for one in (column, *others)]
        for one in self.matching.fresh:
            text = as_text(self.matching.value_after(one, pair))
            if text and 0 in made_of(text, parts):
                return [self._dotted(one)]
        return ()

    def _elsewhere(self, column: str, pair: Pair) -> Sequence[str]:
        """Return the columns of other tables whose values, in rows that belong to this one, make up the old value."""
        found = self.linked.texts(self.table, pair[1])
        text = as_text(self.matching.value_before(column, pair)) or ""
        return [found[at][0] for at in made_of(text, [part for _, part in found])]

    def _unordered(self, column: str) -> Moved | None:
        """Return a new column that holds each value as often, though not row by row."""
        if not self.matching.whole:
            return None
        at = self.matching.old.columns.index(column)
        held = Counter(text for row in self.matching.old.known if (text := as_text(row[at])))
        if len(held) < 2 or all(map(str.isdecimal, held)):
            return None
        for name, values in self._new_columns():
            if held <= Counter(filter(None, map(as_text, values))):
                return Moved(column, (name,), held.total(), held.total(), "unordered")
        return None

    def _new_columns(self) -> Iterator[tuple[str, list[Any]]]:
        for column in self.matching.fresh:
            at = self.matching.new.columns.index(column)
            yield self._dotted(column), [row[at] for row in self.matching.new.known]
        yield from self.linked.new_columns(self.table)

    def _dotted(self, column: str) -> str:
        return f"{self.table}.{column}"

    def _order(self, name: str) -> tuple[bool, int, str]:
        table, _, column = name.rpartition(".")
        own = table == self.table
        return not own, self.matching.new.columns.index(column) if own else 0, name
