"""Write SQL that no driver changes: names in quotes, and statements without placeholders."""

from __future__ import annotations

from typing import Any


def quote(name: str) -> str:
    """Quote a name for SQLite and PostgreSQL; SQLAlchemy would double a ``%`` in it for some drivers."""
    return '"' + name.replace('"', '""') + '"'


def plain(connection: Any, sql: str) -> Any:
    """Execute SQL as it is: no driver takes a ``%`` in a name for a placeholder."""
    return connection.exec_driver_sql(sql, execution_options={"no_parameters": True})
