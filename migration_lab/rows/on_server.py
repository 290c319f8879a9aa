"""The rows that stood in a database on a server before a command, of which no copy is kept. Reads it, writes nothing.

They are read beforehand, as many as take next to no time; of the others it is known why they were not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from migration_lab.errors import LabError
from migration_lab.values.result import Rows

if TYPE_CHECKING:
    from migration_lab.backends.database import Database
    from migration_lab.project.project_databases import ProjectDatabases
    from migration_lab.project.seen_databases import SeenDatabases
    from migration_lab.schema import Schema

SAMPLE = 50
MOST_ROWS = 1000
"""So many rows of a table are compared."""
MOST_TABLES = 40
"""Of a database with more tables none is."""
LARGEST_TABLE = 8 << 20
"""Nor is a table that takes more bytes on the server, to count whose rows alone would take its time."""
NO_COPY = "no copy is kept of a database on a server"
SIZES = """
SELECT n.nspname, c.relname, pg_table_size(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%%' AND n.nspname <> 'information_schema'
"""


class RowsBefore:
    """Stands in for a copy of one database, as far as its rows were read."""

    def __init__(self, rows: Mapping[str, Rows], why: Mapping[str, str], otherwise: str) -> None:
        self._rows = rows
        self._why = why
        self._otherwise = otherwise

    def rows_in(self, _schema: Schema, name: str, *_: int) -> Rows | None:
        return self._rows.get(name)

    def why_not(self, name: str) -> str:
        """Why the rows of that table were not read, so that they cannot be compared."""
        return f"{NO_COPY}, and {self._why.get(name, self._otherwise)}"


def rows_on_servers(where: ProjectDatabases, seen: SeenDatabases) -> dict[str, RowsBefore]:
    """What stands in those of the databases on a server of which no copy is kept, by bind. Raises nothing."""
    return {
        bind: rows_before(database, schema)
        for bind, database in where.databases.items()
        if database.backend.on_server
        and where.undo_name(database) is None
        and (schema := seen.schemas.get(bind)) is not None
    }


def rows_before(database: Database, schema: Schema) -> RowsBefore:
    names = [name for name in schema.table_names if name != schema.version_table]
    if len(names) > MOST_TABLES:
        return RowsBefore(
            {}, {}, f"it has more than {MOST_TABLES} tables, so their rows were not read before the command"
        )
    rows: dict[str, Rows] = {}
    why: dict[str, str] = {}
    otherwise = "it could not be read before the command"
    try:
        with database.reading() as connection:
            sizes = {}
            for home, name, size in connection.exec_driver_sql(SIZES, ()).fetchall():
                sizes[f"{home}.{name}"] = size
                sizes.setdefault(name, size)
            for name in names:
                if sizes.get(name, 0) > LARGEST_TABLE:
                    why[name] = f"it takes more than {in_bytes(LARGEST_TABLE)} there"
                else:
                    rows[name] = database.rows_by(connection, schema, name, SAMPLE, MOST_ROWS, LARGEST_TABLE)
    except LabError as error:
        otherwise = f"it could not be read before the command: {error}"
    return RowsBefore(rows, why, otherwise)


def in_bytes(number: int) -> str:
    return f"{number >> 20} MB" if number >= 1 << 20 else f"{number} bytes"
