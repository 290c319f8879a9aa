"""Read the first rows of PostgreSQL tables between the statements of a command, on the lab's own server only.

In a project without a server of the lab's nothing is added to a transaction. Each look is taken back as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from migration_lab.backends.frame_reader import MOST_COLUMNS, described, quoted
from migration_lab.backends.postgresql.asking_aside import asking_aside
from migration_lab.values.frames import TableFrame

WAIT_FOR_NOBODY = "SET LOCAL lock_timeout = '1ms'"
"""Another connection of the same command may hold a lock on what is read: waiting for it would never end."""
NAMES = """
SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
AND pg_table_is_visible(c.oid)
"""
COLUMNS = """
SELECT a.attname, array_position(i.indkey::int2[], a.attnum) FROM pg_attribute a
LEFT JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
WHERE a.attrelid = to_regclass({}) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""


class PostgresqlFrames:
    """See ``FrameReader``."""

    def place(self, url: Any) -> str | None:
        return None if url.database is None else f"{url.host}:{url.port}:{url.query.get('host', '')}/{url.database}"

    @contextmanager
    def cursor(self, connection: Any) -> Iterator[Any]:
        with asking_aside(connection, WAIT_FOR_NOBODY) as cursor:
            yield cursor

    def may_ask(self, root: Path) -> bool:
        from migration_lab.backends.postgresql.embedded_server import is_made

        return is_made(root)

    def may_read(self, cursor: Any, root: Path) -> bool:
        from migration_lab.backends.postgresql.embedded_server import WHICH, is_own

        cursor.execute(WHICH)
        return is_own(root, *cursor.fetchone())

    def names(self, cursor: Any) -> tuple[str, ...]:
        return tuple(name for (name,) in by(cursor)(NAMES).fetchall())

    def read(self, cursor: Any, table: str) -> TableFrame:
        execute, name = by(cursor), quoted(table)
        literal = "'" + name.replace("'", "''") + "'"
        found = execute(COLUMNS.format(literal)).fetchall()[:MOST_COLUMNS]
        key = tuple(column for _, column in sorted((at, column) for column, at in found if at is not None))
        return described(execute, table, name, tuple(column for column, _ in found), key, "ctid")


def by(cursor: Any) -> Callable[[str], Any]:
    """Return how to execute by that cursor, so that it comes back to be read.

    Psycopg 3 would prepare a statement that comes often, and PostgreSQL refuses it once a column has another type.
    """
    execute = (
        partial(cursor.execute, prepare=False) if type(cursor).__module__.startswith("psycopg.") else cursor.execute
    )

    def executed(sql: str) -> Any:
        execute(sql)
        return cursor

    return executed
