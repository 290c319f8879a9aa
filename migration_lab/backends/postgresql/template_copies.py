"""Copy databases on the lab's own PostgreSQL for undo: each copy is a database beside the one in use.

In ``.lab`` a small file, a ticket, stands for each copy. Several moments may share one; when no ticket names a copy any
more, it is dropped. A copy that is put back takes the name of the present database in one transaction, so that a killed
process leaves the one or the other. Nobody may be connected while a copy is made or put back: see ``sessions``.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from migration_lab.backends.atomic import link_or_copy, protect, write_text
from migration_lab.backends.backend import WRITTEN_TO, CopyFailed, DatabaseBusy, Say
from migration_lab.backends.fingerprints import Fingerprint
from migration_lab.backends.plain_sql import plain, quote
from migration_lab.backends.postgresql.dropping import drop_soon
from migration_lab.backends.postgresql.embedded_server import EmbeddedServer, serve
from migration_lab.backends.postgresql.postgresql_content import PULSE, content_of
from migration_lab.backends.postgresql.sessions import literal, undisturbed
from migration_lab.errors import LabError
from migration_lab.schema.schema_errors import LOCKED, means

PREFIX = "postgresql:"
"""The beginning of such a database's name among the names of SQLite files."""
ENDING = ".postgresql"
COPY, FRESH, OLD = "lab_copy_", "lab_new_", "lab_old_"
"""The prefixes of copies, and, while one is put back, of the new and the old database."""
START, SCRATCH = "lab_start_", "lab_scratch_"
"""The prefixes of what an exercise began with, and of what is made to try something: see ``databases_beside``."""
NAME, LONGEST = re.compile(r"[a-z][a-z0-9_]{,62}"), 63
TAKEN = (COPY, FRESH, OLD, START, SCRATCH, "postgres", "template")
"""The prefixes that no database of a project may have."""
EMPTY = "template0"
RENAME = "ALTER DATABASE {} RENAME TO {}"
SETTINGS = """
UPDATE pg_db_role_setting SET setdatabase = (SELECT oid FROM pg_database WHERE datname = {})
WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = {})
"""
_known: dict[tuple[EmbeddedServer, str], tuple[str, str]] = {}
"""The content of each database at the last known pulse of its server."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A copy on the server, as described by the file that stands for it."""

    database: str
    content: str
    bytes: int


def ticket_of(copy: Path) -> Ticket:
    """Read a ticket. Raises ``CopyFailed`` if it cannot be read."""
    try:
        found = json.loads(copy.read_text(encoding="utf-8"))
        return Ticket(str(found["database"]), str(found["content"]), int(found["bytes"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CopyFailed(f"{copy.name}, which names a copy on the server, cannot be read") from error


class ServedDatabase:
    """One database on the project's own server."""

    path = None
    ending = ENDING

    def __init__(self, root: Path, name: str) -> None:
        self.root = root
        self.name = name
        self.database = name.removeprefix(PREFIX)

    @property
    def server(self) -> EmbeddedServer:
        return serve(self.root)

    def fingerprint(self) -> Fingerprint:
        """Return its content; empty if there is no such database."""
        with self._said() as connection:
            pulse, key = str(plain(connection, PULSE).scalar_one()), (self.server, self.database)
            if not is_there(connection, self.database):
                return ""
            if (known := _known.get(key)) is None or known[0] != pulse:
                known = _known[key] = pulse, self._content(self.database)
        return known[1]

    def is_sure(self, print_: Fingerprint) -> bool:
        return True

    def is_there(self) -> bool:
        with self._said() as connection:
            return is_there(connection, self.database)

    def copy_out(self, copy: Path, say: Say) -> tuple[Fingerprint, bool]:
        made = COPY + secrets.token_hex(6)
        with self._said() as connection:
            undisturbed(connection, self.database, lambda: make(connection, made, self.database), say)
            try:
                bytes_ = int(plain(connection, f"SELECT pg_database_size({literal(made)})").scalar_one())
                ticket = Ticket(made, self._content(made), bytes_)
                write_text(copy, json.dumps(asdict(ticket)))
                protect(copy)
            except BaseException:
                drop_soon(self.server, [made])
                raise
        return ticket.content, True

    def share(self, there: Path, copy: Path) -> None:
        link_or_copy(there, copy)

    def copy_back(self, copy: Path | None, still: Fingerprint) -> None:
        number = secrets.token_hex(6)
        fresh, old = FRESH + number if copy else "", OLD + number
        with self._said() as connection:
            if copy:
                template = ticket_of(copy).database
                undisturbed(connection, template, lambda: make(connection, fresh, template))
            try:
                there = is_there(connection, self.database)
                swap = partial(self._swap, fresh, old if there else "")
                undisturbed(connection, self.database, swap)
            except BaseException:
                drop_soon(self.server, [fresh] if fresh else [])
                raise
            if there and self._content(old) != still:  # others may have written until now, but no longer can
                undisturbed(connection, self.database, partial(self._swap, old, fresh))
                drop_soon(self.server, [fresh] if fresh else [])
                raise DatabaseBusy(WRITTEN_TO.format(self.name))
            drop_soon(self.server, [old] if there else [])

    def is_as_copied(self, copy: Path | None) -> bool:
        try:
            return self.fingerprint() == (ticket_of(copy).content if copy else "")
        except (OSError, DatabaseBusy):
            return False

    def same_copies(self, one: Path | None, other: Path | None) -> bool:
        found = (ticket_of(copy).content if copy else "" for copy in (one, other))
        return next(found) == next(found)

    def address(self) -> str:
        return self.server.address(self.database)

    def _swap(self, comes: str, goes: str) -> None:
        """Give ``comes`` the database's name, and rename the present database to ``goes``: both at once, or neither.

        Either may be empty, if nothing comes or nothing was there. The settings of the database stay.
        """
        engine = self.server.maintenance.execution_options(isolation_level="READ COMMITTED")
        with engine.begin() as connection:
            if goes:
                plain(connection, RENAME.format(quote(self.database), quote(goes)))
            if comes:
                plain(connection, RENAME.format(quote(comes), quote(self.database)))
                plain(connection, SETTINGS.format(literal(self.database), literal(goes)))

    def _content(self, database: str) -> str:
        with self.server.engine(database).connect() as connection:
            return content_of(connection)

    @contextmanager
    def _said(self) -> Iterator[Any]:
        """Yield a connection from which databases are made; raise what the server refuses as ``CopyFailed``."""
        from sqlalchemy.exc import SQLAlchemyError

        try:
            with self.server.maintenance.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            first = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
            if means(error, LOCKED):
                raise DatabaseBusy(
                    f"Another session holds a lock in the database {self.database}, and does not release it: "
                    f"{first}. Commit there, or roll back, and try again."
                ) from error
            raise CopyFailed(first) from error


def make(connection: Any, name: str, template: str) -> None:
    plain(connection, f"CREATE DATABASE {quote(name)} TEMPLATE {quote(template)}")


def is_there(connection: Any, name: str) -> bool:
    return bool(plain(connection, f"SELECT count(*) FROM pg_database WHERE datname = {literal(name)}").scalar_one())


def sweep(root: Path) -> None:
    """Drop the copies that no ticket in ``.lab`` names any more, and what a killed process had begun.

    If it was killed while it put a copy back, the old database is dropped only if a copy has the same content.
    """
    from sqlalchemy.exc import SQLAlchemyError

    lab = root / ".lab"
    tickets = [readable_ticket(path) for at in ("*", "*/*") for path in lab.glob(f"{at}/*{ENDING}")]
    if None in tickets:
        return  # the copy it named is unknown, and may be somebody's work
    named, contents = {one.database for one in tickets if one}, {one.content for one in tickets if one}
    server = serve(root)
    try:
        with server.maintenance.connect() as connection:
            rows = plain(connection, "SELECT datname, datconnlimit = -2 FROM pg_database").fetchall()
        needless = []
        for name, half_dropped in rows:
            if name.startswith(OLD):
                if half_dropped or ServedDatabase(root, name).fingerprint() in contents:
                    needless.append(name)
            elif name.startswith(FRESH) or (name.startswith(COPY) and name not in named):
                needless.append(name)
        drop_soon(server, needless)
    except (SQLAlchemyError, OSError, DatabaseBusy):
        return  # they only take room, and are found again next time


def readable_ticket(path: Path) -> Ticket | None:
    try:
        return ticket_of(path)
    except CopyFailed:
        return None


def provide(root: Path, database: str) -> tuple[str, bool]:
    """Return the URL of that database on the project's own server, and whether it was made just now, empty.

    Raises ``LabError`` for a name that cannot be used, and if the server cannot be started.
    """
    if not NAME.fullmatch(database) or database.startswith(TAKEN):
        raise LabError(
            f"{database!r} cannot be the name of a database here: it must begin with a small letter, go on with small "
            f"letters, digits and _, up to {LONGEST} in all, and not begin with any of {', '.join(TAKEN)}."
        )
    server = serve(root)
    with server.maintenance.connect() as connection:
        new = not is_there(connection, database)
        if new:
            make(connection, database, EMPTY)
    return server.address(database), new
