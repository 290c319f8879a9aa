"""Tell whether a database still holds what it held: its rows, not only its structure. Only reads."""

from __future__ import annotations

from typing import Any

from migration_lab.backends import fingerprints
from migration_lab.backends.database import Database
from migration_lab.backends.plain_sql import plain, quote
from migration_lab.backends.postgresql.postgresql_tables import LARGEST_ROWS, SIZE, TABLES
from migration_lab.errors import LabError

CATALOGUES = ("pg_class", "pg_type", "pg_proc", "pg_constraint")
"""Where PostgreSQL has what is no row: a type in the way of a script, that is gone now."""


class Contents:
    """Remembers what it saw last of each database, so that nothing is read again while nothing was written."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[object, object]] = {}

    def of(self, database: Database) -> object:
        """Equal as long as the rows are the same; equal to nothing else where that cannot be told.

        On SQLite that is size and time of the file. A PostgreSQL server counts every transaction, of any database: when
        it has counted on, the rows are looked through, each of which has the number of the transaction that wrote it.
        """
        if database.path is not None:
            return fingerprints.fingerprint(database.path)
        try:
            pulse = database.pulse()
        except LabError:
            return object()
        seen = self._seen.get(database.address)
        if pulse is None or seen is None or seen[0] != pulse:
            seen = self._seen[database.address] = pulse, rows_of(database, pulse)
        return seen[1]


def rows_of(database: Database, pulse: object) -> object:
    from sqlalchemy.exc import SQLAlchemyError

    try:
        with database.engine.connect() as connection:
            if plain(connection, SIZE).scalar_one() > LARGEST_ROWS:
                return pulse
            rows = (
                (oid, home, name, *look_through(connection, f"{quote(home)}.{quote(name)}"))
                for oid, home, name in plain(connection, TABLES).fetchall()
            )
            return tuple(rows), *(look_through(connection, f"pg_catalog.{name}") for name in CATALOGUES)
    except SQLAlchemyError:
        return pulse


def look_through(connection: Any, table: str) -> tuple[object, ...]:
    sql = f"SELECT count(*), coalesce(sum(xmin::text::bigint), 0)::text FROM ONLY {table}"
    return tuple(plain(connection, sql).one())
