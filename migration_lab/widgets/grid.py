"""Lay text out in columns, by the width it takes in a terminal rather than by its number of characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

GAP = "  "


def width(text: str) -> int:
    """How many terminal cells the text takes: 2 for wide signs and emoji, 0 for combining ones."""
    return sum(_sign_width(sign) for sign in text)


def _sign_width(sign: str) -> int:
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1


def pad(text: str, cells: int) -> str:
    return text + " " * (cells - width(text))


def align(rows: Sequence[Sequence[str]]) -> list[str]:
    """One line per row, every column as wide as its widest cell, no blanks at the end."""
    if not rows:
        return []
    widths = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    return [GAP.join(map(pad, row, widths)).rstrip() for row in rows]
