"""Check what the app and its commands do. Everything is tried on a scratch copy of the project."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from migration_lab.course.exercises.exercise_questions import CommandQuestion, PageQuestion
from migration_lab.errors import LabError

if TYPE_CHECKING:
    from migration_lab.project.project import Project

_NO_COMMAND = "No such command"


def seed_missing(scratch: Project) -> Iterator[str]:
    """Say whether the app no longer fills its tables; nothing, if it has no ``flask seed``."""
    seeding = scratch.run("seed").result
    if not seeding.ok and not (seeding.error and seeding.error.message.startswith(_NO_COMMAND)):
        yield f"On a copy of your database, flask seed fails: {seeding.cause}"


def pages_missing(pages: Iterable[PageQuestion], scratch: Project) -> Iterator[str]:
    """Say which page does not answer, or not as asked."""
    for one in pages:
        try:
            answer = scratch.get(one.page)
        except LabError as error:
            yield f"The app does not load: {error}"
            return
        if not answer.ok:
            why = f": {answer.error.in_short}" if answer.error else "."
            yield f"The app no longer answers {one.page}: {answer.status} {answer.reason}{why}"
        elif one.has not in answer.text:
            yield one.says or f"The app answers {one.page}, but not as the task asks."


def commands_missing(commands: Iterable[CommandQuestion], scratch: Project) -> Iterator[str]:
    """Say which command does not end as asked; they run one after the other."""
    for one in commands:
        result = scratch.run(*one.flask).result
        command = f"flask {shlex.join(one.flask)}"
        if result.exit_code != one.exit_code:
            ends = f"fails: {result.cause}" if result.exit_code else "ends without an error, and it should not."
            yield one.says or f"On a copy of your project, {command} {ends}"
        elif not re.search(one.output, result.output):
            yield one.says or f"On a copy of your project, {command} does not print what the task asks for."
