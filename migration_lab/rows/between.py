"""Find the tables whose rows a command touched, and read them before and after. Reads two databases, writes none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace

from migration_lab.backends.database import Database
from migration_lab.rows.linked import linked_tables
from migration_lab.rows.mentioned import mentioned
from migration_lab.rows.moved_rows import with_moved_rows
from migration_lab.rows.moved_tables import with_moved_tables
from migration_lab.rows.on_server import RowsBefore
from migration_lab.rows.what_became import what_became
from migration_lab.schema import Difference, Schema, Table
from migration_lab.schema.renaming import renamed_schema
from migration_lab.values.result import Rows, TableRows
from migration_lab.values.statement import Statement
from migration_lab.values.value_forms import exact

Earlier = Database | RowsBefore | None
SAMPLE = 50
"""The number of rows that are kept to be shown."""
MOST_ROWS = 10_000
"""The number of rows of a table that are compared, whole values and all; for a larger one, the number is reported."""
MOST_ROWS_IN_ALL = 50_000
"""The number of rows that are compared in all tables together, in equal shares."""
MOST_BYTES_IN_ALL = 32_000_000
"""Likewise, no more rows are read once their texts and bytes are larger than this."""
MOST_TABLES = 100
FEW_ROWS, FEW_ROWS_IN_ALL = 1000, 20_000
"""For a table, and for all, that no recorded SQL names: fewer rows are compared, in case a raw cursor wrote to it."""


def changed_rows(
    sql: Sequence[Statement],
    earlier: Earlier,
    live: Database,
    before: Schema,
    after: Schema,
    difference: Difference,
    *,
    everywhere: bool = False,
) -> tuple[TableRows, ...]:
    """Return the rows of each table that changed in structure or in content, and what became of them, sorted by name.

    This includes a table that was written to if not all of its rows were compared. Alembic's own table is left out.
    ``earlier`` is a copy from before the command; without one, the rows before are not known. ``everywhere`` looks at
    the first ``MOST_TABLES`` tables whatever the SQL. Raises ``SchemaError`` when a table's rows cannot be read.
    """
    named = {*difference.tables, *mentioned(sql, {*before.table_names, *after.table_names})}
    if everywhere:
        named |= {*sorted({*before.table_names, *after.table_names})[:MOST_TABLES]}
    found = tuple(_read(named, earlier, live, before, after, difference))
    renames = difference.renames
    was = renamed_schema(before, renames) if renames else before
    linked = linked_tables(found, was.tables, after.tables, renames)
    judged = [
        replace(one, became=what_became(one, table_of(was, one.table), now, linked, renames.of(one.table)))
        for one in found
        for now in [table_of(after, one.table)]
    ]
    shown = with_moved_rows(with_moved_tables(judged, was, after), was, after)
    return tuple(replace(one, before=_shown(one.before), after=_shown(one.after)) for one in shown)


def _read(
    named: Iterable[str],
    earlier: Earlier,
    live: Database,
    before: Schema,
    after: Schema,
    difference: Difference,
) -> Iterator[TableRows]:
    touched = reached(named, before, after) - {before.version_table, after.version_table}
    renames = difference.renames
    touched -= {old for old, _ in renames.tables}
    for name in sorted(touched):
        old = renames.before(name)
        was = whole_rows(earlier, before, old, len(touched))
        now = whole_rows(live, after, name, len(touched))
        if was is None and earlier is not None and old in before.table_names:
            yield TableRows(name, None, now, not_compared=why_not(earlier, old))
            continue
        part = any(side is not None and not side.whole for side in (was, now))
        if (was or now) and (part or name in difference.tables or differ(was, now)):
            yield TableRows(name, was, now)
    yield from _unnamed(earlier, live, before, after, touched)


def _unnamed(
    earlier: Earlier, live: Database, before: Schema, after: Schema, touched: Collection[str]
) -> Iterator[TableRows]:
    """Find tables whose rows changed although no recorded SQL names them, as far as a quick look shows."""
    names = {*before.table_names} & {*after.table_names} - {before.version_table, after.version_table} - {*touched}
    if earlier is None or not names or len(names) > MOST_TABLES:
        return
    few, most_bytes = max(SAMPLE, min(FEW_ROWS, FEW_ROWS_IN_ALL // len(names))), MOST_BYTES_IN_ALL // len(names)
    other = []
    with ExitStack() as stack:
        here = stack.enter_context(live.reading())
        there = stack.enter_context(earlier.reading()) if isinstance(earlier, Database) else None
        for name in sorted(names):
            if isinstance(earlier, Database):
                was: Rows | None = earlier.rows_by(there, before, name, 0, few, most_bytes)
            else:
                was = earlier.rows_in(before, name)
            if was is None:
                continue
            now = live.rows_by(here, after, name, len(was.sample), max(few, len(was.known)), most_bytes)
            if was.count != now.count or (was.whole and now.whole and differ(was, now)):
                other.append(name)
    for name in other:
        yield TableRows(name, whole_rows(earlier, before, name), whole_rows(live, after, name))


def _shown(rows: Rows | None) -> Rows | None:
    """Return the rows without the whole values that were needed to compare them."""
    return rows and replace(rows, values=None)


def differ(one: Rows | None, other: Rows | None) -> bool:
    """Tell whether the rows of two tables differ; ``1`` and ``1.0`` do, although Python takes them for equal."""
    if one is None or other is None or one != other:
        return one is not other
    pairs = zip(one.known, other.known, strict=True)
    return any(exact(left) != exact(right) for row in pairs for left, right in zip(*row, strict=True))


def table_of(schema: Schema, name: str) -> Table | None:
    return next((table for table in schema.tables if table.name == name), None)


def reached(touched: Iterable[str], *schemas: Schema) -> set[str]:
    """Add the tables whose rows change with these: through a cascading foreign key, or through a trigger."""
    found, edge = set(touched), list(touched)
    while edge:
        name = edge.pop()
        for schema in schemas:
            texts = [one.sql.lower() for table in schema.tables if table.name == name for one in table.triggers]
            for table in schema.tables:
                follows = any(key.target == name and (key.on_delete or key.on_update) for key in table.foreign_keys)
                fired = any(table.name.lower().rpartition(".")[2] in text for text in texts)
                if (follows or fired) and table.name not in found:
                    found.add(table.name)
                    edge.append(table.name)
    return found


def why_not(earlier: Database | RowsBefore, name: str) -> str:
    return earlier.why_not(name) if isinstance(earlier, RowsBefore) else "its rows could not be read"


def whole_rows(database: Earlier, schema: Schema, name: str, tables: int = 1) -> Rows | None:
    """Read the rows of a table with whole values, up to the number that is compared among so many tables."""
    if database is None or name not in schema.table_names:
        return None
    most = max(SAMPLE, min(MOST_ROWS, MOST_ROWS_IN_ALL // tables))
    return database.rows_in(schema, name, SAMPLE, most, MOST_BYTES_IN_ALL // tables)


def changed_counts(
    earlier: Database | None, live: Database, before: Schema, after: Schema
) -> tuple[tuple[str, int, int], ...]:
    """Return the tables on both sides whose number of rows differs, with both numbers, sorted by name."""
    names = sorted({*before.table_names} & {*after.table_names} - {after.version_table})
    if earlier is None or len(names) > MOST_TABLES:
        return ()
    pairs = ((name, earlier.rows_in(before, name, 0).count, live.rows_in(after, name, 0).count) for name in names)
    return tuple(pair for pair in pairs if pair[1] != pair[2])
