"""Describe the parts of a table, each in the few words that a display shows. Pure: schema values in, text out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from migration_lab.schema import Check, Column, ForeignKey, Index, PrimaryKey, Table, UniqueKey
from migration_lab.values.visible_text import plain

NO_NAME = "(no name)"
HEADS = ("column", "type", "NULL?", "default", "key")


@dataclass(frozen=True, slots=True)
class Part:
    """One column, key, check, index, … of a table."""

    kind: str
    """As in `Change.kind`."""
    key: Hashable
    """What identifies the same part before and after."""
    value: object
    """The schema's own value, as a `Change` holds it."""
    cells: tuple[str, ...]


def column_parts(table: Table) -> Iterator[Part]:
    """The columns, with cells as in `HEADS`."""
    for column in table.columns:
        cells = (column.name, _type(column), _null(column), _default(column), _key(table, column.name))
        yield Part("column", column.name, column, tuple(map(plain, cells)))


def key_parts(table: Table) -> Iterator[Part]:
    """Return everything except the columns, in the best order for reading. The cells are a kind and a definition."""
    for kind, key, value, words in _keys(table):
        yield Part(kind, key, value, (kind, plain(words)))


def _keys(table: Table) -> Iterator[tuple[str, Hashable, object, str]]:
    if (primary := table.primary_key) is not None:
        yield "primary key", None, primary, _called(primary.name, _key_list(primary))
    for foreign in table.foreign_keys:
        yield "foreign key", foreign.name or foreign.columns, foreign, _foreign(foreign)
    for unique in table.unique_keys:
        yield "unique key", unique.name or unique.columns, unique, _called(unique.name, _key_list(unique))
    for check in table.checks:
        yield "check", check.name or check.sql, check, _check(check)
    for index in table.indexes:
        yield "index", index.name or index.parts, index, _index(index)
    for trigger in table.triggers:
        yield "trigger", trigger.name, trigger, trigger.name
    for option in table.options:
        yield "table option", option, option, option
    if table.comment:
        yield "table comment", None, table.comment, table.comment


def _type(column: Column) -> str:
    return f"{column.type} COLLATE {column.collation}" if column.collation else column.type


def _null(column: Column) -> str:
    return "NULL" if column.nullable else "NOT NULL"


def _default(column: Column) -> str:
    words = []
    if column.default is not None:
        words.append(f"DEFAULT {column.default}")
    if column.computed is not None:
        words.append(f"computed{', stored' if column.stored else ''}: {column.computed}")
    if column.identity is not None:
        words.append("autoincrement" if column.identity == "autoincrement" else f"identity, {column.identity}")
    if column.comment:
        words.append(f"comment: {column.comment}")
    return "; ".join(words)


def _key(table: Table, name: str) -> str:
    """Return the column's part in the table's keys: ``primary key``, ``unique``, ``→ speaker.id``."""
    words = []
    if table.primary_key is not None and name in table.primary_key.columns:
        words.append("primary key")
    for foreign in table.foreign_keys:
        if name in foreign.columns:
            at = foreign.columns.index(name)
            targets = foreign.target_columns[at : at + 1]
            words.append("→ " + ".".join((foreign.target, *targets)))
    if any(unique.columns == (name,) for unique in table.unique_keys) or any(
        index.unique and index.where is None and index.parts == (name,) for index in table.indexes
    ):
        words.append("unique")
    return ", ".join(words)


def _foreign(key: ForeignKey) -> str:
    target = f"{_list(key.columns)} → {key.target} {_list(key.target_columns)}".rstrip()
    actions = [f"ON DELETE {key.on_delete}"] if key.on_delete else []
    if key.on_update:
        actions.append(f"ON UPDATE {key.on_update}")
    if key.deferrable:
        actions.append(key.deferrable)
    return _called(key.name, " ".join((target, *actions, *key.options)))


def _check(check: Check) -> str:
    return _called(check.name and f"{check.name}:", " ".join((check.sql, *check.options)))


def _index(index: Index) -> str:
    words = [_list(index.parts)]
    if index.unique:
        words.append("unique")
    if index.where:
        words.append(f"where {index.where}")
    if index.method:
        words.append(f"using {index.method}")
    if index.include:
        words.append(f"include {_list(index.include)}")
    return _called(index.name, " ".join((*words, *index.options)))


def _called(name: str | None, definition: str) -> str:
    return f"{name or NO_NAME} {definition}"


def _key_list(key: PrimaryKey | UniqueKey) -> str:
    return " ".join((_list(key.columns), *key.options))


def _list(parts: Iterable[str]) -> str:
    joined = ", ".join(parts)
    return f"({joined})" if joined else ""
