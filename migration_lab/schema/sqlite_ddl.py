"""Read from SQLite's ``CREATE …`` statements what its pragmas do not tell: names of keys, checks, collations.

The text comes from ``sqlite_schema``, so it is known to be valid. Nothing here touches a database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from migration_lab.schema.model import Check, ForeignKey, Index, PrimaryKey, UniqueKey
from migration_lab.schema.tokens import Cursor, Token, closing_at, fold, split, text_of, tokenize, unquote

TABLE_CONSTRAINTS = frozenset({"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"})
COLUMN_CONSTRAINTS = TABLE_CONSTRAINTS | {"NOT", "NULL", "DEFAULT", "COLLATE", "REFERENCES", "GENERATED", "AS"}
NO_ACTION = "NO ACTION"


@dataclass(slots=True)
class TableDDL:
    """One parsed ``CREATE TABLE``. Columns in keys are spelt as they were written there."""

    collations: dict[str, str] = field(default_factory=dict)
    """By folded column name, as ``computed``."""
    computed: dict[str, str] = field(default_factory=dict)
    autoincrement: bool = False
    descending_key: bool = False
    """``INTEGER PRIMARY KEY DESC`` on a column: because of an old bug of SQLite, not an alias of the rowid."""
    primary_key: PrimaryKey | None = None
    foreign_keys: list[ForeignKey] = field(default_factory=list)
    """In the order in which they were written; ``target_columns`` is empty where the parent's key is meant."""
    unique_keys: list[UniqueKey] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    options: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def parse_table(sql: str) -> TableDDL:
    """Parse a ``CREATE TABLE`` statement. The result is shared: do not change it."""
    tokens = tokenize(sql)
    table = TableDDL()
    opening = next((at for at, token in enumerate(tokens) if token.word == "("), len(tokens))
    closing = closing_at(tokens, opening)
    for part in split(tokens[opening + 1 : closing]):
        cursor = Cursor(sql, part)
        if cursor.word in TABLE_CONSTRAINTS:
            read_constraints(cursor, table, column=None)
        else:
            read_column(cursor, table)
    table.options = tuple(sorted(" ".join(token.word for token in part) for part in split(tokens[closing + 1 :])))
    return table


def read_column(cursor: Cursor, table: TableDDL) -> None:
    column = cursor.name()
    while cursor.more and cursor.word not in COLUMN_CONSTRAINTS:
        cursor.at += 1  # the type: PRAGMA table_xinfo gives it
    read_constraints(cursor, table, column)


def read_constraints(cursor: Cursor, table: TableDDL, column: str | None) -> None:
    """Parse what follows a column's type, or the constraints of the table when ``column`` is None."""
    name: str | None = None
    own = (column,) if column is not None else ()
    while cursor.more:
        word = cursor.word
        cursor.at += 1
        if word == "CONSTRAINT":
            name = cursor.name()
            continue
        if word == "PRIMARY" and cursor.accept("KEY"):
            table.primary_key = PrimaryKey(own or cursor.columns(), name)
            table.descending_key = cursor.accept("DESC")
        elif word == "AUTOINCREMENT":
            table.autoincrement = True
        elif word == "UNIQUE":
            table.unique_keys.append(UniqueKey(own or cursor.columns(), name))
        elif word == "CHECK":
            table.checks.append(Check(cursor.expression(), name))
        elif word == "FOREIGN" and cursor.accept("KEY"):
            columns = cursor.columns()
            if cursor.accept("REFERENCES"):
                table.foreign_keys.append(read_reference(cursor, columns, name))
        elif word == "REFERENCES":
            table.foreign_keys.append(read_reference(cursor, own, name))
        elif word == "DEFAULT":
            skip_default(cursor)
        elif word == "COLLATE":
            collation = cursor.name()
            if column is not None and collation.upper() != "BINARY":
                table.collations[fold(column)] = collation
        elif word == "AS":
            table.computed[fold(column or "")] = cursor.expression()
        elif word == "DEFERRABLE" or (word == "NOT" and cursor.accept("DEFERRABLE")):
            read_deferrable(cursor, table, negated=word == "NOT")
        else:
            continue  # NOT NULL, ON CONFLICT …, GENERATED ALWAYS, STORED
        name = None


def skip_default(cursor: Cursor) -> None:
    if cursor.word == "(":
        cursor.group()
        return
    if cursor.word in ("+", "-"):
        cursor.at += 1
    cursor.at += 1


def read_reference(cursor: Cursor, columns: tuple[str, ...], name: str | None) -> ForeignKey:
    target, target_columns = cursor.name(), cursor.columns()
    actions: dict[str, str | None] = {}
    while cursor.more:
        if cursor.accept("MATCH"):
            cursor.at += 1
        elif cursor.accept("ON") and cursor.word in ("DELETE", "UPDATE", "INSERT"):
            event = cursor.name().upper()
            words = 2 if cursor.word in ("SET", "NO") else 1
            action = " ".join(cursor.name().upper() for _ in range(words))
            actions[event] = None if action == NO_ACTION else action
        else:
            break
    on_delete, on_update = actions.get("DELETE"), actions.get("UPDATE")
    return ForeignKey(columns, target, target_columns, name, on_delete, on_update)


def read_deferrable(cursor: Cursor, table: TableDDL, *, negated: bool) -> None:
    """Attach ``[NOT] DEFERRABLE [INITIALLY …]`` to the foreign key before it."""
    deferred = cursor.accept("INITIALLY", "DEFERRED")
    if not deferred:
        cursor.accept("INITIALLY", "IMMEDIATE")
    said = None if negated else "DEFERRABLE INITIALLY DEFERRED" if deferred else "DEFERRABLE"
    if table.foreign_keys:
        table.foreign_keys[-1] = replace(table.foreign_keys[-1], deferrable=said)


@lru_cache(maxsize=4096)
def parse_index(name: str, sql: str, columns: tuple[str, ...]) -> Index:
    """Parse a ``CREATE INDEX`` statement on a table that has these columns."""
    tokens = tokenize(sql)
    unique = len(tokens) > 1 and tokens[1].word == "UNIQUE"
    cursor = Cursor(sql, tokens)
    while cursor.more and cursor.word != "(":
        cursor.at += 1
    spelling = {fold(column): column for column in columns}
    parts = tuple(index_part(sql, part, spelling) for part in split(cursor.group()))
    where = text_of(sql, tokens[cursor.at :]) if cursor.accept("WHERE") else None
    return Index(name, parts, unique, where)


def index_part(sql: str, tokens: Sequence[Token], spelling: dict[str, str]) -> str:
    """Return a column's name or an expression, with ``COLLATE`` and ``DESC`` where they were given."""
    words = [token.word for token in tokens]
    tail = ""
    if len(tokens) > 1 and words[-1] in ("ASC", "DESC"):
        tail = " DESC" if words[-1] == "DESC" else ""
        tokens, words = tokens[:-1], words[:-1]
    if len(tokens) > 2 and words[-2] == "COLLATE":
        tail = f" COLLATE {unquote(tokens[-1].text)}{tail}"
        tokens = tokens[:-2]
    if len(tokens) == 1 and tokens[0].kind in ("word", "name", "string"):
        name = unquote(tokens[0].text)
        return spelling.get(fold(name), name) + tail
    return text_of(sql, tokens) + tail


def parse_virtual(sql: str) -> str:
    """Return the module and arguments of a ``CREATE VIRTUAL TABLE``: ``USING fts5(title)``."""
    return f"USING {after_word(sql, 'USING')}"


def parse_query(sql: str) -> str:
    """Return the query of a ``CREATE VIEW``."""
    return after_word(sql, "AS").rstrip(";").rstrip()


def after_word(sql: str, word: str) -> str:
    """Return the text after the first such bare word; a name in quotes does not count."""
    token = next((t for t in tokenize(sql) if t.word == word), None)
    return sql[token.end :].strip() if token else ""
