"""The result of judging the three places: the first thing that has to be dealt with. Touches nothing.

``judging.RULES`` lists the rules that make it, in order. Each rule is a function for one situation.
"""

from __future__ import annotations

from dataclasses import dataclass

from migration_lab.values.error_report import ErrorReport
from migration_lab.values.places import State


@dataclass(frozen=True, slots=True)
class Finding:
    state: State
    sentence: str
    next_command: str | None = None
    problem: str | None = None
    error: ErrorReport | None = None
    """The error of the trial run, if there was one."""
