"""Find out whether a value is made of others: ``Ada Lovelace`` of ``Ada`` and ``Lovelace``. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

MOST_STEPS = 500
"""The number of attempts for one value; a value that takes more does not count as made of these parts."""
BRACKETS = frozenset({"Ps", "Pe", "Pi", "Pf"})
QUOTES = "\"'"


def made_of(text: str, parts: Sequence[str]) -> tuple[int, ...]:
    """Return the ``parts`` that make up ``text``, in the order in which they occur there, except for spaces, brackets
    and, between two parts, signs such as a comma. Each is used at most once; empty when they leave anything over.
    """
    longest_first = sorted((at for at, part in enumerate(parts) if part), key=lambda at: -len(parts[at]))
    attempts: list[tuple[int, int, tuple[int, ...]]] = [(0, 0, ())]
    for _ in range(MOST_STEPS):
        if not attempts:
            break
        place, end, used = attempts.pop()
        if used and place == end and all(map(_encloses, text[end:])):
            return used
        if place < len(text) and (_separates if used else _encloses)(text[place]):
            attempts.append((place + 1, end, used))
        attempts += (
            (place + len(parts[at]), place + len(parts[at]), (*used, at))
            for at in reversed(longest_first)
            if at not in used and text.startswith(parts[at], place)
        )
    return ()


def _encloses(sign: str) -> bool:
    return sign.isspace() or sign in QUOTES or unicodedata.category(sign) in BRACKETS


def _separates(sign: str) -> bool:
    return sign.isspace() or sign == "|" or unicodedata.category(sign)[0] in "PZ"
