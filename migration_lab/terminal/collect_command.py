"""``migration-lab collect FOLDER``: read what learners have exported, and write one page about the room."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from migration_lab.backends.atomic import write_text
from migration_lab.course.classroom.collecting import collect
from migration_lab.course.classroom.room import room
from migration_lab.course.copies.course_files import installed_course
from migration_lab.course.location import COURSE_VARIABLE, find_course
from migration_lab.errors import LabError
from migration_lab.terminal.class_page.class_page import class_page
from migration_lab.terminal.exit_codes import NOTHING
from migration_lab.terminal.plain_text import one_line
from migration_lab.values.wording import number

NAME = "class.html"


def collect_command(options: argparse.Namespace) -> int:
    """Write the page. Raises ``LabError`` if there is nothing to show, or the page cannot be written."""
    see_that_there_is_a_course()
    folder = Path(options.folder)
    collected = collect(folder)
    if not collected.learners:
        names = ", ".join(one_line(name) for name, _ in collected.refused)
        raise LabError(f"No file in {folder} is exported progress. There are: {names}.")
    page = Path(options.output) if options.output else folder / NAME
    try:
        write_text(page, class_page(room(collected.learners), collected))
    except OSError as error:
        raise LabError(f"{page} cannot be written: {error.strerror or error}") from error
    print(f"{one_line(str(page))}: {number(len(collected.learners), 'learner')}.")
    for _, why in collected.refused:
        print(f"Left out: {one_line(why)}")
    print(f"Open it in a browser: {page.absolute().as_uri()}")
    return NOTHING


def see_that_there_is_a_course() -> None:
    """Take the chapters and questions from the package where nobody has a copy, as on the machine of a room."""
    try:
        find_course()
    except LabError:
        installed = installed_course()
        if installed is None or COURSE_VARIABLE in os.environ:
            raise
        os.environ[COURSE_VARIABLE] = str(installed.folder)
