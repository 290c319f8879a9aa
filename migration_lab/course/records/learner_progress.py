"""Sum up what a learner has done: chapter by chapter, what is open, and what is next. Touches no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from migration_lab.course.course_map import ChapterOnMap, course_map
from migration_lab.course.exercises.exercise import exercises
from migration_lab.course.location import Course, find_course
from migration_lab.course.practice_record import Ideas, practised
from migration_lab.course.predictions.answers import Answered, answered
from migration_lab.course.predictions.prediction import predictions
from migration_lab.course.progress_record import part_of, read_record
from migration_lab.course.tries import PART, Tries, read_tries

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class ChapterProgress:
    on_map: ChapterOnMap
    exercises: Mapping[str, Tries]
    """Each of its exercises, by id."""
    predictions: Mapping[str, Answered | None]
    """Each of its predictions, by id; ``None`` for one that is not answered."""
    practised: Ideas = field(default_factory=dict)
    """What was done of each of its ideas."""

    @property
    def done(self) -> tuple[str, ...]:
        return tuple(id for id, tries in self.exercises.items() if tries.done)

    @property
    def open(self) -> tuple[str, ...]:
        """The exercises that were begun and are not done."""
        return tuple(id for id, tries in self.exercises.items() if tries.begun and not tries.done)

    @property
    def hints(self) -> int:
        return sum(tries.hints for tries in self.exercises.values())

    @property
    def right(self) -> tuple[str, ...]:
        return tuple(id for id, one in self.predictions.items() if one and one.right)

    @property
    def wrong(self) -> tuple[str, ...]:
        return tuple(id for id, one in self.predictions.items() if one and one.right is False)

    @property
    def not_shown(self) -> tuple[str, ...]:
        """The predictions with an answer, of which what happened has not been shown."""
        return tuple(id for id, one in self.predictions.items() if one and not one.final)


@dataclass(frozen=True, slots=True)
class LearnerProgress:
    chapters: Sequence[ChapterProgress]

    @property
    def next(self) -> ChapterProgress | None:
        """The first chapter that is not done; ``None`` when all are."""
        return next((one for one in self.chapters if one.on_map.next), None)


def learner_progress(here: str = "", course: Course | None = None) -> LearnerProgress:
    """Return it; ``here`` is the number of the chapter that is open, if one is."""
    course = course or find_course()
    record = read_record(course)
    entries = part_of(record, PART)
    tries = {one.id: read_tries(entries.get(one.id)) for one in exercises()}
    said = {one.id: answered(one, course) for one in predictions()}
    more = practised(record)
    return LearnerProgress(
        tuple(
            ChapterProgress(one, _of(one.number, tries), _of(one.number, said), more.get(one.number, {}))
            for one in course_map(course, here=here)
        )
    )


def _of(chapter: str, those: Mapping[str, Kept]) -> Mapping[str, Kept]:
    return {id: one for id, one in those.items() if id.partition(".")[0] == chapter}
