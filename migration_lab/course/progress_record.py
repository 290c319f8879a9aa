"""The file in which a learner's progress is kept, ``progress.json`` beside the workspaces. Touches no database.

Whoever changes it gets what is in it and returns the whole of what should be in it; all else there stays. A damaged
file is kept under another name. A folder that cannot be written raises nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from migration_lab.backends.atomic import free, write_bytes, write_text
from migration_lab.course.location import Course
from migration_lab.errors import LabError, windows_hint

NAME, DAMAGED, LOCK = "progress.json", "progress-damaged.json", ".progress.lock"
PATIENCE = 5.0
"""Seconds to wait for another kernel that writes the file."""

Record = dict[str, Any]


def progress_file(course: Course) -> Path:
    return course.workspaces / NAME


def read_record(course: Course) -> Record:
    """Return what the file holds; nothing if there is no file, or it cannot be read."""
    return _read(progress_file(course)) or {}


def part_of(record: Record, name: str) -> Record:
    """Return that part of it: a table of entries. Anything else in its place counts as nothing."""
    found = record.get(name)
    return found if isinstance(found, dict) else {}


def change_record(course: Course, changed: Callable[[Record], Record]) -> bool:
    """Write what ``changed`` makes of what is there now; tell whether it could be written."""
    path = progress_file(course)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path.with_name(LOCK)):
            record = _read(path)
            if record is None and path.exists():
                path.rename(free(path.parent, DAMAGED))
            write_text(path, json.dumps(changed(record or {}), indent=1) + "\n")
    except OSError:
        return False
    return True


def replace_record(course: Course, changed: Callable[[Record], Record], aside: str) -> Path | None:
    """Do the same, but first keep a copy of the file that is there under the name ``aside``; return where it is.

    ``None`` if there is no file yet. Raises ``LabError`` if it cannot be written: then nothing has changed.
    """
    path = progress_file(course)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path.with_name(LOCK)):
            kept = free(path.parent, aside, ".json") if path.exists() else None
            if kept:
                write_bytes(kept, path.read_bytes())
            write_text(path, json.dumps(changed(_read(path) or {}), indent=1) + "\n")
    except OSError as error:
        raise LabError(
            f"{path} cannot be written, so nothing has changed: {error.strerror or error}{windows_hint(error)}"
        ) from error
    return kept


def _read(path: Path) -> Record | None:
    """Return what the file holds; ``None`` if that is nothing of ours."""
    with suppress(OSError, ValueError):
        record = json.loads(path.read_text(encoding="utf-8"))
        return record if isinstance(record, dict) else None
    return None


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold that lock, if it can be had: without it, two kernels might forget what the other one wrote."""
    from filelock import FileLock, Timeout

    held = FileLock(lock, timeout=PATIENCE)
    with suppress(Timeout, OSError, NotImplementedError):
        held.acquire()
    try:
        yield
    finally:
        held.release()
