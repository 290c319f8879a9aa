"""PostgreSQL as the lab needs it: on anybody's server, or on the lab's own, where copies are kept for undo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from migration_lab.backends.backend import LiveDatabase, NoDriver
from migration_lab.backends.frame_reader import FrameReader
from migration_lab.backends.plain_sql import plain
from migration_lab.backends.postgresql.asking_aside import asking_aside
from migration_lab.backends.postgresql.lock_waits import waits_of
from migration_lab.backends.postgresql.postgresql_content import PULSE, content_of
from migration_lab.backends.postgresql.postgresql_frames import PostgresqlFrames
from migration_lab.backends.postgresql.postgresql_tables import LARGEST_ROWS, SIZE
from migration_lab.backends.postgresql.sessions import NAME
from migration_lab.schema import safe_url
from migration_lab.values.orphans import Orphans
from migration_lab.values.waits import Wait

PATIENCE = 1.0
"""Seconds to wait, when reading, for another program to release the database."""
DRIVERS = ("psycopg", "psycopg2", "pg8000")


class PostgresqlBackend:
    """See ``Backend``."""

    dialect = "postgresql"
    title = "PostgreSQL"
    ending = ".postgresql"
    on_server = True
    has_extensions = True
    frames: FrameReader | None = PostgresqlFrames()
    written = "{}::text"
    unfit = "NOT pg_input_is_valid({0}::text, {1})"
    changed_by_cast = "{0}::{1}::text IS DISTINCT FROM {0}::text"
    why_no_undo = "on a server that is not the lab's own"

    def engine(self, url: Any, *, read_only: bool, frozen: bool) -> Any:
        from sqlalchemy import create_engine, event
        from sqlalchemy.pool import NullPool

        engine = create_engine(readable(url), poolclass=NullPool)
        event.listen(engine, "connect", wait_no_longer)
        return engine

    def execute_script(self, url: Any, sql: str) -> None:
        from migration_lab.backends.postgresql.embedded_server import engine_at

        with engine_at(readable(url)).connect() as connection:
            plain(connection, sql)

    def pulse(self, engine: Any, url: Any) -> object:
        with engine.connect() as connection:
            return plain(connection, PULSE).scalar_one()

    def contents(self, engine: Any, pulse: object) -> object:
        from sqlalchemy.exc import SQLAlchemyError

        try:
            with engine.connect() as connection:
                return pulse if plain(connection, SIZE).scalar_one() > LARGEST_ROWS else content_of(connection)
        except SQLAlchemyError:
            return pulse

    def waits(self, engine: Any, session: str) -> Sequence[Wait]:
        with engine.connect() as connection:
            return waits_of(connection, session)

    @contextmanager
    def aside(self, connection: Any, seconds: float) -> Iterator[Any]:
        with asking_aside(connection, f"SET LOCAL statement_timeout = {max(1, int(seconds * 1000))}") as cursor:
            yield cursor

    def deleted_with(self, cursor: Any, table: str) -> Sequence[tuple[str, tuple[str, ...], tuple[str, ...]]]:
        """Dropping a table deletes no row of another one here."""
        return []

    def orphans(self, engine: Any) -> Orphans:
        """A row without its parent is refused here. A key made as NOT VALID says so itself."""
        return Orphans()

    def file(self, url: Any) -> Path | None:
        return None

    def shown(self, url: Any, root: Path, name: str | None) -> str:
        return f"PostgreSQL, {url.database}, on the lab's own server" if name else safe_url(url)

    def undo_name(self, url: Any, engine: Any, root: Path) -> str | None:
        from migration_lab.backends.postgresql.embedded_server import is_served_by

        return f"{self.dialect}:{url.database}" if is_served_by(root, engine) else None

    def no_undo(self, called: str) -> str:
        return f"the database{called} on a server, which the lab does not copy"

    def live(self, root: Path, name: str) -> LiveDatabase:
        from migration_lab.backends.postgresql.template_copies import ServedDatabase

        return ServedDatabase(root, name)

    def copy_address(self, copy: Path) -> str:
        from migration_lab.backends.postgresql.embedded_server import serve
        from migration_lab.backends.postgresql.template_copies import ticket_of

        lab = next(folder for folder in copy.absolute().parents if folder.name == ".lab")
        return serve(lab.parent).address(ticket_of(copy).database)

    def copy_size(self, copy: Path) -> int:
        from migration_lab.backends.postgresql.template_copies import readable_ticket

        ticket = readable_ticket(copy)
        return ticket.bytes if ticket else 0

    def forget_copies(self, root: Path) -> None:
        from migration_lab.backends.postgresql.embedded_server import serving

        if serving(root):
            from migration_lab.backends.postgresql.template_copies import sweep

            sweep(root)


def readable(url: Any) -> Any:
    """Return the URL with a driver that this Python has, which may differ from the driver of the project's own."""
    from migration_lab.installing import TERMINAL, in_a_cell, install_command

    for driver in dict.fromkeys((url.get_driver_name(), *DRIVERS)):
        if driver in DRIVERS and find_spec(driver):
            return url.set(drivername=f"postgresql+{driver}")
    whose = "the Python of migration-lab itself" if TERMINAL.get() else "the notebook's Python"
    raise NoDriver(
        f"The app's database is PostgreSQL, and {whose} has no driver to read it with: "
        f"{in_a_cell(install_command('psycopg[binary]'))}."
    )


def wait_no_longer(connection: Any, _record: Any) -> None:
    """Let no other's lock delay a look, and let the server know whose session this is."""
    with closing(connection.cursor()) as cursor:
        cursor.execute(f"SET lock_timeout = {int(PATIENCE * 1000)}")
        cursor.execute(f"SET application_name = '{NAME}'")
    connection.commit()
