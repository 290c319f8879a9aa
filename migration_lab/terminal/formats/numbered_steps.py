"""What to do now, as every form of a review writes it. Touches nothing."""

from __future__ import annotations

from migration_lab.values.advice import Advice, Do


def to_type(do: Do) -> list[str]:
    """Return the command and the statement of a step, where its words do not have them already."""
    return [one for one in (do.run, do.sql) if one and one not in do.say]


def numbered(advice: Advice) -> list[str]:
    """Return each step in its words, with what to type after them, or below them where that has several lines."""
    return [f"{number}. {''.join([do.say, *map(after, to_type(do))])}" for number, do in enumerate(advice.now, 1)]


def after(command: str) -> str:
    return f"\n{command}" if "\n" in command else f" {command}"
