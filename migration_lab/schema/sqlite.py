"""Read the structure of an SQLite database, and only what changed since the last time. It never writes."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from migration_lab.schema.model import ForeignKey, Schema, Table, View, by_content, by_name
from migration_lab.schema.schema_errors import LOCKED, means
from migration_lab.schema.sqlite_table import Row, build_table, build_view, is_virtual
from migration_lab.schema.tokens import fold

CATALOGUE = 'SELECT type, name, tbl_name, sql FROM "{}".sqlite_master WHERE sql IS NOT NULL'
COLUMNS = 'SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?, ?)'
SHADOWS = "SELECT name FROM pragma_table_list WHERE schema = ? AND type = 'shadow'"


class SqliteReader:
    """Reads ``main`` and the attached databases, and remembers them: what did not change is not read again."""

    def __init__(self) -> None:
        self._databases: dict[str, SqliteCatalogue] = {}
        self._schema: Schema | None = None
        self._key = object()

    def read(self, connection: Any) -> Schema:
        """Return the structure as it is now. ``connection`` is a DBAPI connection from SQLAlchemy's pool."""
        with snapshot(connection) as (cursor, settled):
            names = [row[1] for row in fetch(cursor, "PRAGMA database_list") if row[1] != "temp"]
            versions = [(name, *version(cursor, name)) for name in names]
            # The versions mean "nothing changed" only for one open connection, because another file in place of this
            # one may have the same versions; and only outside a transaction, because a rollback turns them back.
            if settled and self._schema is not None and connection.info.get(self._key) == versions:
                return self._schema
            before = self._databases
            self._databases = {name: before.get(name) or SqliteCatalogue(name) for name in names}
            moved = [database.refresh(cursor) for database in self._databases.values()]
            if any(moved) or before.keys() != self._databases.keys() or self._schema is None:
                self._schema = self._put_together()
            connection.info[self._key] = versions if settled else None
            return self._schema

    def _put_together(self) -> Schema:
        tables = [table for database in self._databases.values() for table in database.tables.values()]
        views = [view for database in self._databases.values() for view in database.views]
        others = tuple(sorted(name for name in self._databases if name != "main"))
        return Schema("sqlite", by_name(tables), by_name(views), schemas=others)


@contextlib.contextmanager
def snapshot(connection: Any) -> Iterator[tuple[Any, bool]]:
    """Yield a cursor whose queries all see one moment, and whether all that it sees is committed.

    A transaction that is already open is used and stays as it is.
    """
    cursor = connection.cursor()
    with contextlib.suppress(AttributeError):
        cursor.row_factory = None
    settled = not connection.driver_connection.in_transaction
    try:
        if settled:
            cursor.execute("BEGIN")
        yield cursor, settled
    finally:
        with contextlib.suppress(sqlite3.Error):  # the error that led here is the one to report
            if settled and connection.driver_connection.in_transaction:
                cursor.execute("ROLLBACK")
            cursor.close()


def fetch(cursor: Any, sql: str, parameters: tuple[str, ...] = ()) -> list[Any]:
    cursor.execute(sql, parameters)
    return list(cursor.fetchall())


def fetch_if_possible(cursor: Any, sql: str, parameters: tuple[str, ...]) -> list[Any]:
    """Return nothing where SQLite cannot say: a view on something dropped, a virtual table without its module."""
    try:
        return fetch(cursor, sql, parameters)
    except sqlite3.Error as error:
        if means(error, LOCKED) or not isinstance(error, sqlite3.OperationalError):
            raise
        return []


def version(cursor: Any, database: str) -> tuple[int, int]:
    """Return two numbers: the first changes when we change the structure, the second when others do."""
    schema = database.replace('"', '""')
    schema_version = fetch(cursor, f'PRAGMA "{schema}".schema_version')
    data_version = fetch(cursor, f'PRAGMA "{schema}".data_version')
    return schema_version[0][0], data_version[0][0]


@dataclass
class SqliteCatalogue:
    """What was read of ``main``, or of one attached database. Names in it are folded, and without the schema."""

    name: str
    rows: frozenset[Row] = frozenset()
    tables: dict[str, Table] = field(default_factory=dict)
    views: list[View] = field(default_factory=list)
    keys: dict[str, tuple[ForeignKey, ...]] = field(default_factory=dict)
    """Each table's foreign keys as they were written: ``REFERENCES parent`` does not say which columns."""
    parents: dict[str, frozenset[str]] = field(default_factory=dict)

    def refresh(self, cursor: Any) -> bool:
        """Read again what changed. False when nothing did."""
        rows = frozenset(fetch(cursor, CATALOGUE.format(self.name.replace('"', '""'))))
        moved = {fold(row[2]) for row in rows ^ self.rows}
        if not moved:
            return False
        self.rows = rows
        views = {fold(row[1]): row for row in rows if row[0] == "view"}
        parts: dict[str, list[Row]] = {name: [] for name in (*moved, *views)}
        for row in rows:
            if (name := fold(row[2])) in parts:
                parts[name].append(row)
        hidden = self.shadows(cursor, rows)
        for name in moved:
            self.read_table(cursor, name, () if name in hidden else parts[name])
        self.settle(moved)
        # A view's columns are those of what it selects from, so any change may have changed it.
        self.views = [self.view(cursor, row, parts[name]) for name, row in views.items()]
        return True

    def shadows(self, cursor: Any, rows: frozenset[Row]) -> set[str]:
        """Return the tables in which a virtual table keeps its data."""
        if not any(is_virtual(row) for row in rows):
            return set()
        return {fold(row[0]) for row in fetch_if_possible(cursor, SHADOWS, (self.name,))}

    def read_table(self, cursor: Any, name: str, parts: list[Row] | tuple[()]) -> None:
        made = next((row for row in parts if row[0] == "table"), None)
        for known in (self.tables, self.keys, self.parents):
            known.pop(name, None)
        if made is None or name.startswith("sqlite_"):
            return
        found = fetch_if_possible(cursor, COLUMNS, (made[1], self.name))
        self.tables[name] = table = build_table(self.qualified(made[1]), made, parts, found)
        if table.foreign_keys:
            self.keys[name] = table.foreign_keys
            self.parents[name] = frozenset(fold(key.target) for key in table.foreign_keys)

    def view(self, cursor: Any, made: Row, parts: list[Row]) -> View:
        found = fetch_if_possible(cursor, COLUMNS, (made[1], self.name))
        return build_view(self.qualified(made[1]), made, parts, found)

    def settle(self, moved: set[str]) -> None:
        """Find out which table and which columns each foreign key means, where it or its parent changed."""
        for name, parents in self.parents.items():
            if name in moved or not parents.isdisjoint(moved):
                keys = by_content(self.settled(key) for key in self.keys[name])
                self.tables[name] = replace(self.tables[name], foreign_keys=keys)

    def settled(self, key: ForeignKey) -> ForeignKey:
        parent = self.tables.get(fold(key.target))
        if parent is None:
            return replace(key, target=self.qualified(key.target))
        spelling = {fold(column.name): column.name for column in parent.columns}
        columns = tuple(spelling.get(fold(column), column) for column in key.target_columns)
        if not columns and parent.primary_key:
            columns = parent.primary_key.columns
        return replace(key, target=parent.name, target_columns=columns)

    def qualified(self, name: str) -> str:
        return name if self.name == "main" else f"{self.name}.{name}"
