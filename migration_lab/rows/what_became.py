"""Judge what happened to a table's rows and values, from the rows before and after. Pure: rows in, facts out.

It never says more than the compared rows can show. Other modules put the result into words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from migration_lab.rows.aligned import aligned_rows
from migration_lab.rows.differing import differing_rows
from migration_lab.rows.kept_values import kept_values
from migration_lab.rows.linked import NOTHING_LINKED, Linked, called
from migration_lab.rows.matching import Matching
from migration_lab.rows.moves import Search
from migration_lab.schema import Table
from migration_lab.values.became import Became, Counts, Filled, Moved
from migration_lab.values.result import Rows, TableRows
from migration_lab.values.value_forms import as_text, exact

NOTHING = (None, "", b"")
Pairs = tuple[tuple[str, str], ...]


def what_became(
    rows: TableRows,
    before: Table | None,
    after: Table | None,
    linked: Linked = NOTHING_LINKED,
    renames: Pairs = (),
) -> Became | None:
    """Judge one table's rows; ``None`` when they are not known on a side on which the table exists.

    ``linked`` are the tables that the same command made or changed, to which values may have moved. ``renames`` are the
    old and the new names of its columns: ``before`` and the result have the new ones.
    """
    old, new = rows.before and called(rows.before, dict(renames)), rows.after
    if (old is None and before is not None) or (new is None and after is not None) or (old is None and new is None):
        return None
    if old is None or new is None:
        return _one_side(rows.table, old, new)
    matching = Matching(old, new, before, after)
    search = Search(rows.table, matching, linked)
    moved = tuple(one for column in matching.gone if new.count and (one := search.moved(column)))
    gone, come = _moves(matching)
    went, came = differing_rows(matching)
    lost = ((column, _lost(column, matching, moved)) for column in matching.gone)
    return Became(
        rows.table,
        old.count,
        new.count,
        gone,
        come,
        values_lost=tuple(pair for pair in lost if pair[1]),
        values_changed=tuple((column, many) for column in matching.common if (many := matching.differing(column))),
        renames=renames,
        compared=old.count if gone == 0 or (matching.whole and gone is not None) else len(matching.pairs),
        rows_changed=len(matching.changed),
        overwritten=_counted(matching, _overwrites),
        cut=tuple(_cut(matching)),
        emptied=_counted(matching, _empties),
        kept=tuple(kept_values(rows.table, matching, linked)),
        moved=moved,
        read=len(old.known),
        went=went,
        came=came,
        aligned=aligned_rows(matching),
        filled=tuple(_filled(rows.table, matching, moved)) if old.count and new.known else (),
    )


def _one_side(table: str, old: Rows | None, new: Rows | None) -> Became:
    """Judge a table that was made or dropped."""
    gone, come = old.count if old else 0, new.count if new else 0
    read = len(old.known) if old else 0
    held = [(column, _held(column, old)) for column in old.columns] if old else []
    lost = tuple((column, many) for column, many in held if many)
    return Became(table, gone, come, gone, come, lost, compared=read, read=read, made=old is None, dropped=new is None)


def _moves(matching: Matching) -> tuple[int | None, int | None]:
    """Count the rows that disappeared and those that appeared, as far as that is known."""
    old, new, both = matching.old.count, matching.new.count, len(matching.pairs)
    if not old or not new:
        return old, new
    if both in (old, new) or (both and matching.whole):
        return old - both, new - both
    return (0, 0) if matching.same_without_key else (None, None)


def _lost(column: str, matching: Matching, moved: tuple[Moved, ...]) -> int:
    """Count the values of a dropped column that are nowhere after; they are not counted if all the rows are gone."""
    if not matching.new.count:
        return 0
    found = next((one for one in moved if one.column == column), None)
    if found is None:
        return _held(column, matching.old)
    return 0 if found.all_found else found.of - found.values


def _held(column: str, rows: Rows) -> int:
    at = rows.columns.index(column)
    return sum(row[at] is not None for row in rows.known)


def _counted(matching: Matching, judge: Any) -> Counts:
    counts = ((column, sum(judge(*pair) for pair in matching.changes(column))) for column in matching.common)
    return tuple(pair for pair in counts if pair[1])


def _overwrites(before: Any, after: Any) -> bool:
    return before is not None


def _cut(matching: Matching) -> Iterator[tuple[str, int]]:
    """Find columns that keep only the beginning of their values, where no other column of the row has the whole."""
    for column in matching.common:
        many = sum(
            _cuts(value, matching.value_after(column, pair)) and not matching.stands_in_row(value, pair)
            for pair in matching.pairs_with_another(column)
            if (value := matching.value_before(column, pair)) is not None
        )
        if many:
            yield column, many


def _cuts(before: Any, after: Any) -> bool:
    """Tell whether only the beginning of a text is left; numbers, and blanks at the end, do not count."""
    new = as_text(after)
    if not isinstance(before, str) or not new or before.isdecimal():
        return False
    return before.startswith(new) and bool(before[len(new) :].strip())


def _empties(before: Any, after: Any) -> bool:
    """Tell whether nothing is left of a value; an empty value has nothing to lose."""
    return before not in NOTHING and after in NOTHING


def _filled(table: str, matching: Matching, moved: tuple[Moved, ...]) -> Iterator[Filled]:
    taken = {name for one in moved for name in one.to}
    for column in matching.come:
        at = matching.new.columns.index(column)
        values = [row[at] for row in matching.new.known]
        if f"{table}.{column}" not in taken:
            same = len(set(map(exact, values))) == 1
            many = sum(value is not None for value in values)
            yield Filled(column, many, len(values), same, as_text(values[0]) if same else None)
