"""Define how the rows of a table are read between two statements of a command, on the command's own connection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from migration_lab.values.frames import TableFrame
from migration_lab.values.value_forms import text

MOST_ROWS = 6
MOST_COLUMNS = 40
UNSORTED = "ctid"
"""Where a row of PostgreSQL lies: to sort by it, the whole table would be read; it is read in that order anyway."""
MOST_COUNTED = 2000
"""So many rows are counted, which takes well under a millisecond."""


class FrameReader(Protocol):
    """Reads by a cursor of the driver, so that nothing is recorded as SQL, and the command is not disturbed.

    Its methods raise what the driver raises.
    """

    def place(self, url: Any) -> str | None:
        """Return which database that is, as ``Frame.database`` has it; ``None`` if it ends with the command."""

    def may_ask(self, root: Path) -> bool:
        """Tell whether the lab may ask anything there for the project in ``root``."""

    def cursor(self, connection: Any) -> AbstractContextManager[Any]:
        """Give a cursor of the driver of SQLAlchemy's ``connection`` that waits for nobody; closed afterwards."""

    def may_read(self, cursor: Any, root: Path) -> bool:
        """Tell whether the lab may read there while a command of the project in ``root`` runs."""

    def names(self, cursor: Any) -> tuple[str, ...]:
        """Return the names of the tables."""

    def read(self, cursor: Any, table: str) -> TableFrame:
        """Return that table as it is."""


def described(
    execute: Callable[[str], Any], table: str, name: str, columns: tuple[str, ...], key: tuple[str, ...], place: str
) -> TableFrame:
    """Read the rows of a table with these columns and this key; ``place`` tells its rows apart if it has none."""
    identity = ", ".join(map(quoted, key)) or place
    order = "" if identity == UNSORTED else f" ORDER BY {identity}"
    listed = ", ".join(map(quoted, columns))
    rows = execute(f"SELECT {identity}, {listed} FROM {name}{order} LIMIT {MOST_ROWS}").fetchall()
    held = ", ".join(f"count({quoted(one)})" for one in columns)
    part = f"SELECT {listed} FROM {name} LIMIT {MOST_COUNTED + 1}"
    count, *filled = execute(f"SELECT count(*), {held} FROM ({part}) AS part").fetchone()
    width = len(key) or 1
    return TableFrame(
        table,
        columns,
        key,
        told_apart(" · ".join(str(text(value)) for value in row[:width]) for row in rows),
        tuple(tuple(map(text, row[width:])) for row in rows),
        min(count, MOST_COUNTED),
        tuple(filled),
        count > MOST_COUNTED,
    )


def told_apart(ids: Iterable[str]) -> tuple[str, ...]:
    """Number those that are equal: a key may be NULL in several rows of SQLite, and a long one is cut."""
    seen: Counter[str] = Counter()
    found = []
    for one in ids:
        seen[one] += 1
        found.append(one if seen[one] == 1 else f"{one} ({seen[one]})")
    return tuple(found)


def quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
