"""Find out which values a statement carried from where to where, in the rows read before and after it. Pure.

A value is taken for carried only where the statement names its column, and every row shows the same value there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from migration_lab.rows.mentioned import stands_in
from migration_lab.values.frames import TableFrame

Tables = Mapping[str, TableFrame]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Pour:
    """Values that went from the columns of one table into those of another, or of the same one."""

    from_table: str
    to_table: str
    columns: tuple[Pair, ...]
    """Each pair of columns, from and to."""
    rows: tuple[Pair, ...]
    """Each pair of rows, from and to, by their ids."""


def pours_of(sql: str, before: Tables, after: Tables) -> tuple[Pour, ...]:
    """Return what the statement carried between the tables that are known before it."""
    text = sql.lower()
    return tuple(pour for name in after for pour in _into(text, before, before.get(name), after[name]))


def _into(text: str, before: Tables, was: TableFrame | None, now: TableFrame) -> Iterator[Pour]:
    if was is not None and was.columns == now.columns and was.rows != now.rows:
        yield from _within(text, was, now)
    new = [at for at, one in enumerate(now.ids) if was is None or one not in was.ids]
    for source in before.values() if new else ():
        if source.table != now.table and source.rows and stands_in(source.table, text):
            rows = _matched(source, now, new)
            columns = tuple(_carried(text, source, now, rows)) if rows else ()
            if columns:
                ids = tuple((source.ids[one], now.ids[two]) for one, two in rows)
                yield Pour(source.table, now.table, columns, ids)


def _within(text: str, was: TableFrame, now: TableFrame) -> Iterator[Pour]:
    """Find a column that got, in every row that changed, what another one held."""
    both = [(was.ids.index(one), at) for at, one in enumerate(now.ids) if one in was.ids]
    for at, column in enumerate(now.columns):
        changed = [(one, two) for one, two in both if was.rows[one][at] != now.rows[two][at]]
        for other, source in enumerate(was.columns):
            if other == at or not changed or not stands_in(source, text):
                continue
            values = [(was.rows[one][other], now.rows[two][at]) for one, two in changed]
            if all(old == new is not None for old, new in values):
                ids = tuple((was.ids[one], now.ids[two]) for one, two in changed)
                yield Pour(was.table, now.table, ((source, column),), ids)
                break


def _matched(source: TableFrame, now: TableFrame, new: Sequence[int]) -> list[tuple[int, int]]:
    """Pair the new rows with those that they come from: by the key, or by a column that holds the other's key."""
    place = {one: at for at, one in enumerate(source.ids)}
    keys = [[now.ids[at] for at in new]] if len(source.key) == len(now.key) else []
    if len(source.key) == 1:
        keys += [[str(now.rows[at][column]) for at in new] for column in range(len(now.columns))]
    for key in keys:
        if len({*key}) == len(key) and {*key} <= {*place}:
            return [(place[one], at) for one, at in zip(key, new, strict=True)]
    return []


def _carried(text: str, source: TableFrame, now: TableFrame, rows: Sequence[tuple[int, int]]) -> Iterator[Pair]:
    """Find, for each column, the one with the same values: that of its name, or else one that has no column of its own.

    ``INSERT INTO … (…) SELECT …`` names the columns that get values before the word SELECT, and their sources after it.
    """
    head, _, tail = text.partition("select")
    listed = [name for name in now.columns if "(" not in head or stands_in(name, head)]
    for column in listed:
        for name in (column, *(one for one in source.columns if one not in listed)):
            if name not in source.columns or not (stands_in(name, tail) or "*" in tail):
                continue
            other, at = source.columns.index(name), now.columns.index(column)
            values = [(source.rows[one][other], now.rows[two][at]) for one, two in rows]
            if all(old == new for old, new in values) and (name == column or any(new is not None for _, new in values)):
                yield name, column
                break
