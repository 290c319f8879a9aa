"""What an exercise may ask for besides the structure: rows, the history's shape, pages, what commands do.

Values, and how they are read from an exercise's entry. Nothing here touches a database.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from migration_lab.course.toml_entries import Reader, list_of, page, pattern, rows, table, text, truth, whole_number
from migration_lab.errors import LabError


@dataclass(frozen=True, slots=True)
class RowQuestion:
    """A question about the rows, where the structure alone is not enough."""

    question: str
    """A SELECT."""
    expect: tuple[tuple[Any, ...], ...]
    """Its expected answer."""
    says: str
    """What to tell a learner whose rows give another answer."""


@dataclass(frozen=True, slots=True)
class HistoryQuestion:
    """What the history should look like; ``None`` where anything will do."""

    heads: int | None = None
    """The number of revisions that no other one follows."""
    merges: int | None = None
    """The number of revisions with several parents."""
    revisions: int | None = None
    keeps: tuple[str, ...] = ()
    """The ids that must still have a script."""
    at_head: bool = False
    """Whether the database must have run every script."""


@dataclass(frozen=True, slots=True)
class PageQuestion:
    """A page that the app must answer."""

    page: str
    """Its path: ``/rooms``."""
    has: str = ""
    """A text that must be in the answer."""
    says: str = ""
    """What to tell a learner whose app answers otherwise, if more helps than the answer itself."""


@dataclass(frozen=True, slots=True)
class CommandQuestion:
    """A command that must end in a certain way; it runs on a copy of the learner's project."""

    flask: tuple[str, ...]
    """The words after ``flask``."""
    exit_code: int = 0
    output: str = ""
    """A regular expression that must be found in what it prints."""
    says: str = ""


def read_row_question(value: Any) -> RowQuestion:
    return RowQuestion(**table(value, {"question": text, "expect": rows, "says": text}))


def read_history_question(value: Any) -> HistoryQuestion:
    found = table(value, HISTORY_KEYS, HISTORY_KEYS)
    if not found:
        raise LabError(f"asks for nothing; there are {', '.join(HISTORY_KEYS)}.")
    return HistoryQuestion(**found)


def read_page_question(value: Any) -> PageQuestion:
    """Read a path, or a table with a path and more."""
    if isinstance(value, str):
        return PageQuestion(page(value))
    return PageQuestion(**table(value, {"page": page, "has": text, "says": text}, ("has", "says")))


def read_command_question(value: Any) -> CommandQuestion:
    return CommandQuestion(**table(value, COMMAND_KEYS, ("exit_code", "output", "says")))


HISTORY_KEYS: dict[str, Reader] = {
    "heads": whole_number,
    "merges": whole_number,
    "revisions": whole_number,
    "keeps": list_of(text),
    "at_head": truth,
}
COMMAND_KEYS: dict[str, Reader] = {
    "flask": list_of(text),
    "exit_code": whole_number,
    "output": pattern,
    "says": text,
}
