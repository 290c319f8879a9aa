"""Choose which rows to show of a table in which only some rows changed. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from migration_lab.rows.matching import Matching
from migration_lab.values.result import Rows
from migration_lab.values.value_forms import exact, text

SHOWN = 5
"""The number of differing rows that are kept to be shown."""


def differing_rows(matching: Matching) -> tuple[Rows | None, Rows | None]:
    """Return the rows of each side that the other side does not have; none where the columns differ."""
    old, new = matching.old, matching.new
    if not matching.whole or old.columns != new.columns:
        return None, None
    if matching.pairs:
        same = set(matching.pairs).difference(matching.changed)
        gone = set(range(old.count)).difference(one for one, _ in same)
        come = set(range(new.count)).difference(two for _, two in same)
    else:
        before, after = ([tuple(map(exact, row)) for row in side.known] for side in (old, new))
        gone, come = _not_in(before, set(after)), _not_in(after, set(before))
    return _part(old, gone), _part(new, come)


def _not_in(rows: Iterable[object], others: set[object]) -> set[int]:
    return {at for at, row in enumerate(rows) if row not in others}


def _part(rows: Rows, places: set[int]) -> Rows:
    chosen = [rows.known[at] for at in sorted(places)[:SHOWN]]
    return Rows(len(places), rows.columns, tuple(tuple(map(text, row)) for row in chosen))
