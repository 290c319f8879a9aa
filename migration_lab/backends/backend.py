"""What the lab needs of one kind of database, and of one database that it can copy and put back.

SQLite has these in ``sqlite/`` and PostgreSQL in ``postgresql/``; a third kind is a folder beside them, and a line in
``kinds``. How its structure is read is ``schema``'s business.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from migration_lab.backends.fingerprints import Fingerprint
from migration_lab.errors import LabError

Say = Callable[[str], object]
"""Tells whoever waits, in whole lines."""


WRITTEN_TO = "Something else is writing to {} just now. Nothing was undone. End that program, or wait, and undo again."


class DatabaseBusy(LabError):
    """Another program holds the database, so it can be neither copied nor put back."""


class NoDriver(LabError):
    """The notebook's Python has nothing to read that database with."""


class CopyFailed(OSError):
    """The database itself has refused to be copied or put back, in its own words."""


class Backend(Protocol):
    """One kind of database."""

    dialect: str
    """SQLAlchemy's name for it."""
    title: str
    """Its name."""
    ending: str
    """How the name of the file in ``.lab`` ends that is a copy, or stands for one."""
    why_no_undo: str
    """Where one lies of which no copy can be kept for undo, in words."""
    on_server: bool
    """Whether others than its app can reach such a database that is no file."""
    has_extensions: bool
    """Whether types may come out of extensions, and tables lie in schemas that have to be made first."""
    written: str
    """How SQL asks for a value in the form in which the database writes it."""

    def engine(self, url: Any, *, read_only: bool, frozen: bool) -> Any:
        """An engine that keeps no connection, to read the database that the app reaches by ``url``."""

    def pulse(self, engine: Any, url: Any) -> object:
        """Equal as long as nothing was written, at the cost of one query at the most; ``None`` if it cannot be told."""

    def contents(self, engine: Any, pulse: object) -> object:
        """Equal as long as it holds the same rows, at the cost of looking through them; else the ``pulse``."""

    def file(self, url: Any) -> Path | None:
        """The file that the database is; ``None`` for one in memory or on a server."""

    def shown(self, url: Any, root: Path, name: str | None) -> str:
        """Which database that is, for people, without a secret; ``name`` is the one by which undo knows it."""

    def undo_name(self, url: Any, engine: Any, root: Path) -> str | None:
        """By what name the project in ``root`` keeps copies of it for undo; ``None`` when it can keep none."""

    def no_undo(self, called: str) -> str:
        """What a database is that has no ``undo_name``, as a noun, and why; ``called`` is a space and its bind."""

    def live(self, root: Path, name: str) -> LiveDatabase:
        """The database that the project in ``root`` keeps copies of by that name."""

    def copy_address(self, copy: Path) -> str:
        """The URL of a copy, to be read."""

    def copy_size(self, copy: Path) -> int:
        """The bytes that it takes."""

    def forget_copies(self, root: Path) -> None:
        """Remove those for which no file in ``.lab`` of that project stands any more."""


class LiveDatabase(Protocol):
    """One database of a project, to be copied and put back. A ``copy`` is a file in ``.lab`` that is one, or stands for
    one; no copy, ``None``, stands for a database that is not there, or has nothing in it.
    """

    name: str
    ending: str
    """How the name of the file in ``.lab`` ends that is a copy of it, or stands for one."""

    @property
    def path(self) -> Path | None:
        """The file that it is; ``None`` for one on a server."""

    def fingerprint(self) -> Fingerprint:
        """Equal as long as nothing was written. When it is another one, the content may be the same all the same."""

    def is_sure(self, print_: Fingerprint) -> bool:
        """Whether the database would have another fingerprint than that if it were written to now."""

    def is_there(self) -> bool:
        """Whether there is anything to copy."""

    def copy_out(self, copy: Path, say: Say) -> tuple[Fingerprint, bool]:
        """Copy it; gives its fingerprint then, and whether that would be another one after a later write.

        Raises ``DatabaseBusy``, and ``OSError`` when the copy cannot be made.
        """

    def share(self, there: Path, copy: Path) -> None:
        """Let the copy ``there`` be ``copy`` as well."""

    def copy_back(self, copy: Path | None, still: Fingerprint) -> None:
        """Make the database what it was when it was copied.

        When something has written to it since it had the fingerprint ``still``, nothing is done. Raises like
        ``copy_out``; the database is then as it was.
        """

    def is_as_copied(self, copy: Path | None) -> bool:
        """Whether it holds now what it held when the copy was made. False where that cannot be found out."""

    def same_copies(self, one: Path | None, other: Path | None) -> bool:
        """Whether two copies of it hold the same."""

    def address(self) -> str:
        """The URL by which the lab reads it, whatever the app says now."""
