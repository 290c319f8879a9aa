"""Remember which exercises a learner has done, in ``progress.json`` beside the workspaces. Touches no database.

Its form is ``{"chapters": {"03": {"done": true}}, "exercises": {"03.1": {"done": true}}}``; all else in it stays.
An exercise is done when its check has passed once. A chapter is done when all its exercises are; one without exercises,
when an exercise of a later chapter is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from migration_lab.backends.atomic import free, write_text
from migration_lab.course.chapters.chapter import chapters
from migration_lab.course.exercises.exercise import Exercise, exercises
from migration_lab.course.exercises.verdict import Verdict
from migration_lab.course.location import Course, find_course

NAME, DAMAGED, LOCK = "progress.json", "progress-damaged.json", ".progress.lock"
PATIENCE = 5.0
"""Seconds to wait for another kernel that writes the file."""


def progress_file(course: Course) -> Path:
    return course.workspaces / NAME


def done_exercises(course: Course) -> frozenset[str]:
    """Return the ids of the exercises that are done; none if there is no file, or it cannot be read."""
    return _done(_read(progress_file(course)) or {})


def _done(record: dict[str, Any]) -> frozenset[str]:
    found = record.get("exercises")
    named = found.items() if isinstance(found, dict) else ()
    return frozenset(id for id, one in named if isinstance(one, dict) and one.get("done") is True)


def done_chapters(numbers: Sequence[str], all_exercises: Sequence[Exercise], done: frozenset[str]) -> frozenset[str]:
    """Return which of these chapters are done when these exercises are."""
    of = {number: {one.id for one in all_exercises if one.chapter == number} for number in numbers}
    reached = max((one.chapter for one in all_exercises if one.id in done), default="")
    return frozenset(number for number in numbers if (of[number] <= done if of[number] else number < reached))


def note(verdict: Verdict, course: Course | None = None) -> None:
    """Note that an exercise is done, if it is. A damaged file is kept under another name, and nothing is raised."""
    course = course or find_course()
    id = verdict.exercise.id
    if not verdict.done or id in done_exercises(course):
        return
    path = progress_file(course)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path.with_name(LOCK)):
            record = _read(path)
            if record is None and path.exists():
                path.rename(free(path.parent, DAMAGED))
            write_text(path, json.dumps(_with(record or {}, id, course), indent=1) + "\n")


def _with(record: dict[str, Any], id: str, course: Course) -> dict[str, Any]:
    """Return the record with that exercise, and the chapters that are done by now."""
    noted: dict[str, dict[str, Any]] = {
        name: found if isinstance(found := record.get(name), dict) else {} for name in ("chapters", "exercises")
    }
    numbers = [chapter.number for chapter in chapters(course)]
    for number in sorted(done_chapters(numbers, exercises(), _done(record) | {id})):
        _mark(noted["chapters"], number)
    _mark(noted["exercises"], id)
    return {**record, **noted}


def _mark(those: dict[str, Any], name: str) -> None:
    """Mark it as done; what else is noted of it stays."""
    old = those.get(name)
    those[name] = {**(old if isinstance(old, dict) else {}), "done": True}


def _read(path: Path) -> dict[str, Any] | None:
    """Return what the file holds; ``None`` if that is nothing of ours."""
    with suppress(OSError, ValueError):
        record = json.loads(path.read_text(encoding="utf-8"))
        return record if isinstance(record, dict) else None
    return None


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold that lock, if it can be had: without it, two kernels might forget each other's exercise."""
    from filelock import FileLock, Timeout

    held = FileLock(lock, timeout=PATIENCE)
    with suppress(Timeout, OSError, NotImplementedError):
        held.acquire()
    try:
        yield
    finally:
        held.release()
