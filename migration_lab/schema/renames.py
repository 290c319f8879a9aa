"""What has another name than before: tables and columns. Only SQL that ran can say so, never a likeness. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migration_lab.schema.model import Schema


@dataclass(frozen=True, slots=True)
class Renames:
    """Falsy when nothing was renamed."""

    tables: tuple[tuple[str, str], ...] = ()
    """The old name and the new one."""
    columns: tuple[tuple[str, str, str], ...] = ()
    """The table, by its new name, with the column's old name and its new one."""

    def __bool__(self) -> bool:
        return bool(self.tables or self.columns)

    def before(self, table: str) -> str:
        """Return the old name of a table."""
        return next((old for old, new in self.tables if new == table), table)

    def after(self, table: str) -> str:
        """Return the new name of a table."""
        return next((new for old, new in self.tables if old == table), table)

    def of(self, table: str) -> tuple[tuple[str, str], ...]:
        """Return the old and the new name of each renamed column of that table, which has its new name."""
        return tuple((old, new) for owner, old, new in self.columns if owner == table)

    @property
    def renamed_tables(self) -> set[str]:
        """Return the tables, by their new names, that were renamed or have a renamed column."""
        return {*(new for _, new in self.tables), *(table for table, _, _ in self.columns)}

    @property
    def back(self) -> Renames:
        """Return the renames that take these back."""
        return Renames(
            tuple((new, old) for old, new in self.tables),
            tuple((self.before(table), new, old) for table, old, new in self.columns),
        )

    def between(self, before: Schema, after: Schema) -> Renames:
        """Return those of them that make the one structure the other, with the names as the database spells them."""
        was = {table.name: {column.name for column in table.columns} for table in before.tables}
        now = {table.name: {column.name for column in table.columns} for table in after.tables}
        tables = {
            spelt: there
            for old, new in self.tables
            if (spelt := spelling(old, was)) and (there := spelling(new, now)) and spelt not in now and there not in was
        }
        found = Renames(tuple(sorted(tables.items())))
        columns = []
        for owner, old, new in self.columns:
            table = spelling(owner, now)
            if table is None or found.before(table) not in was:
                continue
            left, right = was[found.before(table)], now[table]
            one, other = spelling(old, left - right), spelling(new, right - left)
            if one and other:
                columns.append((table, one, other))
        return Renames(found.tables, tuple(sorted(columns)))


NOTHING_RENAMED = Renames()


def spelling(name: str, names: Iterable[str]) -> str | None:
    """Return the one of ``names`` that SQL means by this name; ``None`` if there is none."""
    there = sorted(names)
    if name in there:
        return name
    short = name.rpartition(".")[2].lower()
    return next((one for one in there if one.lower() in (name.lower(), short)), None)
