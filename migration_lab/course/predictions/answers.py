"""Keep what a learner predicted, in ``progress.json`` beside the workspaces. Touches no database.

Its form is ``{"predictions": {"03.bio-in-old-rows": {"answer": "NULL in all six", "right": true}}}``. As long as
``right`` is ``null`` what happened has not been shown, and the answer may be changed. After that it stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from migration_lab.course.location import Course, find_course
from migration_lab.course.predictions.prediction import Prediction
from migration_lab.course.progress_record import Record, change_record, part_of, read_record

PART = "predictions"


@dataclass(frozen=True, slots=True)
class Answered:
    answer: str
    right: bool | None
    """``None`` as long as what happened has not been shown."""

    @property
    def final(self) -> bool:
        return self.right is not None


def answered(prediction: Prediction, course: Course | None = None) -> Answered | None:
    """Return what the learner said; ``None`` for nothing, and for a choice that the course no longer offers."""
    return _answered(prediction, read_record(course or find_course()))


def _answered(prediction: Prediction, record: Record) -> Answered | None:
    entry = part_of(record, PART).get(prediction.id)
    answer = entry.get("answer") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(answer, str) or not answer.strip():
        return None
    right = entry.get("right")
    found = Answered(answer, right if isinstance(right, bool) else None)
    gone = prediction.choices and answer not in prediction.choices
    return None if gone and not found.final else found


def keep_answer(prediction: Prediction, answer: str, course: Course | None = None) -> bool:
    """Keep that answer, unless an earlier one is final; tell whether the file could be written."""
    return _keep(prediction, lambda old: Answered(answer, None), course)


def keep_outcome(prediction: Prediction, course: Course | None = None) -> bool:
    """Note that what happened has been shown: the answer, if there is one, now stays. Tell whether that was kept."""

    def final(old: Answered | None) -> Answered | None:
        return old and Answered(old.answer, prediction.is_right(old.answer))

    return _keep(prediction, final, course)


def _keep(prediction: Prediction, wanted: Callable[[Answered | None], Answered | None], course: Course | None) -> bool:
    course = course or find_course()
    old = answered(prediction, course)
    if (old and old.final) or wanted(old) == old:
        return True

    def changed(record: Record) -> Record:
        now = _answered(prediction, record)
        new = now if now and now.final else wanted(now)
        if new is None:
            return record
        entries = part_of(record, PART)
        entry = entries.get(prediction.id)
        kept: dict[str, Any] = entry if isinstance(entry, dict) else {}
        new_entry = {**kept, "answer": new.answer, "right": new.right}
        return {**record, PART: {**entries, prediction.id: new_entry}}

    return change_record(course, changed)
