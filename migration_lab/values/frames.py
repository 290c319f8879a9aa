"""The rows of the touched tables as they were between the statements of a command, read while it ran. Touches nothing.

They are what an animation of the rows is made of: the database itself showed them after that very statement.
"""

from __future__ import annotations

from dataclasses import dataclass

ROLLBACK = -1
"""Stands for a statement where a rollback at the command's end is what changed the tables."""


@dataclass(frozen=True, slots=True)
class TableFrame:
    """One table at one moment: its columns, its first rows, and how much is in it."""

    table: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    """The columns of the primary key; empty if there is none."""
    ids: tuple[str, ...]
    """For each row what tells it apart: its key as text, or what the database itself numbers it with."""
    rows: tuple[tuple[str | None, ...], ...]
    """The first rows in the order of the key, as short text; ``None`` is NULL."""
    count: int
    """The number of all rows."""
    held: tuple[int, ...]
    """For each column the number of rows in which it is not NULL."""
    at_least: bool = False
    """Whether there are more rows than were counted, so that ``count`` and ``held`` are only a part."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What one statement, or the same one several times in a row, did to the tables that it touches."""

    statement: int
    """Its place among the statements of the command; ``ROLLBACK`` for none of them."""
    database: str
    """The file of the database, links resolved."""
    times: int = 1
    opening: tuple[TableFrame, ...] = ()
    """The tables that were not read before, as they were right before it."""
    tables: tuple[TableFrame, ...] = ()
    """Those that it made or changed, as they were right after it."""
    gone: tuple[str, ...] = ()
    """Those that are not there any more, or not by that name."""
