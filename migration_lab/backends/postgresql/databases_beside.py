"""Make databases beside the one that an exercise uses on PostgreSQL: what it began with, and scratch databases.

They are on the same server, which is the lab's own. A database is copied by ``CREATE DATABASE … TEMPLATE``, in which
each row keeps the number of the transaction that wrote it. Nobody may be connected meanwhile: see ``sessions``.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from migration_lab.backends.plain_sql import plain
from migration_lab.backends.postgresql.dropping import drop, drop_soon
from migration_lab.backends.postgresql.embedded_server import MAINTENANCE, engine_at
from migration_lab.backends.postgresql.postgresql_content import content_of
from migration_lab.backends.postgresql.sessions import undisturbed
from migration_lab.backends.postgresql.template_copies import COPY, EMPTY, FRESH, SCRATCH, START, is_there, make
from migration_lab.errors import LabError

NAMES = "SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY 1"


class DatabasesBeside:
    """The databases beside the one at ``address``.

    Every method raises ``LabError`` if the server refuses or does not answer, and ``DatabaseBusy`` if another session
    has changed something in a database that is to be copied.
    """

    def __init__(self, address: str) -> None:
        from sqlalchemy import make_url

        self.url = make_url(address)
        self.database = str(self.url.database)
        self.start = f"{START}{self.database}"
        """The name of the database with what the exercise began with."""

    @cached_property
    def maintenance(self) -> Any:
        """Return the engine from which databases are made and dropped."""
        return engine_at(self.url.set(database=MAINTENANCE))

    def address(self, database: str) -> str:
        text: str = self.url.set(database=database).render_as_string(hide_password=False)
        return text

    def keep_start(self) -> None:
        """Keep what the database holds now as what the exercise began with."""
        with self._connected() as connection:
            drop(connection, self.start)
            self._copy(connection, self.start, self.database)

    def has_start(self) -> bool:
        with self._connected() as connection:
            return is_there(connection, self.start)

    def is_as_at_start(self) -> bool:
        """Tell whether the database holds what the exercise began with, and the server has no other one."""
        with self._connected() as connection:
            names = {str(name) for (name,) in plain(connection, NAMES)}
        others = {name for name in names if not name.startswith((COPY, FRESH, SCRATCH))}
        if others != {MAINTENANCE, self.database, self.start}:
            return False
        now, before = map(self._content, (self.database, self.start))
        return now == before

    @contextmanager
    def scratch(self, template: str = EMPTY) -> Iterator[str]:
        """Make a database like ``template``, and drop it in the end; yield its address."""
        made = SCRATCH + secrets.token_hex(6)
        with self._connected() as connection:
            self._copy(connection, made, template)
        try:
            yield self.address(made)
        finally:
            drop_soon(self, [made])

    def make_again(self, scratch: str, template: str = EMPTY) -> None:
        """Make the scratch database of that name again, like ``template``."""
        if not scratch.startswith(SCRATCH):
            raise LabError(f"The database {scratch} is not a scratch database, so it stays as it is.")
        with self._connected() as connection:
            drop(connection, scratch)
            self._copy(connection, scratch, template)

    def drop_left(self) -> None:
        """Drop the scratch databases that a killed process has left."""
        with self._connected() as connection:
            drop_soon(self, [name for (name,) in plain(connection, NAMES) if name.startswith(SCRATCH)])

    def _copy(self, connection: Any, name: str, template: str) -> None:
        undisturbed(connection, template, lambda: make(connection, name, template))

    def _content(self, database: str) -> str:
        with self._connected(database) as connection:
            return content_of(connection)

    @contextmanager
    def _connected(self, database: str = "") -> Iterator[Any]:
        """Yield a connection to that database, or to the one from which others are made and dropped."""
        from sqlalchemy.exc import SQLAlchemyError

        engine = engine_at(self.url.set(database=database)) if database else self.maintenance
        try:
            with engine.connect() as connection:
                yield connection
        except SQLAlchemyError as error:
            said = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
            raise LabError(f"The PostgreSQL of this exercise refuses, or does not answer: {said}") from error
