"""Find values that were replaced in their own column, and are in another column now, or in another table. Pure.

A mere likeness does not count: in its own row only what is new there holds such a value, and in another table only a
row that has the key of the value's own row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from migration_lab.rows.linked import Linked
from migration_lab.rows.matching import Matching, Pair
from migration_lab.schema import Table
from migration_lab.values.value_forms import exact

MOST_COLUMNS = 12
"""Tables with more columns than this are not searched."""
Value = tuple[Any, Any]
"""The key of a row, and the value that it had."""


def kept_values(table: str, matching: Matching, linked: Linked) -> Iterator[tuple[str, int]]:
    """Yield each column whose replaced values are found again, with the number of rows in which they are."""
    for column in matching.common:
        held = [pair for pair in matching.pairs_with_another(column) if matching.value_before(column, pair) is not None]
        if not held:
            continue
        kept = max(in_row(column, held, matching), in_other_tables(table, column, held, matching, linked))
        if kept:
            yield column, kept


def in_row(column: str, held: Sequence[Pair], matching: Matching) -> int:
    """Count the values that one new column of the same row has."""
    others = [one for one in matching.fresh if one != column]
    return max((sum(matching.equal(column, one, [pair]) for pair in held) for one in others), default=0)


def in_other_tables(table: str, column: str, held: Sequence[Pair], matching: Matching, linked: Linked) -> int:
    """Count the values that one column of another table has, beside the key of the row from which they come."""
    key = own_key(matching.before)
    if key not in matching.common:
        return 0
    wanted = [(exact(matching.value_before(key, one)), exact(matching.value_before(column, one))) for one in held]
    found = (sum(map(there.__contains__, wanted)) for there in linked.pairs_of_values(table, MOST_COLUMNS))
    return max(found, default=0)


def own_key(table: Table | None) -> str:
    """Return the primary key that is one column; empty if there is none."""
    columns = table.primary_key.columns if table and table.primary_key else ()
    return columns[0] if len(columns) == 1 else ""
