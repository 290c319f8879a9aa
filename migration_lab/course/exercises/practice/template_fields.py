"""Put values in the place of ``{fields}``, in a text and in all texts of an entry. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from migration_lab.errors import LabError

FIELD = re.compile(r"\{([A-Za-z_]+)\}")
"""Other braces, as in Python code, stay as they are."""


def filled(entry: Any, fields: Mapping[str, str]) -> Any:
    """Return that text, list or table with its fields filled, keys too. Raises ``LabError`` for an unknown field."""
    if isinstance(entry, str):
        return FIELD.sub(lambda found: _value(found[1], fields), entry)
    if isinstance(entry, list):
        return [filled(one, fields) for one in entry]
    if isinstance(entry, dict):
        return {filled(key, fields): filled(one, fields) for key, one in entry.items()}
    return entry


def _value(name: str, fields: Mapping[str, str]) -> str:
    if name not in fields:
        raise LabError(f"there is no field {{{name}}}; there are {', '.join(sorted(fields))}.")
    return fields[name]
