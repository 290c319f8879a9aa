"""When two values of a database are the same: by type and value, or by their text where a column's type was changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

Form = Callable[[Any], Any]
LONGEST = 60
"""The number of characters after which a value is cut when it is shown."""
PLAIN = frozenset({str, int, bytes, type(None)})
"""Values of these types are equal only when they are the same, and can be looked up as they are."""


def exact(value: Any) -> Any:
    """Return a hashable form of the value in which ``1``, ``1.0``, ``True``, ``'1'`` and ``b'1'`` all differ."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind in (bytearray, memoryview):
        return bytes(value)
    if kind in (float, Decimal) or not _hashable(value):
        return kind.__name__, str(value)
    return kind.__name__, value


def as_text(value: Any) -> str | None:
    """Return what a reader would write for the value, whatever its type.

    ``1``, ``1.0`` and ``'1'`` are the same; ``'01'`` is not.
    """
    if value is None or type(value) is str:
        return value
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float | Decimal):
        return _number(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).decode("utf-8", "backslashreplace")
    if isinstance(value, datetime) and value.tzinfo is None and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def text(value: Any) -> str | None:
    """Return a value as short text; ``None`` stays ``None``, for NULL."""
    if value is None:
        return None
    binary = isinstance(value, bytes | bytearray | memoryview)
    shown = f"x'{bytes(value).hex()}'" if binary else str(value)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"


def form_for(before: str | None, after: str | None) -> Form:
    """Choose how to compare the values of two columns of these types; ``None`` is a type that is not known."""
    return exact if before is None or after is None or _plain(before) == _plain(after) else as_text


def _number(value: float | Decimal) -> str:
    if value == value and abs(value) != float("inf"):
        if value == int(value):
            return str(int(value))
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
    return str(value)


def _plain(type: str) -> str:
    return "".join(type.split()).upper()


def _hashable(value: Any) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True
