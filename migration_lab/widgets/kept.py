"""Say in words what happened to the rows of a table, and never more than the rows that were looked at can show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from migration_lab.project.matching import Matching
from migration_lab.project.result import Rows, TableRows
from migration_lab.schema import Table
from migration_lab.widgets.sample import Sample, of, samples, whole
from migration_lab.widgets.words import count, name, names, plain, shorten

LONGEST_QUOTED = 30
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class RowsKept:
    """What happened to one table's rows."""

    table: str
    mark: str
    """``+`` rows came, ``-`` rows or values went, ``~`` values changed, empty when all were kept."""
    words: tuple[str, ...]
    """Sentences without their full stop: first the number of rows, then the columns' values."""
    marks: tuple[str, ...]
    """The mark of each sentence."""
    changed: str
    """For the headline: ``changed 6 rows of speaker``; empty when none is seen to have changed."""
    renames: tuple[tuple[str, str], ...]
    """The old name and the new one of each column that only changed its name."""
    before: Sample | None
    after: Sample | None


@dataclass(frozen=True, slots=True)
class ColumnsKept:
    """What became of the columns that went, with their names as the database has them."""

    renames: tuple[tuple[str, str], ...] = ()
    """The old name and the new one, where the values are seen to have moved."""
    lost: tuple[tuple[str, str], ...] = ()
    """The name of a column that took values with it, and how many: ``7 values``."""


NOTHING_KEPT = ColumnsKept()


def rows_kept(rows: TableRows, before: Table | None, after: Table | None) -> RowsKept | None:
    """Judge one table's rows; ``None`` when nothing is known, or when there never were any."""
    old, new = rows.before, rows.after
    known_before = old is not None or before is None
    known_after = new is not None or after is None
    ever_any = (old is not None and old.count) or (new is not None and new.count)
    if not (known_before and known_after and ever_any):
        return None
    matching = Matching(old, new) if old and new else None
    mark, sentence = _number(old, new, matching)
    values = list(_values(rows.table, matching)) if matching and matching.old.count and matching.new.count else []
    marks = (mark, *(mark for mark, _ in values))
    loudest = next((each for each in "-+~" if each in marks), "")
    sentences = (sentence, *(words for _, words in values))
    changed = _changed(rows.table, matching) if matching else ""
    renames = tuple((plain(one), plain(other)) for one, other in matching.renames) if matching else ()
    return RowsKept(plain(rows.table), loudest, sentences, marks, changed, renames, *samples(old, new))


def columns_kept(rows: TableRows | None) -> ColumnsKept:
    """Judge the columns that went; of rows that are not known on both sides nothing is said."""
    if rows is None or rows.before is None or rows.after is None:
        return NOTHING_KEPT
    matching = Matching(rows.before, rows.after)
    lost = ((column, _lost(column, matching)) for column in matching.gone)
    return ColumnsKept(matching.renames, tuple((column, words) for column, words in lost if words))


def _number(old: Rows | None, new: Rows | None, matching: Matching | None) -> tuple[str, str]:
    if new is None:
        return "-", f"{count(old.count if old else 0, 'row')} dropped with the table"
    if old is None or matching is None:
        return "+", f"{count(new.count, 'row')} in the new table"
    if new.count < old.count:
        what = "all its rows lost" if not new.count else f"{count(old.count - new.count, 'row')} lost"
        return "-", f"{what}: {old.count:,} before, {new.count:,} after"
    if new.count > old.count:
        return "+", f"{count(new.count - old.count, 'row')} added: {old.count:,} before, {new.count:,} after"
    if matching.whole and matching.all_kept:
        return "", f"{count(new.count, 'row')} kept"
    return "", f"{count(new.count, 'row')}, as many as before"


def _changed(table: str, matching: Matching) -> str:
    """What the headline says of rows that were there before and after."""
    if len(matching.changed):
        more = "" if matching.whole else "at least "
        return f"changed {more}{count(len(matching.changed), 'row')} of {name(table)}"
    same_number = matching.old.count == matching.new.count
    if same_number and matching.old.columns == matching.new.columns and not matching.all_kept:
        return f"changed rows of {name(table)}" if set(matching.old.sample) != set(matching.new.sample) else ""
    return ""


def _values(table: str, matching: Matching) -> Iterator[tuple[str, str]]:
    """What became of the values in columns that went, came or stayed, where rows can be matched one to one."""
    moved: set[str] = set()
    for column in matching.old.columns:
        if column in matching.gone:
            heirs = matching.heirs(column)
            moved.update(heirs)
            yield from _gone(table, column, matching, heirs)
        elif differing := matching.differing(column):
            yield "~", f"{_dotted(table, column)} has another value in {differing} of {_matched(matching)}"
    for column in matching.come:
        if column not in moved and matching.new.sample:
            yield "", _filled(table, column, matching.new)


def _filled(table: str, column: str, new: Rows) -> str:
    """What stands in a new column."""
    found = of(new, column)
    every = "every row" if whole(new) else _looked_at(new)
    if len(set(found)) == 1:
        return f"{_dotted(table, column)} is {_quoted(found[0])} in {every}"
    filled = sum(one is not None for one in found)
    where = every if filled == len(found) else f"{filled} of {_looked_at(new)}"
    return f"{_dotted(table, column)} has a value in {where}"


def _quoted(text: str | None) -> str:
    """A value in the middle of a sentence: a number as it is, a text between quotes."""
    if text is None:
        return "NULL"
    return text if NUMBER.fullmatch(text) else f"'{shorten(plain(text), LONGEST_QUOTED)}'"


def _gone(table: str, column: str, matching: Matching, heirs: Sequence[str]) -> Iterator[tuple[str, str]]:
    if heirs:
        scope = "" if matching.whole else f", in {_matched(matching)}"
        where = names(f"{table}.{heir}" for heir in heirs)
        yield "", f"{where} now holds the values of {_dotted(table, column)}{scope}"
    elif lost := _lost(column, matching):
        yield "-", f"{_dotted(table, column)} is gone, and with it {lost}"


def _lost(column: str, matching: Matching) -> str:
    """How many values went with a column; empty when it held none, or when another column holds them now."""
    held = sum(one is not None for one in of(matching.old, column))
    if not held or not matching.new.count or matching.heirs(column):
        return ""
    return count(held, "value") if whole(matching.old) else f"{held} or more values"


def _looked_at(rows: Rows) -> str:
    number = count(len(rows.sample), "row")
    return number if whole(rows) else f"the {number} looked at"


def _matched(matching: Matching) -> str:
    """The rows that are on both sides, as far as they were looked at."""
    if matching.all_kept:
        return _looked_at(matching.new)
    return f"the {count(len(matching.pairs), 'row')} there before and after"


def _dotted(table: str, column: str) -> str:
    return name(f"{table}.{column}")
