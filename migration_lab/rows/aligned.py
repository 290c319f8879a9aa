"""Choose a few rows to show, each before and after in one. Pure: a matching in, texts out."""

from __future__ import annotations

from itertools import chain, zip_longest

from migration_lab.rows.matching import Matching, Pair
from migration_lab.values.became import Aligned, AlignedRow
from migration_lab.values.result import Rows
from migration_lab.values.value_forms import text

SHOWN = 5
"""The number of rows that are shown."""
Place = tuple[int | None, int | None]
"""Where a row is before and after; ``None`` where it is not."""


def aligned_rows(matching: Matching) -> Aligned | None:
    """Return the first rows that are different, or else the first of all; ``None`` where no row can be found again."""
    old, new = matching.old, matching.new
    if old.count and new.count and not matching.pairs:
        return None
    gone: list[Place] = []
    come: list[Place] = []
    if matching.whole:
        there, still = {one for one, _ in matching.pairs}, {two for _, two in matching.pairs}
        gone = [(at, None) for at in range(old.count) if at not in there]
        come = [(None, at) for at in range(new.count) if at not in still]
    different = len(gone) + len(matching.changed) + len(come)
    chosen = _first(gone, list(matching.changed), come) if different else list(matching.pairs[:SHOWN])
    rows = tuple(_row(matching, place) for place in chosen)
    return Aligned(old.columns, new.columns, rows, len(gone), len(matching.changed), len(come))


def _first(*kinds: list[Place] | list[Pair]) -> list[Place]:
    """Take the first of each kind in turn, and put them in the order of the rows before; new ones are last."""
    turns = [place for place in chain.from_iterable(zip_longest(*kinds)) if place is not None][:SHOWN]
    return sorted(turns, key=lambda place: (place[0] is None, place[0] or 0, place[1] or 0))


def _row(matching: Matching, place: Place) -> AlignedRow:
    before, after = place
    differs: tuple[str, ...] = ()
    if before is not None and after is not None:
        differs = tuple(one for one in matching.common if (before, after) in matching.pairs_with_another(one))
    return AlignedRow(_texts(matching.old, before), _texts(matching.new, after), differs)


def _texts(rows: Rows, at: int | None) -> tuple[str | None, ...] | None:
    return None if at is None else tuple(map(text, rows.known[at]))
