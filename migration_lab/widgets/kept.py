"""Say in words what happened to the rows of a table, and never more than the rows that were looked at can show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from migration_lab.project.result import Rows, TableRows
from migration_lab.schema import Table
from migration_lab.widgets.sample import Sample, samples, whole
from migration_lab.widgets.words import count, name, names, plain, shorten

LONGEST_QUOTED = 30


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
    before: Sample | None
    after: Sample | None


def rows_kept(rows: TableRows, before: Table | None, after: Table | None) -> RowsKept | None:
    """Judge one table's rows; ``None`` when nothing is known, or when there never were any."""
    old, new = rows.before, rows.after
    known_before = old is not None or before is None
    known_after = new is not None or after is None
    ever_any = (old is not None and old.count) or (new is not None and new.count)
    if not (known_before and known_after and ever_any):
        return None
    mark, sentence = _number(old, new)
    values = list(_values(rows.table, old, new)) if old and new else []
    marks = (mark, *(mark for mark, _ in values))
    loudest = next((each for each in "-+~" if each in marks), "")
    sentences = (sentence, *(words for _, words in values))
    return RowsKept(plain(rows.table), loudest, sentences, marks, *samples(old, new))


def _number(old: Rows | None, new: Rows | None) -> tuple[str, str]:
    if new is None:
        return "-", f"{count(old.count if old else 0, 'row')} dropped with the table"
    if old is None:
        return "+", f"{count(new.count, 'row')} in the new table"
    if new.count < old.count:
        what = "all its rows lost" if not new.count else f"{count(old.count - new.count, 'row')} lost"
        return "-", f"{what}: {old.count:,} before, {new.count:,} after"
    if new.count > old.count:
        return "+", f"{count(new.count - old.count, 'row')} added: {old.count:,} before, {new.count:,} after"
    if whole(old) and whole(new) and _same_rows(old, new):
        return "", f"{count(new.count, 'row')} kept"
    return "", f"{count(new.count, 'row')}, as many as before"


def _same_rows(old: Rows, new: Rows) -> bool:
    """Whether a column whose values tell the rows apart has the same ones, in the same order, on both sides."""
    return len(old.sample) == len(new.sample) and any(
        len(set(_of(old, column))) == len(old.sample) and _of(old, column) == _of(new, column)
        for column in old.columns
        if column in new.columns
    )


def _of(rows: Rows, column: str) -> list[str | None]:
    at = rows.columns.index(column)
    return [row[at] for row in rows.sample]


def _values(table: str, old: Rows, new: Rows) -> Iterator[tuple[str, str]]:
    """What became of the values in columns that went, came or stayed, where rows can be matched one to one."""
    if not old.count or not new.count:
        return
    matched = old.count == new.count and _same_rows(old, new)
    come = [column for column in new.columns if column not in old.columns]
    moved: set[str] = set()
    for column in old.columns:
        if column not in new.columns:
            heirs = [one for one in come if matched and any(_of(old, column)) and _of(new, one) == _of(old, column)]
            moved.update(heirs)
            yield from _gone(table, column, old, heirs)
        elif matched and (differing := _differing(_of(old, column), _of(new, column))):
            yield "~", f"{_dotted(table, column)} has another value in {differing} of {_looked_at(new)}"
    for column in come:
        if column not in moved and new.sample:
            yield "", _filled(table, column, new)


def _filled(table: str, column: str, new: Rows) -> str:
    """What stands in a new column."""
    found = _of(new, column)
    every = "every row" if whole(new) else _looked_at(new)
    if len(set(found)) == 1:
        return f"{_dotted(table, column)} is {_quoted(found[0])} in {every}"
    filled = sum(one is not None for one in found)
    where = every if filled == len(found) else f"{filled} of {_looked_at(new)}"
    return f"{_dotted(table, column)} has a value in {where}"


def _quoted(text: str | None) -> str:
    return "NULL" if text is None else f"'{shorten(plain(text), LONGEST_QUOTED)}'"


def _gone(table: str, column: str, old: Rows, heirs: Sequence[str]) -> Iterator[tuple[str, str]]:
    held = sum(one is not None for one in _of(old, column))
    if heirs:
        scope = "" if whole(old) else f", in {_looked_at(old)}"
        where = names(f"{table}.{heir}" for heir in heirs)
        yield "", f"{where} now holds the values of {_dotted(table, column)}{scope}"
    elif held:
        how_many = count(held, "value") if whole(old) else f"{held} or more values"
        yield "-", f"{_dotted(table, column)} is gone, and with it {how_many}"


def _looked_at(rows: Rows) -> str:
    number = count(len(rows.sample), "row")
    return number if whole(rows) else f"the {number} looked at"


def _differing(old: Sequence[str | None], new: Sequence[str | None]) -> int:
    return sum(one != other for one, other in zip(old, new, strict=True))


def _dotted(table: str, column: str) -> str:
    return name(f"{table}.{column}")
