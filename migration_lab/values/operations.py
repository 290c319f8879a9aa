"""What the operations of a revision did, as Alembic ran them: values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted in the rows of a copy, just before an operation ran."""

    what: str
    """``nulls``; ``values`` that are not NULL; ``duplicates``, which are values that several rows have, and ``in
    duplicates``, these rows; ``orphans``, whose parent is not there; ``children``, which are deleted with it; ``unfit``
    values for a type; rows in ``violation`` of a check.
    """
    number: int
    of: int
    """How many rows there were."""
    table: str
    columns: tuple[str, ...] = ()
    other: str = ""
    """The other table, where there is one: the parent of orphans, say."""


STRONG = ("ShareLock", "ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock")
"""PostgreSQL's locks on a table for which an app's writes have to wait, and for the last one its reads too."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock that an operation took, on a table or an index that was there before the run."""

    on: str
    mode: str
    """As PostgreSQL calls it: ``AccessExclusiveLock``."""
    index: bool = False
    """Whether it is an index."""
    rows: int = 0
    """How many rows the table had before the run, or the table of that index."""
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class RanOperation:
    """One operation: what a script called on ``op``. What is counted and locked is known only of a trial run."""

    kind: str
    """Alembic's name for it: ``AddColumn``, ``AlterColumn``, ``ExecuteSQL`` …; ``SQL`` for statements that a script
    ran by other means."""
    revision: str = ""
    """Empty in a command that was run for real: ``file`` says which revision it is."""
    file: str = ""
    """The script's own line, relative to the project."""
    line: int = 0
    bind: str = ""
    table: str = ""
    columns: tuple[str, ...] = ()
    name: str = ""
    """Of the constraint or the index."""
    details: Mapping[str, str | int | bool | None] = field(default_factory=dict)
    """What else the operation says: ``nullable``, ``type``, ``unique`` …, as ``operation_facts`` reads it. Of SQL:
    ``changed`` is the number of rows that it wrote, ``milliseconds`` how long that took, ``times`` how often it ran,
    ``built`` whether it is no text but was built of SQLAlchemy's expressions.
    """
    batch: bool = False
    """Whether it is part of a batch, which on SQLite makes the table anew."""
    made_here: bool = False
    """Whether the same run has made the table."""
    rows: int | None = None
    """How many rows the table had just before; ``None`` if it was not there or was not counted."""
    counts: tuple[Count, ...] = ()
    locks: tuple[Lock, ...] = ()
    """What it locked on PostgreSQL, and held until the end of its transaction."""
    held: tuple[Lock, ...] = ()
    """The strong locks that the transaction already held when it began."""
    rewrote: tuple[str, ...] = ()
    """The tables and indexes whose files PostgreSQL wrote anew."""
    scanned: Mapping[str, int] = field(default_factory=dict)
    """How many rows of which table PostgreSQL read one after the other."""
    transaction: str = ""
    """Which transaction of PostgreSQL it ran in; empty if in none, as in ``autocommit_block()``, or if not known."""
    lock_timeout: str = ""
    """As PostgreSQL says it: ``5s``; ``0`` if it would wait for ever."""
    microseconds: int = 0
    """How long its statements took on the copy; 0 if they were not timed."""
    statements: tuple[str, ...] = ()
    """The SQL that it ran."""
    failed: bool = False
    rolled_back: bool = False
    """Whether nothing that it did was there in the end, although no error ended the run."""

    def count(self, what: str) -> int:
        """Return a number that was counted before it ran; 0 also when that was not counted."""
        return next((one.number for one in self.counts if one.what == what), 0)
