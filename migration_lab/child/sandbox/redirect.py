"""In a process of its own: send every database connection of an app to throwaway databases, by stages.

Install a ``Redirect`` before the app is imported. In the stage ``"copy"`` an app sees its database as it is, and cannot
change it: SQLite is a copy, or opened for reading only if it is large; PostgreSQL is the real one, with transactions
that only read (see ``postgresql_transactions``). In any other stage each of the app's databases is an empty one of that
stage's own. SQLite's are files in ``folder``; PostgreSQL's are made on the app's own server, and ``close`` drops them.

It needs nothing of the app's configuration, so it works wherever the URL comes from. A raw ``sqlite3.connect`` goes to
a copy too, and what the app writes into files goes to ``overlay``; everything else that would bypass this is refused:
see ``guards``.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Hashable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from weakref import WeakSet

from migration_lab.backends.postgresql.sessions import NAME
from migration_lab.backends.sqlite.sqlite_files import LARGEST_COPY, copy_file, file_of, is_wal, unchanging_uri, uri_of
from migration_lab.child.installed import Installed
from migration_lab.child.sandbox import drivers, postgresql_statements, programs, sockets, sqlite_guard
from migration_lab.child.sandbox.guards import OURS, Guards, trust
from migration_lab.child.sandbox.postgresql_transactions import Transactions
from migration_lab.child.sandbox.scratch_files import ScratchFiles
from migration_lab.child.sandbox.scratch_room import ScratchRoom
from migration_lab.schema.schema_errors import NO_RIGHT, means

COPY = "copy"
NO_SCRIPTS = frozenset({COPY, "blank", "models", ""})
"""The stages in which no revision script runs."""
PATIENCE = 1.0
"""Seconds to wait for a lock on a PostgreSQL."""
IDLE = (2, 3)
"""libpq's numbers for a transaction in which nothing runs at the moment: idle, or idle after an error."""
PREFIX = "migration_lab_scratch_"
OLD = 600.0
"""Seconds after which a scratch database without connections is taken to be left by a killed process."""


class NoScratch(Exception):
    """A throwaway database could not be made; the message says why, for a learner."""


class Redirect:
    """Takes over all connections of this process, and the files that it writes, until ``installed`` is closed.

    ``report`` is one more folder that may be written to.
    """

    COPY = COPY

    def __init__(self, folder: Path, stage: str = COPY, report: str = "") -> None:
        self.folder = folder.resolve()
        self.files = ScratchFiles(self.folder, report)
        self.stage = stage
        self.engines: set[Any] = set()
        self._paths: dict[tuple[str, Hashable], str] = {}
        self._names: dict[tuple[str, Hashable], str] = {}
        self._made: list[tuple[Any, dict[str, Any], str]] = []
        self._one_at_a_time = threading.RLock()
        """An app may have threads that connect: each stage still has one database for an address."""
        self._readers: WeakSet[Any] = WeakSet()
        """The connections to the server's own databases."""
        self.with_rows = False
        """Whether the SQLite files of a stage begin as copies of the app's present ones, instead of empty."""
        self.installed = Installed()
        self.room = ScratchRoom()
        self.guards = Guards(self)
        self.transactions = Transactions(self.guards.refuse_statement)

    def install(self, installed: Installed) -> None:
        """From now on, let no connection reach a real database except for reading."""
        from sqlalchemy import Engine

        self.installed = installed
        installed.listen(Engine, "do_connect", self._connect)
        note = installed.own(lambda connection: self.engines.add(connection.engine))
        installed.listen(Engine, "engine_connect", note)
        sqlite_guard.install(installed, self._raw_sqlite, self.is_scratch)
        self.room.install(installed)
        self.guards.install(installed)
        drivers.install(installed, self.transactions)
        sockets.install(installed, lambda: self.stage not in NO_SCRIPTS)
        programs.install(installed)
        self.files.install(installed)

    def switch(self, stage: str) -> None:
        """Release every open connection; the next ones go to the databases of ``stage``."""
        if stage == self.stage:
            return
        for engine in self.engines:
            engine.dispose()
        for connection in [*self._readers]:
            end_reading(connection)
        self.stage = stage

    def close(self) -> None:
        """Release every connection, and drop what was made on a server.

        What the app does while it ends goes, as at its start, to its own database and copies of its files.
        """
        with self._one_at_a_time:  # a database that is just being made is dropped too
            self.switch(COPY)
        for dialect, parameters, name in self._made:
            with suppress(Exception):
                if getattr(dialect, "is_async", False):
                    import asyncio

                    from sqlalchemy.util.concurrency import greenlet_spawn

                    asyncio.run(greenlet_spawn(self._drop, dialect, parameters, name))
                else:
                    self._drop(dialect, parameters, name)
        self._made.clear()

    def _drop(self, dialect: Any, parameters: dict[str, Any], name: str) -> None:
        """Drop that database, even if somebody in this process has left a connection to it open."""
        with self._on_server(dialect, parameters) as cursor:
            try:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            except dialect.loaded_dbapi.Error:  # a server before PostgreSQL 13
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')

    def is_scratch(self, path: str | Path) -> bool:
        """Tell whether that is in the folder of the throwaway files."""
        return self.folder in Path(path).resolve().parents

    def _connect(self, dialect: Any, record: Any, args: list[Any], parameters: dict[str, Any]) -> Any:
        if self.installed.is_other():
            return None
        if record is not None:
            record.info[OURS] = True
        for listener in [*dialect.dispatch.do_connect]:
            # A listener of the app's own, after ours: it may give a password that is not in the URL.
            if listener != self._connect and (made := listener(dialect, record, args, parameters)) is not None:
                return made  # by a driver's own function, which is guarded
        if dialect.name == "sqlite":
            return self._sqlite(dialect, args, parameters)
        if dialect.name == "postgresql":
            with trust():
                return self._postgresql(dialect, args, parameters)
        raise NoScratch(f"The lab makes scratch databases for SQLite and PostgreSQL, not for {dialect.name}.")

    # SQLite

    def _sqlite(self, dialect: Any, args: list[Any], parameters: dict[str, Any]) -> Any:
        real = file_of(str(args[0] if args else parameters.get("database", ":memory:")), parameters.get("uri", False))
        address: Hashable = os.path.realpath(real) if real else dialect
        with self._one_at_a_time:
            path = self._paths.get((self.stage, address))
            if path is None:
                path = self._paths[self.stage, address] = self._new_file(real, self.stage)
        parameters = {**parameters, "uri": path.startswith("file:")}
        parameters.pop("database", None)
        with trust():
            connection = dialect.loaded_dbapi.connect(path, **parameters)
            if isinstance(connection, sqlite3.Connection):
                connection.execute("PRAGMA synchronous = OFF")
            elif hasattr(connection, "set_authorizer"):
                connection.set_authorizer(sqlite_guard.authorize)
        return connection

    def _raw_sqlite(self, name: Any, uri: bool) -> str | None:
        """Return where ``sqlite3.connect(name)`` goes: the app's database to the stage's, any other file to a copy."""
        real = file_of(os.fsdecode(name), uri)
        if real is None or self.is_scratch(real):
            return None
        address = os.path.realpath(real)
        with self._one_at_a_time:
            path = self._paths.get((self.stage, address)) or self._paths.get((COPY, address))
            if path is None:
                path = self._paths[COPY, address] = self._new_file(real, COPY)
        return path

    def _new_file(self, real: Path | None, stage: str) -> str:
        path = self.folder / f"{stage}-{len(self._paths)}.sqlite"
        if self.with_rows and stage != COPY and (copied := self.copied(real)):
            self._copy(copied, path)
        real = real and self.files.seen(real)
        if stage != COPY or real is None:
            return str(path)
        if not real.exists() or self.is_scratch(real):
            return str(self.files.new(real) or path)
        if real.stat().st_size > LARGEST_COPY and not is_wal(real):
            return f"{uri_of(real)}?mode=ro"
        if real.stat().st_size > LARGEST_COPY and (uri := unchanging_uri(real)):
            return uri
        self._copy(real, path)
        return str(path)

    def _copy(self, real: Path, path: Path) -> None:
        try:
            with trust():
                copy_file(real, path)
        except Exception as error:
            self.room.note(error)
            raise

    def copied(self, real: Path | None) -> Path | None:
        """Return the app's present copy of that SQLite file; ``None`` if it has none, or the file was too large."""
        path = self._paths.get((COPY, os.path.realpath(real))) if real else None
        return None if path is None or path.startswith("file:") else Path(path)

    # PostgreSQL

    def _postgresql(self, dialect: Any, args: list[Any], parameters: dict[str, Any]) -> Any:
        key = "dbname" if "dbname" in parameters else "database"
        address = tuple(str(parameters.get(name)) for name in ("host", "port", key))
        sockets.know(parameters.get("port"))
        if dialect.driver not in postgresql_statements.DRIVERS:
            names = ", ".join(postgresql_statements.DRIVERS)
            raise NoScratch(f"The lab looks at a PostgreSQL through {names}, and the app's driver is {dialect.driver}.")
        stage = self.stage
        if stage == COPY:
            connection = dialect.connect(*args, **parameters)
            self.transactions.know(connection, scratch=False)
            execute(connection, "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
            execute(connection, f"SET lock_timeout = {int(PATIENCE * 1000)}")
            execute(connection, f"SET application_name = '{NAME}'")
            with suppress(TypeError):  # an asynchronous adapter takes no weak reference
                self._readers.add(connection)
            return connection
        with self._one_at_a_time:
            name = self._names.get((stage, address))
            if name is None:
                name = self._names[stage, address] = self._new_database(dialect, parameters)
        connection = dialect.connect(*args, **{**parameters, key: name})
        self.transactions.know(connection, scratch=True)
        return connection

    def _new_database(self, dialect: Any, parameters: dict[str, Any]) -> str:
        name = f"{PREFIX}{int(time.time()):x}_{secrets.token_hex(4)}"
        try:
            with self._on_server(dialect, parameters) as cursor:
                self._sweep(cursor)
                cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        except dialect.loaded_dbapi.Error as error:
            reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
            if means(error, NO_RIGHT):
                who = f"The role {parameters.get('user')} may not create a scratch database on this server ({reason})"
                remedy = " An administrator can give the right: ALTER ROLE … CREATEDB."
            else:
                who, remedy = f"A scratch database could not be made on this server ({reason})", ""
            raise NoScratch(
                f"{who}, so what models and scripts would make on an empty database is not known.{remedy}"
            ) from error
        self._made.append((dialect, parameters, name))
        return name

    def _sweep(self, cursor: Any) -> None:
        """Drop, once, what a killed process left long ago."""
        if self._made:
            return
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname NOT IN "
            "(SELECT datname FROM pg_stat_activity WHERE datname IS NOT NULL)"
        )
        for (name,) in cursor.fetchall():
            made = name.removeprefix(PREFIX).partition("_")[0]
            with suppress(Exception):
                if name.startswith(PREFIX) and int(made, 16) < time.time() - OLD:
                    cursor.execute(f'DROP DATABASE "{name}"')

    @contextmanager
    def _on_server(self, dialect: Any, parameters: dict[str, Any]) -> Iterator[Any]:
        """Yield a cursor outside any transaction, as making and dropping a database needs it."""
        with trust(), closing(dialect.connect(**parameters)) as connection:
            connection.autocommit = True
            yield connection.cursor()


def execute(connection: Any, sql: str) -> None:
    connection.cursor().execute(sql)
    connection.commit()


def end_reading(connection: Any) -> None:
    """End a transaction in which an app has read and that it keeps open, so that it blocks no command."""
    with suppress(Exception):
        if connection.info.transaction_status in IDLE:
            connection.rollback()
