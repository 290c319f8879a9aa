"""What progress keeps of practice: which numbers of each idea are done, and what that took. Touches no database.

Its part of ``progress.json`` is ``{"practice": {"03": {"optional-column": {"done": "1 4 7-9", "checks": 8, "hints": 2,
"solutions": 1}}}}``. An exercise that is begun and not done is among the others, as ``practice.03.10``, until it is
done; of these the last twenty are kept. So the file stays small, however many are done.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from migration_lab.course.practice_ids import LARGEST_SEED, PracticeId, is_practice, practice_id
from migration_lab.course.progress_record import Record, part_of

PART = "practice"
EXERCISES = "exercises"
MOST = 99_999
"""No sum goes further."""
MOST_OPEN = 20
LONGEST_IDEA = 40
_IDEA, _CHAPTER, _RUN = re.compile(r"[a-z]+(-[a-z]+)*"), re.compile(r"\d\d"), re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")


@dataclass(frozen=True, slots=True)
class Practised:
    """What was done of one idea."""

    done: frozenset[int] = frozenset()
    """The numbers of the exercises."""
    checks: int = 0
    hints: int = 0
    solutions: int = 0
    """How many solutions were read before the exercise was done."""


Ideas = Mapping[str, Practised]


def practised(record: Record) -> dict[str, Ideas]:
    """Return it by chapter and idea; what is not as it should be counts as nothing."""
    found: dict[str, Ideas] = {}
    for chapter in part_of(record, PART):
        named = part_of(part_of(record, PART), chapter).items()
        ideas = {idea: _read(entry) for idea, entry in named if len(idea) <= LONGEST_IDEA and _IDEA.fullmatch(idea)}
        if _CHAPTER.fullmatch(chapter) and (some := {idea: one for idea, one in ideas.items() if one.done}):
            found[chapter] = some
    return found


def practised_ids(record: Record) -> frozenset[str]:
    """Return the names of all exercises of practice that are done."""
    return frozenset(
        str(PracticeId(chapter, seed))
        for chapter, ideas in practised(record).items()
        for one in ideas.values()
        for seed in one.done
    )


def with_done(record: Record, id: str, idea: str, counts: Practised) -> Record:
    """Return the record with that exercise done: ``counts`` are added to its idea's, and its own entry is gone."""
    made = practice_id(id)
    assert made is not None
    there = practised(record)
    old = there.get(made.chapter, {}).get(idea, Practised())
    new = Practised(
        old.done | {made.seed}, old.checks + counts.checks, old.hints + counts.hints, old.solutions + counts.solutions
    )
    open_ = {name: one for name, one in part_of(record, EXERCISES).items() if name != id}
    return with_practised(
        {**record, EXERCISES: open_}, {**there, made.chapter: {**there.get(made.chapter, {}), idea: new}}
    )


def with_practised(record: Record, whole: Mapping[str, Ideas]) -> Record:
    """Return the record with this in place of what it had."""
    rest = {name: one for name, one in record.items() if name != PART}
    written = write_practised(whole)
    return {**rest, PART: written} if written else rest


def write_practised(whole: Mapping[str, Ideas]) -> Record:
    return {
        chapter: {idea: _write(one) for idea, one in sorted(ideas.items())}
        for chapter, ideas in sorted(whole.items())
        if ideas
    }


def without_oldest(record: Record) -> Record:
    """Return the record with no more than the last twenty exercises of practice that are begun and not done."""
    entries = part_of(record, EXERCISES)
    too_many = [id for id in entries if is_practice(id)][:-MOST_OPEN]
    return {**record, EXERCISES: {id: one for id, one in entries.items() if id not in too_many}} if too_many else record


def next_seed(record: Record, chapter: str) -> int:
    """Return the smallest number of which the exercise is not done; 1 again when all are."""
    done = {seed for one in practised(record).get(chapter, {}).values() for seed in one.done}
    return next((seed for seed in range(1, LARGEST_SEED + 1) if seed not in done), 1)


def _read(entry: Any) -> Practised:
    found = entry if isinstance(entry, dict) else {}
    return Practised(_numbers(found.get("done")), *(_sum(found.get(key)) for key in ("checks", "hints", "solutions")))


def _write(one: Practised) -> Record:
    whole = {"done": _runs(one.done), "checks": one.checks, "hints": one.hints, "solutions": one.solutions}
    return {key: min(value, MOST) if isinstance(value, int) else value for key, value in whole.items() if value}


def _sum(value: Any) -> int:
    return min(value, MOST) if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _numbers(text: Any) -> frozenset[int]:
    """Read numbers and runs of them: ``1 4 7-9``."""
    runs = [_RUN.fullmatch(word) for word in text.split()] if isinstance(text, str) else []
    pairs = [(int(run[1]), int(run[2] or run[1])) for run in runs if run]
    return frozenset(seed for low, high in pairs for seed in range(max(low, 1), min(high, LARGEST_SEED) + 1))


def _runs(numbers: Iterable[int]) -> str:
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return " ".join(str(low) if low == high else f"{low}-{high}" for low, high in runs)
