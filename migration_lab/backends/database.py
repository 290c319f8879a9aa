"""Read one live database of a project: its structure, some rows, and its revision.

Every method only reads. SQLAlchemy is imported at the first use.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from migration_lab.backends.kinds import backend_of, backend_of_copy
from migration_lab.backends.plain_sql import plain
from migration_lab.backends.version_table import named
from migration_lab.errors import LabError
from migration_lab.schema import Schema, safe_url
from migration_lab.schema.schema_errors import NotADatabase, SchemaError
from migration_lab.values.orphans import Orphans
from migration_lab.values.result import Rows
from migration_lab.values.value_forms import text

AT_ONCE = 500
"""How many rows are fetched before their size is checked."""


class NotAlembics(SchemaError):
    """There is a table with the name of Alembic's own, but it is another one."""


class NoSuchTable(LabError):
    """The database has no table of that name."""


class Database:
    """Reads one database. ``address`` is the URL that its app connects to; it is kept in memory, and never shown.

    ``read_only`` opens an SQLite file so that not even a journal that a killed program left is rolled back. ``frozen``
    is for a copy that nobody writes to: nothing is made beside it. Raises ``UnsupportedDatabase`` for one that is
    neither SQLite nor PostgreSQL, and ``NoDriver``.
    """

    def __init__(self, address: str, *, read_only: bool = False, frozen: bool = False) -> None:
        from sqlalchemy import make_url

        self.address = address
        self.version_table: str | None = None
        """The name of Alembic's own table, if the project has said it."""
        self.url = make_url(address)
        self.backend = backend_of(self.url)
        self.path = self.backend.file(self.url)
        self.engine = self.backend.engine(self.url, read_only=read_only, frozen=frozen)
        self._reader: Any = None

    @classmethod
    def of_copy(cls, copy: Path) -> Database:
        """Return the copy of a database at that path, or the one for which the file there stands."""
        return cls(backend_of_copy(copy).copy_address(copy), frozen=True)

    @property
    def dialect(self) -> str:
        return self.backend.dialect

    @property
    def missing(self) -> bool:
        """Tell whether it is an SQLite file that does not exist (yet), or is empty."""
        return self.path is not None and (not self.path.exists() or self.path.stat().st_size == 0)

    def pulse(self) -> object:
        """Return a value that is equal as long as nothing was written.

        For SQLite it comes from the files, for PostgreSQL from the server's transactions: one query at most. Raises
        ``UnreachableDatabase`` if a server does not answer it.
        """
        with self._explained(ours=True):
            return self.backend.pulse(self.engine, self.url)

    def contents(self, pulse: object) -> object:
        """Return a value that is equal as long as the rows are the same, if possible; ``pulse`` is the present one."""
        return self.backend.contents(self.engine, pulse)

    def read(self) -> Schema:
        """Return the present structure; an SQLite file that does not exist counts as an empty database.

        Raises ``SchemaError``.
        """
        if self.path is not None and self.path.is_dir():
            raise NotADatabase(
                f"{safe_url(self.url)} is a folder, where the app expects a file that is its database. "
                "Give the folder another name, or delete it."
            )
        if self.missing:
            self._reader = None
            return named(Schema(self.dialect), self.version_table)
        if self._reader is None:
            from migration_lab.schema import SchemaReader

            self._reader = SchemaReader(self.engine)
        return named(self._reader.read(), self.version_table)

    def rows(self, table: str, limit: int = 5) -> Rows:
        """Return how many rows ``table`` has, and the first ``limit`` of them in the order of its primary key.

        Raises ``SchemaError`` if they cannot be read, as from a damaged file.
        """
        schema = self.read()
        if table not in schema.table_names:
            names = ", ".join(name for name in schema.table_names if name != schema.version_table) or "none yet"
            raise NoSuchTable(f"There is no table {table!r} in the database. The tables are: {names}.")
        return self.rows_in(schema, table, limit)

    def rows_in(self, schema: Schema, table: str, limit: int, most: int = 0, most_bytes: int = 0) -> Rows:
        """Return the same for a table that ``schema``, just read, contains.

        With ``most``, the whole values of so many rows are read too, as long as they take less than ``most_bytes``.
        """
        with self.reading() as connection:
            return self.rows_by(connection, schema, table, limit, most, most_bytes)

    def rows_by(
        self, connection: Any, schema: Schema, table: str, limit: int, most: int = 0, most_bytes: int = 0
    ) -> Rows:
        """Return the same by a connection from ``reading``."""
        key = schema.table(table).primary_key
        name = self.quote(schema, table)
        order = ", ".join(map(self.engine.dialect.identifier_preparer.quote_identifier, key.columns)) if key else ""
        ordered = f" ORDER BY {order}" if order else ""
        wanted = max(limit, most)
        found = connection.exec_driver_sql(f"SELECT * FROM {name}{ordered} LIMIT {wanted}")
        rows = read_up_to(found, most_bytes) if most else [tuple(row) for row in found.fetchall()]
        whole = len(rows) < wanted and found.fetchone() is None
        found.close()
        counted = None if whole else connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
        count = len(rows) if counted is None else counted
        sample = tuple(tuple(map(text, row)) for row in rows[:limit])
        return Rows(count, tuple(found.keys()), sample, tuple(rows) if most else None)

    def query(self, sql: str) -> Sequence[tuple[Any, ...]]:
        """Return the rows of a SELECT, as tuples. An SQLite file that does not exist gives none.

        Raises ``SchemaError`` if the file is damaged, and what SQLAlchemy raises if the SELECT is wrong.
        """
        if self.missing:
            return []
        with self.reading(ours=False) as connection:
            return [tuple(row) for row in plain(connection, sql).fetchall()]

    def orphans(self) -> Orphans:
        """Count the rows that point at a row that is not there. Raises ``SchemaError`` if they cannot be read."""
        if self.missing:
            return Orphans()
        with self._explained(ours=True):
            return self.backend.orphans(self.engine)

    def versions(self, schema: Schema) -> tuple[str, ...]:
        """Return what ``alembic_version`` holds, sorted; empty if there is no such table.

        Raises ``SchemaError`` if the table is not as Alembic makes it.
        """
        table = schema.version_table
        if table not in schema.table_names:
            return ()
        if not any(column.name == "version_num" for column in schema.table(table).columns):
            raise NotAlembics(
                f"The table {table} of {safe_url(self.url)} has no column version_num, so it is not as Alembic makes "
                "it, and no flask db command can tell where the database stands. Bring the table back from a copy; or "
                "drop it, and say where the database stands with flask db stamp and a revision."
            )
        name = self.quote(schema, table)
        with self.reading(ours=False) as connection:
            found = connection.exec_driver_sql(f"SELECT version_num FROM {name}").fetchall()
        return tuple(sorted(str(version) for (version,) in found))

    @contextmanager
    def reading(self, *, ours: bool = True) -> Iterator[Any]:
        """Yield a connection for reading.

        Raises ``SchemaError`` if the database is at fault; errors in SQL that is not ``ours`` are raised as SQLAlchemy
        has them.
        """
        with self._explained(ours=ours) as noted, self.engine.connect() as connection:
            noted["connected"] = True
            yield connection

    @contextmanager
    def _explained(self, *, ours: bool) -> Iterator[dict[str, bool]]:
        from sqlalchemy.exc import SQLAlchemyError

        from migration_lab.schema.schema_errors import UnreachableDatabase, explain

        noted = {"connected": False}
        try:
            yield noted
        except SQLAlchemyError as error:
            said = explain(error, self.url)
            if noted["connected"] and not ours and type(said) is UnreachableDatabase:
                raise
            raise said from error

    def quote(self, schema: Schema, table: str) -> str:
        quote = self.engine.dialect.identifier_preparer.quote_identifier
        home, dot, rest = table.partition(".")
        return f"{quote(home)}.{quote(rest)}" if dot and home in schema.schemas else quote(table)


def read_up_to(found: Any, most_bytes: int) -> list[tuple[Any, ...]]:
    """Return the rows of a result, until their texts and bytes have taken that much room."""
    rows: list[tuple[Any, ...]] = []
    room = 0
    while room < most_bytes and (part := found.fetchmany(AT_ONCE)):
        rows += (tuple(row) for row in part)
        room += sum(len(value) for row in part for value in row if isinstance(value, str | bytes))
    return rows
