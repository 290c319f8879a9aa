"""Name the lab's own sessions on a PostgreSQL, and end others that are in the way.

A database can be copied or renamed only while nobody is connected to it. If somebody has changed something and not
committed it, the lab waits, and then gives the copy up: nobody's work is rolled back unasked.
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
"""The name of the lab's own sessions, which end by themselves in a moment."""
PATIENCE = 3.0
"""Seconds that others have to commit."""
PAUSE = 0.03
TRIES = 4
IN_USE = "55006"
"""The SQLSTATE for an operation that wants nobody in a database, and finds somebody."""
SESSIONS = """
SELECT pid, coalesce(application_name, ''), backend_xid IS NOT NULL,
    application_name = '' AND backend_start > clock_timestamp() - interval '1 second'
FROM pg_stat_activity
WHERE datname = {} AND pid <> pg_backend_pid() AND backend_type = 'client backend' {}
"""
OTHERS = f"""
SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
AND backend_type = 'client backend' AND application_name IS DISTINCT FROM '{NAME}'
"""
OPEN = (
    "Another session{} has changed something in the database {} and has not committed it, so no copy for undo can be "
    "kept and nothing was done. Commit it, or roll it back, and try again."
)
ENDED = "{} on the database {} {} ended, so that a copy for undo could be made{}.\n"


def name_session(connection: Any, _record: Any = None) -> None:
    """Name a connection of the lab's on the server, and let it wait for nobody's lock."""
    with closing(connection.cursor()) as cursor:
        cursor.execute(f"SET application_name = '{NAME}'")
        cursor.execute(f"SET lock_timeout = {int(PATIENCE * 1000)}")
    connection.commit()


def others(connection: Any) -> int:
    """Return how many sessions are connected to the same database that are not the lab's."""
    return int(plain(connection, OTHERS).scalar_one())


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def clear(connection: Any, database: str, say: Say, *, ours: bool) -> None:
    """End all sessions in ``database``, and ``say`` whose. Raises ``DatabaseBusy`` if that would cost their work.

    The lab's own sessions end by themselves, and are ended here only with ``ours``. One without a name that has just
    begun may be the lab's, which names it next, so it is waited for.
    """
    began, ended = time.monotonic(), set[tuple[int, str]]()
    query = SESSIONS.format(literal(database), "" if ours else f"AND application_name <> '{NAME}'")
    while found := plain(connection, query).fetchall():
        waited = time.monotonic() - began
        for pid, name, has_written, has_just_begun in found:
            if has_written and waited > PATIENCE:
                raise DatabaseBusy(OPEN.format(f" ({name})" if name else "", database))
            if not has_written and not has_just_begun:
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
    """Do ``what`` with nobody in ``database``, again if somebody came in between. Raises ``DatabaseBusy``.

    Meanwhile the server lets nobody in, and waits some seconds until those who are there have gone.
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
