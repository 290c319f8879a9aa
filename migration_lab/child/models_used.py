"""In a process of its own: note where a revision asks the app's models, or their tables, instead of its own.

What counts is what SQLAlchemy really executes while a revision runs, not what the source text says. Reads nothing by
itself.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from migration_lab.child.installed import Installed
from migration_lab.child.own_lines import own_name
from migration_lab.values.tried import ModelUse

MOST = 50


class ModelsUsed:
    """Notes the uses in ``found``, from ``listen()`` on. ``running`` returns the revision that runs at the moment, its
    file and Alembic's own connection, or ``None``."""

    def __init__(self, db: Any, running: Callable[[], tuple[str, str, Any] | None]) -> None:
        self.own = list(db.metadatas.values())
        self.names = class_names(db)
        self.running = running
        self.found: list[ModelUse] = []

    def listen(self, installed: Installed) -> ModelsUsed:
        from sqlalchemy import Engine

        installed.listen(Engine, "before_execute", self._executes)
        return self

    def _executes(self, connection: Any, clause: Any, *_: Any) -> None:
        running = self.running() if len(self.found) < MOST else None
        if running is None:
            return
        revision, script, own = running
        elsewhere = is_other(connection, own)
        for table in sorted({str(one.name) for one in tables_in(clause) if one.metadata in self.own}):
            use = ModelUse(revision, script, line_of(script), table, self.names.get(table, ""), elsewhere)
            if use not in self.found:
                self.found.append(use)


def tables_in(clause: Any) -> Iterator[Any]:
    """Yield the tables that a statement is about, each perhaps several times."""
    from sqlalchemy import Table
    from sqlalchemy.sql import visitors

    made = getattr(clause, "element", None)
    if isinstance(made, Table):  # CREATE TABLE, DROP TABLE
        yield made
    with suppress(Exception):  # a construct of the project's own may not be as others are
        for part in visitors.iterate(clause):
            for one in (part, getattr(part, "table", None)):
                if isinstance(one, Table):
                    yield one


def class_names(db: Any) -> dict[str, str]:
    """Return the names of the app's models, by table."""
    with suppress(Exception):  # another db than Flask-SQLAlchemy's has them elsewhere
        return {
            str(one.local_table.name): one.class_.__name__
            for one in db.Model.registry.mappers
            if one.local_table is not None
        }
    return {}


def line_of(script: str) -> int:
    """Return the line of the script that is running."""
    frame: Any = sys._getframe(1)
    while script and frame is not None:
        if own_name(frame.f_code.co_filename) == script:
            return int(frame.f_lineno)
        frame = frame.f_back
    return 0


def is_other(connection: Any, own: Any) -> bool:
    """Tell whether it is another connection than the one on which the migration runs."""
    with suppress(Exception):  # env.py may have closed its own
        return connection.connection.dbapi_connection is not own.connection.dbapi_connection
    return False
