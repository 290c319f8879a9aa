"""``migration-lab doctor``: look at the installation and at a project, and say what to mend."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from migration_lab.coach.standing.project_detection import is_project
from migration_lab.terminal.checks import Checks
from migration_lab.terminal.exit_codes import FOUND, NOTHING
from migration_lab.terminal.installation_checks import installation
from migration_lab.terminal.postgresql_checks import postgresql
from migration_lab.terminal.project_checks import project_checks


def doctor_command(options: argparse.Namespace) -> int:
    """Print a line for each thing as soon as it is known, and return the exit code."""
    wrong = 0
    for title, checks in rooms(options):
        print(title, flush=True)
        for check in checks:
            print(check, flush=True)
            wrong += check.mark == "mend"
    things = "1 thing" if wrong == 1 else f"{wrong} things"
    print(f"\n{things} to mend." if wrong else "\nNothing to mend.")
    return FOUND if wrong else NOTHING


def rooms(options: argparse.Namespace) -> Iterator[tuple[str, Checks]]:
    yield "This installation", installation()
    yield "\nPostgreSQL", postgresql()
    if path := asked_for(options):
        yield f"\nThe project in {path}", project_checks(path, options.app, options.python)


def asked_for(options: argparse.Namespace) -> str:
    """Return the folder of the project to look at: the one named, or the present one if it is a project's."""
    if options.path is not None:
        return str(options.path)
    return "." if options.app or options.python or is_project(Path()) else ""
