"""Find what may be a rename among the things that a draft drops and adds, and ask about it. Touches nothing."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from migration_lab.coach.alike import ALIKE, alike_columns, alike_names, alike_tables, shared
from migration_lab.values.drafted import Drafted, DraftedColumn, DraftedTable
from migration_lab.values.possible_rename import RenameQuestion
from migration_lab.values.wording import listed, number

OPTION = "--renamed"


@dataclass(frozen=True, slots=True)
class RowsRead:
    """What was counted in the rows of what would be dropped."""

    rows: int
    values: int = 0
    """How many of them have a value in the column."""
    fit: int = 0
    """How many of these the new column could hold."""
    all: bool = True
    """Whether these are all the rows of the table."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Something that is dropped, and something alike that is added."""

    bind: str
    old: DraftedColumn | DraftedTable
    new: DraftedColumn | DraftedTable

    @property
    def names(self) -> tuple[str, str]:
        return full_name(self.old), full_name(self.new)


def pairs(drafted: Iterable[Drafted]) -> Iterator[Pair]:
    """Yield what may have been renamed: the most alike first, and nothing twice."""
    for one in drafted:
        yield from (Pair(one.bind, *two) for two in alike_tables(one.dropped_tables, one.added_tables))
        yield from (Pair(one.bind, *two) for two in alike_columns(one.dropped_columns, one.added_columns))


def ask(pair: Pair, read: RowsRead | None, args: Sequence[str], file: str) -> RenameQuestion | None:
    """Return the question; ``None`` if none of the values could have been kept. ``read`` is ``None`` if nobody knows.

    ``args`` are the words after ``flask`` that have made the draft, and ``file`` is what they have written.
    """
    if read and read.values and not read.fit:
        return None
    old, new = pair.names
    run = shlex.join(("flask", *args, OPTION, f"{old}={new}"))
    if isinstance(pair.old, DraftedTable) and isinstance(pair.new, DraftedTable):
        with_it = f", with {its(read, read.rows, 'row')}," if read and read.rows else ""
        evidence = table_evidence(pair.old, pair.new)
    else:
        assert isinstance(pair.old, DraftedColumn)
        assert isinstance(pair.new, DraftedColumn)
        with_it = f", with {its(read, read.values, 'value')}," if read and read.values else ""
        evidence = column_evidence(pair.old, pair.new, read)
    what = f"The draft drops {old}{with_it} and makes a new, empty {new}."
    return RenameQuestion(old, new, what, tuple(evidence), run, file, pair.bind)


def column_evidence(old: DraftedColumn, new: DraftedColumn, read: RowsRead | None) -> Iterator[str]:
    if old.type == new.type:
        yield f"both are {old.type}"
    else:
        yield f"{old.name} is {old.type}, {new.name} is {new.type}"
    if old.nullable == new.nullable:
        yield "both may be NULL" if old.nullable else "neither may be NULL"
    else:
        yield f"{(old if old.nullable else new).name} may be NULL, {(new if old.nullable else old).name} may not"
    if old.at and old.at == new.at:
        yield f"both are column {old.at} of {old.table}"
    if alike_names(old.name, new.name) >= ALIKE:
        yield "the names are alike"
    if read and read.values:
        first = "" if read.all else "the first "
        yield f"{read.fit:,} of {first}{number(read.values, 'value')} would fit into {new.name}"
    if read and not new.nullable and read.rows > read.values:
        yield f"{number(read.rows - read.values, 'row')} without a value, which {new.name} must have"


def table_evidence(old: DraftedTable, new: DraftedTable) -> Iterator[str]:
    same = shared(old, new)
    yield f"{number(len(same), 'column')} with the same name and type: {listed(same)}"
    for one in (old, new):
        if only := [each.name for each in one.columns if each.name not in same]:
            yield f"only {one.name} has {listed(only)}"
    if alike_names(old.name, new.name) >= ALIKE:
        yield "the names are alike"


def its(read: RowsRead, many: int, what: str) -> str:
    return f"its {number(many, what)}" if read.all else f"{many:,} or more {what}s"


def full_name(thing: DraftedColumn | DraftedTable) -> str:
    return f"{thing.table}.{thing.name}" if isinstance(thing, DraftedColumn) else thing.name
