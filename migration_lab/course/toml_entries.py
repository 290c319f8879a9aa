"""Check the values of a TOML entry, key by key, and say which one is wrong. Touches no database."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any

from migration_lab.errors import LabError

Reader = Callable[[Any], Any]
"""Returns a value as it is used; raises ``LabError`` if it is not what it should be."""


def table(entry: Any, keys: dict[str, Reader], optional: Collection[str] = ()) -> dict[str, Any]:
    """Check ``entry``, and read each value with the function that ``keys`` has for it.

    Raises ``LabError`` that names the key for an unknown key, a missing one that is not ``optional``, and a value that
    its reader refuses.
    """
    if not isinstance(entry, dict):
        raise LabError(f"should be a table: {entry!r}")
    if unknown := entry.keys() - keys.keys():
        raise LabError(f"unknown key {', '.join(sorted(unknown))}; there are {', '.join(keys)}.")
    if missing := [key for key in keys if key not in entry and key not in optional]:
        raise LabError(f"needs {', '.join(missing)}.")
    values = {}
    for key, value in entry.items():
        try:
            values[key] = keys[key](value)
        except LabError as error:
            raise LabError(f"{key}: {error}") from error
    return values


def text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise LabError(f"should be some text: {value!r}")
    return value


def page(value: Any) -> str:
    """Read a path of the app."""
    if not text(value).startswith("/"):
        raise LabError(f'should be a path of the app, as "/talks/2": {value!r}')
    return str(value)


def pattern(value: Any) -> str:
    """Read a regular expression."""
    try:
        re.compile(text(value))
    except re.error as error:
        raise LabError(f"should be a regular expression: {value!r}: {error}") from error
    return str(value)


def truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise LabError(f"should be true or false: {value!r}")
    return value


def whole_number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise LabError(f"should be a whole number: {value!r}")
    return value


def list_of(of: Reader, *, exactly: int | None = None, at_least: int = 1) -> Reader:
    """Return a reader of a list, each value of which ``of`` reads."""

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or not value:
            raise LabError(f"should be a list with something in it: {value!r}")
        if len(value) < at_least:
            raise LabError(f"there should be {at_least} or more, and there are {len(value)}.")
        if exactly is not None and len(value) != exactly:
            raise LabError(f"there should be {exactly}, and there are {len(value)}.")
        return tuple(map(of, value))

    return read


def rows(value: Any) -> tuple[tuple[Any, ...], ...]:
    """Read rows of a query's answer, each a list."""
    if not isinstance(value, list):
        raise LabError(f"should be a list of rows: {value!r}")
    return tuple(map(_row, value))


def _row(value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise LabError(f"a row should be a list: {value!r}")
    return tuple(value)
