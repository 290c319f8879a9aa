"""In a process of its own: find what the role that migrates may do in its PostgreSQL. Reads the catalogue."""

from __future__ import annotations

from typing import Any

from migration_lab.backends.kinds import is_on_server
from migration_lab.values.checked import Rights

ROLE = "SELECT current_user::text, current_schema()::text, current_setting('search_path')"
SCHEMAS = """
SELECT nspname::text FROM pg_namespace
WHERE NOT has_schema_privilege(oid, 'CREATE') AND left(nspname, 3) <> 'pg_' AND nspname <> 'information_schema'
"""
OWNERS = """
SELECT n.nspname::text, c.relname::text, pg_get_userbyid(c.relowner)::text, pg_table_is_visible(c.oid),
    has_table_privilege(c.oid, 'INSERT'), has_table_privilege(c.oid, 'UPDATE')
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT pg_has_role(c.relowner, 'MEMBER')
AND left(n.nspname, 3) <> 'pg_' AND n.nspname <> 'information_schema'
"""
"""The tables that the role does not own, and could not own by ``SET ROLE`` either."""


def rights_of(connection: Any, version_table: str) -> Rights | None:
    """Return the present rights of the role of ``connection``; ``None`` on another kind of database."""
    if not is_on_server(connection.engine.url):
        return None
    role, schema, path = connection.exec_driver_sql(ROLE).one()
    rights = Rights(role, schema, path, version_table)
    rights.closed = frozenset(connection.exec_driver_sql(SCHEMAS).scalars())
    found = connection.exec_driver_sql(OWNERS).fetchall()
    names = [name if visible else f"{home}.{name}" for home, name, _, visible, *_ in found]
    rights.owners = dict(zip(names, (owner for _, _, owner, *_ in found), strict=True))
    rights.no_insert = frozenset(name for name, row in zip(names, found, strict=True) if not row[4])
    rights.no_update = frozenset(name for name, row in zip(names, found, strict=True) if not row[5])
    return rights
