"""The result of a rule: the first thing that has to be dealt with, in words. Touches nothing.

``judging.RULES`` lists the rules, in order. Each rule is a function for one situation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from migration_lab.coach.filling import fill
from migration_lab.coach.saying import sentences
from migration_lab.values.error_report import ErrorReport
from migration_lab.values.places import State


@dataclass(frozen=True, slots=True)
class Diagnosis:
    state: State
    sentence: str
    next_command: str | None = None
    problem: str | None = None
    error: ErrorReport | None = None
    """The error of the trial run, if there was one."""
    entry: str = ""
    """The id of the catalogue's entry that it is, if it is one."""


def diagnose(
    case: str, /, *more: str, state: State | None = None, problem: str | None = None, **facts: Any
) -> Diagnosis:
    """Return the diagnosis that the catalogue has for this case, with ``more`` sentences after its own.

    ``state`` is given where it is another than the usual one.
    """
    one = sentences()[case]
    found = state or one.state
    assert found is not None, case
    return Diagnosis(
        found, joined(fill(one.say, facts), *more), fill(one.next, facts) or None, problem, entry=one.entry
    )


def joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
