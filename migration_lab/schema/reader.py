"""Read the structure of any database to which SQLAlchemy has a connection. Reading never writes."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from migration_lab.schema.model import Schema
from migration_lab.schema.schema_errors import MissingDatabase, UnsupportedDatabase, explain, safe_url

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

SUPPORTED = ("sqlite", "postgresql")


def read_schema(source: Engine | Connection) -> Schema:
    """Read the whole structure of a database: tables, columns, keys, indexes, checks, views, triggers and more.

    On PostgreSQL also enums, domains, sequences, schemas, functions, procedures, aggregates, extensions and extended
    statistics. ``PostgresReader`` lists what it does not read there: a change of policies, rules, storage, view options
    or privileges makes no difference.

    ``source`` is an SQLAlchemy engine or connection to SQLite or PostgreSQL. A connection that is in a transaction
    is read as that transaction sees it, and stays in it; one that is not in a transaction is not in one afterwards.

    Raises ``SchemaError``: ``UnsupportedDatabase``, ``MissingDatabase`` (a missing SQLite file is not created),
    ``NotADatabase``, ``LockedDatabase`` or ``UnreachableDatabase``.
    """
    return SchemaReader(source).read()


class SchemaReader:
    """Reads one database again and again, at the cost of what changed and not of what exists.

    Keep one for as long as you are interested in the database; several threads may use it.
    """

    def __init__(self, source: Engine | Connection) -> None:
        dialect = getattr(source, "dialect", None)
        if dialect is None or getattr(dialect, "is_async", False) or not hasattr(source, "execution_options"):
            raise UnsupportedDatabase(
                f"Pass a synchronous SQLAlchemy Engine or Connection, not {type(source).__name__}: "
                "read_schema(db.engine) in a Flask app."
            )
        if dialect.name not in SUPPORTED:
            raise UnsupportedDatabase(
                f"migration_lab reads {' and '.join(SUPPORTED)}, not {dialect.name} ({safe_url(url_of(source))})."
            )
        self.source = source
        self._lock = threading.Lock()
        if dialect.name == "sqlite":
            from migration_lab.schema.sqlite import SqliteReader

            self._reader: Any = SqliteReader()
        else:
            from migration_lab.schema.postgresql_reader import PostgresReader

            self._reader = PostgresReader()

    def read(self) -> Schema:
        """Return the structure as it is now. Raises ``SchemaError`` as ``read_schema`` does."""
        from sqlalchemy.exc import SQLAlchemyError

        driver_error = self.source.dialect.loaded_dbapi.Error
        try:
            with self._lock, self._connected() as connection:
                schema: Schema = self._reader.read(connection)
                return schema
        except (SQLAlchemyError, driver_error, UnicodeDecodeError) as error:
            raise explain(error, url_of(self.source)) from error

    @contextlib.contextmanager
    def _connected(self) -> Iterator[Any]:
        """Give the reader the connection that it needs: the driver's for SQLite, SQLAlchemy's for PostgreSQL."""
        source: Any = self.source
        is_engine = hasattr(source, "raw_connection")
        if source.dialect.name == "sqlite":
            if not is_engine:
                yield source.connection
                return
            refuse_missing_file(source)
            connection = source.raw_connection()
            try:
                yield connection
            finally:
                connection.close()
        elif is_engine:
            with source.connect() as connection:
                yield connection
        else:
            begun = source.in_transaction()
            try:
                yield source
            finally:
                if not begun and source.in_transaction():
                    source.rollback()


def url_of(source: Any) -> Any:
    return source.engine.url


def refuse_missing_file(engine: Any) -> None:
    """Raise ``MissingDatabase`` where connecting would create an empty file."""
    path = sqlite_file(engine)
    if path is not None and not path.exists():
        raise MissingDatabase(
            f"There is no database file {path.name} in {path.parent}. "
            "`flask db upgrade` makes it; or check the path in the app's configuration."
        )


def sqlite_file(engine: Any) -> Path | None:
    """Return the file of an SQLite engine; None for a database in memory."""
    arguments, options = engine.dialect.create_connect_args(engine.url)
    name = str(arguments[0]) if arguments else str(engine.url.database or ":memory:")
    if name in (":memory:", ""):
        return None
    if not (options.get("uri") and name.startswith("file:")):
        return Path(name)
    parts = urlsplit(name)
    in_memory = parts.path == ":memory:" or "memory" in parse_qs(parts.query).get("mode", ())
    path = unquote(parts.path)
    if len(path) > 2 and path[0] == "/" and path[2] == ":":  # file:///C:/folder/file.db
        path = path[1:]
    return None if in_memory or not path else Path(path)
