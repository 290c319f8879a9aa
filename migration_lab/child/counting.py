"""In a process of its own: count, just before an operation runs on a copy, the rows that it will meet.

Only numbers and names leave this process. Reads the copy, in the script's own transaction, and leaves no trace in it.
What cannot be counted in time is not known.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from migration_lab.backends.kinds import KINDS
from migration_lab.backends.plain_sql import quote
from migration_lab.child.operation_facts import home_of
from migration_lab.child.time_limit import TimeLimit
from migration_lab.child.what_to_count import Question, children, questions, quoted
from migration_lab.values.operations import Count

LONGEST_COUNT = 1.0
"""Seconds that one count may take."""
LONGEST_COUNTS = 3.0
"""Seconds that all counts of a trial run may take."""


class Counting:
    """Counts for one trial run, as long as there is time."""

    def __init__(self, limit: TimeLimit) -> None:
        self.limit = limit
        self.left = LONGEST_COUNTS
        self._rows: dict[tuple[str, str], int] = {}
        """By bind and table, as SQL: how many rows it is known to have just now."""

    def forget(self) -> None:
        """Note that rows may have come or gone."""
        self._rows.clear()

    def before(self, operations: Any, operation: Any, found: Mapping[str, Any]) -> dict[str, Any]:
        """Return ``rows`` and ``counts`` of that operation, as far as they are known."""
        connection = operations.get_bind()
        table = quoted(*home_of(operation))
        rows = self.rows(connection, found["bind"], table)
        if rows is None:
            return {}
        counts: list[Count] = []
        with suppress(Exception):
            asked = [*questions(operation, found, connection.dialect)]
            counts = (
                [*self._answers(connection, asked, found["table"], rows)]
                if rows or not asked
                else nothing(asked, found["table"])
            )
        return {"rows": rows, "counts": tuple(counts)}

    def rows(self, connection: Any, bind: str, table: str) -> int | None:
        key = bind, table
        if key not in self._rows:
            found = self.number(connection, f"SELECT count(*) FROM {table}")
            if found is None:
                return None
            self._rows[key] = found
        return self._rows[key]

    def deleted_with(self, connection: Any, table: str) -> tuple[Count, ...]:
        """Count the rows of other tables that are deleted when that table is dropped, or made anew."""
        found: list[Count] = []
        with suppress(Exception):
            with self._aside(connection) as cursor:
                whose = KINDS[connection.dialect.name].deleted_with(cursor, table)
            for child, columns, parents in whose:
                of = self.number(connection, f"SELECT count(*) FROM {quote(child)}")
                found += self._answers(connection, [children(child, columns, parents, table)], child, of or 0)
        return tuple(found)

    def _answers(self, connection: Any, asked: list[Question], table: str, rows: int) -> Iterator[Count]:
        for one in asked:
            if (number := self.number(connection, one.sql)) is not None:
                yield Count(one.what, number, rows, table, one.columns, one.other)

    def number(self, connection: Any, sql: str) -> int | None:
        """Return the number that this SQL counts; ``None`` when it cannot be counted, or not in time."""
        try:
            with self._aside(connection) as cursor:
                cursor.execute(sql)
                return int(cursor.fetchone()[0])
        except Exception:
            return None

    @contextmanager
    def _aside(self, connection: Any) -> Iterator[Any]:
        seconds, began = min(LONGEST_COUNT, self.left), time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        try:
            with self.limit.at_most(seconds), KINDS[connection.dialect.name].aside(connection, seconds) as cursor:
                yield cursor
        finally:
            self.left -= time.monotonic() - began


def nothing(asked: list[Question], table: str) -> list[Count]:
    """Return what is known of a table without rows."""
    return [Count(one.what, 0, 0, table, one.columns, one.other) for one in asked]
