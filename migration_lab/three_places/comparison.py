"""Compare three schemas: a row for each thing on which they do not agree. Touches nothing."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from migration_lab.schema import Change, Column, Difference, Schema, Table, compare
from migration_lab.schema.compare import difference_of, table_changes
from migration_lab.schema.describing import describe
from migration_lab.three_places.only_names import only_names
from migration_lab.values.checked import Operation
from migration_lab.values.places import PlaceRow, Standing, TableInPlaces

Key = tuple[str, str, str | None]
ALWAYS_SEEN = ("table", "column", "index")
"""What autogenerate always compares, unless the project's options leave it out."""
ASPECTS = ("type", "nullable", "default", "comment")


@dataclass(frozen=True, slots=True)
class ThreeSchemas:
    """The schemas of one bind; ``None`` is one that is not known. ``standing`` is what the scripts make up to the
    database's revision, and ``scripts`` what all of them make."""

    models: Schema | None
    scripts: Schema | None
    standing: Schema | None
    database: Schema | None

    def without(self, tables: Iterable[str]) -> ThreeSchemas:
        """Return the same without Alembic's own tables."""
        names = set(tables)
        return ThreeSchemas(*(schema and without(schema, names) for schema in self.all))

    @property
    def all(self) -> tuple[Schema | None, Schema | None, Schema | None, Schema | None]:
        return self.models, self.scripts, self.standing, self.database


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of comparing, for one bind."""

    rows: tuple[PlaceRow, ...]
    changes: tuple[Change, ...]
    """From the database to the models: the changes that autogenerate sees."""
    not_compared: tuple[Change, ...]
    """Likewise, the changes that it does not look at."""
    drift: Difference
    """From what the scripts that have run make to what the database is, but for the names of keys and checks."""
    undrafted: Difference
    """From the scripts to the models, the changes that autogenerate sees."""
    pending: Difference = field(default=Difference())
    """What the pending scripts would do."""
    tables: tuple[TableInPlaces, ...] = ()
    """The tables that ``rows`` are about."""
    names: tuple[Change, ...] = ()
    """The keys and checks that the scripts make and the database has, under another name or without one."""


def without(schema: Schema, names: set[str]) -> Schema:
    return replace(schema, tables=tuple(table for table in schema.tables if table.name not in names))


def compare_three(
    three: ThreeSchemas,
    seen: Sequence[Operation] | None,
    drafted: Sequence[Operation] | None = None,
    bind: str = "",
    made: Container[str | None] = (),
) -> Comparison:
    """``seen`` is what autogenerate finds between database and models, ``drafted`` what it finds between scripts and
    models; ``None`` where it could not be asked. ``made`` are tables that it does not miss, because the app makes them
    before it looks."""
    models, scripts, standing, database = three.all
    wanted, draft = between(database, models), between(scripts, models)
    changes, ignored = divide(wanted, seen)
    ignored = [change for change in ignored if change.table not in made]
    undrafted, _ = divide(draft, drafted if drafted is not None else seen)
    left_out = {key_of(change) for change in ignored if change.action == "dropped" and change.kind in ALWAYS_SEEN}
    ours = (one for one in between(standing, database) if not the_servers_own(one))
    drifted = [one for one in ours if key_of(one) not in left_out]
    rest, names = only_names(drifted, standing)
    drift = Difference(tuple(rest))
    pending = between(standing, scripts)
    hidden = {key_of(change) for change in (*ignored, *drifted)}
    hidden -= {key_of(change) for change in (*drift, *pending, *changes)}
    sides: dict[Key, dict[str, Any]] = {}
    for difference, left, right in (
        (between(scripts, database), "scripts", "database"),
        (draft, "scripts", "models"),
        (wanted, "database", "models"),
    ):
        for change in difference:
            sides.setdefault(key_of(change), {}).update({left: change.before, right: change.after})
    rows = [row_of(key, values, three, bind) for key, values in sides.items() if key not in hidden]
    for one in unmatched(seen or (), changes):
        if not agreed(one, three):
            rows.append(row_of_operation(one, three))
        changes.append(change_of(one))
    rows.sort(key=place)
    tables = tuple(tables_in(three, rows, bind))
    ignored = [one for some in only_names(ignored) for one in some]
    return Comparison(
        tuple(rows),
        tuple(changes),
        tuple(ignored),
        drift,
        Difference(tuple(undrafted)),
        pending,
        tables,
        tuple(names),
    )


def tables_in(three: ThreeSchemas, rows: Iterable[PlaceRow], bind: str) -> Iterator[TableInPlaces]:
    """Yield each table of ``rows`` that a place has, with the columns of all three."""
    there = [
        {table.name: table for table in schema.tables}
        for schema in (three.models, three.scripts, three.database)
        if schema is not None
    ]
    for name in dict.fromkeys(row.table for row in rows):
        found = [tables[name] for tables in there if name in tables] if name else []
        if name and found:
            columns = {column.name: column.type for table in reversed(found) for column in table.columns}
            order = dict.fromkeys(column.name for table in found for column in table.columns)
            yield TableInPlaces(name, tuple((column, columns[column]) for column in order), bind)


def between(before: Schema | None, after: Schema | None) -> Difference:
    """Compare, but ignore the schema ``public``: every database has it, even if it is not the default."""
    if before is None or after is None:
        return Difference()
    found = compare(before, after)
    return Difference(tuple(one for one in found if (one.kind, one.name) != ("schema", "public")))


def the_servers_own(change: Change) -> bool:
    """Tell whether it is an extension that no script makes, or another version of one: the server has those."""
    return change.kind == "extension" and change.action != "dropped"


def key_of(change: Change) -> Key:
    return change.kind, change.name, change.table


def place(row: PlaceRow) -> tuple[Any, ...]:
    kinds = ("table", "column", "primary key", "unique key", "foreign key", "check", "index")
    return row.table is None, row.table or "", kinds.index(row.kind) if row.kind in kinds else 99, row.kind, row.name


def divide(wanted: Difference, seen: Sequence[Operation] | None) -> tuple[list[Change], list[Change]]:
    """Separate the changes that autogenerate sees from those that it does not; of a column, aspect by aspect."""
    if seen is None:
        return list(wanted), []
    by_key: dict[Key, set[str]] = {}
    for one in seen:
        by_key.setdefault((one.kind, one.name, one.table), set()).add(one.aspect)
    changes, ignored = [], []
    for change in wanted:
        aspects = by_key.get(key_of(change))
        if aspects is None:
            ignored.append(change)
        elif "" in aspects or not isinstance(change.before, Column) or not isinstance(change.after, Column):
            changes.append(change)
        else:
            half = replace(change.before, **{name: getattr(change.after, name) for name in ASPECTS if name in aspects})
            changes += part(change, change.before, half)
            ignored += part(change, half, change.after)
    return changes, ignored


def part(change: Change, before: Column, after: Column) -> list[Change]:
    made = difference_of(change.kind, lambda _: change.name, before, after)
    return [replace(made, table=change.table)] if made else []


def row_of(key: Key, values: dict[str, Any], three: ThreeSchemas, bind: str) -> PlaceRow:
    kind, name, table = key
    known = {"models": three.models, "scripts": three.scripts, "database": three.database}
    measure = next((values[place] for place in known if values.get(place) is not None), None)
    says: dict[str, str] = {}
    stand: dict[str, Standing] = {}
    for place, schema in known.items():
        value = values.get(place)
        if value is not None and same(value, measure):
            value, stand[place] = measure, "has"
        elif value is not None:
            stand[place] = "differs"
        else:
            stand[place] = "unknown" if schema is None else "lacks"
        says[place] = say(value, table)
    return PlaceRow(
        kind,
        name,
        say(measure, table),
        table,
        stand["models"],
        stand["scripts"],
        stand["database"],
        says["models"],
        says["scripts"],
        says["database"],
        bind,
    )


def same(value: Any, measure: Any) -> bool:
    """Tell whether they are the same; of two tables, the order of their columns aside."""
    both_tables = isinstance(value, Table) and isinstance(measure, Table)
    return value == measure or (both_tables and not any(table_changes(value, measure)))


def say(value: Any, table: str | None) -> str:
    return "" if value is None else describe(value, table or "")


def agreed(one: Operation, three: ThreeSchemas) -> bool:
    """Tell whether it is a table that models and database both have, whatever was hidden from autogenerate."""
    known = [schema for schema in (three.models, three.database) if schema is not None]
    return one.kind == "table" and len(known) == 2 and all(one.name in schema.table_names for schema in known)


def unmatched(seen: Iterable[Operation], changes: Iterable[Change]) -> list[Operation]:
    """Return what autogenerate sees and the schemas do not show, or show under another name."""
    keys = {key_of(change) for change in changes}
    tables = {change.table for change in changes if change.kind == "table"}
    found: dict[tuple[str, str, str | None], Operation] = {}
    for one in seen:
        key = (one.kind, one.name, one.table)
        if key not in keys and one.table not in tables:
            found.setdefault(key, one)
    # Alembic gives some of them in the order of a set, which differs from process to process.
    return sorted(found.values(), key=lambda one: (one.action, one.kind, one.name, one.table or "", one.aspect))


def row_of_operation(one: Operation, three: ThreeSchemas) -> PlaceRow:
    models: Standing = "lacks" if one.action == "dropped" else "has"
    database: Standing = {"added": "lacks", "dropped": "has"}.get(one.action, "differs")  # type: ignore[assignment]
    scripts: Standing = database if three.scripts is not None and three.scripts == three.database else "unknown"
    return PlaceRow(one.kind, one.name, one.aspect, one.table, models, scripts, database, bind=one.bind)


def change_of(one: Operation) -> Change:
    return Change(one.action, one.kind, one.name, one.table, detail=one.aspect)  # type: ignore[arg-type]
