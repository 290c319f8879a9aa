"""Split a command line into words, as a terminal would. Touches nothing."""

from __future__ import annotations

import shlex

from migration_lab.errors import LabError


def split_words(line: str) -> list[str]:
    """``db migrate -m "add bio"  # note`` → ``["db", "migrate", "-m", "add bio"]``, on every system.

    Raises ``LabError`` when a quote is not closed.
    """
    try:
        return shlex.split(line, comments=True)
    except ValueError as error:
        raise LabError(f"A quote in this line is not closed: {line.strip()}") from error
