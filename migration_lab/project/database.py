"""One live database of a project: its structure, some rows, and which revision it says it stands at.

Every method only reads. SQLAlchemy is imported at the first use.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from migration_lab.errors import LabError
from migration_lab.project import copies
from migration_lab.project.result import Rows
from migration_lab.schema import Schema

LONGEST = 60
PATIENCE = 1.0
"""Seconds to wait, when reading, for another program to let go of the database."""
DRIVERS = ("psycopg", "psycopg2", "pg8000")
NAMES = {"mysql": "MySQL", "mariadb": "MariaDB", "oracle": "Oracle", "mssql": "Microsoft SQL Server"}


class NoDriver(LabError):
    """The notebook's Python has nothing to read that database with."""


class NoSuchTable(LabError):
    """The database has no table of that name."""


class Database:
    """Reads one database. ``address`` is the URL that its app connects to; it is kept in memory, and never shown.

    ``read_only`` opens an SQLite file so that not even a journal that a killed program left is rolled back. Raises
    ``UnsupportedDatabase`` for one that is neither SQLite nor PostgreSQL, and ``NoDriver``.
    """

    def __init__(self, address: str, *, read_only: bool = False) -> None:
        from sqlalchemy import create_engine, event, make_url
        from sqlalchemy.pool import NullPool

        self.address = address
        self.url = make_url(address)
        self.path = sqlite_path(self.url)
        if self.path is not None:
            # "rw" makes no file that is not there, and no connection is kept: a file that was replaced is seen.
            url = self.url.set(
                database=f"file:{uri_path(self.path)}", query={"mode": "ro" if read_only else "rw", "uri": "true"}
            )
            self.engine = create_engine(url, poolclass=NullPool, connect_args={"timeout": PATIENCE})
        else:
            self.engine = create_engine(readable(self.url), poolclass=NullPool)
        if self.dialect == "postgresql":
            event.listen(self.engine, "connect", wait_no_longer)
        self._reader: Any = None

    @property
    def dialect(self) -> str:
        return self.engine.dialect.name

    @property
    def missing(self) -> bool:
        """Whether it is an SQLite file that is not there (yet), or has nothing in it."""
        return self.path is not None and (not self.path.exists() or self.path.stat().st_size == 0)

    def pulse(self) -> object:
        """Equal as long as nothing was written: for SQLite by its files, for PostgreSQL by the server's transactions.

        One query at the most. Raises ``UnreachableDatabase`` when a server does not answer it.
        """
        if self.path is not None:
            return copies.fingerprint(self.path)
        if self.dialect != "postgresql":
            return None
        from sqlalchemy.exc import SQLAlchemyError

        from migration_lab.schema.errors import explain

        try:
            with self.engine.connect() as connection:
                return connection.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar_one()
        except SQLAlchemyError as error:
            raise explain(error, self.url) from error

    def read(self) -> Schema:
        """The structure as it is now; an SQLite file that is not there counts as an empty database."""
        if self.missing:
            self._reader = None
            return Schema(self.dialect)
        if self._reader is None:
            from migration_lab.schema import SchemaReader

            self._reader = SchemaReader(self.engine)
        return self._reader.read()

    def rows(self, table: str, limit: int = 5) -> Rows:
        """How many rows ``table`` has, and the first ``limit`` of them in the order of its primary key."""
        schema = self.read()
        if table not in schema.table_names:
            names = ", ".join(name for name in schema.table_names if name != "alembic_version") or "none yet"
            raise NoSuchTable(f"There is no table {table!r} in the database. The tables are: {names}.")
        return self.rows_in(schema, table, limit)

    def rows_in(self, schema: Schema, table: str, limit: int) -> Rows:
        """The same for a table that ``schema``, just read, is known to have."""
        key = schema.table(table).primary_key
        name = self.quote(schema, table)
        order = ", ".join(map(self.engine.dialect.identifier_preparer.quote_identifier, key.columns)) if key else ""
        ordered = f" ORDER BY {order}" if order else ""
        with self.engine.connect() as connection:
            count = connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
            found = connection.exec_driver_sql(f"SELECT * FROM {name}{ordered} LIMIT {int(limit)}")
            sample = tuple(tuple(map(text, row)) for row in found.fetchall())
            return Rows(count, tuple(found.keys()), sample)

    def query(self, sql: str) -> Sequence[tuple[Any, ...]]:
        """The rows that a SELECT gives, as tuples. An SQLite file that is not there gives none."""
        if self.missing:
            return []
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(sql).fetchall()]

    def versions(self, schema: Schema, table: str = "alembic_version") -> tuple[str, ...]:
        """What ``alembic_version`` holds, sorted; empty when there is no such table."""
        if table not in schema.table_names:
            return ()
        name = self.quote(schema, table)
        return tuple(sorted(str(version) for (version,) in self.query(f"SELECT version_num FROM {name}")))

    def quote(self, schema: Schema, table: str) -> str:
        quote = self.engine.dialect.identifier_preparer.quote_identifier
        home, dot, rest = table.partition(".")
        return f"{quote(home)}.{quote(rest)}" if dot and home in schema.schemas else quote(table)


def readable(url: Any) -> Any:
    """The URL with a driver that this Python has, which need not be the one that the project's own has."""
    from migration_lab.project.interpreter import install_command
    from migration_lab.schema import safe_url
    from migration_lab.schema.errors import UnsupportedDatabase

    kind = url.get_backend_name()
    if kind == "sqlite":
        return url
    if kind != "postgresql":
        name = NAMES.get(kind, kind)
        raise UnsupportedDatabase(
            f"The lab reads SQLite and PostgreSQL, and the app's database is {name} ({safe_url(url)}). With "
            "read_only=False the flask commands run on it all the same, but the lab shows none of its tables, and "
            "undoes nothing in it."
        )
    for driver in dict.fromkeys((url.get_driver_name(), *DRIVERS)):
        if driver in DRIVERS and find_spec(driver):
            return url.set(drivername=f"postgresql+{driver}")
    raise NoDriver(
        "The app's database is PostgreSQL, and the notebook's Python has no driver to read it with: "
        f"run {install_command('psycopg[binary]')} in a cell, and restart the kernel."
    )


def wait_no_longer(connection: Any, _record: Any) -> None:
    """Let no lock of somebody else's hold up a look."""
    with closing(connection.cursor()) as cursor:
        cursor.execute(f"SET lock_timeout = {int(PATIENCE * 1000)}")
    connection.commit()


def sqlite_path(url: Any) -> Path | None:
    """The file of an SQLite URL; ``None`` for a database in memory and for other databases."""
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        return None
    name = url.database
    if name.startswith("file:"):
        name = name.removeprefix("file:").partition("?")[0]
        if not name or name.startswith(":memory:") or url.query.get("mode") == "memory":
            return None
    return Path(name)


def uri_path(path: Path) -> str:
    from urllib.parse import quote

    text = path.resolve().as_posix()
    return quote(text if text.startswith("/") else f"/{text}")


def text(value: Any) -> str | None:
    """A value as short text; ``None`` stays, for NULL."""
    if value is None:
        return None
    binary = isinstance(value, bytes | bytearray | memoryview)
    shown = f"x'{bytes(value).hex()}'" if binary else str(value)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
