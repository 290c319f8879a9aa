"""The live structure of a database's tables; it follows the database while it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from migration_lab.errors import LabError
from migration_lab.schema import Difference, Renames, Schema, Table
from migration_lab.schema.describing import describe
from migration_lab.schema.renames import NOTHING_RENAMED
from migration_lab.values.visible_text import plain
from migration_lab.widgets.card_state import ABOUT_VERSION_TABLE
from migration_lab.widgets.card_text import table_lines
from migration_lab.widgets.database_state import find
from migration_lab.widgets.html import code, esc, paragraph, structure_table
from migration_lab.widgets.live import LiveDisplay
from migration_lab.widgets.references import references
from migration_lab.widgets.sides import TableSides, table_sides
from migration_lab.widgets.words import count, name, names

MOST_NEWS = 4
"""The number of tables of which it is said at the top what changed in them."""


def heading(table: Table) -> TableSides:
    """A table that did not change, without its lines."""
    return TableSides(plain(table.name), "unchanged", count(len(table.columns), "column"), (), (), ())


class TablesView(LiveDisplay):
    """Show the tables of ``schema``, or only those named; `update` lets it follow.

    Raises ``LabError`` when a named table is not there.
    """

    stem = "tables_view"

    def __init__(self, schema: Schema, only: Sequence[str] = ()) -> None:
        for table in only:
            if find(schema, table) is None:
                there = names(schema.table_names, 20) or "none"
                raise LabError(f"There is no table {name(table)} in the database. The tables are: {there}.")
        self.schema = schema
        self.only = tuple(only)
        self._before = schema
        self._difference = Difference()

    def update(self, schema: Schema, renames: Renames = NOTHING_RENAMED) -> None:
        """Show this schema from now on, with marks where it differs from the one shown before."""
        from migration_lab.schema import compare

        if difference := compare(self.schema, schema, renames):
            self._before, self.schema, self._difference = self.schema, schema, difference
            self.refresh()
        elif schema.version_table != self.schema.version_table:
            self.schema = schema
            self.refresh()

    def __str__(self) -> str:
        parts = ["\n".join(table_lines(table)) for table in self._present()]
        parts.append("\n".join(f"  {kind} {one}" for kind, one in self._others()))
        if table := self._version_table():
            parts.append(f"  {table}: {ABOUT_VERSION_TABLE}")
        return "\n\n".join(part for part in parts if part) or "The database has no tables yet."

    def html(self) -> str:
        parts = [structure_table(table) for table in self._present()]
        parts += [paragraph(f"{esc(kind)} {code(one)}") for kind, one in self._others()]
        if table := self._version_table():
            parts.append(paragraph(f"{code(table)}: {esc(ABOUT_VERSION_TABLE)}"))
        return "\n".join(parts) or paragraph("The database has no tables yet.")

    def state(self, most_in_full: int | None = None) -> dict[str, Any]:
        """Return what JavaScript draws. Of more than ``most_in_full`` tables, only those just changed have lines."""
        shown = self.shown
        loud = set(self._difference.tables)
        light = most_in_full is not None and len(shown) > most_in_full
        now = {table.name: table for table in self.schema.tables}
        tables = [asdict(heading(now[one]) if light and one not in loud else self._both(one)) for one in shown]
        moved = [f"{table['name']}: {table['words']}" for table in tables if table["state"] != "unchanged"]
        return {
            "tables": tables,
            "others": [list(one) for one in self._others()],
            "title": self._title(),
            "news": "; ".join(moved[:MOST_NEWS])
            + (f"; and {len(moved) - MOST_NEWS:,} more" if moved[MOST_NEWS:] else ""),
            "version_table": self._version_table(),
        }

    def references(self) -> list[dict[str, Any]]:
        """Return which table refers to which, with marks on what the last update changed."""
        return references(self._before, self.schema, self._difference.renames)

    @property
    def shown(self) -> list[str]:
        """The tables that `state` lists, by their own names and in its order."""
        there = {*self._before.table_names, *self.schema.table_names}
        there -= {old for old, _ in self._difference.renames.tables}
        return [one for one in self._names(self._before, self.schema) if one in there]

    def _both(self, one: str) -> TableSides:
        """The table with what the last update changed."""
        before = self._difference.renames.before(one)
        return table_sides(find(self._before, before), find(self.schema, one), self._difference)

    def _title(self) -> str:
        now = set(self.schema.table_names)
        there = [table for table in self._names(self.schema) if table in now]
        return count(len(there), "table") if there or self.only else "The database has no tables yet"

    def _names(self, *schemas: Schema) -> Iterable[str]:
        if self.only:
            return self.only
        return sorted({one for schema in schemas for one in schema.table_names if one != self.schema.version_table})

    def _present(self) -> Iterator[TableSides]:
        """The tables as they are now, without marks."""
        for one in self._names(self.schema):
            if (table := find(self.schema, one)) is not None:
                yield table_sides(table, table)

    def _others(self) -> Iterator[tuple[str, str]]:
        """Return what the database has besides tables: kind and name."""
        if not self.only:
            for view in self.schema.views:
                columns = ", ".join(column.name for column in view.columns)
                yield "view", plain(f"{view.name} ({columns})")
            for extension in self.schema.extensions:
                yield "extension", plain(f"{extension.name} {describe(extension)}")
            for enum in self.schema.enums:
                yield "enum", plain(f"{enum.name} ({', '.join(enum.labels)})")
            for domain in self.schema.domains:
                yield "domain", plain(f"{domain.name} ({domain.type})")
            for sequence in self.schema.sequences:
                yield "sequence", plain(sequence.name)
            for function in self.schema.functions:
                yield function.kind, plain(function.name)
            for statistics in self.schema.statistics:
                yield "statistics", plain(f"{statistics.name} {describe(statistics)}")

    def _version_table(self) -> str:
        """Return the name of Alembic's own table; empty where it does not exist, or is not to be shown."""
        name = self.schema.version_table
        return plain(name) if not self.only and name in self.schema.table_names else ""
