"""Read an edit cell, ``%%edit models.py``: lines of a file, and in the first column what becomes of each. Pure.

A space means that the line stays, ``+`` that it comes, ``-`` that it goes; an empty line stays. A line ``...`` begins
another place in the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from migration_lab.course.chapters.edits import Edit
from migration_lab.errors import LabError

MAGIC = "%%edit"
SIGNS = "The first column of each line says what becomes of it: a space that it stays, + that it comes, - that it goes."
_NEXT = re.compile(r"\.\.\.\s*|@@.*")


def read_edits(path: str, body: str) -> tuple[Edit, ...]:
    """Return the edits that the lines of a cell describe, one for each place.

    Raises ``LabError`` when a line begins with something else, when a place changes nothing, and when it has only
    lines that come, so that nothing says where.
    """
    return tuple(_edit(path, place) for place in _places(body) if place)


def _places(body: str) -> Iterator[list[str]]:
    place: list[str] = []
    found = False
    for number, line in enumerate(body.split("\n"), 1):
        line = line.rstrip("\r")
        if _NEXT.fullmatch(line):
            yield _trimmed(place)
            place = []
        elif line[:1] in ("", " ", "+", "-"):
            place.append(line)
            found = found or line[:1] in ("+", "-")
        else:
            tab = " It is a tab." if line[0] == "\t" else ""
            raise LabError(f"Line {number} below {MAGIC} begins with {line[0]!r}.{tab} {SIGNS}\n  {line}")
    if not found:
        raise LabError(f"This {MAGIC} cell changes nothing: no line begins with + or -. {SIGNS}")
    yield _trimmed(place)


def _trimmed(lines: Sequence[str]) -> list[str]:
    """Return the lines without the empty ones at the beginning and at the end."""
    filled = [at for at, line in enumerate(lines) if line]
    return [*lines[filled[0] : filled[-1] + 1]] if filled else []


def _edit(path: str, place: Sequence[str]) -> Edit:
    if not any(line[:1] in ("+", "-") for line in place):
        raise LabError(f"The place that begins with this line changes nothing: no line begins with + or -.\n{place[0]}")
    if all(line[:1] == "+" for line in place):
        raise LabError(
            f"Nothing says where these lines come. Put the line before them, or after them, into the cell too, with a "
            f"space in the first column.\n{place[0]}"
        )
    old, new = ("".join(f"{line[1:]}\n" for line in place if line[:1] != sign) for sign in "+-")
    return Edit(path, old, new)
