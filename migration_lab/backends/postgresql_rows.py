"""The queries by which a PostgreSQL's own tables are listed and weighed."""

from __future__ import annotations

from typing import Any


def quote(name: str) -> str:
    """As SQLite and PostgreSQL both take it; SQLAlchemy would double a ``%`` in it for some drivers."""
    return '"' + name.replace('"', '""') + '"'


def plain(connection: Any, sql: str) -> Any:
    """Execute it as it is: no driver takes a ``%`` in a name for the place of a value."""
    return connection.exec_driver_sql(sql, execution_options={"no_parameters": True})


LARGEST_ROWS = 32 << 20
"""Bytes that the tables of a PostgreSQL database may take for its rows to be copied."""
OURS = "left(n.nspname, 3) <> 'pg_' AND n.nspname <> 'information_schema'"
TABLES = f"""
SELECT c.oid, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND {OURS} ORDER BY 2, 3
"""
SIZE = f"""
SELECT coalesce(sum(pg_table_size(c.oid)), 0)::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND {OURS}
"""
