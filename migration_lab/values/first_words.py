"""With which words the statements in a piece of SQL begin. Pure."""

from __future__ import annotations

import re

NO_WORDS = re.compile(r"'(?:[^']|'')*'|--[^\n]*|/\*.*?\*/", re.DOTALL)
"""Texts and comments."""
FIRST = re.compile(r"[\s(]*([A-Za-z]+)")


def first_words(sql: str) -> list[str]:
    """The first word of each statement, behind comments and brackets, in capitals; several may be sent as one."""
    found = map(FIRST.match, NO_WORDS.sub(" ", sql).split(";"))
    return [word[1].upper() for word in found if word]
