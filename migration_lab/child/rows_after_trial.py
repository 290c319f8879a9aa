"""In a process of its own: read a copy's rows before and after a migration, and find out what happened to them.

Only counts and names leave this process. Reads the copies, writes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from migration_lab.backends.database import read_up_to
from migration_lab.backends.kinds import KINDS
from migration_lab.backends.plain_sql import plain, quote
from migration_lab.rows.between import MOST_BYTES_IN_ALL, MOST_ROWS, differ
from migration_lab.rows.linked import linked_tables
from migration_lab.rows.moved_rows import with_moved_rows
from migration_lab.rows.moved_tables import with_moved_tables
from migration_lab.rows.what_became import what_became
from migration_lab.schema import Renames, Schema, Table
from migration_lab.schema.renames import NOTHING_RENAMED
from migration_lab.schema.renaming import renamed_schema
from migration_lab.values.result import Rows, TableRows
from migration_lab.values.tried import Fate
from migration_lab.values.value_forms import exact

AT_ONCE = 1000
MOST_IN_ALL = 100_000
"""How many rows are compared in all; those of the smaller tables come first."""
AllRows = dict[tuple[str, str], Rows]
"""By bind and table."""


def read_rows(engines: Mapping[str, Any], schemas: Mapping[str, Schema]) -> AllRows:
    """Return the rows of all tables, up to the number that is compared."""
    found: AllRows = {}
    left = MOST_IN_ALL
    for bind, engine in engines.items():
        schema = schemas[bind]
        with engine.connect() as connection:
            counts = {
                table: plain(connection, f"SELECT count(*) FROM {quoted(schema, table)}").scalar_one()
                for table in schema.table_names
            }
            for table, count in sorted(counts.items(), key=lambda pair: (pair[1], pair[0])):
                rows = found[bind, table] = rows_of(connection, schema, table, count, min(left, MOST_ROWS))
                left -= len(rows.known)
    return found


def rows_of(connection: Any, schema: Schema, table: str, count: int, most: int) -> Rows:
    """Return that many rows of a table; if the driver has no value for what is in there, as the database writes it."""
    columns = [column.name for column in schema.table(table).columns]
    key = schema.table(table).primary_key
    order = f" ORDER BY {', '.join(map(quote, key.columns))}" if key else ""
    for form in ("{}", KINDS[schema.dialect].written):
        values = ", ".join(form.format(quote(column)) for column in columns) or "NULL"
        try:
            result = plain(connection, f"SELECT {values} FROM {quoted(schema, table)}{order} LIMIT {most}")
            found = tuple(read_up_to(result, MOST_BYTES_IN_ALL))
            rest = None if len(found) == count else sum_of(connection, f"SELECT {values} FROM {quoted(schema, table)}")
            return Rows(count, tuple(columns), (), found, rest)
        except Exception:
            connection.rollback()
    return Rows(count, tuple(columns), (), ())


def sum_of(connection: Any, sql: str) -> int | None:
    """Return a number that changes when any row changes, in whatever order they come; ``None`` when time is over."""
    total = 0
    try:
        found = plain(connection, sql)
        while part := found.fetchmany(AT_ONCE):
            total += sum(map(sum_of_row, part))
    except Exception:
        connection.rollback()
        return None
    return total


def sum_of_row(row: Any) -> int:
    """Return a number that differs where the values or their types do."""
    text = repr(tuple(row))
    # What Python shows in angle brackets may have an address in it; few values have one, and they take a moment longer.
    return hash(repr(tuple(map(exact, row))) if "<" in text or "bytearray(" in text else text)


def quoted(schema: Schema, table: str) -> str:
    home, dot, rest = table.partition(".")
    return f"{quote(home)}.{quote(rest)}" if dot and home in schema.schemas else quote(table)


def fates(
    engines: Mapping[str, Any],
    before: Mapping[str, Schema],
    after: Mapping[str, Schema],
    was: AllRows,
    version_tables: Collection[str] = (),
    renamed: Mapping[str, Renames] = MappingProxyType({}),
    now: AllRows | None = None,
    known: Collection[tuple[str, str]] = (),
) -> list[Fate]:
    """Return what happened to each table whose rows or columns have changed; leave out Alembic's own.

    ``renamed`` says, by bind, what has another name now; ``now`` has the rows after it, if they were read already.
    Tables in ``known``, by bind and name, are left out.
    """
    if now is None:
        now = read_rows(engines, after)
    found = []
    for bind in engines:
        renames = renamed.get(bind, NOTHING_RENAMED)
        was_schema = renamed_schema(before[bind], renames) if renames else before[bind]
        old = {table.name: table for table in was_schema.tables}
        new = {table.name: table for table in after[bind].tables}
        touched = [
            one
            for name in sorted({*old, *new} - set(version_tables))
            if (bind, name) not in known
            for one in [TableRows(name, was.get((bind, renames.before(name))), now.get((bind, name)))]
            if old.get(name) != new.get(name) or differ(one.before, one.after) or name in renames.renamed_tables
        ]
        linked = linked_tables(touched, old.values(), new.values(), renames)
        both = was_schema, after[bind]
        judged = [
            replace(
                one,
                became=what_became(one, old.get(one.table), new.get(one.table), linked, renames.of(one.table)),
            )
            for one in touched
        ]
        for one in with_moved_rows(with_moved_tables(judged, *both), *both):
            if one.became:
                retyped = changed_types(old.get(one.table), new.get(one.table))
                found.append(Fate(replace(one.became, went=None, came=None, aligned=None), retyped))
    return found


def changed_types(old: Table | None, new: Table | None) -> tuple[str, ...]:
    if old is None or new is None:
        return ()
    types = {column.name: column.type for column in new.columns}
    return tuple(one.name for one in old.columns if types.get(one.name, one.type) != one.type)
