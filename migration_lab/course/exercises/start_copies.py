"""Copy the database with which an exercise begins, to run its goal's SQL on. The learner's own is not touched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from migration_lab.course.workspaces.files import sqlite_files
from migration_lab.errors import LabError
from migration_lab.schema import Schema, read_schema

if TYPE_CHECKING:
    from migration_lab.backends.postgresql.databases_beside import DatabasesBeside

REVISIONS = "SELECT version_num FROM alembic_version ORDER BY 1"


class WrongSql(LabError):
    """The SQL of a goal does not run."""


class StartCopies(Protocol):
    """What an exercise begins with."""

    def start(self) -> tuple[Schema, tuple[str, ...]]:
        """Return its structure, and what ``alembic_version`` holds; nothing when there is no such table."""

    def after(self, scripts: Iterable[str]) -> Schema:
        """Return the structure of a copy on which these scripts have run. Raises ``WrongSql``."""


class SqliteStart:
    """The start in that folder, in memory; an empty database, if the folder has none."""

    def __init__(self, folder: Path) -> None:
        self._start = sqlite3.connect(":memory:")
        for file in sqlite_files(folder)[:1]:
            with closing(sqlite3.connect(file)) as database:
                database.backup(self._start)

    def start(self) -> tuple[Schema, tuple[str, ...]]:
        schema = _read(self._start)
        if "alembic_version" not in schema.table_names:
            return schema, ()
        return schema, tuple(revision for (revision,) in self._start.execute(REVISIONS))

    def after(self, scripts: Iterable[str]) -> Schema:
        with closing(sqlite3.connect(":memory:")) as copy:
            self._start.backup(copy)
            try:
                for script in scripts:
                    copy.executescript(script)
            except sqlite3.Error as error:
                raise WrongSql(str(error)) from error
            return _read(copy)

    def close(self) -> None:
        self._start.close()


class PostgresqlStart:
    """The start that is kept ``beside`` a database on PostgreSQL; the copies are scratch databases there."""

    def __init__(self, beside: DatabasesBeside) -> None:
        self._beside = beside

    def start(self) -> tuple[Schema, tuple[str, ...]]:
        from migration_lab.backends.database import Database

        database = Database(self._beside.address(self._beside.start))
        schema = database.read()
        return schema, database.versions(schema)

    def after(self, scripts: Iterable[str]) -> Schema:
        from sqlalchemy.exc import SQLAlchemyError

        from migration_lab.backends.database import Database

        with self._beside.scratch(self._beside.start) as address:
            database = Database(address)
            try:
                for script in filter(None, scripts):
                    database.backend.execute_script(database.url, script)
            except SQLAlchemyError as error:
                raise WrongSql(str(getattr(error, "orig", None) or error).strip()) from error
            return database.read()


def _read(connection: sqlite3.Connection) -> Schema:
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    return read_schema(create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool))
