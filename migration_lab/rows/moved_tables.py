"""Find out whether a dropped table is a new one under another name, rows and values included. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from migration_lab.rows.matching import Matching
from migration_lab.schema import Schema
from migration_lab.values.became import Became
from migration_lab.values.result import TableRows


def with_moved_tables(found: Sequence[TableRows], before: Schema, after: Schema) -> list[TableRows]:
    """Return the same, with a dropped table and the one new table that holds all its rows linked to each other."""
    moved: dict[str, str] = {}
    for gone in found:
        homes = [come.table for come in found if come.table not in moved.values() and _holds(come, gone, before, after)]
        if len(homes) == 1:
            moved[gone.table] = homes[0]
    back = {new: old for old, new in moved.items()}
    return [replace(one, became=_told(one.became, moved.get(one.table), back.get(one.table))) for one in found]


def _holds(come: TableRows, gone: TableRows, before: Schema, after: Schema) -> bool:
    """Tell whether a new table holds every row of a dropped one, with all its values."""
    if gone.after is not None or come.before is not None or not gone.before or not come.after or not gone.before.count:
        return False
    if gone.table not in before.table_names or come.table not in after.table_names:
        return False
    if gone.table in after.table_names or come.table in before.table_names:
        return False
    matching = Matching(gone.before, come.after, before.table(gone.table), after.table(come.table))
    there = not matching.changed and all(map(matching.heirs, matching.telling))
    return matching.whole and there and len(matching.pairs) == gone.before.count


def _told(became: Became | None, now_in: str | None, was_in: str | None) -> Became | None:
    if became is None or not (now_in or was_in):
        return became
    return replace(became, rows_gone=0, rows_come=0, values_lost=(), now_in=now_in or "", was_in=was_in or "")
