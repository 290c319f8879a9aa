"""The queries that list a PostgreSQL database's own tables and measure their size."""

from __future__ import annotations

LARGEST_ROWS = 32 << 20
"""The largest total size of a PostgreSQL database's tables, in bytes, for which its rows are copied."""
OURS = "left(n.nspname, 3) <> 'pg_' AND n.nspname <> 'information_schema'"
TABLES = f"""
SELECT c.oid, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND {OURS} ORDER BY 2, 3
"""
SIZE = f"""
SELECT coalesce(sum(pg_table_size(c.oid)), 0)::bigint FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND {OURS}
"""
