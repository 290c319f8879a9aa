"""In a process of its own: send every database connection of an app to throwaway databases, by stages.

Install a ``Redirect`` before the app is imported. In the stage ``"copy"`` an app sees its database as it stands, and
cannot change it: SQLite is a copy, or opened for reading only when it is large; PostgreSQL is the real one, with
read-only transactions. In any other stage each of the app's databases is an empty one of that stage's own. SQLite's are
files in ``folder``; PostgreSQL's are made on the app's own server, and ``close`` drops them.

It needs nothing of the app's configuration, so it holds wherever the URL comes from. What it cannot see is a raw
connection that SQLAlchemy knows nothing of: ``sqlite3.connect`` and ``ATTACH`` are refused, a raw driver of PostgreSQL
is not.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import sys
import time
from collections.abc import Hashable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

COPY = "copy"
LARGEST_COPY = 64 << 20
"""Bytes of an SQLite file up to which a copy is made."""
PATIENCE = 1.0
PREFIX = "migration_lab_scratch_"
OLD = 600.0
"""Seconds after which a scratch database that nobody is connected to is one that a killed process left."""


class NoScratch(Exception):
    """A throwaway database could not be made; the message says why, for a learner."""


class Refused(RuntimeError):
    """The app opened a database in a way that could not be redirected."""


class Redirect:
    """Takes over all connections of this process, for the rest of its life."""

    def __init__(self, folder: Path, stage: str = COPY) -> None:
        self.folder = folder.resolve()
        self.stage = stage
        self.engines: set[Any] = set()
        self._paths: dict[tuple[str, Hashable], str] = {}
        self._names: dict[tuple[str, Hashable], str] = {}
        self._made: list[tuple[Any, dict[str, Any], str]] = []
        self._trusted = False

    def install(self) -> None:
        """From now on, no connection reaches a real database but for reading."""
        from sqlalchemy import Engine, event

        event.listen(Engine, "do_connect", self._connect)
        event.listen(Engine, "engine_connect", lambda connection: self.engines.add(connection.engine))
        sys.addaudithook(self._audit)

    def switch(self, stage: str) -> None:
        """Let go of every open connection; the next ones go to the databases of ``stage``."""
        if stage == self.stage:
            return
        for engine in self.engines:
            engine.dispose()
        self.stage = stage

    def close(self) -> None:
        """Let go of every connection, and drop what was made on a server."""
        self.switch("")
        for dialect, parameters, name in self._made:
            with suppress(Exception), self._on_server(dialect, parameters) as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        self._made.clear()

    def _connect(self, dialect: Any, _record: Any, args: list[Any], parameters: dict[str, Any]) -> Any:
        if dialect.name == "sqlite":
            return self._sqlite(dialect, args, parameters)
        if dialect.name == "postgresql":
            return self._postgresql(dialect, args, parameters)
        raise NoScratch(f"The lab makes scratch databases for SQLite and PostgreSQL, not for {dialect.name}.")

    # SQLite

    def _sqlite(self, dialect: Any, args: list[Any], parameters: dict[str, Any]) -> Any:
        real = file_of(str(args[0] if args else parameters.get("database", ":memory:")))
        address: Hashable = os.path.realpath(real) if real else dialect
        path = self._paths.get((self.stage, address))
        if path is None:
            path = self._paths[self.stage, address] = self._new_file(real)
        parameters = {**parameters, "uri": path.startswith("file:")}
        parameters.pop("database", None)
        with self._trust():
            connection = dialect.loaded_dbapi.connect(path, **parameters)
        connection.execute("PRAGMA synchronous = OFF")
        if hasattr(connection, "set_authorizer"):
            connection.set_authorizer(self._authorize)
        return connection

    def _new_file(self, real: Path | None) -> str:
        path = self.folder / f"{self.stage}-{len(self._paths)}.sqlite"
        if self.stage != COPY or real is None or not real.exists():
            return str(path)
        if real.stat().st_size > LARGEST_COPY:
            return f"file:{quote(real.resolve().as_posix())}?mode=ro"
        with self._trust():
            copy_file(real, path)
        return str(path)

    def _authorize(self, action: int, first: str | None, *_: Any) -> int:
        if action == sqlite3.SQLITE_ATTACH and first and not self._is_ours(first):
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK

    def _audit(self, event: str, details: tuple[Any, ...]) -> None:
        if event == "sqlite3.connect" and not self._trusted and not self._is_ours(os.fsdecode(details[0])):
            raise Refused(
                "The lab looks at a project on scratch databases, so it refused sqlite3.connect("
                f"{os.fsdecode(details[0])!r}), a connection of the app that does not go through SQLAlchemy."
            )

    def _is_ours(self, name: str) -> bool:
        file = file_of(name)
        return file is None or self.folder in file.resolve().parents

    @contextmanager
    def _trust(self) -> Iterator[None]:
        before, self._trusted = self._trusted, True
        try:
            yield
        finally:
            self._trusted = before

    # PostgreSQL

    def _postgresql(self, dialect: Any, args: list[Any], parameters: dict[str, Any]) -> Any:
        key = "dbname" if "dbname" in parameters else "database"
        address = tuple(str(parameters.get(name)) for name in ("host", "port", key))
        if self.stage == COPY:
            connection = dialect.connect(*args, **parameters)
            execute(connection, "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
            return connection
        name = self._names.get((self.stage, address))
        if name is None:
            name = self._names[self.stage, address] = self._new_database(dialect, parameters)
        return dialect.connect(*args, **{**parameters, key: name})

    def _new_database(self, dialect: Any, parameters: dict[str, Any]) -> str:
        name = f"{PREFIX}{int(time.time()):x}_{secrets.token_hex(4)}"
        try:
            with self._on_server(dialect, parameters) as cursor:
                self._sweep(cursor)
                cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        except dialect.loaded_dbapi.Error as error:
            reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
            who = (
                f"The role {parameters.get('user')} may not create"
                if "permission denied" in reason
                else "Could not make"
            )
            raise NoScratch(
                f"{who} a scratch database on this server ({reason}), so what models and scripts would make on an "
                f"empty database is not known. An administrator can give the right: ALTER ROLE … CREATEDB."
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
        """A cursor outside any transaction, as making and dropping a database wants it."""
        with closing(dialect.connect(**parameters)) as connection:
            connection.autocommit = True
            yield connection.cursor()


def execute(connection: Any, sql: str) -> None:
    connection.cursor().execute(sql)
    connection.commit()


def file_of(name: str) -> Path | None:
    """The file that SQLite opens for this name; ``None`` when it is a database in memory or a temporary one."""
    if name.startswith("file:"):
        name, _, query = name.removeprefix("file:").partition("?")
        if "mode=memory" in query.split("&"):
            return None
        name = unquote(name)
    return None if name in ("", ":memory:") else Path(name)


def copy_file(real: Path, copy: Path) -> None:
    """Copy an SQLite database without writing to it; a journal that a killed program left is rolled back in the copy.

    What is no database is copied byte for byte, for the app to find out. Raises ``sqlite3.OperationalError`` when it
    is locked.
    """
    uri = f"file:{quote(real.resolve().as_posix())}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(uri, uri=True, timeout=PATIENCE)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            target.execute("PRAGMA synchronous = OFF")
            source.backup(target)
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        for suffix in ("", "-wal", "-journal"):
            with suppress(FileNotFoundError):
                shutil.copyfile(f"{real}{suffix}", f"{copy}{suffix}")
