"""A question about a draft that drops something and adds something alike: values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RenameQuestion:
    """Was this a rename? As long as nobody answers, the draft stays as it is."""

    old: str
    """What the draft drops: ``speaker.phone``, or a table."""
    new: str
    """What it adds: ``speaker.mobile``."""
    what: str
    """What the draft would do, in a sentence."""
    evidence: tuple[str, ...]
    """What speaks for a rename, and what against it, each in a few words."""
    run: str
    """The whole command that answers yes: ``flask db migrate -m mobile --renamed speaker.phone=speaker.mobile``."""
    file: str
    """The draft, relative to the project."""
    bind: str = ""

    @property
    def title(self) -> str:
        return f"Was {self.old} renamed to {self.new}?"
