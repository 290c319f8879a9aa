"""Define what the lab needs of one kind of database, and of one database that it can copy and put back.

SQLite has these in ``sqlite/`` and PostgreSQL in ``postgresql/``. A third kind is a folder beside them and a line in
``kinds``; a reader of its structure in ``schema``; and in ``child/sandbox`` what keeps its databases unchanged while
the lab only looks, as ``redirect`` and the ``postgresql_*`` modules do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from migration_lab.backends.fingerprints import Fingerprint
from migration_lab.backends.frame_reader import FrameReader
from migration_lab.errors import LabError
from migration_lab.values.orphans import Orphans
from migration_lab.values.waits import Wait

Say = Callable[[str], object]
"""Takes messages for whoever waits, in whole lines."""


WRITTEN_TO = "Something else is writing to {} just now. Nothing was done. End that program, or wait, and try again."


class DatabaseBusy(LabError):
    """Another program holds the database, so it can be neither copied nor put back."""


class NoDriver(LabError):
    """The notebook's Python has no driver for that database."""


class CopyFailed(OSError):
    """The database itself refused to be copied or put back; the message has its own words."""


class Backend(Protocol):
    """One kind of database."""

    dialect: str
    """SQLAlchemy's name for it."""
    title: str
    """Its name."""
    ending: str
    """The ending of a file in ``.lab`` that is a copy, or stands for one."""
    why_no_undo: str
    """Says where a database is that cannot be copied for undo."""
    on_server: bool
    """Whether others than its app can reach such a database, which is then not a file."""
    has_extensions: bool
    """Whether types may come from extensions, and tables may be in schemas that must be made first."""
    frames: FrameReader | None
    """Reads rows between the statements of a command; ``None`` if that might disturb the command."""
    written: str
    """SQL that turns a value into the text that the database writes for it."""
    unfit: str
    """SQL for whether a text, ``{0}``, is no value of a type, ``{1}``; empty where a text is taken for any type."""

    changed_by_cast: str
    """SQL for whether a value of the column ``{0}`` is another one after it was a value of the type ``{1}``."""

    def engine(self, url: Any, *, read_only: bool, frozen: bool) -> Any:
        """Return an engine that keeps no connection, to read the database that the app reaches by ``url``."""

    def execute_script(self, url: Any, sql: str) -> None:
        """Execute these statements, as if somebody typed them: the only thing here that writes.

        Raises what the driver or SQLAlchemy raises.
        """

    def pulse(self, engine: Any, url: Any) -> object:
        """Return a value that is equal as long as nothing was written; ``None`` if that cannot be told. One query at
        most.
        """

    def contents(self, engine: Any, pulse: object) -> object:
        """Return a value that is equal as long as the rows are the same, by reading them all; else return ``pulse``."""

    def waits(self, engine: Any, session: str) -> Sequence[Wait]:
        """Return for whose locks the sessions of that name wait; nothing if nobody can tell."""

    def aside(self, connection: Any, seconds: float) -> AbstractContextManager[Any]:
        """Give a driver's cursor for questions between the statements of a script, in the script's own transaction.

        A question that fails, or is stopped after that time where the server can do that, leaves no trace in it.
        """

    def deleted_with(self, cursor: Any, table: str) -> Sequence[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Return whose rows go when a script drops that table, or a batch makes it anew: of each such table its name,
        its columns, and the columns that they refer to.
        """

    def orphans(self, engine: Any) -> Orphans:
        """Count the rows that point at a row that is not there, within a limit of rows and of time. Only reads.

        A database that never lets such rows in has none.
        """

    def file(self, url: Any) -> Path | None:
        """Return the file that the database is; ``None`` for one in memory or on a server."""

    def shown(self, url: Any, root: Path, name: str | None) -> str:
        """Say which database that is, for people, without a secret; ``name`` is its name for undo."""

    def undo_name(self, url: Any, engine: Any, root: Path) -> str | None:
        """Return the name by which the project in ``root`` copies it for undo; ``None`` if it cannot be copied."""

    def no_undo(self, called: str) -> str:
        """Return a noun for a database without ``undo_name``, and the reason; ``called`` is a space and its bind."""

    def live(self, root: Path, name: str) -> LiveDatabase:
        """Return the database that the project in ``root`` copies by that name."""

    def copy_address(self, copy: Path) -> str:
        """Return the URL for reading a copy."""

    def copy_size(self, copy: Path) -> int:
        """Return the size of a copy in bytes."""

    def forget_copies(self, root: Path) -> None:
        """Remove the copies for which no file in ``.lab`` of that project stands any more."""


class LiveDatabase(Protocol):
    """One database of a project, to be copied and put back.

    A ``copy`` is a file in ``.lab`` that is one, or stands for one; no copy, ``None``, stands for a database that does
    not exist, or is empty.
    """

    name: str
    ending: str
    """The ending of a file in ``.lab`` that is a copy of it, or stands for one."""

    @property
    def path(self) -> Path | None:
        """Return its file; ``None`` for one on a server."""

    def fingerprint(self) -> Fingerprint:
        """Return a value that is equal as long as nothing was written.

        If it differs, the content may still be the same.
        """

    def is_sure(self, print_: Fingerprint) -> bool:
        """Tell whether the database would get another fingerprint than that if something wrote to it now."""

    def is_there(self) -> bool:
        """Tell whether there is anything to copy."""

    def copy_out(self, copy: Path, say: Say) -> tuple[Fingerprint, bool]:
        """Copy it; return its fingerprint then, and whether a later write would change that.

        Raises ``DatabaseBusy``, and ``OSError`` if the copy cannot be made.
        """

    def share(self, there: Path, copy: Path) -> None:
        """Make ``copy`` another name for the copy ``there``."""

    def copy_back(self, copy: Path | None, still: Fingerprint) -> None:
        """Make the database what it was when it was copied.

        Does nothing if something has written to it since it had the fingerprint ``still``. Raises like ``copy_out``;
        the database is then unchanged.
        """

    def is_as_copied(self, copy: Path | None) -> bool:
        """Tell whether it holds now what it held when the copy was made. False if that cannot be found out."""

    def same_copies(self, one: Path | None, other: Path | None) -> bool:
        """Tell whether two copies of it hold the same."""

    def address(self) -> str:
        """Return the URL by which the lab reads it, whatever the app says now."""
