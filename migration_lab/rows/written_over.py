"""Find what a command wrote into rows that were there before: their new values, beside their keys. Pure."""

from __future__ import annotations

from typing import Any

from migration_lab.rows.kept_values import own_key
from migration_lab.rows.matching import Matching
from migration_lab.schema import Table
from migration_lab.values.result import TableRows

KEY = "primary key of the row"
"""The name under which the key is returned: another table that refers to it calls it otherwise, and may have the same
name for its own."""


def written_over(
    rows: TableRows, before: Table | None, after: Table | None
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Return the columns that hold something new, and of each row that was there before its key and what is new in it.

    What is not new is ``None``. Nothing is returned where not all rows are known, or nothing tells them apart.
    """
    old, new = rows.before, rows.after
    if old is None or new is None or not (old.whole and new.whole):
        return (), []
    matching = Matching(old, new, before, after)
    fresh, key = matching.fresh, own_key(after)
    written = {column: {*matching.pairs_with_another(column)} for column in fresh if column in matching.common}
    found = []
    for pair in matching.pairs:
        values = [
            matching.value_after(column, pair) if pair in written.get(column, {pair}) else None for column in fresh
        ]
        if any(one is not None for one in values):
            found.append((matching.value_after(key, pair) if key else None, *values))
    return (KEY, *fresh), found
