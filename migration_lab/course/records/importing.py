"""Take the progress in an exported file into the learner's own. Touches no database.

What is done stays done, in both. A prediction of which what happened has been shown stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from migration_lab.course.case_order import seed_in, with_seed
from migration_lab.course.location import Course, find_course
from migration_lab.course.practice_ids import is_practice
from migration_lab.course.practice_record import Ideas, Practised, practised, practised_ids, with_practised
from migration_lab.course.predictions.answers import PART as PREDICTIONS
from migration_lab.course.predictions.answers import Answered, answer_in
from migration_lab.course.progress import done_exercises, with_chapters
from migration_lab.course.progress_record import Record, part_of, read_record, replace_record
from migration_lab.course.records.exported import ExportedProgress, read_exported
from migration_lab.course.tries import PART as EXERCISES
from migration_lab.course.tries import Tries, read_tries, write_tries

ASIDE = "progress-before-import"


@dataclass(frozen=True, slots=True)
class ImportedProgress:
    changed: bool
    """Whether there was anything new in the file."""
    kept: Path | None
    """Where the progress from before is; ``None`` if there was none, or nothing was new."""
    newly_done: tuple[str, ...]
    """The exercises that are done now, and were not before; those of practice are not listed."""


def import_progress(file: Path, course: Course | None = None) -> ImportedProgress:
    """Read ``file`` and take it in. Raises ``LabError`` for a file that is none, and if nothing can be written."""
    course, taken = course or find_course(), read_exported(file)
    before = read_record(course)
    if merged(before, taken) == before:
        return ImportedProgress(False, None, ())
    done = done_exercises(course)
    kept = replace_record(course, lambda record: with_chapters(merged(record, taken), course), ASIDE)
    newly_done = sorted(id for id in done_exercises(course) - done if not is_practice(id))
    return ImportedProgress(True, kept, tuple(newly_done))


def merged(record: Record, taken: ExportedProgress) -> Record:
    """Return the record with what was taken along; whatever else is in it stays."""
    exercises, predictions = {**part_of(record, EXERCISES)}, {**part_of(record, PREDICTIONS)}
    for id, tries in taken.exercises.items():
        old = exercises.get(id)
        kept = {key: value for key, value in old.items() if key != "helped"} if isinstance(old, dict) else {}
        exercises[id] = {**kept, **write_tries(_both(read_tries(old), tries))}
    for id, said in taken.predictions.items():
        old = predictions.get(id)
        if (new := _either(answer_in(old), said)) is said:
            kept = old if isinstance(old, dict) else {}
            predictions[id] = {**kept, "answer": new.answer, "right": new.right}
    both = with_practised(record, _all_practised(practised(record), taken.practised))
    exercises = {id: entry for id, entry in exercises.items() if id not in practised_ids(both)}
    parts = ((EXERCISES, exercises), (PREDICTIONS, predictions))
    taken_in = {**both, **{name: part for name, part in parts if part or name in record}}
    return taken_in if taken.seed is None or seed_in(record) is not None else with_seed(taken_in, taken.seed)


def _all_practised(here: Mapping[str, Ideas], there: Mapping[str, Ideas]) -> dict[str, Ideas]:
    """All numbers that are done in either; of each count the larger one."""
    whole: dict[str, Ideas] = {**there, **here}
    for chapter in here.keys() & there.keys():
        one, other = here[chapter], there[chapter]
        whole[chapter] = {
            **other,
            **one,
            **{idea: _larger(one[idea], other[idea]) for idea in one.keys() & other.keys()},
        }
    return whole


def _larger(one: Practised, other: Practised) -> Practised:
    return Practised(
        one.done | other.done,
        max(one.checks, other.checks),
        max(one.hints, other.hints),
        max(one.solutions, other.solutions),
    )


def _both(one: Tries, other: Tries) -> Tries:
    """Of each count the larger one, so that the same file can be taken in twice."""
    words = {**one.missing, **other.missing}
    most = {part: max(one.missing.get(part, 0), other.missing.get(part, 0)) for part in words}
    return Tries(
        one.done or other.done,
        max(one.checks, other.checks),
        max(one.hints, other.hints),
        one.solution or other.solution,
        most,
        _helped(one, other),
    )


def _helped(one: Tries, other: Tries) -> bool:
    """Done once without help is done without it."""
    done = [each.helped for each in (one, other) if each.done]
    return all(done) if done else one.helped or other.helped


def _either(here: Answered | None, there: Answered) -> Answered:
    """What is said here stays, unless it may still be changed and the other one may not."""
    return there if here is None or (there.final and not here.final) else here
