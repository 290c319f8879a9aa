"""Make text from a project safe to print: names may hold line breaks, and what a terminal takes for a command."""

from __future__ import annotations

import textwrap
import unicodedata

WIDTH = 100


def one_line(text: str) -> str:
    """Return the text in one line, with every control character as ``\\n`` or ``\\x1b``."""
    return "".join(letter if is_shown(letter) else escaped(letter) for letter in text)


def is_shown(letter: str) -> bool:
    """Tell whether a terminal shows that character, and does nothing else with it."""
    return unicodedata.category(letter) not in ("Cc", "Cf", "Zl", "Zp", "Cs")


def escaped(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")


def wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    """Break the text into lines of ``WIDTH``; the first line begins with ``first``, the others with ``rest``."""
    indent = " " * len(first) if rest is None else rest
    return textwrap.fill(
        one_line(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
