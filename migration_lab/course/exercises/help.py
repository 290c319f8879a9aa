"""Help with an exercise: its hints one after the other, and its solution to read. Touches no database.

The learner's progress remembers what was read.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from migration_lab.course.exercises.exercise import Exercise
from migration_lab.course.exercises.steps import as_markdown, as_text
from migration_lab.course.tries import note_hint, note_solution

ANOTHER = "Another right answer"


@dataclass(frozen=True, slots=True)
class Hint:
    title: str
    text: str
    left: int
    """How many more there are."""

    def __str__(self) -> str:
        return f"{self.title}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Solution:
    """How to do an exercise; a notebook shows it as the Markdown it is."""

    markdown: str

    def _repr_markdown_(self) -> str:
        return self.markdown

    def __repr__(self) -> str:
        return self.markdown


_had: Counter[str] = Counter()
"""How many hints of each exercise this process has given."""


def hint(exercise: Exercise, number: int | None = None) -> Hint:
    """Return the next hint, or the one with that number, counted from 1; after the last one, the last one again."""
    if number is None:
        _had[exercise.id] += 1
        number = _had[exercise.id]
    count = len(exercise.hints)
    number = min(max(number, 1), count)
    note_hint(exercise.id, number)
    left = count - number
    again = f'lab.hint("{exercise.id}")'
    more = (
        f"{left} more: {again}"
        if left
        else f'This is the last one. lab.solution("{exercise.id}") shows one way to do it.'
    )
    return Hint(f"{exercise.name}, hint {number} of {count}", f"{exercise.hints[number - 1].strip()}\n{more}", left)


def solution(exercise: Exercise) -> Solution:
    """Return one way to do it, then the other right answers, and why they work."""
    note_solution(exercise.id)
    title = f"**{exercise.name}, {exercise.title}**: one way to do it."
    parts = [title, as_markdown(exercise.solution)]
    for steps in exercise.also:
        parts += [f"**{ANOTHER}.**", as_markdown(steps)]
    if exercise.after:
        parts += ["**Why.**", exercise.after.strip()]
    return Solution("\n\n".join(parts))


def other_ways(exercise: Exercise) -> tuple[str, ...]:
    """Return every right answer as text, the solution first; to be shown once the exercise is done."""
    return tuple(as_text(steps) for steps in (exercise.solution, *exercise.also))
