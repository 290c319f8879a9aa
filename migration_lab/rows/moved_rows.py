"""Find rows that disappeared from one table and appeared in another, with all their values. Pure.

Only tables all of whose rows were read are searched. A row is found again where one new row holds all its values,
under the same column names or under others. Of a dropped table, it may also be a row that was there before, if these
values were written into it. Its integer primary key does not count, because another table may number its rows
differently. Rows of numbers alone are not searched for: they may be alike by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from migration_lab.rows.matching import Matching, type_of
from migration_lab.rows.spread_rows import spread
from migration_lab.rows.written_over import written_over
from migration_lab.schema import Schema, Table
from migration_lab.values.became import Became, RowsMoved
from migration_lab.values.result import Rows, TableRows
from migration_lab.values.value_forms import Form, as_text, exact, form_for

Row = tuple[Any, ...]
TELLING = 3
"""From this many values on, rows count as moved even if all of them have the same words."""
MOST_COLUMNS = 60
"""Tables with more columns than this are not searched."""


@dataclass
class Side:
    """One table, with the rows that are on one side only and have not been found elsewhere so far."""

    name: str
    table: Table | None
    columns: tuple[str, ...]
    rows: list[Row]
    moved: list[RowsMoved] = field(default_factory=list)


def with_moved_rows(found: Sequence[TableRows], before: Schema, after: Schema) -> list[TableRows]:
    """Return the same, with the rows that moved to or from another table noted in what became of each table."""
    if not any(_may_have(one, "rows_gone") for one in found):
        return list(found)
    tables = ({table.name: table for table in schema.tables} for schema in (before, after))
    old, new = tables
    dropped = [one.table for one in found if one.table not in new]
    if not dropped and not any(_may_have(one, "rows_come") for one in found):
        return list(found)
    sides = {one.table: _sides(one, old.get(one.table), new.get(one.table)) for one in found}
    for gone, _ in filter(None, sides.values()):
        for _, come in filter(None, sides.values()):
            if gone.name != come.name and gone.rows and come.rows:
                _move(gone, come)
    for gone, _ in filter(None, sides.values()):
        if gone.rows and gone.name not in new:
            _spread(gone, [come for _, come in filter(None, sides.values()) if come.name != gone.name and come.rows])
    for name in dropped:
        if (own := sides[name]) and own[0].rows:
            _write_over(own[0], [one for one in found if one.table in old and one.table in new], old, new)
    gaining = {one.table for one in found if _more(one) > 0}
    return [replace(one, became=_told(one, sides[one.table], sides, gaining)) for one in found]


def _may_have(rows: TableRows, what: str) -> bool:
    became = rows.became
    return became is not None and not (became.now_in or became.was_in) and getattr(became, what) != 0


def _more(rows: TableRows) -> int:
    became = rows.became
    return became.rows_after - became.rows_before if became else 0


def _sides(rows: TableRows, before: Table | None, after: Table | None) -> tuple[Side, Side] | None:
    """Return the rows that disappeared and those that appeared; ``None`` where not all of them are known."""
    old, new, became = rows.before, rows.after, rows.became
    if became is None or became.now_in or became.was_in:
        return None
    known = [side for side in (old, new) if side is not None]
    if not all(side.whole and len(side.columns) <= MOST_COLUMNS for side in known):
        return None
    parts = _apart(old, new, before, after)
    if parts is None:
        return None
    tables, columns = (before, after), tuple(side.columns if side else () for side in (old, new))
    gone, come = (
        Side(rows.table, *about) for about in zip(tables, columns, (list(part) for part in parts), strict=True)
    )
    return gone, come


def _apart(old: Rows | None, new: Rows | None, before: Table | None, after: Table | None) -> Any:
    """Return the rows of each side that are not on the other one."""
    if old is None or new is None or not old.count or not new.count:
        return old.known if old else (), new.known if new else ()
    matching = Matching(old, new, before, after)
    if matching.pairs:
        there = {one for one, _ in matching.pairs}, {two for _, two in matching.pairs}
        return tuple(
            [row for at, row in enumerate(side.known) if at not in places]
            for side, places in zip((old, new), there, strict=True)
        )
    if old.columns != new.columns:
        return None
    left, right = ([tuple(map(exact, row)) for row in side.known] for side in (old, new))
    return _rest(old.known, left, right), _rest(new.known, right, left)


def _rest(rows: Sequence[Row], own: Sequence[Row], other: Sequence[Row]) -> list[Row]:
    """Return the rows that remain after each of the others has removed one equal row."""
    taken = Counter(other)
    left = []
    for row, key in zip(rows, own, strict=True):
        taken[key] -= 1
        if taken[key] < 0:
            left.append(row)
    return left


def _move(gone: Side, come: Side) -> None:
    """Remove the rows that are found again from both sides, and note them."""
    held = [at for at, _ in enumerate(gone.columns) if any(row[at] is not None for row in gone.rows)]
    number = _own_number(gone)
    full = _found(gone, come, held)
    part = _found(gone, come, [at for at in held if at != number]) if number in held else []
    found, aside = (part, number) if len(part) > len(full) else (full, None)
    if not found:
        return
    without = f"{gone.name}.{gone.columns[aside]}" if aside is not None else ""
    for side, places, other in ((gone, {one for one, _ in found}, come), (come, {two for _, two in found}, gone)):
        side.rows = [row for at, row in enumerate(side.rows) if at not in places]
        side.moved.append(RowsMoved(other.name, len(found), without))


def _spread(gone: Side, others: Sequence[Side]) -> None:
    """Note the rows of a dropped table whose values are in several tables now."""
    number = _own_number(gone)
    there = [(one.name, one.table, one.columns, one.rows) for one in others]
    if names := spread(gone.rows, gone.columns, gone.table, number, there):
        many, without = len(gone.rows), f"{gone.name}.{gone.columns[number]}" if number is not None else ""
        for come in others:
            if come.name in names:
                gone.moved.append(RowsMoved(come.name, many, without))
                come.moved.append(RowsMoved(gone.name, many, without))
                come.rows = come.rows[many:]
        gone.rows = []


def _write_over(gone: Side, others: Sequence[TableRows], old: Mapping[str, Table], new: Mapping[str, Table]) -> None:
    """Note the rows of a dropped table whose values are now in rows of another table that were there before."""
    for one in others:
        columns, rows = written_over(one, old[one.table], new[one.table])
        if gone.rows and rows:
            _move(gone, Side(one.table, new[one.table], columns, rows))


def _own_number(side: Side) -> int | None:
    """Return the position of a primary key that is one integer."""
    key = side.table.primary_key if side.table else None
    if key is None or len(key.columns) != 1 or "INT" not in (type_of(side.table, key.columns[0]) or "").upper():
        return None
    return side.columns.index(key.columns[0])


def _found(gone: Side, come: Side, held: Sequence[int]) -> list[tuple[int, int]]:
    """Return the position of each row that disappeared, with that of the row that appeared in its place."""
    homes = _homes(gone, come, held)
    if not held or homes is None:
        return []
    places: dict[Row, list[int]] = {}
    for at, row in enumerate(come.rows):
        places.setdefault(tuple(form(row[to]) for to, form in homes), []).append(at)
    found = []
    for at, row in enumerate(gone.rows):
        key = tuple(form(row[here]) for here, (_, form) in zip(held, homes, strict=True))
        if left := places.get(key):
            found.append((at, left.pop(0)))
    words = {word for at, _ in found if (word := _words(gone.rows[at], held))}
    telling = len(words) > 1 or (words and (len(found) == 1 or len(held) >= TELLING))
    return found if telling else []


def _homes(gone: Side, come: Side, held: Sequence[int]) -> list[tuple[int, Form]] | None:
    """Return, for each column that held a value, the column that may hold it now, and how the two are compared."""
    homes: list[tuple[int, Form]] = []
    for at in held:
        column = gone.columns[at]
        best = None
        for to, other in _candidates(column, gone, come):
            form = form_for(type_of(gone.table, column), type_of(come.table, other))
            both = Counter(form(row[at]) for row in gone.rows) & Counter(form(row[to]) for row in come.rows)
            if both.total() and (best is None or both.total() > best[0]):
                best = both.total(), to, form
        if best is None:
            return None
        homes.append(best[1:])
    return homes


def _candidates(column: str, gone: Side, come: Side) -> Iterator[tuple[int, str]]:
    if column in come.columns:
        yield come.columns.index(column), column
    else:
        yield from ((to, other) for to, other in enumerate(come.columns) if other not in gone.columns)


def _words(row: Row, held: Sequence[int]) -> tuple[str, ...]:
    """Return the values of a row that are more than numbers."""
    texts = (as_text(row[at]) for at in held)
    return tuple(one for one in texts if one and not one.isdecimal())


def _told(rows: TableRows, own: tuple[Side, Side] | None, sides: dict[str, Any], gaining: set[str]) -> Became | None:
    became = rows.became
    if became is None or became.now_in or became.was_in:
        return became
    if own is None or not own[0].moved:
        unknown = {name for name in gaining - {rows.table} if own is None or sides[name] is None}
        if unknown and not became.dropped and _more(rows) < 0:
            became = replace(became, not_looked_for=True)
    if own is None or not (own[0].moved or own[1].moved):
        return became
    gone, come = own
    lost = became.values_lost
    if became.dropped:
        held = ((column, sum(row[at] is not None for row in gone.rows)) for at, column in enumerate(gone.columns))
        lost = tuple(pair for pair in held if pair[1])
    return replace(
        became,
        rows_gone=len(gone.rows),
        rows_come=len(come.rows),
        values_lost=lost,
        rows_to=tuple(gone.moved),
        rows_from=tuple(come.moved),
    )
