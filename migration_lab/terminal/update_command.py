"""``migration-lab update``: renew a learner's copy of the course, and ask about what they have changed in it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from migration_lab.course.copies import CourseChange, How, What, course_changes, is_copy, update_course
from migration_lab.course.copies.course_comparison import comparison
from migration_lab.course.copies.update_words import update_lines
from migration_lab.course.location import find_course
from migration_lab.errors import LabError
from migration_lab.terminal.exit_codes import FOUND, NOTHING
from migration_lab.terminal.plain_text import one_line

QUESTION = "Keep yours (k), put the new one beside it (b), compare (c), or decide later (Enter)? "
ANSWERS = {"k": How.KEEP, "b": How.BESIDE, "": How.LATER, "l": How.LATER}
UNDECIDED = """\
  Until you decide, yours stay as they are:
    migration-lab update --compare    show what is different
    migration-lab update --keep       keep yours
    migration-lab update --beside     keep yours, and put the new ones beside them"""

HOW_TO_READ = """\
- is only in yours, + only in the new one. Nothing was changed. To decide:
    migration-lab update --keep       keep yours
    migration-lab update --beside     keep yours, and put the new ones beside them"""


def update_command(options: argparse.Namespace) -> int:
    """Do what the options ask for, and return the exit code: 1 if something is left to decide. Raises ``LabError``."""
    folder = Path(options.folder).expanduser().absolute() if options.folder else find_course().folder
    if options.compare:
        return _compare(folder)
    how: How | Callable[[CourseChange], How] = How.LATER
    if options.keep or options.beside:
        how = How.KEEP if options.keep else How.BESIDE
    elif sys.stdin.isatty():
        how = _asker(folder)
    done = update_course(folder, how)
    for line in update_lines(done):
        print(one_line(line))
    if done.later:
        print(UNDECIDED)
    return FOUND if done.later else NOTHING


def _compare(folder: Path) -> int:
    """Show how each changed file differs from the new one; write nothing."""
    if not is_copy(folder):
        raise LabError(f"{folder} is no copy of the course that migration-lab has made.")
    changed = [change.path for change in course_changes(folder) if change.what == What.ASK]
    for path in changed:
        _show(folder, path)
    print(HOW_TO_READ if changed else "You have changed nothing that the course has changed too.")
    return FOUND if changed else NOTHING


def _asker(folder: Path) -> Callable[[CourseChange], How]:
    def ask(change: CourseChange) -> How:
        print(f"You have changed {one_line(change.path)}, and the course has a new one.")
        while True:
            try:
                answer = input(QUESTION).strip().lower()[:1]
            except EOFError:
                return How.LATER
            if answer == "c":
                _show(folder, change.path)
            elif answer in ANSWERS:
                return ANSWERS[answer]

    return ask


def _show(folder: Path, path: str) -> None:
    for line in comparison(folder, path):
        print(one_line(line))
    print()
