"""Count how somebody came to the answer of an exercise: checks, hints, and whether they read the solution.

An exercise's entry in ``progress.json`` is ``{"done": true, "checks": 3, "missing": {"the rows": 2}, "hints": 1,
"solution": true}``; that of a case of the clinic may have ``"helped": true`` too. Once it is done, nothing more is
counted. Touches no database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from migration_lab.course.location import find_course
from migration_lab.course.practice_record import practised_ids, without_oldest
from migration_lab.course.progress_record import Record, change_record, part_of, read_record

PART = "exercises"
MOST = 999
"""No count goes further."""
LONGEST_PART = 60


@dataclass(frozen=True, slots=True)
class Tries:
    done: bool = False
    checks: int = 0
    hints: int = 0
    """How many of its hints were read."""
    solution: bool = False
    """Whether the solution was read before the exercise was done."""
    missing: Mapping[str, int] = field(default_factory=dict)
    """In how many checks a part of the exercise was not right yet."""
    helped: bool = False
    """Whether board and coach were on while somebody worked on it; noted of the clinic's cases only."""

    @property
    def begun(self) -> bool:
        return self.done or bool(self.checks or self.hints or self.solution)


def read_tries(entry: Any) -> Tries:
    """Return what an entry says; what is not as it should be counts as nothing."""
    found = entry if isinstance(entry, dict) else {}
    missing = {words: counted(many) for words, many in part_of(found, "missing").items() if len(words) <= LONGEST_PART}
    return Tries(
        found.get("done") is True,
        counted(found.get("checks")),
        counted(found.get("hints")),
        found.get("solution") is True,
        {words: many for words, many in missing.items() if many},
        found.get("helped") is True,
    )


def counted(value: Any) -> int:
    return min(value, MOST) if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def write_tries(tries: Tries) -> Record:
    """Return the entry that ``read_tries`` reads, without what is nothing."""
    whole = {
        "done": tries.done,
        "checks": tries.checks,
        "hints": tries.hints,
        "solution": tries.solution,
        "helped": tries.helped,
        "missing": {**tries.missing},
    }
    return {key: value for key, value in whole.items() if value}


def with_check(entry: Record, missing: Iterable[str]) -> Record:
    """Return the entry with one more check, at which these parts were not right."""
    before = read_tries(entry)
    parts = {**before.missing}
    for words in missing:
        parts[words] = counted(parts.get(words, 0) + 1)
    return {**entry, "checks": counted(before.checks + 1)} | ({"missing": parts} if parts else {})


def note_hint(id: str, number: int) -> None:
    """Note that this hint, counted from 1, was read. Raises nothing if it cannot be kept."""
    _note(id, lambda tries: {"hints": max(tries.hints, number)})


def note_solution(id: str) -> None:
    """Note that the solution was read. Raises nothing if it cannot be kept."""
    _note(id, lambda tries: {"solution": True})


def note_helped(id: str) -> None:
    """Note that board and coach are on in that case. Raises nothing if it cannot be kept."""
    _note(id, lambda tries: {"helped": True})


def _note(id: str, what: Callable[[Tries], Record]) -> None:
    def entry_of(record: Record) -> Record:
        found = part_of(record, PART).get(id)
        return found if isinstance(found, dict) else {}

    def changed(record: Record) -> Record:
        entry = entry_of(record)
        return without_oldest({**record, PART: {**part_of(record, PART), id: {**entry, **what(read_tries(entry))}}})

    course = find_course()
    record = read_record(course)
    old = entry_of(record)
    done = read_tries(old).done or id in practised_ids(record)
    if not done and {**old, **what(read_tries(old))} != old:
        change_record(course, changed)
