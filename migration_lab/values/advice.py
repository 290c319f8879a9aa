"""What the coach says of one thing, ready to be shown: values only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["fails", "loses", "blocks", "risk", "style"]
"""What comes of it if nothing is done: a command fails, values are lost, the app has to wait, something may go wrong
later, or it is a question of style."""
SEVERITIES: tuple[Severity, ...] = ("fails", "loses", "blocks", "risk", "style")
"""Most harmful first."""


@dataclass(frozen=True, slots=True)
class Do:
    """One thing to do now."""

    say: str
    """In words, with real names."""
    run: str = ""
    """The command to type, whole and exact: ``flask db upgrade``."""
    sql: str = ""
    """Or the statement to execute."""
    file: str = ""
    """Or the file to edit, relative to the project, and its line; 0 where the line is for the reader to find."""
    line: int = 0
    replace: str = ""
    """The text in that line which ``by`` replaces, where that is sure."""
    by: str = ""
    sure: bool = False
    """Whether it is safe to offer as a button: it is known to help, and nothing has to be chosen or filled in."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One entry of the catalogue, with this project's own names."""

    id: str
    """``S06``, ``A1`` …"""
    title: str
    severity: Severity
    what: str
    """What happened, or will happen: one or two sentences, with names and numbers."""
    why: str
    now: tuple[Do, ...] = ()
    state: str = ""
    """In which state the database is now; empty before anything has happened."""
    file: str = ""
    """The line that it is about: the file relative to the project, with ``/``; empty where there is none."""
    line: int = 0
    source: str = ""
    """That line's text."""
    revision: str = ""
    docs: str = ""
    """The page of the documentation."""
    chapter: str = ""
    """The number of the chapter that teaches it: ``03``."""

    @property
    def place(self) -> str:
        return f"{self.file}, line {self.line}" if self.file and self.line else self.file
