"""Sessions on a PostgreSQL: those of the lab bear its name, and the others are told to go where they are in the way.

A copy of a database can be made, and a database be renamed, while nobody is connected to it. Who has changed something
and not committed it is waited for, and then the copy is given up: nothing of anybody's work is taken back unasked.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

from migration_lab.backends.backend import DatabaseBusy, Say
from migration_lab.backends.plain_sql import plain
from migration_lab.schema.schema_errors import code_of

NAME = "migration_lab"
"""What the lab calls its own sessions, which end by themselves in a moment."""
PATIENCE = 3.0
"""Seconds that somebody has to commit."""
PAUSE = 0.03
TRIES = 4
IN_USE = "55006"
"""The SQLSTATE of what wants nobody in a database, and finds somebody."""
SESSIONS = """
SELECT pid, coalesce(application_name, ''), backend_xid IS NOT NULL FROM pg_stat_activity
WHERE datname = {} AND pid <> pg_backend_pid() AND backend_type = 'client backend' {}
"""
OPEN = (
    "Another session{} has changed something in the database {} and has not committed it, so no copy for undo can be "
    "kept and nothing was done. Commit it, or roll it back, and try again."
)
ENDED = "{} on the database {} {} ended, so that a copy for undo could be made{}.\n"


def name_session(connection: Any, _record: Any = None) -> None:
    """Let a connection of the lab's be known as that, on the server, and wait for no lock of somebody else's."""
    with closing(connection.cursor()) as cursor:
        cursor.execute(f"SET application_name = '{NAME}'")
        cursor.execute(f"SET lock_timeout = {int(PATIENCE * 1000)}")
    connection.commit()


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def clear(connection: Any, database: str, say: Say, *, ours: bool) -> None:
    """Have everybody leave ``database``, and ``say`` whom. Raises ``DatabaseBusy`` where that would cost their work.

    Those of the lab's own go by themselves, and are sent away only with ``ours``.
    """
    began, ended = time.monotonic(), set[tuple[int, str]]()
    query = SESSIONS.format(literal(database), "" if ours else f"AND application_name <> '{NAME}'")
    while found := plain(connection, query).fetchall():
        waited = time.monotonic() - began
        for pid, name, has_written in found:
            if has_written and waited > PATIENCE:
                raise DatabaseBusy(OPEN.format(f" ({name})" if name else "", database))
            if not has_written:
                plain(connection, f"SELECT pg_terminate_backend({int(pid)})")
                ended |= {(pid, name)} if name != NAME else set()
        if waited > 2 * PATIENCE:
            raise DatabaseBusy(OPEN.format("", database))
        time.sleep(PAUSE)
    if ended:
        names = sorted({name for _, name in ended if name})
        many = f"{len(ended)} open sessions" if len(ended) > 1 else "An open session"
        who = f" ({', '.join(names)})" if names else ""
        say(ENDED.format(many, database, "were" if len(ended) > 1 else "was", who))


def undisturbed(connection: Any, database: str, what: Callable[[], Any], say: Say = str) -> Any:
    """Do what wants nobody in ``database``, and again when somebody came in between. Raises ``DatabaseBusy``.

    While it is done the server lets nobody in, and waits for some seconds until who is there has gone.
    """
    from sqlalchemy.exc import DBAPIError

    for attempt in range(TRIES):
        clear(connection, database, say, ours=bool(attempt))
        try:
            return what()
        except DBAPIError as error:
            if code_of(error) != IN_USE:
                raise
    raise DatabaseBusy(OPEN.format("", database))
