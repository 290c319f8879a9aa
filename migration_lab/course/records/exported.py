"""Write a learner's progress into one file to take elsewhere, and read such a file. Touches no database.

Its form is ``{"format": "migration-lab progress", "version": 1, "name": "…", "exercises": {…}, "predictions": {…}}``,
and ``"practice": {…}`` if there was any. The chapter that was opened last is in it, ``"opened": "03"``, and the seed of
the clinic's order, ``{"clinic": {"seed": 7}}``. It has no path, no date and no name, unless the learner gives one.
Whoever reads one takes it from a stranger: what is not as it should be is refused, and unknown keys are left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from migration_lab.backends.atomic import write_text
from migration_lab.course.case_order import seed_in, with_seed
from migration_lab.course.exercise_ids import is_exercise_id
from migration_lab.course.exercises.exercise_parts import PARTS
from migration_lab.course.location import Course, find_course
from migration_lab.course.opened_chapter import PART as OPENED
from migration_lab.course.opened_chapter import opened_in
from migration_lab.course.practice_record import PART as PRACTICE
from migration_lab.course.practice_record import Ideas, practised, write_practised
from migration_lab.course.predictions.answers import PART as PREDICTIONS
from migration_lab.course.predictions.answers import Answered, answer_in
from migration_lab.course.predictions.prediction import LONGEST_ANSWER, PREDICTION_ID
from migration_lab.course.progress_record import Record, part_of, read_record
from migration_lab.course.tries import PART as EXERCISES
from migration_lab.course.tries import Tries, read_tries, write_tries
from migration_lab.errors import LabError

FORMAT, VERSION = "migration-lab progress", 1
LONGEST_NAME = 60
LARGEST = 2_000_000
"""Bytes. A whole course with every answer has far fewer."""


@dataclass(frozen=True, slots=True)
class ExportedProgress:
    """What such a file holds."""

    exercises: Mapping[str, Tries]
    predictions: Mapping[str, Answered]
    name: str = ""
    practised: Mapping[str, Ideas] = field(default_factory=dict)
    """By chapter and idea."""
    seed: int | None = None
    """Of the order of the clinic's cases, so that it is the same elsewhere."""
    opened: str = ""
    """The chapter that was opened last, if it is known."""


def exported(record: Record, name: str = "") -> ExportedProgress:
    """Return what of a learner's record is taken along. Raises ``LabError`` for a name that is too long."""
    given = " ".join(writable(name).split())
    if len(given) > LONGEST_NAME:
        raise LabError(f"A name has at most {LONGEST_NAME} characters, and this one has {len(given)}.")
    done = practised(record)
    return ExportedProgress(_exercises(record), _predictions(record), given, done, seed_in(record), opened_in(record))


def export_progress(file: Path, name: str = "", course: Course | None = None) -> ExportedProgress:
    """Write the learner's progress to ``file``. Raises ``LabError`` if it cannot be written."""
    taken = exported(read_record(course or find_course()), name)
    try:
        write_text(file, as_text(taken))
    except OSError as error:
        raise LabError(f"{file} cannot be written: {error.strerror or error}") from error
    return taken


def as_text(taken: ExportedProgress) -> str:
    whole: dict[str, Any] = {"format": FORMAT, "version": VERSION} | ({"name": taken.name} if taken.name else {})
    whole[EXERCISES] = {id: write_tries(tries) for id, tries in sorted(taken.exercises.items())}
    whole[PREDICTIONS] = {
        id: {"answer": one.answer, "right": one.right} for id, one in sorted(taken.predictions.items())
    }
    if taken.practised:
        whole[PRACTICE] = write_practised(taken.practised)
    if taken.opened:
        whole[OPENED] = taken.opened
    whole = whole if taken.seed is None else with_seed(whole, taken.seed)
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def read_exported(file: Path) -> ExportedProgress:
    """Read an exported file. Raises ``LabError`` that says what is wrong with it."""
    try:
        if file.stat().st_size > LARGEST:
            raise LabError(f"{file.name} is no exported progress: it is too large.")
        return read_export(file.read_bytes(), file.name)
    except OSError as error:
        raise LabError(f"{file.name} cannot be read: {error.strerror or error}") from error


def read_export(text: bytes, called: str) -> ExportedProgress:
    """Read what such a file holds. Raises ``LabError`` that says what is wrong with what is ``called`` so."""
    try:
        whole = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise LabError(f"{called} is damaged, or no exported progress: it is not JSON.") from error
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise LabError(f"{called} is no exported progress. `migration-lab progress --export FILE` writes one.")
    if whole.get("version") != VERSION:
        raise LabError(
            f"{called} has the version {whole.get('version')!r:.40}, and this migration-lab reads version {VERSION}."
        )
    name = whole.get("name", "")
    if not isinstance(name, str) or not all(isinstance(whole.get(part), dict) for part in (EXERCISES, PREDICTIONS)):
        raise LabError(f"{called} is damaged: its exercises, predictions or name are not what they should be.")
    short = " ".join(writable(name).split())[:LONGEST_NAME]
    return ExportedProgress(
        _exercises(whole), _predictions(whole), short, practised(whole), seed_in(whole), opened_in(whole)
    )


def _exercises(record: Record) -> dict[str, Tries]:
    found = _entries(record, EXERCISES, is_exercise_id, _tries)
    return {id: tries for id, tries in found.items() if tries.begun}


def _tries(entry: Any) -> Tries:
    tries = read_tries(entry)
    return replace(tries, missing={words: many for words, many in tries.missing.items() if words in PARTS})


def _predictions(record: Record) -> dict[str, Answered]:
    found = _entries(record, PREDICTIONS, PREDICTION_ID.fullmatch, answer_in)
    kept = {id: one for id, one in found.items() if one and len(one.answer) <= LONGEST_ANSWER}
    return {id: replace(one, answer=writable(one.answer)) for id, one in kept.items()}


def writable(text: str) -> str:
    """Return the text with a ``?`` for each half of a character, which no file in UTF-8 can have."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _entries(record: Record, part: str, known: Callable[[str], Any], read: Callable[[Any], Any]) -> dict[str, Any]:
    return {id: read(entry) for id, entry in part_of(record, part).items() if known(id)}
