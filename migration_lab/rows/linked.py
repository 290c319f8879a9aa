"""Collect what other tables hold for a row: in rows that refer to it, and in rows to which it refers. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from migration_lab.rows.matching import Matching
from migration_lab.schema import ForeignKey, Renames, Table
from migration_lab.values.result import Rows, TableRows
from migration_lab.values.value_forms import as_text, exact

FARTHEST = 2
"""The number of foreign keys that are followed from table to table: enough for a table between two others."""
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Linked:
    """Tables as they are after a command, with all their rows, and the foreign keys between them.

    Values that were there before the command have not moved there, so only those count that are new in their place.
    """

    tables: tuple[tuple[Table, Rows], ...]
    before: Mapping[str, Matching] = field(default_factory=dict)
    """Those that were there before, side by side with what they are now; in any other, all is new."""

    def texts(self, table: str, row: int) -> tuple[tuple[str, str], ...]:
        """Return the values in rows of other tables that belong to this row: each as ``table.column`` and text."""
        seen = {(table, row): False}
        edge = [(table, row)]
        for _ in range(FARTHEST):
            reached: dict[tuple[str, int], bool] = {}
            for name, at in edge:
                for one, is_new in self._next(name, at):
                    reached[one] = is_new or reached.get(one, False)
            edge = [one for one in reached if one not in seen]
            seen |= {one: reached[one] for one in edge}
        found = sorted(one for one in seen if one[0] != table)
        return tuple(pair for name, at in found for pair in self._values(name, at, all=seen[name, at]))

    @cached_property
    def _by_name(self) -> dict[str, tuple[Table, Rows]]:
        return {table.name: (table, rows) for table, rows in self.tables}

    @cached_property
    def _keys(self) -> tuple[tuple[str, ForeignKey, tuple[str, ...]], ...]:
        """Return each foreign key between these tables, with the table that has it and the columns it refers to."""
        found = []
        for table, _ in self.tables:
            for key in table.foreign_keys:
                target = self._by_name.get(key.target)
                if target is not None and key.target != table.name:
                    own = target[0].primary_key
                    found.append((table.name, key, key.target_columns or (own.columns if own else ())))
        return tuple(found)

    @cached_property
    def _places(self) -> dict[tuple[str, tuple[str, ...]], dict[Key, list[int]]]:
        """Index the rows of a table by the columns of each foreign key."""
        wanted = {
            side for name, key, target in self._keys for side in ((name, key.columns), (key.target, target)) if side[1]
        }
        found: dict[tuple[str, tuple[str, ...]], dict[Key, list[int]]] = {}
        for name, columns in wanted:
            places = found.setdefault((name, columns), {})
            for at in range(len(self._by_name[name][1].known)):
                places.setdefault(self._key(name, columns, at), []).append(at)
        return found

    def _next(self, table: str, row: int) -> Iterator[tuple[tuple[str, int], bool]]:
        """Yield the rows next to one, each with whether it has become so: what such a row holds is new there."""
        for name, key, target in self._keys:
            is_new = not self._fresh[name].isdisjoint(key.columns)
            for here, columns, there, others in (
                (name, key.columns, key.target, target),
                (key.target, target, name, key.columns),
            ):
                value = self._key(here, columns, row) if here == table and columns and others else ()
                if value and None not in value:
                    yield from (((there, at), is_new) for at in self._places[there, others].get(value, ()))

    def _key(self, table: str, columns: Sequence[str], row: int) -> Key:
        rows = self._by_name[table][1]
        return tuple(exact(rows.known[row][rows.columns.index(column)]) for column in columns)

    @cached_property
    def _fresh(self) -> dict[str, frozenset[str]]:
        """Return the columns of each table that hold something new: all of them, if it has rows that are new."""
        found = {}
        for table, rows in self.tables:
            was = self.before.get(table.name)
            known = was is not None and (len(was.pairs) == rows.count or was.same_without_key)
            found[table.name] = frozenset(was.fresh if was is not None and known else rows.columns)
        return found

    @cached_property
    def _telling(self) -> dict[str, tuple[tuple[int, str], ...]]:
        """Return the columns of each table that are more than a number to refer by."""
        found = {}
        for table, rows in self.tables:
            keys = {column for name, key, _ in self._keys if name == table.name for column in key.columns}
            own = table.primary_key.columns if table.primary_key else ()
            keys |= {column.name for column in table.columns if column.name in own and "INT" in column.type.upper()}
            found[table.name] = tuple((at, column) for at, column in enumerate(rows.columns) if column not in keys)
        return found

    def new_columns(self, beside: str) -> Iterator[tuple[str, list[Any]]]:
        """Yield the columns of the other tables that hold something new: as ``table.column``, with their values."""
        for table, rows in self.tables:
            for at, column in self._telling[table.name] if table.name != beside else ():
                if column in self._fresh[table.name]:
                    yield f"{table.name}.{column}", [row[at] for row in rows.known]

    def pairs_of_values(self, beside: str, most: int) -> Iterator[set[tuple[Any, Any]]]:
        """Yield, for any two columns of the other tables, what stands in them side by side, if the second is new."""
        for table, rows in self.tables:
            if table.name == beside or len(rows.columns) > most:
                continue
            values = [tuple(map(exact, row)) for row in rows.known]
            for to, column in enumerate(rows.columns):
                if column in self._fresh[table.name]:
                    yield from ({(row[at], row[to]) for row in values} for at in range(len(rows.columns)) if at != to)

    def _values(self, table: str, row: int, *, all: bool) -> Iterator[tuple[str, str]]:
        values = self._by_name[table][1].known[row]
        for at, column in self._telling[table]:
            if (all or column in self._fresh[table]) and (text := as_text(values[at])):
                yield f"{table}.{column}", text


NOTHING_LINKED = Linked(())


def linked_tables(
    found: Iterable[TableRows], before: Iterable[Table], after: Iterable[Table], renames: Renames
) -> Linked:
    """Link the tables of which all rows after a command were read; those before have their new names already."""
    old, new = ({table.name: table for table in tables} for tables in (before, after))
    tables: list[tuple[Table, Rows]] = []
    matched = {}
    for one in found:
        name, rows = one.table, one.after
        if rows and rows.whole and name in new:
            tables.append((new[name], rows))
            if one.before and name in old:
                matched[name] = Matching(called(one.before, dict(renames.of(name))), rows, old[name], new[name])
    return Linked(tuple(tables), matched)


def called(rows: Rows, names: Mapping[str, str]) -> Rows:
    """Return the rows with these columns under their new names."""
    return replace(rows, columns=tuple(names.get(column, column) for column in rows.columns)) if names else rows
