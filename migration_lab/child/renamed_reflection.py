"""In a command's own process: let a database be read as if tables and columns had other names. Writes nothing.

Autogenerate then compares the models with what will be there once these renames have run, so that all that it finds is
what has to be done besides: types, indexes, keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from typing import Any

Place = tuple[str | None, str]
"""A table: its schema, ``None`` for the default one, and its name."""
SINGLE = (
    "get_check_constraints",
    "get_columns",
    "get_foreign_keys",
    "get_indexes",
    "get_pk_constraint",
    "get_table_comment",
    "get_table_options",
    "get_unique_constraints",
)
NAMES = ("column_names", "constrained_columns", "include_columns")


@dataclass(frozen=True, slots=True)
class NewNames:
    """The tables and columns that are to be renamed."""

    tables: Mapping[Place, str] = field(default_factory=dict)
    """By table as it is: its new name, in the same schema."""
    columns: Mapping[Place, Mapping[str, str]] = field(default_factory=dict)
    """By table as it is: the old name of each column, with the new one."""

    def of_table(self, place: Place) -> str:
        return self.tables.get(place, place[1])

    def old_table(self, schema: str | None, name: str) -> str:
        return next((old for (home, old), new in self.tables.items() if (home, new) == (schema, name)), name)

    def translated(self, place: Place, found: Any) -> Any:
        """Return what the database says of a table, in the new names; ``found`` stays as it is, as it is kept."""
        if isinstance(found, list):
            return [self.translated(place, one) for one in found]
        if not isinstance(found, dict):
            return found
        columns, told = self.columns.get(place, {}), copy(found)
        if "type" in told and "nullable" in told:
            told["name"] = columns.get(told["name"], told["name"])
        for key in NAMES:
            if told.get(key):
                told[key] = [columns.get(one, one) for one in told[key]]
        if told.get("expressions"):
            told["expressions"] = [in_expression(one, columns) for one in told["expressions"]]
        if told.get("column_sorting"):
            told["column_sorting"] = {columns.get(one, one): how for one, how in told["column_sorting"].items()}
        if "referred_table" in told:
            other = told.get("referred_schema"), told["referred_table"]
            names = self.columns.get(other, {})
            told["referred_table"] = self.of_table(other)
            told["referred_columns"] = [names.get(one, one) for one in told["referred_columns"]]
        return told


def in_expression(expression: str, columns: Mapping[str, str]) -> str:
    """Return an index's expression, which the database itself will rewrite when a column gets its new name."""
    for old, new in columns.items():
        expression = re.sub(rf"(?<![\w$]){re.escape(old)}(?![\w$])", lambda _, new=new: new, expression)  # type: ignore[misc]
    return expression


@contextmanager
def read_as_renamed(dialect: Any, names: NewNames) -> Iterator[None]:
    """Let everything that reflects a database by this ``dialect`` object see the new names meanwhile."""
    shown = Reflection(names)
    replaced = {name: shown.single(getattr(dialect, name)) for name in (*SINGLE, "has_table")}
    for name in (one.replace("get_", "get_multi_") for one in SINGLE):
        replaced[name] = shown.multi(getattr(dialect, name))
    replaced["get_table_names"] = shown.table_names(dialect.get_table_names)
    before = {name: vars(dialect)[name] for name in replaced if name in vars(dialect)}
    vars(dialect).update(replaced)
    try:
        yield
    finally:
        for name in replaced:
            del vars(dialect)[name]
        vars(dialect).update(before)


@dataclass(slots=True)
class Reflection:
    """Wraps a dialect's methods. Those that call one another meanwhile see the real names."""

    names: NewNames
    _inside: bool = False

    def single(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def asked(connection: Any, table_name: str, schema: str | None = None, **more: Any) -> Any:
            if self._inside:
                return method(connection, table_name, schema=schema, **more)
            old = self.names.old_table(schema, table_name)
            return self.names.translated((schema, old), self._real(method, connection, old, schema=schema, **more))

        return asked

    def multi(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def asked(connection: Any, *, schema: str | None = None, filter_names: Any = None, **more: Any) -> Any:
            if self._inside:
                return method(connection, schema=schema, filter_names=filter_names, **more)
            wanted = filter_names and [self.names.old_table(schema, one) for one in filter_names]
            found = dict(self._real(method, connection, schema=schema, filter_names=wanted, **more)).items()
            return [
                ((place[0], self.names.of_table(place)), self.names.translated(place, told)) for place, told in found
            ]

        return asked

    def table_names(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def asked(connection: Any, schema: str | None = None, **more: Any) -> Any:
            if self._inside:
                return method(connection, schema=schema, **more)
            return [self.names.of_table((schema, one)) for one in self._real(method, connection, schema=schema, **more)]

        return asked

    def _real(self, method: Callable[..., Any], *args: Any, **more: Any) -> Any:
        self._inside = True
        try:
            found = method(*args, **more)
            return list(found) if isinstance(found, Iterator) else found
        finally:
            self._inside = False
