"""Leave out of a schema what an exercise does not ask for. Nothing here touches a database."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from migration_lab.schema.model import (
    Check,
    Column,
    ForeignKey,
    Index,
    Schema,
    Table,
    UniqueKey,
    View,
    by_content,
    by_name,
)
from migration_lab.schema.objects import Domain
from migration_lab.schema.tokens import Token, closing_at, tokenize, unquote


def loosen(schema: Schema, exact: Collection[str] = ()) -> Schema:
    """Return the same schema without the details in which two right answers to an exercise may differ.

    - Constraints and indexes have no names, and duplicates are removed.
    - Types have no length or precision, and their case makes no difference: ``VARCHAR(80)`` is ``VARCHAR``. The
    columns in ``exact``, as ``table.column``, keep theirs.
    - Defaults, checks and other expressions have one spelling: ``DEFAULT '0'`` is ``DEFAULT 0``.
    - A unique index on plain columns becomes the equivalent unique key.
    - The labels of an enum are in one order: a new one may have been put anywhere.

    Compare with ``compare(loosen(actual), loosen(goal))``.
    """
    return replace(
        schema,
        tables=tuple(loose_table(table, exact) for table in schema.tables),
        views=tuple(loose_view(view) for view in schema.views),
        domains=tuple(loose_domain(domain) for domain in schema.domains),
        enums=tuple(replace(enum, labels=tuple(sorted(enum.labels))) for enum in schema.enums),
    )


def loose_table(table: Table, exact: Collection[str] = ()) -> Table:
    columns = tuple(loose_column(column, f"{table.name}.{column.name}" in exact) for column in table.columns)
    names = {column.name for column in columns}
    amounting = {index for index in table.indexes if is_unique_key(index, names)}
    unique_keys = {replace(key, name=None, columns=tuple(sorted(key.columns))) for key in table.unique_keys}
    unique_keys |= {UniqueKey(tuple(sorted(index.parts)), options=index.options) for index in amounting}
    return replace(
        table,
        columns=columns,
        primary_key=table.primary_key and replace(table.primary_key, name=None),
        foreign_keys=by_content({loose_foreign_key(key) for key in table.foreign_keys}),
        unique_keys=by_content(unique_keys),
        checks=by_content({loose_check(check) for check in table.checks}),
        indexes=by_content({loose_index(index) for index in table.indexes if index not in amounting}),
    )


def is_unique_key(index: Index, columns: set[str]) -> bool:
    bare = index.where is None and index.method is None and not index.include
    return index.unique and bare and columns.issuperset(index.parts)


def loose_view(view: View) -> View:
    return replace(
        view,
        sql=loose_sql(view.sql),
        columns=tuple(loose_column(column) for column in view.columns),
        indexes=by_content({loose_index(index) for index in view.indexes}),
        triggers=by_name(view.triggers),
    )


def loose_column(column: Column, exact: bool = False) -> Column:
    return replace(
        column,
        type=column.type if exact else loose_type(column.type),
        default=None if column.default is None else loose_default(column.default),
        computed=None if column.computed is None else loose_sql(column.computed),
    )


def loose_domain(domain: Domain) -> Domain:
    return replace(
        domain,
        type=loose_type(domain.type),
        default=None if domain.default is None else loose_default(domain.default),
        checks=by_content({loose_check(check) for check in domain.checks}),
    )


def loose_foreign_key(key: ForeignKey) -> ForeignKey:
    """Also put its pairs of columns in a fixed order: ``(a, b)`` to ``(x, y)`` is ``(b, a)`` to ``(y, x)``."""
    key = replace(key, name=None)
    if len(key.columns) != len(key.target_columns):
        return key
    pairs = sorted(zip(key.columns, key.target_columns, strict=True))
    columns, target_columns = (tuple(names) for names in zip(*pairs, strict=True)) if pairs else ((), ())
    return replace(key, columns=columns, target_columns=target_columns)


def loose_check(check: Check) -> Check:
    return replace(check, name=None, sql=loose_sql(check.sql))


def loose_index(index: Index) -> Index:
    parts = tuple(loose_sql(part) for part in index.parts)
    return replace(index, name="", parts=parts, where=None if index.where is None else loose_sql(index.where))


def loose_type(type_: str) -> str:
    """Remove what is in parentheses: ``character varying(80)[]`` is ``CHARACTER VARYING[]``."""
    kept: list[Token] = []
    tokens, at = tokenize(type_), 0
    while at < len(tokens):
        if tokens[at].text == "(":
            at = closing_at(tokens, at)
        else:
            kept.append(tokens[at])
        at += 1
    text = ""
    for before, token in zip([None, *kept], kept, strict=False):
        text += " " if before and before.kind == token.kind == "word" else ""
        text += token.text.upper() if token.kind == "word" else token.text
    return text


def loose_default(sql: str) -> str:
    """Reduce ``'0'`` and ``(0)`` to ``0``: a database gives either the type of the column."""
    tokens = without_parentheses(tokenize(sql))
    if len(tokens) == 1 and tokens[0].kind == "string":
        inner = unquote(tokens[0].text)
        if re.fullmatch(r"[+-]?\d+(\.\d+)?", inner):
            return spell(tokenize(inner))
    return spell(tokens)


def loose_sql(sql: str) -> str:
    """Normalise an expression: one line, one space between tokens, lower-case words, no outer parentheses."""
    return spell(without_parentheses(tokenize(sql)))


def without_parentheses(tokens: list[Token]) -> list[Token]:
    while tokens and tokens[0].text == "(" and closing_at(tokens, 0) == len(tokens) - 1:
        tokens = tokens[1:-1]
    return tokens


def spell(tokens: list[Token]) -> str:
    text = ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        tight = before is None or before.text in ("(", ".", "::") or token.text in (")", ",", ".", "::")
        text += plain(token) if tight else f" {plain(token)}"
    return text


def plain(token: Token) -> str:
    """Put a bare word into lower case, and remove quotes from a name that does not need them."""
    if token.kind == "word":
        return token.text.lower()
    if token.kind == "name" and re.fullmatch(r"[a-z_][a-z0-9_]*", unquote(token.text)):
        return unquote(token.text)
    return token.text
