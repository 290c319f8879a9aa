"""Tell what is new between two exports of one learner: an exercise, a prediction, another chapter. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from migration_lab.course.location import CLINIC
from migration_lab.course.practice_ids import practice_id
from migration_lab.course.records.exported import ExportedProgress
from migration_lab.course.tries import Tries
from migration_lab.values.wording import number


@dataclass(frozen=True, slots=True)
class LastChange:
    words: str
    """``exercise 03.2: checked 4 times, not done``."""


def last_change(before: ExportedProgress, after: ExportedProgress) -> LastChange | None:
    """Return it; ``None`` if nothing is new. Of several, an exercise goes before practice and predictions."""
    for id, tries in sorted(after.exercises.items(), reverse=True):
        if tries != (old := before.exercises.get(id, Tries())):
            return LastChange(f"{_called(id)}: {_tried(old, tries)}")
    for chapter, ideas in sorted(after.practised.items(), reverse=True):
        for idea, done in ideas.items():
            old_done = before.practised.get(chapter, {}).get(idea)
            if old_done is None or done.done != old_done.done:
                return LastChange(f"practice of {chapter}, {idea.replace('-', ' ')}: done")
    for id, said in sorted(after.predictions.items(), reverse=True):
        if said != before.predictions.get(id):
            came = "answered" if said.right is None else "right" if said.right else "wrong"
            return LastChange(f"prediction {id}: {came}")
    if after.opened and after.opened != before.opened:
        return LastChange(f"opened {'the clinic' if after.opened == CLINIC else f'chapter {after.opened}'}")
    gone = before.exercises.keys() - after.exercises.keys() or before.predictions.keys() - after.predictions.keys()
    return LastChange(f"{min(gone)}: begun anew") if gone else None


def _called(id: str) -> str:
    made = practice_id(id)
    return f"practice of {made.chapter}" if made else f"exercise {id}"


def _tried(old: Tries, new: Tries) -> str:
    if new.done:
        return "done"
    if new.solution and not old.solution:
        return "read the solution, not done"
    if new.hints > old.hints:
        return f"read hint {new.hints}, not done"
    return f"{number(new.checks, 'check')}, not done"
