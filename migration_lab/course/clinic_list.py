"""The cases of the clinic in the learner's order, with what is done, and which of them go without help.

Reads the learner's progress, and touches no database.
"""

from __future__ import annotations

from dataclasses import dataclass

from migration_lab.course.case_order import in_order, is_case, learners_seed, without_help
from migration_lab.course.exercises.exercise import Exercise, exercises
from migration_lab.course.location import Course, find_course
from migration_lab.course.predictions.answers import PART as DIAGNOSES
from migration_lab.course.predictions.answers import Answered, answer_in
from migration_lab.course.progress_record import part_of, read_record
from migration_lab.course.tries import PART as CASES
from migration_lab.course.tries import Tries, read_tries
from migration_lab.errors import LabError


@dataclass(frozen=True, slots=True)
class ClinicCase:
    """A case as the learner meets it."""

    place: int
    """In the learner's order, from 1."""
    exercise: Exercise
    tries: Tries
    diagnosis: Answered | None
    alone: bool
    """Whether it is to be done without board and coach."""
    next: bool = False

    @property
    def with_help(self) -> bool:
        """Whether board and coach help now: in the first half, once it is solved, and for whoever has asked for it."""
        return not self.alone or self.tries.done or self.tries.helped


@dataclass(frozen=True, slots=True)
class ClinicList:
    seed: int
    cases: tuple[ClinicCase, ...]

    @property
    def done(self) -> int:
        return sum(one.tries.done for one in self.cases)

    @property
    def next(self) -> ClinicCase | None:
        return next((one for one in self.cases if one.next), None)

    def case(self, id: str) -> ClinicCase:
        """Return the case of that id. Raises ``LabError`` if there is none."""
        found = next((one for one in self.cases if one.exercise.id == id), None)
        if found is None:
            raise LabError(f"{id} is no case of the clinic. `lab.clinic()` lists them.")
        return found


def clinic_list(course: Course | None = None) -> ClinicList:
    """Return them. Draws a seed, and keeps it, if the learner has none. Raises ``LabError`` if the course has none."""
    course = course or find_course()
    known = {one.id: one for one in exercises(course.questions) if is_case(one.id)}
    if not known:
        raise LabError("This course has no clinic.")
    seed = learners_seed(course)
    order = in_order(known, seed)
    record, alone = read_record(course), without_help(order)
    tries = {id: read_tries(part_of(record, CASES).get(id)) for id in order}
    ahead = next((id for id in order if not tries[id].done), None)
    said = part_of(record, DIAGNOSES)
    return ClinicList(
        seed,
        tuple(
            ClinicCase(place, known[id], tries[id], answer_in(said.get(id)), id in alone, id == ahead)
            for place, id in enumerate(order, 1)
        ),
    )
