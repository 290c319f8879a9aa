"""Read the structure of a PostgreSQL database from its catalogue, in a few set queries. It never writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
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
    from sqlalchemy import Connection, TextClause

ACTIONS = {"a": None, "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}
IDENTITIES: dict[str, Any] = {"a": "always", "d": "by default"}
FIRING = {"D": "DISABLED", "R": "ENABLED REPLICA", "A": "ENABLED ALWAYS"}


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or a view as it was read."""

    parts: dict[str, list[Any]]
    """What the queries have said of it."""
    value: Table | View

    @property
    def columns(self) -> dict[int, str]:
        """The names of its columns by the numbers that they keep."""
        return {number: name for number, name, *_ in self.parts["columns"]}


class Catalogue:
    """One reading of the catalogue. Names in the default schema are bare, all others are qualified."""

    def __init__(self, connection: Connection, schemas: Collection[Any] = ()) -> None:
        self._connection = connection
        self.schemas = schemas or self._rows(catalogue.SCHEMAS)
        """Each with whether it is the default one; they may be known from an earlier reading."""
        self._default = next((name for name, is_default in self.schemas if is_default), None)

    def _rows(self, sql: str) -> list[Any]:
        return list(self._connection.exec_driver_sql(sql).all())

    def rows_of(self, part: str, these: Collection[int] | None = None) -> dict[int, list[Any]]:
        """Return what one of the ``PARTS`` says of every relation, by its number; or only of ``these``."""
        sql = catalogue.PARTS[part]
        if these is None:
            rows = self._rows(sql)
        else:
            rows = list(self._connection.execute(statement(catalogue.of_these(sql)), {"numbers": [*these]}))
        grouped = defaultdict(list)
        for oid, *row in rows:
            grouped[oid].append(row)
        return grouped

    def _qualified(self, schema: str, name: str) -> str:
        return name if schema == self._default else f"{schema}.{name}"

    def schema(self) -> Schema:
        return put_together(self.relations(), {**self.objects(), **self.sequences()})

    def objects(self) -> dict[str, Any]:
        """What belongs to no relation, by the name that it has in a ``Schema``; sequences apart."""
        enums = (Enum(self._qualified(row[0], row[1]), tuple(row[2])) for row in self._rows(catalogue.ENUMS))
        others = tuple(sorted(name for name, is_default in self.schemas if not is_default))
        return {"enums": by_name(enums), "schemas": others, **objects(self._rows(catalogue.OBJECTS), self._default)}

    def sequences(self) -> dict[str, Any]:
        found = (Sequence(self._qualified(*row[:2]), *row[2:]) for row in self._rows(catalogue.SEQUENCES))
        return {"sequences": by_name(found)}

    def relations(self) -> dict[int, Relation]:
        """Every table and view by its number."""
        found = {part: self.rows_of(part) for part in catalogue.PARTS}
        return {
            oid: self.relation({part: rows.get(oid, []) for part, rows in found.items()}) for oid in found["relation"]
        }

    def relation(self, parts: dict[str, list[Any]]) -> Relation:
        """The table or view of which ``PARTS`` say this."""
        [(schema, name, kind, persistence, comment, *rest)] = parts["relation"]
        name = self._qualified(schema, name)
        columns = tuple(column(*row) for _, *row in sorted(parts["columns"], key=lambda row: int(row[0])))
        indexes = by_name(index(*row) for row in parts["indexes"])
        triggers = by_name(trigger(name, *row) for row in parts["triggers"])
        if kind in ("v", "m"):
            sql = rest[3].strip().rstrip(";")
            return Relation(parts, View(name, sql, columns, kind == "m", indexes, triggers, comment))
        keys = [self._constraint(*row) for row in parts["constraints"]]
        table = Table(
            name,
            columns,
            next((key for key in keys if isinstance(key, PrimaryKey)), None),
            by_content(key for key in keys if isinstance(key, ForeignKey)),
            by_content(key for key in keys if isinstance(key, UniqueKey)),
            by_content(key for key in keys if isinstance(key, Check)),
            indexes,
            triggers,
            tuple(sorted(table_options(kind, persistence, *rest))),
            comment,
        )
        return Relation(parts, table)

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


def put_together(relations: Mapping[int, Relation], rest: Mapping[str, Any]) -> Schema:
    """The whole structure of what was read of it."""
    values = [relation.value for relation in relations.values()]
    tables = by_name(value for value in values if isinstance(value, Table))
    views = by_name(value for value in values if isinstance(value, View))
    return Schema("postgresql", tables, views, **rest)


@cache
def statement(sql: str) -> TextClause:
    from sqlalchemy import text

    return text(sql)


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
