"""In a process of its own: count, just before an operation runs on a copy, the rows that it will meet.

Only numbers and names leave this process. Reads the copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from migration_lab.backends.plain_sql import plain, quote
from migration_lab.values.operations import Count


def count_before(connection: Any, operation: Any, found: Mapping[str, Any]) -> tuple[int, tuple[Count, ...]]:
    """Return the number of rows of the operation's table, and what was counted in them."""
    table = str(found["table"])
    rows = number(connection, f"SELECT count(*) FROM {quoted(table)}")
    counts = []
    if found["kind"] == "AlterColumn" and found["details"].get("nullable") is False:
        (column,) = found["columns"]
        nulls = number(connection, f"SELECT count(*) FROM {quoted(table)} WHERE {quote(column)} IS NULL")
        counts.append(Count("nulls", nulls, rows, table, (column,)))
    return rows, tuple(counts)


def number(connection: Any, sql: str) -> int:
    return int(plain(connection, sql).scalar_one())


def quoted(table: str) -> str:
    return ".".join(map(quote, table.split(".", 1)))
