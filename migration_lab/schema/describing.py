"""Describe each kind of thing on the line of a difference, after its name. Nothing here touches a database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import singledispatch

from migration_lab.schema.model import (
    Check,
    Column,
    ForeignKey,
    Index,
    PrimaryKey,
    Table,
    Trigger,
    UniqueKey,
    View,
)
from migration_lab.schema.objects import Domain, Enum, Extension, Function, Statistics
from migration_lab.schema.objects import Sequence as SequenceValue


def listed(names: Sequence[str]) -> str:
    return f"({', '.join(names)})"


def short(text: str | None) -> str:
    """Put a value on one line; ``none`` where there is no value."""
    return " ".join(text.split()) if text else "none"


def arrow(label: str, before: object, after: object) -> Iterator[str]:
    """Yield ``label old → new`` when the two differ, and nothing when they do not."""
    if before != after:
        yield f"{label} {before} → {after}".lstrip()


@singledispatch
def describe(value: object, table: str = "") -> str:
    """Describe a thing that was added or dropped; ``table`` is the table it belongs to."""
    return short(str(value))


@singledispatch
def changed(before: object, after: object) -> Iterator[str]:
    """Describe what changed, piece by piece: ``NULL → NOT NULL``."""
    yield from arrow("", describe(before), describe(after))


@describe.register
def _(value: Table, table: str = "") -> str:
    return listed([column.name for column in value.columns])


@describe.register
def _(value: Column, table: str = "") -> str:
    return "  ".join(filter(None, column_pieces(value)))


def column_pieces(column: Column) -> Iterator[str]:
    yield column.type
    yield nullability(column)
    if column.default is not None:
        yield f"DEFAULT {short(column.default)}"
    if column.computed is not None:
        yield computed(column)
    if column.identity is not None:
        yield identity(column)
    if column.collation is not None:
        yield f"COLLATE {column.collation}"
    if column.comment is not None:
        yield f"COMMENT {quoted(column.comment)}"


@changed.register
def _(before: Column, after: Column) -> Iterator[str]:
    yield from arrow("type", before.type or "none", after.type or "none")
    yield from arrow("", nullability(before), nullability(after))
    yield from arrow("default", short(before.default), short(after.default))
    yield from arrow("computed", computed(before), computed(after))
    yield from arrow("identity", identity(before), identity(after))
    yield from arrow("collation", short(before.collation), short(after.collation))
    yield from arrow("comment", quoted(before.comment), quoted(after.comment))


def nullability(column: Column | Domain) -> str:
    return "NULL" if column.nullable else "NOT NULL"


def computed(column: Column) -> str:
    if column.computed is None:
        return "none"
    return f"AS ({short(column.computed)}) {'STORED' if column.stored else 'VIRTUAL'}"


def identity(column: Column) -> str:
    if column.identity is None:
        return "none"
    return "AUTOINCREMENT" if column.identity == "autoincrement" else f"GENERATED {column.identity.upper()} AS IDENTITY"


def quoted(text: str | None) -> str:
    """Quote a text as an SQL string."""
    return "none" if text is None else "'" + " ".join(text.split()).replace("'", "''") + "'"


@describe.register(PrimaryKey)
@describe.register(UniqueKey)
def _(value: PrimaryKey | UniqueKey, table: str = "") -> str:
    place = [f"on {table}{listed(value.columns)}"] if value.name else []
    return " ".join([*place, *value.options])


@changed.register(PrimaryKey)
@changed.register(UniqueKey)
def _(before: PrimaryKey | UniqueKey, after: PrimaryKey | UniqueKey) -> Iterator[str]:
    yield from arrow("", listed(before.columns), listed(after.columns))
    yield from arrow("name", before.name or "none", after.name or "none")
    yield from arrow("", *options(before.options, after.options))


def options(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, str]:
    return " ".join(before) or "none", " ".join(after) or "none"


@describe.register
def _(value: ForeignKey, table: str = "") -> str:
    place = [f"on {table}{listed(value.columns)}"] if value.name else []
    actions = [
        f"{event} {action}"
        for event, action in (("ON DELETE", value.on_delete), ("ON UPDATE", value.on_update))
        if action
    ]
    timing = [value.deferrable] if value.deferrable else []
    return " ".join([*place, f"REFERENCES {parent(value)}", *actions, *timing, *value.options])


def parent(key: ForeignKey) -> str:
    return f"{key.target}{listed(key.target_columns)}"


@changed.register
def _(before: ForeignKey, after: ForeignKey) -> Iterator[str]:
    yield from arrow("", listed(before.columns), listed(after.columns))
    yield from arrow("REFERENCES", parent(before), parent(after))
    yield from arrow("ON DELETE", before.on_delete or "NO ACTION", after.on_delete or "NO ACTION")
    yield from arrow("ON UPDATE", before.on_update or "NO ACTION", after.on_update or "NO ACTION")
    yield from arrow("", before.deferrable or "NOT DEFERRABLE", after.deferrable or "NOT DEFERRABLE")
    yield from arrow("", *options(before.options, after.options))


@describe.register
def _(value: Check, table: str = "") -> str:
    place = [f"on {table}({short(value.sql)})"] if value.name else []
    return " ".join([*place, *value.options])


@changed.register
def _(before: Check, after: Check) -> Iterator[str]:
    yield from arrow("", f"({short(before.sql)})", f"({short(after.sql)})")
    yield from arrow("", *options(before.options, after.options))


@describe.register
def _(value: Index, table: str = "") -> str:
    unique = ["UNIQUE"] if value.unique else []
    place = [f"on {table}{index_parts(value)}"]
    method = [f"USING {value.method}"] if value.method else []
    include = [f"INCLUDE {listed(value.include)}"] if value.include else []
    where = [f"WHERE {short(value.where)}"] if value.where else []
    return " ".join([*unique, *place, *method, *include, *where, *value.options])


def index_parts(index: Index) -> str:
    return listed([short(part) for part in index.parts])


@changed.register
def _(before: Index, after: Index) -> Iterator[str]:
    yield from arrow("", index_parts(before), index_parts(after))
    yield from arrow("", *("UNIQUE" if index.unique else "not unique" for index in (before, after)))
    yield from arrow("USING", before.method or "btree", after.method or "btree")
    yield from arrow("INCLUDE", listed(before.include), listed(after.include))
    yield from arrow("WHERE", short(before.where), short(after.where))
    yield from arrow("", *options(before.options, after.options))


@describe.register
def _(value: Trigger, table: str = "") -> str:
    return f"on {table}"


@changed.register
def _(before: Trigger, after: Trigger) -> Iterator[str]:
    yield "new definition"


@describe.register
def _(value: View, table: str = "") -> str:
    kind = "MATERIALIZED " if value.materialized else ""
    return kind + listed([column.name for column in value.columns])


@changed.register
def _(before: View, after: View) -> Iterator[str]:
    if before.sql != after.sql:
        yield "new definition"
    yield from arrow("", describe(before), describe(after))
    now = {column.name: column for column in after.columns}
    for column in before.columns:
        if column.name in now:
            yield from (f"{column.name} {piece}" for piece in changed(column, now[column.name]))
    yield from arrow("comment", quoted(before.comment), quoted(after.comment))


@describe.register
def _(value: Enum, table: str = "") -> str:
    return listed([quoted(label) for label in value.labels])


@describe.register
def _(value: SequenceValue, table: str = "") -> str:
    pieces = [value.type, f"START {value.start}", f"INCREMENT {value.increment}"]
    return "  ".join([*pieces, "CYCLE"] if value.cycle else pieces)


@changed.register
def _(before: SequenceValue, after: SequenceValue) -> Iterator[str]:
    for label in ("type", "start", "increment", "minimum", "maximum", "cycle"):
        yield from arrow(label, getattr(before, label), getattr(after, label))


@describe.register
def _(value: Domain, table: str = "") -> str:
    pieces = [value.type, nullability(value)]
    pieces += [f"DEFAULT {short(value.default)}"] if value.default is not None else []
    pieces += [f"COLLATE {value.collation}"] if value.collation is not None else []
    return "  ".join([*pieces, *map(rule, value.checks)])


def rule(check: Check) -> str:
    return " ".join(["CHECK", f"({short(check.sql)})", *check.options])


@changed.register
def _(before: Domain, after: Domain) -> Iterator[str]:
    yield from arrow("type", before.type, after.type)
    yield from arrow("", nullability(before), nullability(after))
    yield from arrow("default", short(before.default), short(after.default))
    yield from arrow("collation", short(before.collation), short(after.collation))
    yield from (f"- {check.name} {rule(check)}" for check in before.checks if check not in after.checks)
    yield from (f"+ {check.name} {rule(check)}" for check in after.checks if check not in before.checks)


@describe.register
def _(value: Function, table: str = "") -> str:
    returns = [f"RETURNS {value.returns}"] if value.returns is not None else []
    return "  ".join([*returns, f"LANGUAGE {value.language}"])


@changed.register
def _(before: Function, after: Function) -> Iterator[str]:
    yield from arrow("RETURNS", before.returns or "none", after.returns or "none")
    yield from arrow("LANGUAGE", before.language, after.language)
    if before.sql != after.sql:
        yield "new definition"


@describe.register
def _(value: Extension, table: str = "") -> str:
    return f"{value.version}  in schema {value.schema}" if value.schema else value.version


@changed.register
def _(before: Extension, after: Extension) -> Iterator[str]:
    yield from arrow("version", before.version, after.version)
    yield from arrow("schema", before.schema or "the default one", after.schema or "the default one")


@describe.register
def _(value: Statistics, table: str = "") -> str:
    target = [f"TARGET {value.target}"] if value.target is not None else []
    return "  ".join([f"on {value.table}({value.parts})", *value.kinds, *target])


@changed.register
def _(before: Statistics, after: Statistics) -> Iterator[str]:
    yield from arrow("", f"{before.table}({short(before.parts)})", f"{after.table}({short(after.parts)})")
    yield from arrow("", *(", ".join(each.kinds) or "all kinds" for each in (before, after)))
    yield from arrow("TARGET", *("default" if each.target is None else each.target for each in (before, after)))
