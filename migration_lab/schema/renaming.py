"""Give tables and columns of a structure their new names, wherever they stand. Nothing here touches a database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from migration_lab.schema.model import Check, Column, Difference, ForeignKey, Index, Schema, Table
from migration_lab.schema.renames import Renames
from migration_lab.schema.tokens import Token, tokenize, unquote


def renamed_schema(before: Schema, renames: Renames) -> Schema:
    """Return ``before`` as it is once these renames, and nothing else, have been carried out."""
    tables = (renamed_table(table, renames) for table in before.tables)
    return replace(before, tables=tuple(sorted(tables, key=lambda table: table.name)))


def renamed_table(table: Table, renames: Renames) -> Table:
    """Return the table with the new names, in its keys, checks and indexes too."""
    name = renames.after(table.name)
    own = dict(renames.of(name))
    primary, unique = table.primary_key, table.unique_keys
    return replace(
        table,
        name=name,
        columns=tuple(replace(one, name=own.get(one.name, one.name)) for one in table.columns),
        primary_key=primary and replace(primary, columns=_named(primary.columns, own)),
        foreign_keys=tuple(_foreign_key(key, own, renames) for key in table.foreign_keys),
        unique_keys=tuple(replace(key, columns=_named(key.columns, own)) for key in unique),
        checks=tuple(_check(check, own) for check in table.checks),
        indexes=tuple(_index(index, own) for index in table.indexes),
    )


def joined(difference: Difference, renames: Renames) -> Difference:
    """Return the difference with each column that it drops and adds under another name as one change."""
    changes = list(difference)
    for table, old, new in renames.columns:
        halves = {
            (change.action, value.name): change
            for change in changes
            if change.table == table and isinstance(value := change.before or change.after, Column)
        }
        dropped, added = halves.get(("dropped", old)), halves.get(("added", new))
        if dropped and added:
            one = replace(added, action="changed", before=dropped.before, detail=f"renamed from {old}")
            changes = [one if change is added else change for change in changes if change is not dropped]
    return Difference(tuple(changes))


def _foreign_key(key: ForeignKey, own: Mapping[str, str], renames: Renames) -> ForeignKey:
    target = renames.after(key.target)
    there = dict(renames.of(target))
    columns, targets = _named(key.columns, own), _named(key.target_columns, there)
    return replace(key, columns=columns, target=target, target_columns=targets)


def _check(check: Check, own: Mapping[str, str]) -> Check:
    return replace(check, sql=in_sql(check.sql, own)) if own else check


def _index(index: Index, own: Mapping[str, str]) -> Index:
    if not own:
        return index
    parts = tuple(in_sql(part, own) for part in index.parts)
    where = index.where and in_sql(index.where, own)
    return replace(index, parts=parts, where=where, include=_named(index.include, own))


def _named(columns: Iterable[str], own: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(own.get(column, column) for column in columns)


def in_sql(sql: str, names: Mapping[str, str]) -> str:
    """Return the expression with these columns under their new names; what is in a string stays as it is."""
    if sql in names:
        return names[sql]
    text, end, tokens = "", 0, tokenize(sql)
    for at, token in enumerate(tokens):
        meant = names.get(unquote(token.text)) if token.kind in ("word", "name") else None
        if meant is None or (token.kind == "word" and _is_no_column(tokens, at)):
            continue
        doubled = meant.replace('"', '""')
        text += sql[end : token.start] + (f'"{doubled}"' if token.kind == "name" else meant)
        end = token.end
    return text + sql[end:]


def _is_no_column(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a bare word is the name of a function or of a type: ``length(title)``, ``title::text``."""
    after = tokens[at + 1].word if at + 1 < len(tokens) else ""
    before = tokens[at - 1].word if at else ""
    return after == "(" or before in ("AS", "::")
