"""Which tables' rows a command touched, and what they were before and after. Reads two databases, writes none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from migration_lab.project.database import Database
from migration_lab.project.result import Rows, Statement, TableRows
from migration_lab.schema import Difference, Schema

SAMPLE = 50
"""Enough to hold a lesson's table whole, so that a card can say that all its rows were kept."""
MOST_TABLES = 100
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE", "TRUNCATE", "COPY", "WITH")


def changed_rows(
    sql: Sequence[Statement],
    earlier: Database | None,
    live: Database,
    before: Schema,
    after: Schema,
    difference: Difference,
) -> tuple[TableRows, ...]:
    """The rows of each table that changed in structure or in content, sorted by name; Alembic's own left out.

    ``earlier`` is a copy from before the command; without one the rows before are not known.
    """
    found = []
    for name in sorted({*difference.tables, *mentioned(sql, {*before.table_names, *after.table_names})}):
        if name == after.version_table:
            continue
        was = sample(earlier, before, name)
        now = sample(live, after, name)
        if (was or now) and (name in difference.tables or was != now):
            found.append(TableRows(name, was, now))
    return tuple(found)


def mentioned(sql: Iterable[Statement], names: Iterable[str]) -> set[str]:
    """Those tables whose name stands in a statement that writes rows: enough to know where to look."""
    writing = [one.sql.lower() for one in sql if one.sql.lstrip().upper().startswith(WRITING)]
    return {name for name in names if any(name.lower().rpartition(".")[2] in text for text in writing)}


def sample(database: Database | None, schema: Schema, name: str) -> Rows | None:
    if database is None or name not in schema.table_names:
        return None
    return database.rows_in(schema, name, SAMPLE)


def changed_counts(
    earlier: Database | None, live: Database, before: Schema, after: Schema
) -> tuple[tuple[str, int, int], ...]:
    """The tables on both sides whose number of rows differs, with both numbers, sorted by name."""
    names = sorted({*before.table_names} & {*after.table_names} - {after.version_table})
    if earlier is None or len(names) > MOST_TABLES:
        return ()
    pairs = ((name, earlier.rows_in(before, name, 0).count, live.rows_in(after, name, 0).count) for name in names)
    return tuple(pair for pair in pairs if pair[1] != pair[2])
