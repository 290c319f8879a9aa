"""Find the entries that may explain a text, where nothing but the text is known. Touches nothing.

From an error that has crossed as a value the coach is sure; from a text it is not: it says "may be".
"""

from __future__ import annotations

import builtins
import re
from dataclasses import dataclass

from migration_lab.coach.entries import Entry, Sign, catalogue
from migration_lab.coach.reading_text import DRIVERS, SeenText

SAID, CODED, NAMED = 3, 2, 1
"""How much a sign says: the message itself fits, the code of the database or what others show too, or only the class.
"""
ANY_DATABASE = {
    "DatabaseError",
    "DataError",
    "DBAPIError",
    "Error",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "NotSupportedError",
    "OperationalError",
    "ProgrammingError",
    "StatementError",
}
"""Classes that every driver has, so that they tell nothing by themselves."""
ANY_COMMAND = {"CommandError", "UsageError", "SystemExit"}
UNRELATED = "the quick brown fox: 12 'jumps' over \"a lazy\" dog_1 (in x.py, line 3)"
"""What no message should match; a pattern that does is no sign."""


@dataclass(frozen=True, slots=True)
class MayBe:
    """An entry that may explain a text."""

    entry: Entry
    says: int
    line: str = ""
    """The line of the text that fits it."""
    case: str = ""
    """Which of the entry's cases it is, where the text tells."""


def recognise_text(text: str) -> list[MayBe]:
    """Return the entries that may explain the text, those that fit best first."""
    seen = SeenText.of(text)
    if not seen.about_migrations:
        return []
    found = [best for entry in catalogue().values() if (best := recognised(entry, seen))]
    surest = max((one.says for one in found), default=0)
    kept = [one for one in found if one.says == surest or one.says > NAMED]
    return sorted(kept, key=lambda one: -one.says)


def recognised(entry: Entry, seen: SeenText) -> MayBe | None:
    """Return what the best of its signs says.

    Where a function has to look closer, which a text does not allow, a sign is too little.
    """
    signs = () if entry.failure else entry.signs
    fitting = [fits for sign in signs if (fits := fits_text(entry, sign, seen))]
    for says, patterns in ((SAID, entry.printed), (CODED, entry.perhaps)):
        fitting += [MayBe(entry, says, line) for one in patterns if (line := line_that_fits(one, seen)) is not None]
    for case, words in entry.cases.items():
        lines = [line_that_fits(one, seen) for one in words.printed]
        fitting += [MayBe(entry, SAID, line, case) for line in lines if line is not None]
    return max(fitting, key=lambda one: one.says, default=None)


def fits_text(entry: Entry, sign: Sign, seen: SeenText) -> MayBe | None:
    """Tell how much of a sign stands in the text; ``None`` if that is too little, or if the text speaks against it."""
    if seen.drivers and (driver := sign.module.split(".")[0]) in DRIVERS and driver not in seen.drivers:
        return None
    if sign.operation and seen.calls and seen.calls.isdisjoint(map(called, sign.operation)):
        return None
    says, line = 0, ""
    for pattern in filter(None, (sign.message, sign.output)):
        fitting = line_that_fits(pattern, seen)
        if fitting is None:
            return None
        says, line = SAID, fitting
    if sign.code and not says:
        codes = [code for code in seen.codes if any(code == one or code.startswith(f"{one}_") for one in sign.code)]
        if not codes:
            return None
        says = CODED
    if sign.error and not says:
        if not any(name in sign.error and is_telling(name) for _, name in seen.errors):
            return None
        says = NAMED
    return MayBe(entry, says, line) if says else None


def line_that_fits(pattern: str, seen: SeenText) -> str | None:
    """Return the line at which the pattern fits; ``None`` if it fits nowhere, or everywhere."""
    if re.search(pattern, UNRELATED, re.MULTILINE):
        return None
    for text in (seen.whole, seen.messages):
        if found := re.search(pattern, text, re.MULTILINE):
            return line_at(text, found.start())
    return None


def called(operation: str) -> str:
    """Return the function of ``op`` that makes such an operation: ``AddColumn`` is ``add_column``."""
    return "execute" if operation == "ExecuteSQL" else re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()


def is_telling(name: str) -> bool:
    """Tell whether the class of an error says by itself what happened."""
    return name not in ANY_DATABASE | ANY_COMMAND and not hasattr(builtins, name)


def line_at(text: str, place: int) -> str:
    """Return the line of the text in which that place is."""
    begin = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    return text[begin : end if end >= 0 else None].strip()
