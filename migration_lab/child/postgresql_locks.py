"""In a process of its own: ask PostgreSQL what a connection's transaction holds, and what its tables are stored in.

``pg_locks`` has the locks; ``pg_relation_filenode`` changes when a table is written anew; the transaction's own
statistics count the rows that were read one after the other. Each question is asked over the same connection, inside a
savepoint, so that a question that fails breaks no transaction. Only reads.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from migration_lab.backends.plain_sql import plain
from migration_lab.backends.postgresql.asking_aside import asking_aside
from migration_lab.backends.postgresql.postgresql_tables import OURS
from migration_lab.child.sandbox.guards import trust

DATABASE = "(SELECT oid FROM pg_database WHERE datname = current_database())"
RELATIONS = f"""
SELECT {DATABASE}::bigint, c.oid::bigint, i.indrelid::bigint, pg_relation_filenode(c.oid)::bigint,
 CASE WHEN c.relkind IN ('r', 'm') THEN pg_table_size(c.oid) WHEN c.relkind = 'i' THEN pg_relation_size(c.oid)
 ELSE 0 END,
 CASE WHEN pg_table_is_visible(c.oid) THEN c.relname ELSE n.nspname || '.' || c.relname END,
 CASE WHEN c.relkind IN ('r', 'm') THEN quote_ident(n.nspname) || '.' || quote_ident(c.relname) END
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_index i ON i.indexrelid = c.oid
WHERE c.relkind IN ('r', 'p', 'm', 'v', 'i', 'I') AND {OURS}
"""
FILES = f"""
SELECT {DATABASE}::bigint, c.oid::bigint, pg_relation_filenode(c.oid)::bigint
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'm', 'i') AND {OURS}
"""
LOCKS = f"""
SELECT l.database::bigint, l.relation::bigint, l.mode, l.virtualtransaction, pg_relation_filenode(l.relation)::bigint,
 current_setting('lock_timeout')
FROM pg_locks l
WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted AND l.relation >= 16384
 AND l.database = {DATABASE}
"""
READS = f"""
SELECT {DATABASE}::bigint, c.oid::bigint, pg_stat_get_xact_tuples_returned(c.oid)
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm') AND pg_stat_get_xact_tuples_returned(c.oid) > 0 AND {OURS}
"""
"""PostgreSQL passes such counts on once a second at most, so these may begin before the transaction."""
AT_ONCE = 50
"""Tables whose rows one query counts."""
Oid = tuple[int, int]
"""Of the database, and of the table or index in it."""


@dataclass(slots=True)
class KnownRelation:
    """A table or an index that was there before the run."""

    name: str
    file: int | None
    table: Oid | None
    """Of an index: its table."""
    bytes: int
    rows: int = 0


@dataclass(slots=True)
class Holding:
    """What a transaction held at one moment, and which files the tables that it had locked were stored in."""

    modes: dict[Oid, set[str]] = field(default_factory=dict)
    files: dict[Oid, int | None] = field(default_factory=dict)
    read: dict[Oid, int] = field(default_factory=dict)
    """How many rows it had read one after the other."""
    transaction: str = ""
    lock_timeout: str = ""


def relations(connection: Any) -> dict[Oid, KnownRelation]:
    """Return all tables, views and indexes, with the rows counted."""
    found, tables = {}, {}
    for database, oid, table, file, size, name, quoted in plain(connection, RELATIONS).fetchall():
        found[database, oid] = KnownRelation(name, file, (database, table) if table else None, size)
        if quoted:
            tables[database, oid] = quoted
    for at in range(0, len(tables), AT_ONCE):
        some = [*tables.items()][at : at + AT_ONCE]
        counts = (f"SELECT {home}, {oid}, count(*) FROM ONLY {quoted}" for (home, oid), quoted in some)
        for home, oid, rows in plain(connection, " UNION ALL ".join(counts)).fetchall():
            found[home, oid].rows = rows
    for relation in found.values():
        if relation.table in found:
            relation.rows = found[relation.table].rows
    return found


def holding(connection: Any) -> Holding:
    """Return what the transaction of that connection holds; it is begun if there is none."""
    found = Holding()
    with trust(), asking_aside(connection) as cursor:
        for database, oid, mode, transaction, file, timeout in rows_of(cursor, LOCKS):
            found.modes.setdefault((database, oid), set()).add(mode)
            found.files[database, oid] = file
            found.transaction, found.lock_timeout = transaction, timeout
        found.read = {(database, oid): read for database, oid, read in rows_of(cursor, READS)}
    return found


def files(connection: Any) -> dict[Oid, int | None]:
    """Return the file of each table and index, asked outside any transaction."""
    with trust(), closing(connection.connection.cursor()) as cursor:
        return {(database, oid): file for database, oid, file in rows_of(cursor, FILES)}


def tell(connection: Any, sql: str) -> None:
    """Run a statement of which no listener of SQLAlchemy's hears."""
    with trust(), closing(connection.connection.cursor()) as cursor:
        cursor.execute(sql)


def rows_of(cursor: Any, sql: str) -> list[Any]:
    cursor.execute(sql)
    return [*cursor.fetchall()]


def is_autocommit(connection: Any) -> bool:
    return getattr(connection.connection.dbapi_connection, "autocommit", False) is True
