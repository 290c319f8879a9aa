"""In a command's own process: make renames of what autogenerate has drafted as a drop and an add, both ways.

Reads the database once more, as autogenerate does; writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from migration_lab.child.renamed_reflection import NewNames, Place, read_as_renamed

Answer = tuple[str, str]
"""The old name and the new one, as they were given: ``("speaker.phone", "speaker.mobile")``."""


@dataclass(slots=True)
class DropsAndAdds:
    """What a draft drops and adds: tables with all their columns, and columns by table. All by full names."""

    dropped: dict[Place, Any] = field(default_factory=dict)
    """The tables that are dropped, each with Alembic's operation."""
    added: dict[Place, Any] = field(default_factory=dict)
    columns_dropped: dict[Place, dict[str, Any]] = field(default_factory=dict)
    """By table, and by name of the column: SQLAlchemy's column, as the database has it."""
    columns_added: dict[Place, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, operations: Any) -> DropsAndAdds:
        from alembic.operations import ops

        found = cls()
        for one in flat(operations):
            place = getattr(one, "schema", None), getattr(one, "table_name", "")
            match one:
                case ops.DropTableOp():
                    found.dropped[place] = one
                case ops.CreateTableOp():
                    found.added[place] = one
                case ops.DropColumnOp() if one._reverse is not None:
                    found.columns_dropped.setdefault(place, {})[str(one.column_name)] = one._reverse.column
                case ops.AddColumnOp():
                    found.columns_added.setdefault(place, {})[str(one.column.name)] = one.column
        return found

    def in_renamed(self, old: Place, new: Place) -> None:
        """Note the columns of a table that is not dropped and added, but renamed: under its new name."""
        was, will = columns_of(self.dropped.pop(old)), columns_of(self.added.pop(new))
        self.columns_dropped[new] = {name: column for name, column in was.items() if name not in will}
        self.columns_added[new] = {name: column for name, column in will.items() if name not in was}

    def words(self) -> tuple[list[str], list[str]]:
        """Return everything that is dropped, and everything that is added, as one would type it."""
        return (
            [*map(full, self.dropped), *columns_in(self.columns_dropped)],
            [*map(full, self.added), *columns_in(self.columns_added)],
        )


@dataclass(slots=True)
class Renaming:
    """What is to be renamed in one database."""

    tables: dict[Place, Place] = field(default_factory=dict)
    columns: list[tuple[Place, str, str, Any]] = field(default_factory=list)
    """The table, as it will be called; the old and the new name; and the column as the database has it."""

    def names(self) -> NewNames:
        before = {new: old for old, new in self.tables.items()}
        columns: dict[Place, dict[str, str]] = {}
        for place, old, new, _ in self.columns:
            columns.setdefault(before.get(place, place), {})[old] = new
        return NewNames({old: new[1] for old, new in self.tables.items()}, columns)

    def there(self) -> Iterator[Any]:
        from alembic.operations import ops

        for (schema, old), (_, new) in self.tables.items():
            yield ops.RenameTableOp(old, new, schema=schema)
        for place, name, new, column in self.columns:
            yield renamed_column(place, name, new, column)

    def back(self) -> Iterator[Any]:
        from alembic.operations import ops

        for place, name, new, column in reversed(self.columns):
            yield renamed_column(place, new, name, column)
        for (schema, old), (_, new) in reversed(self.tables.items()):
            yield ops.RenameTableOp(new, old, schema=schema)


def rename(
    context: Any, script: Any, answers: Sequence[Answer], before: Callable[[], object]
) -> tuple[Collection[Answer], DropsAndAdds]:
    """Rewrite the newest part of a draft; return which answers fitted, and what else it drops and adds.

    ``before`` is called before the models are compared again, if any answer fits.
    """
    from alembic.autogenerate import compare
    from alembic.autogenerate.api import AutogenContext
    from alembic.operations import ops

    upgrade, downgrade = script.upgrade_ops_list[-1], script.downgrade_ops_list[-1]
    found, renaming, fitted = DropsAndAdds.of(upgrade), Renaming(), []
    for answer in answers:
        old, new = (place_of(name, there) for name, there in zip(answer, (found.dropped, found.added), strict=True))
        if old and new and old[0] == new[0]:
            renaming.tables[old] = new
            found.in_renamed(old, new)
            fitted.append(answer)
    for answer in (one for one in answers if one not in fitted):
        if (pair := column_pair(answer, found, renaming.tables)) is not None:
            place, was, will = pair
            found.columns_added[place].pop(will)
            renaming.columns.append((place, was, will, found.columns_dropped[place].pop(was)))
            fitted.append(answer)
    if fitted:
        before()
        besides = ops.UpgradeOps([])
        with read_as_renamed(context.connection.dialect, renaming.names()):
            compare._produce_net_changes(AutogenContext(context, autogenerate=True), besides)
        upgrade.ops[:] = [*renaming.there(), *besides.ops]
        downgrade.ops[:] = [*besides.reverse().ops, *renaming.back()]
    return fitted, found


def place_of(name: str, there: Collection[Place]) -> Place | None:
    return next((place for place in there if full(place) == name), None)


def column_pair(answer: Answer, found: DropsAndAdds, tables: Mapping[Place, Place]) -> tuple[Place, str, str] | None:
    """Return the table, and the old and the new name of its column. A renamed table may be called by either name."""
    before = {new: old for old, new in tables.items()}
    for place, dropped in found.columns_dropped.items():
        called = {full(place), full(before.get(place, place))}
        was = [name for name in dropped if answer[0] in {f"{table}.{name}" for table in called}]
        added = found.columns_added.get(place, {})
        will = [name for name in added if answer[1] in {f"{table}.{name}" for table in called}]
        if was and will:
            return place, was[0], will[0]
    return None


def renamed_column(place: Place, old: str, new: str, column: Any) -> Any:
    from alembic.operations import ops

    schema, table = place
    about = {"existing_type": column.type, "existing_nullable": column.nullable}
    return ops.AlterColumnOp(table, old, schema=schema, modify_name=new, **about)


def flat(operations: Any) -> Iterator[Any]:
    for one in operations.ops:
        if hasattr(one, "ops"):
            yield from flat(one)
        else:
            yield one


def columns_of(operation: Any) -> dict[str, Any]:
    """Return the columns of a table that a draft adds, or drops."""
    made = getattr(operation, "_reverse", None) or operation
    return {str(one.name): one for one in made.columns if hasattr(one, "nullable")}


def columns_in(tables: Mapping[Place, Collection[str]]) -> list[str]:
    return [f"{full(place)}.{name}" for place, names in tables.items() for name in names]


def full(place: Place) -> str:
    return f"{place[0]}.{place[1]}" if place[0] else place[1]
