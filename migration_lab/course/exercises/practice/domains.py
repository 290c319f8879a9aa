"""What an exercise of practice is about: a small app with its own names for tables and columns. Touches no database."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from migration_lab.course.toml_entries import Reader, list_of, table, text, whole_number
from migration_lab.errors import LabError

TABLES = ("item", "group", "renamed")
COLUMNS = ("label", "number", "bad", "band", "kind", "note", "code", "person")
WORDS = ("place", "items", "groups", "high", "low")
ENOUGH = {"labels": 12, "group_labels": 6, "kinds": 3, "extra": 3}
_RESERVED = """
add all alter and as asc between by case cast check column commit constraint create cross current default delete desc
distinct do drop each else end escape except exists fail filter for foreign from full group having if in index inner
insert into is isnull join key left like limit match natural no not null of on or order outer over partition plan
primary query range references regexp replace right row rows select set table temp then to transaction trigger union
unique update user using values view when where window with without
db id metadata registry type
"""
RESERVED = frozenset(_RESERVED.split())
"""Words that mean something to SQL, or to a model of SQLAlchemy."""


@dataclass(frozen=True, slots=True)
class PracticeDomain:
    words: dict[str, str]
    """By the name of its field: ``{"item": "book", …}``."""
    lists: dict[str, tuple[str, ...]]
    """What rows are made of, such as ``labels``."""
    numbers: tuple[int, int]
    limit: int
    """From which number on one is ``{high}``; some of the numbers are below it."""

    def fields(self) -> dict[str, str]:
        """Return what templates call its words; ``{Item}`` is the class of the table ``{item}``."""
        classes = {name.capitalize(): self.words[name].capitalize() for name in TABLES}
        return {**self.words, **classes, "limit": str(self.limit)}


def read_domain(entry: Any, shared: dict[str, tuple[str, ...]]) -> PracticeDomain:
    """Read its entry. Raises ``LabError`` for a name that is not one, is reserved, or stands there twice."""
    found = table(entry, KEYS)
    names = [*(found[key] for key in (*TABLES, *COLUMNS)), *found["extra"]]
    for name in names:
        if not re.fullmatch(r"[a-z]+", name) or name in RESERVED or keyword.iskeyword(name):
            raise LabError(f"{name!r} cannot be the name of a table or a column: it has to be one word that is free.")
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise LabError(f"there are two columns or tables with the name {', '.join(twice)}.")
    low, high = found["numbers"]
    if not low < found["limit"] < high:
        raise LabError("limit should be between the two numbers.")
    lists = {key: found[key] for key in ENOUGH} | shared
    return PracticeDomain({key: found[key] for key in (*WORDS, *TABLES, *COLUMNS)}, lists, (low, high), found["limit"])


def values(at_least: int) -> Reader:
    """Return a reader of a list of values for rows: all different, and without quotes, which code is written with."""

    def read(value: Any) -> tuple[str, ...]:
        found: tuple[str, ...] = list_of(text, at_least=at_least)(value)
        if wrong := [one for one in found if re.search(r"['\"\\{}%:]", one)]:
            raise LabError(f"should have no quotes, braces, colons or percent signs: {wrong[0]!r}")
        if len({*found}) < len(found):
            raise LabError("should be different from each other.")
        return found

    return read


def _keys() -> Iterator[tuple[str, Reader]]:
    yield from ((key, text) for key in (*WORDS, *TABLES, *COLUMNS))
    yield from ((key, values(many)) for key, many in ENOUGH.items())
    yield "numbers", list_of(whole_number, exactly=2)
    yield "limit", whole_number


KEYS: dict[str, Reader] = dict(_keys())
