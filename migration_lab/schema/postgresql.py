"""Read the structure of a PostgreSQL database: its whole catalogue, in a few queries. It never writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from migration_lab.schema import postgresql_catalogue as catalogue
from migration_lab.schema.model import (
    Check,
    Column,
    ForeignKey,
    Index,
    PrimaryKey,
    Schema,
    Table,
    Trigger,
    UniqueKey,
    View,
    by_content,
    by_name,
)
from migration_lab.schema.objects import Enum, Sequence
from migration_lab.schema.postgresql_objects import objects

if TYPE_CHECKING:
    from sqlalchemy import Connection

ACTIONS = {"a": None, "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}
IDENTITIES: dict[str, Any] = {"a": "always", "d": "by default"}
FIRING = {"D": "DISABLED", "R": "ENABLED REPLICA", "A": "ENABLED ALWAYS"}


class PostgresReader:
    """Reads everything that ``Schema`` has a field for, except system and temporary objects. It remembers nothing.

    Not read: row security policies, rules, storage and statistics settings of a column, options of a view, comments on
    anything but tables, views and their columns, owners and privileges, composite and range types, operators, casts,
    collations, text search, foreign servers, publications, and event triggers. Of the objects of an extension it reads
    only the tables, because ``flask db check`` sees those.
    """

    def read(self, connection: Connection) -> Schema:
        """Read the structure as the connection's transaction sees it; without one, all of it at one moment."""
        if not connection.in_transaction():
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return Catalogue(connection).schema()


class Catalogue:
    """One reading of the catalogue. Names in the default schema are bare, all others are qualified."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        schemas = self._rows(catalogue.SCHEMAS)
        self._default = next((name for name, is_default in schemas if is_default), None)
        self._others = tuple(sorted(name for name, is_default in schemas if not is_default))

    def _rows(self, sql: str) -> list[Any]:
        return list(self._connection.exec_driver_sql(sql).all())

    def _by_table(self, sql: str) -> dict[int, list[Any]]:
        """Return the rows without their first value, which says to which table they belong."""
        grouped = defaultdict(list)
        for oid, *row in self._rows(sql):
            grouped[oid].append(row)
        return grouped

    def _qualified(self, schema: str, name: str) -> str:
        return name if schema == self._default else f"{schema}.{name}"

    def schema(self) -> Schema:
        columns, constraints = self._by_table(catalogue.COLUMNS), self._by_table(catalogue.CONSTRAINTS)
        indexes, triggers = self._by_table(catalogue.INDEXES), self._by_table(catalogue.TRIGGERS)
        tables, views = [], []
        for relation in self._rows(catalogue.RELATIONS):
            oid, schema, name, kind, _, comment, *_ = relation
            name = self._qualified(schema, name)
            own_columns = tuple(column(*row) for row in columns[oid])
            own_indexes = by_name(index(*row) for row in indexes[oid])
            own_triggers = by_name(trigger(name, *row) for row in triggers[oid])
            if kind in ("v", "m"):
                sql = relation[9].strip().rstrip(";")
                views.append(View(name, sql, own_columns, kind == "m", own_indexes, own_triggers, comment))
                continue
            keys = [self._constraint(*row) for row in constraints[oid]]
            tables.append(
                Table(
                    name,
                    own_columns,
                    next((key for key in keys if isinstance(key, PrimaryKey)), None),
                    by_content(key for key in keys if isinstance(key, ForeignKey)),
                    by_content(key for key in keys if isinstance(key, UniqueKey)),
                    by_content(key for key in keys if isinstance(key, Check)),
                    own_indexes,
                    own_triggers,
                    tuple(sorted(table_options(*relation[3:5], *relation[6:]))),
                    comment,
                )
            )
        enums = (Enum(self._qualified(row[0], row[1]), tuple(row[2])) for row in self._rows(catalogue.ENUMS))
        sequences = (Sequence(self._qualified(*row[:2]), *row[2:]) for row in self._rows(catalogue.SEQUENCES))
        schema = Schema(
            "postgresql",
            by_name(tables),
            by_name(views),
            by_name(enums),
            by_name(sequences),
            self._others,
        )
        others: dict[str, Any] = objects(self._rows(catalogue.OBJECTS), self._default)
        return replace(schema, **others)

    def _constraint(
        self,
        name: str,
        kind: str,
        columns: list[str],
        target_schema: str | None,
        target: str | None,
        target_columns: list[str],
        on_delete: str,
        on_update: str,
        deferrable: bool,
        deferred: bool,
        valid: bool,
        match: str,
        no_inherit: bool,
        enforced: bool,
        nulls_not_distinct: bool,
        include: list[str],
        sql: str | None,
    ) -> PrimaryKey | UniqueKey | ForeignKey | Check:
        timing = None
        if deferrable:
            timing = "DEFERRABLE INITIALLY DEFERRED" if deferred else "DEFERRABLE"
        validity: tuple[str, ...] = () if not enforced else ("NOT VALID",) if not valid else ()
        validity += () if enforced else ("NOT ENFORCED",)
        if kind == "f":
            match_full = ("MATCH FULL",) if match == "f" else ()
            actions = ACTIONS.get(on_delete), ACTIONS.get(on_update)
            parent = self._qualified(target_schema or "", target or "")
            return ForeignKey(
                tuple(columns), parent, tuple(target_columns), name, *actions, timing, match_full + validity
            )
        if kind in ("c", "x"):
            return Check(sql or "", name, (("NO INHERIT",) if no_inherit and kind == "c" else ()) + validity)
        options: tuple[str, ...] = ("NULLS NOT DISTINCT",) if nulls_not_distinct else ()
        options += (f"INCLUDE ({', '.join(include)})",) if include else ()
        options += (timing,) if timing else ()
        return (PrimaryKey if kind == "p" else UniqueKey)(tuple(columns), name, options)


def column(
    name: str,
    type_: str,
    nullable: bool,
    default: str | None,
    identity: str,
    generated: str,
    collation: str | None,
    comment: str | None,
) -> Column:
    computed = default if generated else None
    default = None if generated else default
    return Column(
        name, type_, nullable, default, computed, generated == "s", IDENTITIES.get(identity), collation, comment
    )


def index(
    name: str,
    unique: bool,
    method: str,
    parts: list[str],
    include: list[str],
    where: str | None,
    valid: bool,
    nulls_not_distinct: bool,
    settings: list[str] | None,
) -> Index:
    options: tuple[str, ...] = () if valid else ("INVALID",)
    options += ("NULLS NOT DISTINCT",) if nulls_not_distinct else ()
    options += tuple(f"WITH ({setting})" for setting in sorted(settings or ()))
    return Index(name, tuple(parts), unique, where, method if method != "btree" else None, tuple(include), options)


def trigger(table: str, name: str, sql: str, firing: str) -> Trigger:
    return Trigger(name, table, f"{sql} -- {FIRING[firing]}" if firing in FIRING else sql)


def table_options(
    kind: str,
    persistence: str,
    partition_key: str | None,
    bound: str | None,
    parents: Iterable[str],
    _view: str | None,
    settings: list[str] | None,
    row_security: bool,
) -> Iterator[str]:
    parents = ", ".join(parents)
    if kind == "f":
        yield "FOREIGN"
    if persistence == "u":
        yield "UNLOGGED"
    if partition_key:
        yield f"PARTITION BY {partition_key}"
    if bound:
        yield f"PARTITION OF {parents} {bound}"
    elif parents:
        yield f"INHERITS ({parents})"
    if row_security:
        yield "ROW LEVEL SECURITY"
    yield from (f"WITH ({setting})" for setting in settings or ())
