"""Small pieces of wording that every display shares.

Names and values come from a database, so they are hostile input: `plain` of ``visible_text.py`` tames them for text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from migration_lab.values.visible_text import plain

LONGEST_VALUE = 60
NO_FRACTION = re.compile(r"(\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d)\.0+(?!\d)(.*)")
"""A moment whose fraction of a second is only zeros, as SQLite keeps it; a time zone may follow."""


def block(text: str) -> str:
    """Treat the text like `plain`, but keep its line breaks, and widen tabs."""
    return "\n".join(plain(line.expandtabs(4)).rstrip() for line in text.strip().splitlines())


def shorten(text: str, longest: int = LONGEST_VALUE) -> str:
    """Return the text, cut with an ellipsis when it is longer than ``longest`` characters."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def name(text: str) -> str:
    """Return a name for the middle of a sentence: quoted when it would not stand out as one word."""
    one_line = plain(text)
    return one_line if all(part.isidentifier() for part in one_line.split(".")) else f'"{one_line}"'


def names(many: Iterable[str], most: int = 6) -> str:
    """Return names in a row, ``room, talk and 3 more``."""
    return _row([name(one) for one in many], most)


def ids(many: Iterable[str], most: int = 6) -> str:
    """Return revision ids in a row: as `names`, but never quoted, though many begin with a digit."""
    return _row([plain(one) for one in many], most)


def _row(shown: list[str], most: int) -> str:
    if len(shown) <= most:
        return ", ".join(shown)
    return f"{', '.join(shown[:most])} and {len(shown) - most} more"


def count(number: int, noun: str) -> str:
    """Return ``1 row``, ``2 rows``, ``1,000 indexes``."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    return noun + ("es" if noun.endswith("x") else "s")


def value(text: str | None, longest: int = LONGEST_VALUE) -> str | None:
    """Return a row's value for one cell: short, on one line, and never to be taken for NULL or for nothing."""
    if text is None:
        return None
    if text == "" or text.upper() == "NULL":
        return f"'{text}'"
    moment = NO_FRACTION.fullmatch(text)
    return shorten(plain("".join(moment.groups()) if moment else text), longest)
