"""List a chapter's predictions by how they went. Reads the learner's progress, and touches no database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from migration_lab.course.location import Course
from migration_lab.course.predictions.answers import Answered, answered
from migration_lab.course.predictions.prediction import Prediction, predictions_of
from migration_lab.errors import LabError


@dataclass(frozen=True, slots=True)
class ChapterRecap:
    chapter: str
    wrong: tuple[tuple[Prediction, Answered], ...]
    right: tuple[Prediction, ...]
    not_shown: tuple[Prediction, ...]
    """Those with an answer, of which what happened has not been shown."""
    not_made: tuple[Prediction, ...]

    @property
    def total(self) -> int:
        return len(self.wrong) + len(self.right) + len(self.not_shown) + len(self.not_made)


def chapter_recap(chapter: str, course: Course | None = None, place: Path | None = None) -> ChapterRecap:
    """Return the recap of that chapter. Raises ``LabError`` if it has no predictions."""
    asked = predictions_of(chapter, place)
    if not asked:
        raise LabError(f"Chapter {chapter} has no predictions.")
    said = [(one, answered(one, course)) for one in asked]
    return ChapterRecap(
        chapter,
        tuple((one, answer) for one, answer in said if answer and answer.right is False),
        tuple(one for one, answer in said if answer and answer.right),
        tuple(one for one, answer in said if answer and not answer.final),
        tuple(one for one, answer in said if answer is None),
    )
