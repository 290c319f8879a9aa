"""Split a command line into words, as a terminal would. Touches nothing."""

from __future__ import annotations

import os
import re
import shlex

from migration_lab.errors import LabError

ESCAPED = re.compile(r"\\[\"'\s]")


def split_words(line: str) -> list[str]:
    """``db migrate -m "add bio"  # note`` → ``["db", "migrate", "-m", "add bio"]``, on every system.

    On Windows a backslash is what separates folders, unless one in the line stands before a quote or a space.

    Raises ``LabError`` when a quote is not closed.
    """
    try:
        words = shlex.shlex(line, posix=True)
        words.whitespace_split = True
        if os.name == "nt" and not ESCAPED.search(line):
            words.escape = ""
        return [*words]
    except ValueError as error:
        raise LabError(f"A quote in this line is not closed: {line.strip()}") from error
