"""Take the lab's own option ``--renamed`` out of the words after ``flask``. Touches nothing.

``flask db migrate --renamed speaker.phone=speaker.mobile`` says beforehand that a column, or a table, only gets another
name. Flask-Migrate has no such option.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migration_lab.errors import LabError, printable
from migration_lab.values.command_line import read_command_line

OPTION = "--renamed"
AUTOGENERATE = "--autogenerate"
FORM = f"It is written as {OPTION} speaker.phone=speaker.mobile for a column, and {OPTION} speaker=person for a table."


def without_renamed(args: Sequence[str]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the words without the option, and what it says: the old name and the new one of each rename.

    Raises ``LabError`` if it is not ``old=new``, names something twice, or stands in a command that drafts nothing.
    """
    words = [*args]
    given: list[str] = []
    kept: list[str] = []
    while words:
        word = words.pop(0)
        if word == OPTION:
            given.append(words.pop(0) if words else "")
        elif word.startswith(f"{OPTION}="):
            given.append(word.partition("=")[2])
        else:
            kept.append(word)
    if not given:
        return tuple(args), ()
    answers = tuple(read_rename(one) for one in given)
    refuse_twice(answers)
    line = read_command_line(kept)
    if line.command != ("db", "migrate") and not (line.command == ("db", "revision") and AUTOGENERATE in kept):
        raise LabError(f"{OPTION} is for flask db migrate, which drafts a script. Nothing was run.")
    return tuple(kept), answers


def read_rename(text: str) -> tuple[str, str]:
    """``speaker.phone=speaker.mobile`` → the two names. Raises ``LabError``."""
    old, equals, new = (one.strip() for one in text.partition("="))
    if not (old and equals and new) or "=" in new:
        raise LabError(f"{OPTION} needs an old name and a new one, not {printable(text)!r}. {FORM} Nothing was run.")
    if old == new:
        raise LabError(f"{OPTION} {printable(text)} has the same name twice. {FORM} Nothing was run.")
    return old, new


def refuse_twice(answers: Sequence[tuple[str, str]]) -> None:
    for side in (0, 1):
        names = [one[side] for one in answers]
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise LabError(f"{OPTION} names {printable(twice)} twice. Nothing was run.")


def options(answers: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield the words that give these answers: ``--renamed``, ``speaker=person`` …"""
    for old, new in answers:
        yield from (OPTION, f"{old}={new}")
