"""Decide what to count in the rows that an operation will meet: SQL for each number. Touches nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from migration_lab.backends.kinds import KINDS
from migration_lab.backends.plain_sql import quote
from migration_lab.child.operation_facts import home_of

TEXTS = re.compile(r"(VAR)?CHAR|TEXT|String|Unicode|CLOB", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """A number that is wanted: what a ``Count`` says, and the SQL that counts."""

    what: str
    sql: str
    columns: tuple[str, ...] = ()
    other: str = ""


class NotCountable(Exception):
    """There is no SQL for it."""


def questions(operation: Any, found: Mapping[str, Any], dialect: Any) -> Iterator[Question]:
    """Yield what to count before that operation; ``found`` are its facts. Raises ``NotCountable``."""
    table, columns = quoted(*home_of(operation)), tuple(found["columns"])
    kind, details = found["kind"], found["details"]
    if kind == "DropColumn":
        yield Question("values", f"SELECT count({named(columns[0])}) FROM {table} AS t", columns)
    elif kind == "AlterColumn":
        if details.get("nullable") is False:
            yield Question("nulls", where(table, f"{named(columns[0])} IS NULL"), columns)
        if sql := unfit(operation, table, columns[0], dialect):
            yield Question("unfit", sql, columns)
    elif kind == "CreatePrimaryKey":
        yield Question("nulls", where(table, " OR ".join(f"{named(one)} IS NULL" for one in columns)), columns)
        yield from duplicates(table, [*map(named, columns)], "", columns)
    elif kind == "CreateUniqueConstraint" or (kind == "CreateIndex" and details["unique"]):
        terms = [named(one) if isinstance(one, str) else text_of(one, dialect) for one in operation.columns]
        only = operation.kw.get(f"{dialect.name}_where")
        conditions = (
            [] if operation.kw.get(f"{dialect.name}_nulls_not_distinct") else [f"{one} IS NOT NULL" for one in terms]
        )
        conditions += [] if only is None else [f"({text_of(only, dialect)})"]
        yield from duplicates(table, terms, " AND ".join(conditions), columns)
    elif kind == "CreateForeignKey":
        yield orphans(operation, table, columns)
    elif kind == "CreateCheckConstraint":
        yield Question("violation", where(table, f"NOT ({text_of(operation.condition, dialect)})"), columns)


def duplicates(table: str, terms: Sequence[str], only: str, columns: tuple[str, ...]) -> Iterator[Question]:
    """Count the values that several rows have, and these rows; rows with NULL are not meant if ``only`` says so."""
    condition = f" WHERE {only}" if only else ""
    groups = f"SELECT count(*) AS n FROM {table} AS t{condition} GROUP BY {', '.join(terms)} HAVING count(*) > 1"
    yield Question("duplicates", f"SELECT count(*) FROM ({groups}) AS found", columns)
    yield Question("in duplicates", f"SELECT coalesce(sum(n), 0) FROM ({groups}) AS found", columns)


def orphans(operation: Any, table: str, columns: tuple[str, ...]) -> Question:
    other = quoted(operation.kw.get("referent_schema"), operation.referent_table)
    given = " AND ".join(f"child.{quote(one)} IS NOT NULL" for one in columns)
    pairs = zip(operation.remote_cols, columns, strict=True)
    same = " AND ".join(f"parent.{quote(str(theirs))} = child.{quote(ours)}" for theirs, ours in pairs)
    sql = f"FROM {table} AS child WHERE {given} AND NOT EXISTS (SELECT 1 FROM {other} AS parent WHERE {same})"
    return Question("orphans", f"SELECT count(*) {sql}", columns, str(operation.referent_table))


def children(child: str, columns: Sequence[str], parents: Sequence[str], parent: str) -> Question:
    """Count the rows of ``child`` that refer to a row of ``parent``."""
    same = " AND ".join(f"parent.{quote(one)} = child.{quote(two)}" for one, two in zip(parents, columns, strict=True))
    sql = f"FROM {quote(child)} AS child WHERE EXISTS (SELECT 1 FROM {quote(parent)} AS parent WHERE {same})"
    return Question("children", f"SELECT count(*) {sql}", tuple(columns), parent)


def unfit(operation: Any, table: str, column: str, dialect: Any) -> str:
    """Return the SQL that counts the texts that are no value of the column's new type; empty where that says nothing.

    Only texts are read as the new type would read them, and only if the script does not say how to convert them. If it
    does not say what the column was, only a new type for texts is: any value becomes one as its text.
    """
    new, old, using = operation.modify_type, operation.existing_type, operation.kw.get("postgresql_using")
    condition = KINDS[dialect.name].unfit
    if new is None or not condition or not TEXTS.match(name_of(new if old is None else old)):
        return ""
    name = new.compile(dialect=dialect) if not isinstance(new, type) else new().compile(dialect=dialect)
    plain_cast = using and re.fullmatch(rf'"?{re.escape(column)}"?\s*::\s*[\w ]+(\(\d+\))?', using.strip())
    if using and not plain_cast:
        return ""
    literal = "'" + str(name).replace("'", "''") + "'"
    return where(table, f"{named(column)} IS NOT NULL AND {condition.format(named(column), literal)}")


def name_of(type_: Any) -> str:
    return str((type_ if isinstance(type_, type) else type(type_)).__name__)


def where(table: str, condition: str) -> str:
    return f"SELECT count(*) FROM {table} AS t WHERE {condition}"


def named(column: str) -> str:
    """Return the column as SQL, with its table: SQLite takes an unknown name in quotes for a text."""
    return f"t.{quote(column)}"


def quoted(schema: str | None, table: str) -> str:
    return f"{quote(schema)}.{quote(table)}" if schema else quote(table)


def text_of(clause: Any, dialect: Any) -> str:
    """Return an expression as SQL. Raises ``NotCountable``."""
    if isinstance(clause, str):
        return clause
    try:
        return str(clause.compile(dialect=dialect, compile_kwargs={"literal_binds": True})).replace("%%", "%")
    except Exception as error:
        raise NotCountable(str(error)) from error
