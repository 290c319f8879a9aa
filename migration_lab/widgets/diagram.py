"""Tables and their foreign keys as a Mermaid ``erDiagram``, which JupyterLab draws. Pure: schema in, text out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from migration_lab.schema import Column, ForeignKey, Schema, Table
from migration_lab.widgets.live import Display

MERMAID = "text/vnd.mermaid"
NO_WORD = re.compile(r"[^\w()\[\]-]+")
NO_NAME = re.compile(r"[^\w .-]+")


def er_diagram(schema: Schema, only: Iterable[str] = ()) -> str:
    """Return the diagram of all tables but Alembic's own, or of those named. Mermaid's special signs become ``_``."""
    wanted = set(only) or {*schema.table_names} - {schema.version_table}
    tables = [table for table in schema.tables if table.name in wanted]
    shown = {table.name for table in tables}
    lines = ["erDiagram"]
    for table in tables:
        lines += _entity(table)
    for table in tables:
        lines += [_relation(table, key) for key in table.foreign_keys if key.target in shown]
    return "\n".join(lines)


def _entity(table: Table) -> Iterator[str]:
    yield f"    {_name(table.name)} {{"
    for column in table.columns:
        yield f"        {_word(column.type)} {_word(column.name)}{_keys(table, column)}"
    yield "    }"


def _keys(table: Table, column: Column) -> str:
    keys = []
    if table.primary_key is not None and column.name in table.primary_key.columns:
        keys.append("PK")
    if any(column.name in key.columns for key in table.foreign_keys):
        keys.append("FK")
    if any(key.columns == (column.name,) for key in table.unique_keys):
        keys.append("UK")
    return f" {', '.join(keys)}" if keys else ""


def _relation(table: Table, key: ForeignKey) -> str:
    """Return the parent, how many of it, and how many children: ``speaker ||--o{ talk``."""
    nullable = {column.name for column in table.columns if column.nullable}
    parent = "|o" if nullable.intersection(key.columns) else "||"
    unique = [one.columns for one in table.unique_keys]
    if table.primary_key is not None:
        unique.append(table.primary_key.columns)
    child = "o|" if tuple(key.columns) in unique else "o{"
    return f"    {_name(key.target)} {parent}--{child} {_name(table.name)} : {_name(', '.join(key.columns))}"


def _name(text: str) -> str:
    return f'"{NO_NAME.sub("_", text).strip() or "_"}"'


def _word(text: str) -> str:
    word = NO_WORD.sub("_", text).strip("_") or "_"
    return word if not word[0].isdigit() else f"_{word}"


class Diagram(Display):
    """The entity-relationship picture of ``schema``, or of the tables named: drawn where Mermaid is known."""

    def __init__(self, schema: Schema, only: Iterable[str] = ()) -> None:
        self.text = er_diagram(schema, only)

    def __str__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/plain": self.text, MERMAID: self.text}
