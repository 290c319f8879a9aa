"""What autogenerate wrote into a draft, and whether it may have left something out: values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DraftedColumn:
    """A column that a draft drops or adds, or one of a table that it drops or adds."""

    table: str
    """With its schema, where that is not the default one: ``sales.speaker``."""
    name: str
    type: str
    """As the database writes it: ``VARCHAR(20)``."""
    family: str
    """What kind of type that is: ``String`` for every text."""
    length: int | None = None
    nullable: bool = True
    at: int = 0
    """Which column of its table it is, counted from 1; 0 where that is not known."""
    key: bool = False
    """Whether it is a part of the primary key."""


@dataclass(frozen=True, slots=True)
class DraftedTable:
    """A table that a draft drops or adds."""

    name: str
    columns: tuple[DraftedColumn, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a draft drops from one database and adds to it."""

    bind: str = ""
    """Which of the app's databases; empty for the default one."""
    dropped_tables: tuple[DraftedTable, ...] = ()
    added_tables: tuple[DraftedTable, ...] = ()
    dropped_columns: tuple[DraftedColumn, ...] = ()
    added_columns: tuple[DraftedColumn, ...] = ()
    may_leave_out: bool = False
    """Whether it alters a server default, or may lack a default or a check of the tables that it changes."""
