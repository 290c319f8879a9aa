"""Ask a PostgreSQL something between a command's own statements, over the same connection, and leave no trace in it.

A question is taken back as a whole, to a savepoint, or to its own beginning where no transaction is open. So one that
fails breaks no transaction, a setting holds for it alone, and it keeps no lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

IDLE, OPEN = 0, 2
"""libpq's numbers for a session without a transaction, and for one whose transaction has not failed."""
SAVEPOINT = "migration_lab_asks"
BACK = (f"ROLLBACK TO SAVEPOINT {SAVEPOINT}", f"RELEASE SAVEPOINT {SAVEPOINT}")


@contextmanager
def asking_aside(connection: Any, *settings: str) -> Iterator[Any]:
    """Yield a driver's cursor, of which no listener of SQLAlchemy's hears, after these ``SET LOCAL``.

    Raises ``RuntimeError`` if the transaction has failed, or if the driver does not say whether one is open.
    """
    driver = connection.connection.driver_connection
    status = getattr(getattr(driver, "info", None), "transaction_status", None)
    autocommit = bool(getattr(driver, "autocommit", False))
    if status is None and autocommit:
        raise RuntimeError("Nobody knows whether a transaction is open, so nothing is asked.")
    if status is not None and int(status) not in (IDLE, OPEN):
        raise RuntimeError("The transaction has failed, so nothing can be read in it.")
    alone = autocommit and int(status or IDLE) == IDLE
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute("BEGIN" if alone else f"SAVEPOINT {SAVEPOINT}")
        try:
            for setting in settings:
                cursor.execute(setting)
            yield cursor
        finally:
            for word in (
                ("ROLLBACK",) if alone else (f"ROLLBACK TO SAVEPOINT {SAVEPOINT}", f"RELEASE SAVEPOINT {SAVEPOINT}")
            ):
                cursor.execute(word)
