"""Keep whether a learner lets the instructor of a room see their progress, and under which name. Touches no database.

It is ``sharing.json`` beside ``progress.json``, ``{"name": "Ada"}``, and not there as long as nobody has said yes. It
is no part of the progress, so no export, import or copy of that takes it along. What it allows is done by the learner's
own server, in a room only (``server_extension/``): it sends what ``migration-lab progress --export`` writes, and has
that deleted when the file is gone.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from migration_lab.backends.atomic import write_text
from migration_lab.course.location import Course, find_course
from migration_lab.course.progress_record import read_record
from migration_lab.course.records.exported import as_text, exported
from migration_lab.errors import LabError

ROOM_VARIABLE = "MIGRATION_LAB_ROOM_PAGE"
"""Where the instructor's page is asked; the hub of a room sets it for each learner's server, and nobody else does."""
TOKEN_VARIABLE = "MIGRATION_LAB_ROOM_TOKEN"
"""With which token: one that is good for nothing else."""
NAME = "sharing.json"
NO_ROOM = (
    "You are not in a room: nobody asks for your progress here, and nothing is sent anywhere. To give it to somebody, "
    "write it to a file: migration-lab progress --export FILE"
)
WHAT = (
    "which chapter you opened last, which exercises you have done and practised, your checks and hints, which parts "
    "were not right yet, whether you read a solution, and your answers to the predictions; not your files, and nothing "
    "else that you type"
)


def in_a_room() -> bool:
    return bool(os.environ.get(ROOM_VARIABLE))


def sharing_file(course: Course | None = None) -> Path:
    return (course or find_course()).workspaces / NAME


def shared_name(course: Course | None = None) -> str | None:
    """Return the name under which the progress is shown, empty for the account's; ``None`` if it is not shared."""
    with suppress(OSError, ValueError, RecursionError):
        said = json.loads(sharing_file(course).read_text(encoding="utf-8"))
        if isinstance(said, dict) and isinstance(said.get("name"), str):
            return str(said["name"])
    return None


def share(name: str = "", course: Course | None = None) -> str:
    """Say yes, and return the name as it will be shown. Raises ``LabError`` outside a room, or for too long a name."""
    if not in_a_room():
        raise LabError(NO_ROOM)
    given = exported({}, name).name
    file = sharing_file(course)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_text(file, json.dumps({"name": given}) + "\n")
    except OSError as error:
        raise LabError(f"{file} cannot be written, so nothing is shown: {error.strerror or error}") from error
    return given


def stop_sharing(course: Course | None = None) -> bool:
    """Take it back; return whether it was shared. Raises ``LabError`` if the file cannot be deleted."""
    file = sharing_file(course)
    was = file.exists()
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise LabError(f"{file} cannot be deleted, so it is still shown: {error.strerror or error}") from error
    return was


def shared_export(course: Course | None = None) -> str | None:
    """Return what the instructor may see: the text of an exported file. ``None`` if the learner has not said yes."""
    course = course or find_course()
    name = shared_name(course)
    if name is None:
        return None
    with suppress(LabError):  # somebody has edited the file
        return as_text(exported(read_record(course), name))
    return as_text(exported(read_record(course)))


def sharing_words(course: Course | None = None) -> str:
    """Say in a sentence whether it is shared; nothing outside a room."""
    if not in_a_room():
        return ""
    name = shared_name(course)
    if name is None:
        return 'The instructor does not see your progress. `lab.share_progress("your name")` shows it.'
    whose = f"under the name {name}" if name else "under the name of your account"
    return f"The instructor sees your progress, {whose}. `lab.stop_sharing()` ends that."
