"""The names of the people in a room: what somebody typed becomes a name that can be in an address and in an account."""

from __future__ import annotations

import re
import unicodedata

NAME = re.compile(r"[a-z][a-z0-9-]{0,19}")
LONGEST = 200
"""Of what is typed; more is not looked at."""
INSTRUCTOR = "instructor"
"""The instructor's own account. Nobody can join under this name."""
RULE = "A name has letters from a to z, digits and hyphens, begins with a letter, and is at most 20 long."


def plain_name(typed: str) -> str | None:
    """Return the name in its one form: ``José Pérez`` is ``jose-perez``. None if there is none.

    Accents go; letters that only look like those from a to z are refused, so no two names look the same.
    """
    if len(typed) > LONGEST:
        return None
    letters = (one for one in unicodedata.normalize("NFD", typed) if not unicodedata.combining(one))
    name = re.sub(r"[ _.]+", "-", "".join(letters).strip().lower()).rstrip("-")
    return name if NAME.fullmatch(name) else None
