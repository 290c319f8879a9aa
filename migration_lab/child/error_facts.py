"""In a command's own process: what an error says of itself in attributes, by name. Touches no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

ATTRIBUTES: Mapping[str, tuple[str, ...]] = {
    "builtins": ("name",),
    "click.": ("command_name",),
    "alembic.": ("argument", "heads", "lower", "upper", "revisions"),
    "sqlalchemy.": ("table_name", "column_name"),
}
"""What is read of an error, by how the name of its class's module begins."""
DIAGNOSTICS = ("schema_name", "table_name", "column_name", "constraint_name", "datatype_name")
"""What PostgreSQL names beside its message, as psycopg calls it."""
PG8000 = {"s": "schema_name", "t": "table_name", "c": "column_name", "n": "constraint_name", "d": "datatype_name"}
MOST = 200
"""How long a value may be: names are short."""


def facts_in(error: BaseException) -> dict[str, str]:
    """Return the names that an error carries beside its message: a table, a revision, a variable. Never a value."""
    found: dict[str, Any] = {}
    for one in reversed(type(error).__mro__):
        for module, names in ATTRIBUTES.items():
            if f"{one.__module__}.".startswith(module):
                found |= {name: getattr(error, name, None) for name in names}
    if (diagnostics := getattr(error, "diag", None)) is not None:
        found |= {name: getattr(diagnostics, name, None) for name in DIAGNOSTICS}
    elif error.args and isinstance(error.args[0], dict):
        found |= {name: error.args[0].get(key) for key, name in PG8000.items()}
    return {name: words for name, value in found.items() if (words := as_text(value)) and len(words) <= MOST}


def as_text(value: Any) -> str:
    """Return a name as it is, and several as a list with commas; empty for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable) and not isinstance(value, bytes | Mapping):
        many = [*value]
        return ", ".join(many) if all(isinstance(one, str) for one in many) else ""
    return ""
