"""Make the rows with which an exercise of practice begins, and ask questions about them before any project exists."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from migration_lab.course.exercises.practice.domains import PracticeDomain
from migration_lab.course.exercises.practice.draw import Draw
from migration_lab.course.toml_entries import Reader, list_of, table, text, whole_number
from migration_lab.errors import LabError

Row = tuple[Any, ...]
SEVERAL = 900
"""Added to an id, it is the id of no row."""


@dataclass(frozen=True, slots=True)
class ColumnOfRows:
    """A column, and where its values come from."""

    name: str
    source: str
    """``labels`` or another list of the domain, ``numbers``, ``codes``, ``ids of book``, or ``first ids of book``:
    without the last."""
    empty: int = 0
    """How many rows have ``NULL``."""
    repeated: int = 0
    """How many rows have the value of another row."""
    orphans: int = 0
    """How many rows refer to a row that is not there."""
    others: tuple[str, ...] = ()
    """Lists of the domain: one row each has a value of that list instead."""

    @property
    def odd(self) -> int:
        """In how many rows the value is not an ordinary one."""
        return self.empty + self.repeated + self.orphans + len(self.others)


@dataclass(frozen=True, slots=True)
class TableOfRows:
    name: str
    many: int
    columns: tuple[ColumnOfRows, ...]


@dataclass(frozen=True, slots=True)
class MadeTable:
    name: str
    columns: tuple[str, ...]
    """The first is ``id``."""
    rows: tuple[Row, ...]

    def as_sql(self) -> str:
        lines = ",\n".join(f"    ({', '.join(map(_quoted, row))})" for row in self.rows)
        return f"INSERT INTO {self.name} ({', '.join(self.columns)}) VALUES\n{lines};\n"


def make_tables(wanted: Iterable[TableOfRows], domain: PracticeDomain, draw: Draw) -> tuple[MadeTable, ...]:
    """Make their rows, one table after the other. Raises ``LabError`` for a source that is not there."""
    made: dict[str, MadeTable] = {}
    for one in wanted:
        free = draw.some(range(one.many), one.many)  # no row has two traps
        columns = [_column(column, one.many, domain, draw, made, free) for column in one.columns]
        names = ("id", *(column.name for column in one.columns))
        made[one.name] = MadeTable(one.name, names, tuple(zip(range(1, one.many + 1), *columns, strict=True)))
    return tuple(made.values())


def _column(
    column: ColumnOfRows, many: int, domain: PracticeDomain, draw: Draw, made: Mapping[str, MadeTable], free: list[int]
) -> list[Any]:
    """Make the values of a column. Its odd rows are taken from those that are still ``free``."""
    values = _values(column.source, many, domain, draw, made)
    if column.odd >= len(free):
        raise LabError(f"{column.name} needs {column.odd} odd rows, and {len(free)} are left: one has to be ordinary.")
    odd = [free.pop() for _ in range(column.odd)]
    usual = [row for row in range(many) if row not in odd]
    odd_ones = [
        *(None for _ in range(column.empty)),
        *(values[draw.one(usual)] for _ in range(column.repeated)),
        *(SEVERAL + at for at in range(column.orphans)),
        *(draw.one(_list(name, domain)) for name in column.others),
    ]
    for row, value in zip(odd, odd_ones, strict=True):
        values[row] = value
    return values


def _values(source: str, many: int, domain: PracticeDomain, draw: Draw, made: Mapping[str, MadeTable]) -> list[Any]:
    if source == "numbers":
        return _numbers(many, domain, draw)
    if source == "codes":
        return [f"{letters}-{number}" for letters, number in _codes(many, domain, draw)]
    if " of " in source:
        which, _, table_name = source.partition(" of ")
        ids = [row[0] for row in made[table_name].rows]
        return [draw.one(ids[:-1] if which == "first ids" else ids) for _ in range(many)]
    known = _list(source, domain)
    return draw.some(known, many) if len(known) >= many else [draw.one(known) for _ in range(many)]


def _list(name: str, domain: PracticeDomain) -> Sequence[str]:
    if name not in domain.lists:
        raise LabError(f"rows cannot be made from {name!r}; there are {', '.join(domain.lists)}, numbers and codes.")
    return domain.lists[name]


def _numbers(many: int, domain: PracticeDomain, draw: Draw) -> list[Any]:
    """Draw different numbers: one half below the limit, the other from it on, in any order."""
    low, high = domain.numbers
    found = draw.some(range(low, domain.limit), many // 2) + draw.some(range(domain.limit, high + 1), many - many // 2)
    return draw.some(found, many)


def _codes(many: int, domain: PracticeDomain, draw: Draw) -> Iterator[tuple[str, int]]:
    letters = domain.words["item"][:2].upper()
    yield from ((letters, number) for number in draw.some(range(100, 1000), many))


def _quoted(value: Any) -> str:
    return "NULL" if value is None else str(value) if isinstance(value, int) else f"'{value}'"


@contextmanager
def in_memory(tables: Iterable[MadeTable]) -> Iterator[sqlite3.Connection]:
    """Give a database that has just these rows."""
    with closing(sqlite3.connect(":memory:")) as database:
        for one in tables:
            database.execute(f"CREATE TABLE {one.name} ({', '.join(one.columns)})")
            database.executescript(one.as_sql())
        yield database


def _read_column(value: Any) -> ColumnOfRows:
    return ColumnOfRows(**table(value, COLUMN_KEYS, COLUMN_KEYS.keys() - {"name", "source"}))


def read_table(value: Any) -> TableOfRows:
    return TableOfRows(**table(value, TABLE_KEYS))


COLUMN_KEYS: dict[str, Reader] = {
    "name": text,
    "source": text,
    "empty": whole_number,
    "repeated": whole_number,
    "orphans": whole_number,
    "others": list_of(text),
}
TABLE_KEYS: dict[str, Reader] = {"name": text, "many": whole_number, "columns": list_of(_read_column)}
