"""Compare two schemas. Nothing here touches a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from migration_lab.schema.describing import changed, describe, listed, short
from migration_lab.schema.model import Action, Change, Difference, Schema, Table, Trigger, View
from migration_lab.schema.objects import Function
from migration_lab.schema.renames import NOTHING_RENAMED, Renames
from migration_lab.schema.renaming import renamed_schema
from migration_lab.schema.tokens import squeeze

ROUTINES = ("function", "procedure", "aggregate")
OUTER = ("schema", "extension", "enum", "domain", "sequence", *ROUTINES, "table", "view", "statistics")
INNER = (
    "table",
    "table option",
    "table comment",
    "column",
    "primary key",
    "unique key",
    "foreign key",
    "check",
    "index",
    "trigger",
)


def compare(before: Schema, after: Schema, renames: Renames = NOTHING_RENAMED) -> Difference:
    """Return what must be done to ``before`` to make it ``after``: falsy when nothing.

    - The order of columns, and of anything else, makes no difference.
    - Things are matched by name, and compared whole: types, defaults and expressions as the database spells them.
    - A key or check without a name is matched by its columns or its condition.
    - The parts of a table that is added or dropped are not listed separately: that change's value has them all.
    - What ``renames`` says of both structures is one change, ``renamed from``, and not a drop and an add.

    The order is stable: by table, then by kind, then by name.
    """
    changes = [*top_level(before, after)]
    renames = renames.between(before, after) if renames else renames
    tables = renamed_schema(before, renames).tables if renames else before.tables
    for old, new in paired(tables, after.tables, named):
        changes.extend(table_changes(old, new))
    if renames:
        changes = [*with_renames(changes, before, after, renames)]
    for old, new in paired(before.views, after.views, named):
        changes.extend(view_changes(old, new))
    return Difference(tuple(item.change for item in sorted(changes, key=lambda item: item.place)))


@dataclass(frozen=True)
class Placed:
    """A change, and its place in the list."""

    change: Change
    outer: str
    owner: str

    @property
    def place(self) -> tuple[Any, ...]:
        kind = INNER.index(self.change.kind) if self.change.kind in INNER else -1
        value = self.change.before if self.change.action == "dropped" else self.change.after
        return (
            OUTER.index(self.outer),
            self.owner,
            kind,
            self.change.name,
            ("dropped", "changed", "added").index(self.change.action),
            repr(value),
        )


def top_level(before: Schema, after: Schema) -> Iterator[Placed]:
    kinds: tuple[tuple[str, Iterable[Any], Iterable[Any], Callable[[Any], str]], ...] = (
        ("schema", before.schemas, after.schemas, str),
        ("extension", before.extensions, after.extensions, named),
        ("enum", before.enums, after.enums, named),
        ("domain", before.domains, after.domains, named),
        ("sequence", before.sequences, after.sequences, named),
        *((kind, routines(before, kind), routines(after, kind), named) for kind in ROUTINES),
        ("statistics", before.statistics, after.statistics, named),
    )
    for kind, olds, news, name in kinds:
        for old, new in paired(olds, news, name):
            if (change := difference_of(kind, name, old, new)) is not None:
                detail = "" if kind == "schema" else change.detail
                yield Placed(replace(change, detail=detail), kind, change.name)


def routines(schema: Schema, kind: str) -> list[Function]:
    return [function for function in schema.functions if function.kind == kind]


def table_changes(old: Table | None, new: Table | None) -> Iterator[Placed]:
    one = new or old
    assert one is not None
    owner = one.name
    if old is None or new is None:
        change = difference_of("table", named, old, new)
        if change is not None:
            yield Placed(replace(change, table=owner), "table", owner)
        return
    parts: list[tuple[str, Callable[[Any], Hashable], Iterable[Any], Iterable[Any]]] = [
        ("table option", str, old.options, new.options),
        ("column", named, old.columns, new.columns),
        ("unique key", by_name_or_columns, old.unique_keys, new.unique_keys),
        ("foreign key", by_name_or_columns, old.foreign_keys, new.foreign_keys),
        ("check", by_name_or_sql, old.checks, new.checks),
        ("index", by_name_or_all, old.indexes, new.indexes),
        ("trigger", named, old.triggers, new.triggers),
        ("primary key", by_table, some(old.primary_key), some(new.primary_key)),
    ]
    for kind, key, olds, news in parts:
        named_in_table = partial(part_name, kind, owner)
        for first, second in paired(olds, news, key):
            change = difference_of(kind, named_in_table, first, second, owner)
            if change is not None:
                yield Placed(replace(change, table=owner), "table", owner)
    comment = difference_of("table comment", lambda _: owner, old.comment, new.comment)
    if comment is not None:
        yield Placed(replace(comment, table=owner), "table", owner)


def with_renames(changes: list[Placed], before: Schema, after: Schema, renames: Renames) -> Iterator[Placed]:
    """Yield the changes with one for each rename; it also says what else is different in a renamed column."""
    places = {(one.change.table, one.change.name): one.change for one in changes if one.change.kind == "column"}
    columns = {(table, f"{table}.{new}"): old for table, old, new in renames.columns}
    yield from (one for one in changes if (one.change.table, one.change.name) not in columns)
    for (table, name), column in columns.items():
        was, now = before.table(renames.before(table)).column(column), after.table(table).column(name[len(table) + 1 :])
        also = places.get((table, name))
        detail = ", ".join(filter(None, (f"renamed from {column}", also.detail if also else "")))
        yield Placed(Change("changed", "column", name, table, was, now, detail), "table", table)
    for old, new in renames.tables:
        detail = f"renamed from {old}"
        yield Placed(Change("changed", "table", new, new, before.table(old), after.table(new), detail), "table", new)


def view_changes(old: View | None, new: View | None) -> Iterator[Placed]:
    one = new or old
    assert one is not None
    bare_old, bare_new = (value and replace(value, indexes=(), triggers=()) for value in (old, new))
    change = difference_of("view", named, bare_old, bare_new)
    if change is not None:
        yield Placed(replace(change, before=old, after=new), "view", one.name)
    if old is None or new is None:
        return
    for kind, olds, news in (("index", old.indexes, new.indexes), ("trigger", old.triggers, new.triggers)):
        for first, second in paired(olds, news, named):
            change = difference_of(kind, named, first, second, one.name)
            if change is not None:
                yield Placed(change, "view", one.name)


def difference_of(kind: str, name: Callable[[Any], str], old: Any, new: Any, owner: str = "") -> Change | None:
    """Return the change from one value to the other; None when they are equal, or differ only in white space."""
    if old == new or laid_out_otherwise(old, new):
        return None
    action: Action = "added" if old is None else "dropped" if new is None else "changed"
    value = old if new is None else new
    detail = ", ".join(changed(old, new)) if action == "changed" else describe(value, owner)
    return Change(action, kind, name(value), None, old, new, detail)


def laid_out_otherwise(old: Any, new: Any) -> bool:
    """Say whether these are a trigger, or a view, whose SQL is the same but for white space and comments."""
    if not isinstance(old, Trigger | View) or type(old) is not type(new):
        return False
    return bool(replace(old, sql=squeeze(old.sql)) == replace(new, sql=squeeze(new.sql)))


def paired(olds: Iterable[Any], news: Iterable[Any], key: Callable[[Any], Hashable]) -> Iterator[tuple[Any, Any]]:
    """Pair the values of both sides; None where the other side has no counterpart."""
    left, right = keyed(olds, key), keyed(news, key)
    for each in {**left, **right}:
        yield left.get(each), right.get(each)


def keyed(values: Iterable[Any], key: Callable[[Any], Hashable]) -> dict[Hashable, Any]:
    """Index the values by key; unnamed duplicates are told apart by a number."""
    seen: Counter[Hashable] = Counter()
    result: dict[Hashable, Any] = {}
    for value in values:
        each = key(value)
        seen[each] += 1
        result[each, seen[each]] = value
    return result


def some(value: Any) -> list[Any]:
    return [] if value is None else [value]


def named(value: Any) -> str:
    return str(value.name)


def by_table(value: Any) -> str:
    return "the one"


def by_name_or_columns(value: Any) -> Hashable:
    return value.name or ("", value.columns)


def by_name_or_sql(value: Any) -> Hashable:
    return value.name or ("", value.sql)


def by_name_or_all(value: Any) -> Hashable:
    return value.name or ("", value)


def part_name(kind: str, table: str, value: Any) -> str:
    """Return what a change calls a part of a table."""
    if kind == "table option":
        return table
    if kind == "column":
        return f"{table}.{value.name}"
    if value.name:
        return str(value.name)
    if kind == "check":
        return f"{table}({short(value.sql)})"
    return f"{table}{listed(value.parts if kind == 'index' else value.columns)}"
