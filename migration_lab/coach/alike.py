"""Judge which of the things dropped and added may be one thing with another name. Touches nothing.

There is one answer, whoever asks: the question about a draft, the warning before an upgrade (A5), and the explanation
after it (S05).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from migration_lab.schema import Table
from migration_lab.values.drafted import DraftedColumn, DraftedTable
from migration_lab.values.wording import number

ALIKE = 0.5
"""How much of two names has to be the same, so that it counts."""
ENOUGH = 3
"""Points for a column: two each for the same type and for names alike, one each for the same place and nullability."""
MOST_COLUMNS = 0.7
"""The part of two tables' columns that has to be the same."""
FAMILIES = (
    ("String", "CHAR|TEXT|CLOB"),
    ("Interval", "INTERVAL"),
    ("Integer", "INT|SERIAL"),
    ("Numeric", "NUMERIC|DECIMAL|FLOAT|REAL|DOUBLE"),
    ("Boolean", "BOOL"),
    ("DateTime", "DATETIME|TIMESTAMP"),
)
"""Kinds of types, and what is in the names of those that belong to them; any other is a kind of its own."""
Thing = TypeVar("Thing", DraftedColumn, DraftedTable)


def alike_columns(
    dropped: Sequence[DraftedColumn], added: Sequence[DraftedColumn]
) -> Iterator[tuple[DraftedColumn, DraftedColumn]]:
    """Yield the columns that may have been renamed: the most alike first, and none twice."""
    return best(dropped, added, likeness_of_columns)


def alike_tables(
    dropped: Sequence[DraftedTable], added: Sequence[DraftedTable]
) -> Iterator[tuple[DraftedTable, DraftedTable]]:
    """Yield the tables that may have been renamed, likewise."""
    return best(dropped, added, likeness_of_tables)


def best(
    dropped: Sequence[Thing], added: Sequence[Thing], alike: Callable[[Thing, Thing], float]
) -> Iterator[tuple[Thing, Thing]]:
    points = [(alike(old, new), -at, old, new) for at, (old, new) in enumerate((a, b) for a in dropped for b in added)]
    left, right = set[Thing](), set[Thing]()
    for score, _, old, new in sorted(points, key=lambda one: one[:2], reverse=True):
        if score > 0 and old not in left and new not in right:
            left.add(old)
            right.add(new)
            yield old, new


def likeness_of_columns(old: DraftedColumn, new: DraftedColumn) -> float:
    """Return how much speaks for a rename; 0 where it is not enough."""
    if old.table != new.table or old.family != new.family or old.key != new.key or old.family == "NullType":
        return 0
    likeness = alike_names(old.name, new.name)
    points = 2 * (old.type == new.type) + 2 * (likeness >= ALIKE) + (old.at == new.at) + (old.nullable == new.nullable)
    return points + likeness if points >= ENOUGH else 0


def likeness_of_tables(old: DraftedTable, new: DraftedTable) -> float:
    if schema_of(old.name) != schema_of(new.name):
        return 0
    same, together = len(shared(old, new)), len({one.name for one in (*old.columns, *new.columns)})
    part = same / together if together else 0
    return part + alike_names(old.name, new.name) if part >= MOST_COLUMNS else 0


def shared(old: DraftedTable, new: DraftedTable) -> list[str]:
    """Return the names of the columns that both have, with the same type."""
    there = {one.name: (one.type, one.key) for one in new.columns}
    return [one.name for one in old.columns if there.get(one.name) == (one.type, one.key)]


def in_common(old: DraftedTable, new: DraftedTable) -> str:
    """Say which columns two tables have in common."""
    same = shared(old, new)
    if len(same) == len(old.columns) == len(new.columns):
        return "with the same columns"
    return f"with {number(len(same), 'column')} of the same name and type"


def alike_names(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()


def schema_of(table: str) -> str:
    return table.rpartition(".")[0]


def as_drafted(table: Table) -> DraftedTable:
    """Return a table of a database in the same form as one of a draft."""
    key = table.primary_key.columns if table.primary_key else ()
    columns = (
        DraftedColumn(table.name, one.name, one.type, family_of(one.type), None, one.nullable, at, one.name in key)
        for at, one in enumerate(table.columns, 1)
    )
    return DraftedTable(table.name, tuple(columns))


def family_of(type_: str) -> str:
    """Return what kind of type that is, as a database writes it."""
    name = re.sub(r"\(.*", "", type_).strip().upper()
    return next((family for family, words in FAMILIES if re.search(words, name)), name or "NullType")
