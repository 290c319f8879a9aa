"""SQL that no driver changes on its way: names in quotes, and statements without places for values."""

from __future__ import annotations

from typing import Any


def quote(name: str) -> str:
    """As SQLite and PostgreSQL both take it; SQLAlchemy would double a ``%`` in it for some drivers."""
    return '"' + name.replace('"', '""') + '"'


def plain(connection: Any, sql: str) -> Any:
    """Execute it as it is: no driver takes a ``%`` in a name for the place of a value."""
    return connection.exec_driver_sql(sql, execution_options={"no_parameters": True})
