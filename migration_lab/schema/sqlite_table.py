"""Make a ``Table`` or a ``View`` from SQLite's catalogue and pragmas. Nothing here touches a database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from migration_lab.schema.model import Column, PrimaryKey, Table, Trigger, View, by_content, by_name
from migration_lab.schema.sqlite_ddl import TableDDL, parse_index, parse_query, parse_table, parse_virtual
from migration_lab.schema.tokens import fold

Row = tuple[str, str, str, str]
"""Type, name, table and SQL from one row of ``sqlite_schema``."""
Found = tuple[str, str, int, str | None, int, int]
"""Name, type, notnull, default, place in the primary key and hidden from one row of ``table_xinfo``."""
QUOTES = "\"'`["
HIDDEN, VIRTUAL, STORED = 1, 2, 3


def is_virtual(row: Row) -> bool:
    return row[0] == "table" and row[3][:14].upper() == "CREATE VIRTUAL"


def build_table(name: str, made: Row, parts: Sequence[Row], found: Sequence[Found]) -> Table:
    """Return the table that ``made`` describes, with the indexes and triggers among ``parts``.

    Its foreign keys stay as they are written and in that order.
    """
    if is_virtual(made):
        columns = tuple(Column(row[0], row[1]) for row in found if row[5] != HIDDEN)
        return Table(name, columns, options=(parse_virtual(made[3]),))
    ddl = parse_table(made[3])
    spelling = {fold(row[0]): row[0] for row in found}

    def spelt(columns: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(spelling.get(fold(column), column) for column in columns)

    key = tuple(row[0] for row in sorted(found, key=lambda row: row[4]) if row[4])
    columns = tuple(build_column(row, ddl, key) for row in found)
    indexes = (parse_index(row[1], row[3], tuple(spelling.values())) for row in parts if row[0] == "index")
    return Table(
        name,
        columns,
        PrimaryKey(key, ddl.primary_key.name if ddl.primary_key else None) if key else None,
        tuple(replace(key, columns=spelt(key.columns)) for key in ddl.foreign_keys),
        by_content(replace(key, columns=spelt(key.columns)) for key in ddl.unique_keys),
        by_content(ddl.checks),
        by_name(indexes),
        triggers(name, parts),
        ddl.options,
    )


def build_view(name: str, made: Row, parts: Sequence[Row], found: Sequence[Found]) -> View:
    columns = tuple(Column(row[0], spell_type(row[1])) for row in found)
    return View(name, parse_query(made[3]), columns, triggers=triggers(name, parts))


def build_column(row: Found, ddl: TableDDL, key: tuple[str, ...]) -> Column:
    name, type_, not_null, default, _, hidden = row
    computed = ddl.computed.get(fold(name)) if hidden in (VIRTUAL, STORED) else None
    if computed is not None:
        type_ = type_.removesuffix("GENERATED ALWAYS").rstrip()  # as some versions have it
    # Such a column is an alias of the rowid, which is never NULL, whether or not NOT NULL was written.
    is_rowid = (
        key == (name,) and type_.upper() == "INTEGER" and "WITHOUT ROWID" not in ddl.options and not ddl.descending_key
    )
    return Column(
        name,
        spell_type(type_),
        nullable=not not_null and not is_rowid,
        default=default if computed is None else None,
        computed=computed,
        stored=hidden == STORED,
        identity="autoincrement" if is_rowid and ddl.autoincrement else None,
        collation=ddl.collations.get(fold(name)),
    )


@cache
def spell_type(type_: str) -> str:
    """Give a type one spelling, because SQLite ignores case and spaces: ``varchar (200)`` is
    ``VARCHAR(200)``.
    """
    if any(mark in type_ for mark in QUOTES):
        return type_
    return ", ".join(re.sub(r"\s*([()])\s*", r"\1", " ".join(part.split())) for part in type_.upper().split(","))


def triggers(name: str, parts: Sequence[Row]) -> tuple[Trigger, ...]:
    return by_name(Trigger(row[1], name, row[3].strip()) for row in parts if row[0] == "trigger")
