"""Count the rows of an SQLite database that point at a row that is not there: ``PRAGMA foreign_key_check``.

SQLite checks a foreign key only over connections that have asked for it. So such rows may be there. Only reads.
"""

from __future__ import annotations

import time
from typing import Any

from migration_lab.values.orphans import Orphans

MOST = 10_000
"""So many rows are counted, and no more."""
SECONDS = 5.0
STEPS = 10_000
"""How many of SQLite's steps run between two looks at the clock."""
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%REFERENCES%' ORDER BY name"
COUNTED = """
SELECT "parent", count(*) FROM (SELECT "parent" FROM pragma_foreign_key_check(?) LIMIT ?) GROUP BY 1 ORDER BY 1
"""


def check_foreign_keys(connection: Any, most: int = MOST, seconds: float = SECONDS) -> Orphans:
    """Return what is found over a connection of SQLAlchemy's, within those bounds. Raises as SQLAlchemy does."""
    from sqlalchemy.exc import OperationalError

    end, left, stopped = time.monotonic() + seconds, most, ""
    found: list[tuple[str, str, int]] = []
    unusable: list[tuple[str, str]] = []
    tables = connection.exec_driver_sql(TABLES).scalars().all()
    driver = connection.connection.driver_connection
    driver.set_progress_handler(lambda: time.monotonic() > end, STEPS)
    try:
        for table in tables:
            try:
                rows = connection.exec_driver_sql(COUNTED, (table, left)).fetchall()
            except OperationalError as error:
                if time.monotonic() > end:
                    stopped = f"that takes longer than {seconds:.0f} seconds"
                    break
                if "foreign key mismatch" not in str(error.orig):
                    raise
                unusable.append((table, str(error.orig)))
                continue
            found += [(table, parent, count) for parent, count in rows]
            left -= sum(count for _, count in rows)
            if not left:
                stopped = f"there are {most:,} of them or more"
                break
    finally:
        driver.set_progress_handler(None, 0)
    return Orphans(tuple(found), stopped, tuple(unusable))
