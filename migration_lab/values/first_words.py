"""Find the first words of the statements in a piece of SQL. Pure."""

from __future__ import annotations

import re

NO_WORDS = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)
"""Strings, quoted names and comments."""
FIRST = re.compile(r"[\s(]*([A-Za-z]+)")


def first_words(sql: str) -> list[str]:
    """Return the first word of each statement, after comments and brackets, in capitals; several may be sent as one."""
    found = map(FIRST.match, NO_WORDS.sub(" ", sql).split(";"))
    return [word[1].upper() for word in found if word]
