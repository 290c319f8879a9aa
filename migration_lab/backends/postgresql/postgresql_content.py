"""Tell whether a PostgreSQL database is unchanged: each row has the number of the transaction that wrote it.

A copy made from a template has the same rows with the same numbers, so it is known to hold the same. Only reads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from migration_lab.backends.plain_sql import plain
from migration_lab.backends.postgresql.postgresql_tables import OURS

AT_ONCE = 50
"""Tables in one query."""
TABLES = f"""
SELECT c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't' AND ({OURS} OR (n.nspname = 'pg_catalog' AND NOT c.relisshared
AND c.relname NOT IN ('pg_statistic', 'pg_statistic_ext_data') AND has_table_privilege(c.oid, 'SELECT'))) ORDER BY 2
"""
"""All of the database's own tables, and what is not in their rows: types, defaults, comments, rights. ANALYZE's notes
do not count."""
ROWS = "SELECT {}::bigint, count(*), coalesce(sum(xmin::text::bigint), 0)::text FROM ONLY {}"
SEQUENCES = "SELECT schemaname, sequencename, last_value FROM pg_sequences ORDER BY 1, 2"
PULSE = "SELECT pg_current_snapshot()::text"
"""Counts every transaction on the server that writes, in any database."""


def content_of(connection: Any) -> str:
    """Return a value that is equal as long as tables, rows and sequences are. Raises what SQLAlchemy raises."""
    digest = hashlib.sha256()
    tables = [(oid, name) for oid, name in plain(connection, TABLES)]
    for rows in (*_rows(connection, tables), plain(connection, SEQUENCES)):
        for row in rows:
            digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


def _rows(connection: Any, tables: list[tuple[int, str]]) -> Iterator[Any]:
    for at in range(0, len(tables), AT_ONCE):
        parts = (ROWS.format(oid, name) for oid, name in tables[at : at + AT_ONCE])
        yield plain(connection, " UNION ALL ".join(parts) + " ORDER BY 1")
