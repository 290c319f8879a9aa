"""PostgreSQL's codes of errors, by the name that a driver prints: ``NotNullViolation`` is ``23502``.

``sqlstates.txt`` has them all; ``tests/coach/test_sqlstates.py`` holds it to psycopg. Touches no database.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

LIST = Path(__file__).with_suffix(".txt")


@cache
def sqlstates() -> dict[str, str]:
    """Return the codes by name."""
    lines = (line.split() for line in LIST.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {name: code for code, name in lines}


def sqlstate(name: str) -> str:
    """Return the code of a class of errors, as psycopg or asyncpg name it; empty if it is none."""
    return sqlstates().get(name) or sqlstates().get(name.removesuffix("Error"), "")
