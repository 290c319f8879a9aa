"""In a process of its own: copy the rows of a PostgreSQL database into a scratch one that the scripts have made.

Every value is copied as text, by the server's own conversions, so that it works with every type and driver. Foreign
keys are dropped while the rows are copied and made again afterwards, and triggers are disabled; a table's owner may do
both. Reads the real database; writes only to the scratch one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from migration_lab.backends.plain_sql import plain, quote
from migration_lab.backends.postgresql.postgresql_tables import LARGEST_ROWS, OURS, SIZE, TABLES
from migration_lab.schema import Schema, compare, read_schema
from migration_lab.values.reason import Reason

AT_ONCE = 1000
NOT_OURS = f"""
SELECT c.relname, pg_get_userbyid(c.relowner), current_user
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT pg_has_role(c.relowner, 'USAGE') AND {OURS} ORDER BY n.nspname, 1 LIMIT 1
"""
COLUMNS = """
SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
"""
SEQUENCES = "SELECT schemaname, sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
CONSTRAINTS = f"""
SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname), quote_ident(k.conname), pg_get_constraintdef(k.oid)
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE (k.contype = 'f' OR (k.contype = 'c' AND NOT k.convalidated)) AND k.conparentid = 0 AND {OURS}
"""


class CannotFill(Exception):
    """The rows cannot be copied; ``reason`` says why."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.reason = Reason(code, facts)


@dataclass(slots=True)
class Dump:
    """The rows of a database, as text."""

    schema: Schema
    tables: dict[tuple[str, str], tuple[list[str], list[tuple[str | None, ...]]]]
    """By schema and name: the columns, and the rows."""
    sequences: list[tuple[str, str, int]]
    extra: frozenset[str] = frozenset()
    """The tables that the scripts have not made so far."""


def dumped(source: Any) -> Dump:
    """Return all rows, read over the connection ``source`` in one transaction. Raises ``CannotFill``."""
    from sqlalchemy.exc import DBAPIError

    source = source.execution_options(isolation_level="REPEATABLE READ")
    size = plain(source, SIZE).scalar_one()
    if size > LARGEST_ROWS:
        raise CannotFill("too_many_rows", size=size >> 20, most=LARGEST_ROWS >> 20)
    for name, owner, user in plain(source, NOT_OURS).fetchall():
        raise CannotFill("not_owner", table=name, owner=owner, role=user)
    dump = Dump(read_schema(source), {}, [])
    try:
        for oid, home, name in plain(source, TABLES).fetchall():
            columns = [column for column, _ in source.exec_driver_sql(COLUMNS, (oid,)).fetchall()]
            texts = ", ".join(f"{quote(column)}::text" for column in columns)
            rows = plain(source, f"SELECT {texts} FROM ONLY {quote(home)}.{quote(name)}").fetchall()
            dump.tables[home, name] = columns, [tuple(row) for row in rows]
        dump.sequences = [tuple(row) for row in plain(source, SEQUENCES).fetchall()]
    except DBAPIError as error:
        raise CannotFill("rows_unreadable", why=first_line(error)) from error
    finally:
        source.rollback()
    return dump


def filled(engine: Any, dump: Dump) -> None:
    """Copy the rows into the database of ``engine``, which has the same tables. Raises ``CannotFill``."""
    from sqlalchemy.exc import DBAPIError

    with engine.connect() as target:
        unlike = list(compare(read_schema(target), dump.schema))
        dump.extra = frozenset(one.name for one in unlike if (one.action, one.kind) == ("added", "table"))
        if other := [one for one in unlike if one.name not in dump.extra and one.table != "alembic_version"]:
            raise CannotFill("scripts_differ", change=str(other[0]))
        try:
            fill(target, dump)
            target.commit()
        except DBAPIError as error:
            target.rollback()
            raise CannotFill("rows_not_copied", why=first_line(error)) from error


def fill(target: Any, dump: Dump) -> None:
    kept = plain(target, CONSTRAINTS).fetchall()
    for table, name, _ in kept:
        plain(target, f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for oid, home, name in plain(target, TABLES).fetchall():
        if (home, name) in dump.tables:
            columns, rows = dump.tables[home, name]
            types = dict(map(tuple, target.exec_driver_sql(COLUMNS, (oid,)).fetchall()))
            into(target, f"{quote(home)}.{quote(name)}", [(quote(one), types[one]) for one in columns], rows)
    for home, name, last in dump.sequences:
        found = target.exec_driver_sql("SELECT to_regclass(%s)", (f"{quote(home)}.{quote(name)}",)).scalar()
        if found is not None:
            target.exec_driver_sql("SELECT setval(%s::regclass, %s)", (f"{quote(home)}.{quote(name)}", last))
    for table, name, definition in kept:
        plain(target, f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


def into(target: Any, table: str, columns: list[tuple[str, str]], rows: list[tuple[str | None, ...]]) -> None:
    """Replace the rows of one table by these."""
    plain(target, f"ALTER TABLE {table} DISABLE TRIGGER USER")
    plain(target, f"DELETE FROM {table}")
    names = ", ".join(name for name, _ in columns)
    casts = ", ".join(f"x.c{at}::{kind}" for at, (_, kind) in enumerate(columns))
    arrays = ", ".join(["%s::text[]"] * len(columns))
    aliases = ", ".join(f"c{at}" for at in range(len(columns)))
    statement = (
        f"INSERT INTO {percent(table)} ({percent(names)}) OVERRIDING SYSTEM VALUE "
        f"SELECT {percent(casts)} FROM unnest({arrays}) AS x ({aliases})"
    )
    for part in parts(rows) if columns else ():
        target.exec_driver_sql(statement, tuple([row[at] for row in part] for at in range(len(columns))))
    plain(target, f"ALTER TABLE {table} ENABLE TRIGGER USER")


def parts(rows: list[Any]) -> Iterable[list[Any]]:
    return (rows[at : at + AT_ONCE] for at in range(0, len(rows), AT_ONCE))


def percent(sql: str) -> str:
    return sql.replace("%", "%%")


def first_line(error: Any) -> str:
    return (str(error.orig).strip().splitlines() or [type(error.orig).__name__])[0]
