"""List which table refers to which, with what the last change did to that. Pure: schemas in, values out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from migration_lab.schema import Renames, Schema
from migration_lab.schema.renames import NOTHING_RENAMED
from migration_lab.values.visible_text import plain

Key = tuple[str, str, tuple[str, ...]]
"""The table, the one that it refers to, and the columns by which it does."""


def references(before: Schema, after: Schema, renames: Renames = NOTHING_RENAMED) -> list[dict[str, Any]]:
    """Return each foreign key of both schemas once: its two tables, its columns, and ``+`` or ``-`` if only one has it.

    A key that has only changed its name or its actions is the same, also where ``renames`` gave its tables or columns
    another name. One that leads to a table that is not there, or
    from Alembic's own table, is left out.
    """
    old, new = dict.fromkeys(_renamed(key, renames) for key in _keys(before)), dict.fromkeys(_keys(after))
    return [
        {
            "from": plain(table),
            "to": plain(target),
            "columns": [*map(plain, columns)],
            "mark": "+" if (table, target, columns) not in old else "-" if (table, target, columns) not in new else "",
        }
        for table, target, columns in {**new, **old}
    ]


def _renamed(key: Key, renames: Renames) -> Key:
    """Return the key with the names that its tables and columns have now."""
    table, target, columns = key
    now = renames.after(table)
    called = dict(renames.of(now))
    return now, renames.after(target), tuple(called.get(one, one) for one in columns)


def _keys(schema: Schema) -> Iterator[Key]:
    there = {*schema.table_names} - {schema.version_table}
    for table in schema.tables:
        for key in table.foreign_keys:
            if table.name in there and key.target in there:
                yield table.name, key.target, key.columns
