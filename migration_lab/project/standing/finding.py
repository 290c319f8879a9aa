"""What is said of the three places: the first thing that has to be dealt with. Touches nothing.

The rules are in ``obstacles`` (nothing can be compared), ``behind`` (not every script has run) and ``at_head``; each is
one state of real life.
"""

from __future__ import annotations

from dataclasses import dataclass

from migration_lab.values.places import State


@dataclass(frozen=True, slots=True)
class Finding:
    state: State
    sentence: str
    next_command: str | None = None
    problem: str | None = None
