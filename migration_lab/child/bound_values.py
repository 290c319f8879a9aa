"""Turn the values that a statement was executed with into text, and count their rows."""

from __future__ import annotations

from typing import Any

from migration_lab.hiding import hide_secrets

LONGEST = 200


class Batches:
    """Follows INSERTs that SQLAlchemy writes for many rows at a time ("insertmanyvalues")."""

    def __init__(self) -> None:
        self._context: Any = None
        self._done = 0

    def next(self, parameters: Any, context: Any) -> tuple[int, Any]:
        """Return how many rows this statement inserts, and the values of the first of them."""
        done = self._done if self._context is context else 0
        rows = context.parameters
        size = batch_size(parameters, rows[done], len(rows) - done, context)
        self._context, self._done = (context, done + size) if done + size < len(rows) else (None, 0)
        return size, rows[done]


def batch_size(parameters: Any, first: Any, left: int, context: Any) -> int:
    """Count the rows of a statement whose ``parameters`` hold several rows in one dictionary or one flat tuple."""
    if isinstance(parameters, dict):
        numbered = next((name for name in first if f"{name}__0" in parameters and f"{name}__0" not in first), None)
        if numbered is None:
            return 1
        return next(number for number in range(1, left + 2) if f"{numbered}__{number}" not in parameters)
    each = context.compiled._insertmanyvalues.num_positional_params_counted
    return (len(parameters) - len(first) + each) // each if each else left


def values(parameters: Any, context: Any, many: bool, batches: Batches) -> str:
    """Return the values as text; those of the first row if there are several."""
    try:
        if not parameters:
            return ""
        count, first = 1, parameters
        if many and getattr(context.execute_style, "name", "") == "INSERTMANYVALUES":
            count, first = batches.next(parameters, context)
        elif many:
            count, first = len(parameters), parameters[0]
        text = shown(first)
    except Exception:  # a value may be of a class of the project's own, whose repr fails
        return "values that cannot be shown"
    return f"{count} rows, the first of them {text}" if count > 1 else text


def shown(row: Any) -> str:
    """Return one row's values as Python writes them, no longer than ``LONGEST``."""
    if isinstance(row, dict):
        row = {name: cut(value) for name, value in row.items()}
    elif type(row) in (tuple, list):
        row = type(row)(map(cut, row))
    text = hide_secrets(repr(row))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def cut(value: Any) -> Any:
    """Shorten a long text or binary value, so that no megabyte is written out only to be thrown away."""
    return value[:LONGEST] if isinstance(value, str | bytes) and len(value) > LONGEST else value
