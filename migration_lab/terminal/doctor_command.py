"""``migration-lab doctor``: look at the installation and at a project, and say what to mend."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

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
    if options.path is not None:
        yield f"\nThe project in {options.path}", project_checks(options.path, options.app, options.python)
