"""Put a chapter's starting point on PostgreSQL, for an exercise there, and tell whether anybody has worked on it since.

The scripts make the tables, and the rows come from the starting point's SQLite file, which is then removed: no command
can take it for the database. A copy of what the exercise begins with stays on the server, beside the database in use.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from migration_lab.backends.plain_sql import quote
from migration_lab.course.chapters.main_line import OpenProject
from migration_lab.course.workspaces.app_settings import without_learners
from migration_lab.course.workspaces.database_text import NotAsText
from migration_lab.course.workspaces.files import sqlite_files
from migration_lab.course.workspaces.own_start import OwnStart
from migration_lab.errors import LabError
from migration_lab.project.lab_folder import LAB, lab_folder

if TYPE_CHECKING:
    from migration_lab.project.project import Project

DATABASE = "app"
"""The database that ``DATABASE_URL`` names in such a workspace."""
VARIABLE = "DATABASE_URL"
VERSIONS = "alembic_version"
NO_KEYS = "SET session_replication_role = replica"
"""Lets rows come in any order: no foreign key is looked at, and no trigger runs."""
NUMBERS = """
SELECT format('SELECT setval(%L, (SELECT max(%I) FROM %I.%I))', pg_get_serial_sequence(
    format('%I.%I', table_schema, table_name), column_name), column_name, table_schema, table_name)
FROM information_schema.columns WHERE table_schema = current_schema()
AND pg_get_serial_sequence(format('%I.%I', table_schema, table_name), column_name) IS NOT NULL
"""
"""SQL that lets the numbers of new rows go on after those that are there."""


def refuse_without_server() -> None:
    """Raise ``NoServer``, with what to install, if this Python cannot start a PostgreSQL."""
    from migration_lab.backends.postgresql.embedded_server import refuse_missing_packages

    refuse_missing_packages()


def put_on_own_server(folder: Path, own: OwnStart, open_project: OpenProject) -> None:
    """Make the chapter's state in ``folder`` the start of that exercise, on a server in the folder.

    The server runs no longer afterwards. Raises ``LabError`` if it cannot be started, or a step ends otherwise.
    """
    from migration_lab.backends.postgresql.embedded_server import FOLDER, release
    from migration_lab.backends.postgresql.template_copies import provide

    building = lab_folder(folder)  # not yet the project's own server: so no copies for undo are kept on it
    try:
        address, _ = provide(building, DATABASE)
        put_on_postgresql(folder, own, open_project, address)
    finally:
        release(building)
    for path in building.iterdir():
        if path.name != LAB:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (building / FOLDER).rename(folder / FOLDER)
    (building / LAB).rmdir()


def put_on_postgresql(folder: Path, own: OwnStart, open_project: OpenProject, address: str) -> None:
    """Bring the chapter's state in ``folder`` to the empty database there, and carry out the exercise's own steps."""
    from migration_lab.backends.postgresql.databases_beside import DatabasesBeside

    project = cast("Project", open_project(folder))
    project.settings = {**without_learners(), VARIABLE: address}
    try:
        if not is_at(project, address):
            raise LabError(
                f"Exercise {own.id} is on PostgreSQL, and the app does not take its database from {VARIABLE}."
            )
        for file in sqlite_files(folder):
            _bring_over(file, project)
            file.unlink()
            if file.parent != folder and not any(file.parent.iterdir()):
                file.parent.rmdir()
        own.carry_out(project)
        DatabasesBeside(address).keep_start()
    finally:
        project.close()
    for rest in folder.rglob("__pycache__"):
        shutil.rmtree(rest, ignore_errors=True)


def is_at(project: Project, address: str) -> bool:
    """Tell whether the project's database is the one at that address."""
    from sqlalchemy import make_url

    wanted, url = make_url(address), project.database.url
    return bool(url.set(drivername=wanted.drivername) == wanted)


def is_untouched(folder: Path) -> bool:
    """Tell whether the workspace's PostgreSQL holds what its exercise begins with; False if that cannot be told.

    Starts its server, and lets it end again if nobody uses it.
    """
    from migration_lab.backends.postgresql.databases_beside import DatabasesBeside
    from migration_lab.backends.postgresql.embedded_server import is_made, release, serve, serving

    if not is_made(folder):
        return False
    served = serving(folder)
    try:
        return DatabasesBeside(serve(folder).address(DATABASE)).is_as_at_start()
    except (LabError, OSError):
        return False
    finally:
        if not served:
            release(folder)


def _bring_over(file: Path, project: Project) -> None:
    """Upgrade the project's database to where the SQLite file stands, and give it the rows."""
    with closing(sqlite3.connect(file)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        if VERSIONS not in tables:
            raise LabError(f"{file.name} was not made by revision scripts, so it cannot be brought to PostgreSQL.")
        for (version,) in database.execute(f"SELECT version_num FROM {VERSIONS}").fetchall():
            result = project.run("db", "upgrade", version).result
            if not result.ok:
                raise LabError(f"`{result.command}` failed on PostgreSQL:\n{result.output}")
        rows = [line for name in tables if not name.startswith((VERSIONS, "sqlite_")) for line in _rows(database, name)]
    backend, url = project.database.backend, project.database.url
    backend.execute_script(url, ";\n".join([NO_KEYS, *rows]))
    for (sql,) in project.query(NUMBERS):
        backend.execute_script(url, str(sql))


def _rows(database: sqlite3.Connection, table: str) -> Iterator[str]:
    """Yield an INSERT for each row; PostgreSQL reads each value, a text between quotes, as its column's type."""
    found = database.execute(f"SELECT * FROM {quote(table)}")
    columns = ", ".join(quote(name) for name, *_ in found.description)
    for row in found:
        yield f"INSERT INTO {quote(table)} ({columns}) VALUES ({', '.join(map(_literal, row))})"


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"'\\x{value.hex()}'"
    if "\0" in str(value):
        raise NotAsText("A text in the database has a zero character, which PostgreSQL cannot hold.")
    return "'" + str(value).replace("'", "''") + "'"
