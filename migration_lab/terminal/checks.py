"""What ``migration-lab doctor`` has looked at: a line each, with what to do if something is wrong. Values only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from migration_lab.hiding import hide_secrets
from migration_lab.terminal.plain_text import wrapped

MARKS = {"ok": "ok       ", "mend": "to mend  ", "note": "note     "}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing that was looked at."""

    mark: Literal["ok", "mend", "note"]
    """``note`` is for what is not needed, and is worth knowing."""
    said: str
    do: str = ""
    """What to do."""

    def __str__(self) -> str:
        said = f"{self.said} {self.do}" if self.do else self.said
        return wrapped(hide_secrets(said), MARKS[self.mark])


def ok(said: str) -> CheckLine:
    return CheckLine("ok", said)


def mend(said: str, do: str) -> CheckLine:
    return CheckLine("mend", said, do)


def note(said: str, do: str = "") -> CheckLine:
    return CheckLine("note", said, do)


Checks = Iterator[CheckLine]
