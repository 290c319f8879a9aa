"""Find the table of a database in which Alembic remembers the revisions. Touches no database."""

from __future__ import annotations

import re
from dataclasses import replace

from migration_lab.schema import Schema, Table

DEFAULT = "alembic_version"
VERBS = r"INSERT\s+INTO|UPDATE|DELETE\s+FROM|(?:CREATE|DROP)\s+TABLE"
WRITING = rf"\s*(?:{VERBS})\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?(?:{{}})(?!\w)"


def name_in(schema: Schema, told: str | None) -> str:
    """Return that table's name in ``schema``; ``told`` is what the project says, ``None`` if it is not known yet.

    If it is not known, and there is none of the usual name, it is the one table that Alembic must have made.
    """
    names = schema.table_names
    if told is not None:
        home, _, bare = told.rpartition(".")
        return bare if home and told not in names and home not in schema.schemas else told
    if DEFAULT in names:
        return DEFAULT
    made = [table.name for table in schema.tables if made_by_alembic(table)]
    return made[0] if len(made) == 1 else DEFAULT


def named(schema: Schema, told: str | None) -> Schema:
    """Return the same schema, with the table's name noted in it."""
    name = name_in(schema, told)
    return schema if name == schema.version_table else replace(schema, version_table=name)


def made_by_alembic(table: Table) -> bool:
    """Tell whether it has just Alembic's column, and a key with the name that Alembic gives it."""
    key = table.primary_key
    columns = [column.name for column in table.columns]
    return columns == ["version_num"] and key is not None and (key.name or "").endswith("_pkc")


def only_writes(sql: str, table: str) -> bool:
    """Tell whether a statement does nothing but write to, make or drop that table."""
    home, _, bare = table.rpartition(".")
    ways = [f'{re.escape(bare)}|"{re.escape(bare)}"']
    if home:
        ways = [f'(?:{re.escape(home)}|"{re.escape(home)}")\\.(?:{ways[0]})']
    return re.match(WRITING.format(ways[0]), sql, re.IGNORECASE) is not None
