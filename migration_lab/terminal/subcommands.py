"""The subcommands of ``migration-lab``: their options, and which function carries them out.

What a subcommand needs is imported when it runs, so that each starts fast.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from migration_lab.errors import LabError, printable
from migration_lab.hiding import hide_secrets
from migration_lab.installing import in_terminal
from migration_lab.terminal.course_subcommands import NAMES, add_course_subcommands, carry_out_about_course
from migration_lab.terminal.exit_codes import COULD_NOT_LOOK, NEVER
from migration_lab.terminal.formats import FORMATS
from migration_lab.terminal.plain_text import one_line
from migration_lab.terminal.room_subcommand import add_room
from migration_lab.values.advice import SEVERITIES

INTERRUPTED = 130
LONGEST = 300
"""How much is said of an error that nobody has expected."""

EXPLAIN = """\
Explain a problem with migrations.

  migration-lab explain                       list all ids that the coach knows
  migration-lab explain S06                   the page of one of them
  migration-lab explain "near \\"ALTER\\": syntax error"
                                              what a message may mean
  flask db upgrade 2>&1 | migration-lab explain -
                                              the same for everything that a command or CI has printed

From a text the coach cannot be sure: it says what it may be. Exit code 1: it knows nothing that fits."""

REVIEW = """\
Look at the revision scripts that the database has not run yet: what they will do to the rows, whether they run, and
whether there is a way back. They are rehearsed on a copy. The project's database is only read, and its files stay as
they are.

  migration-lab review                        the project in this folder
  migration-lab review path/to/project --app module:create_app --python .venv
  migration-lab review --format github        as annotations in a pull request
  migration-lab review --changed-since origin/main

With --all, --since or --changed-since, those of the scripts that are pending run on a copy with rows too. Each of the
others, and all of them if the database is empty or not there, runs on scratch databases on which all scripts before it
have run: without rows, so nothing can be counted. To count in CI, name a copy of your data: --database-url, or
DATABASE_URL.

Exit code 0: nothing to tell, or nothing of the kinds in --fail-on. 1: there is. 2: the lab could not look, or an option
is wrong; a database that is too large to copy, or a trial run that takes too long, counts as that too. 130: Ctrl+C."""

DOCTOR = """\
Look whether everything that the lab needs is there, and whether it can look at the project in PATH, or in this folder
if it is a project's. A line each: ok, or what to mend and how. In an SQLite database, rows that point at a row that is
not there are counted too: up to 10,000 of them, for 5 seconds at most. Writes nothing but temporary files. Exit code 1:
there is something to mend."""


def parser() -> argparse.ArgumentParser:
    """Return the parser of all subcommands."""
    whole = argparse.ArgumentParser(prog="migration-lab", allow_abbrev=False)
    commands = whole.add_subparsers(dest="subcommand", required=True)

    def add(name: str, description: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            description=description,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    explain = add("explain", EXPLAIN)
    explain.add_argument("what", nargs="*", metavar="text or id", help="an id, a text, or - for what comes by a pipe")

    review = add("review", REVIEW)
    review.add_argument("path", nargs="?", default=".", metavar="PATH", help="the folder of the project (default: .)")
    add_project(review)
    review.add_argument("--format", choices=FORMATS, default="text", help="how to print it (default: text)")
    review.add_argument("--output", metavar="FILE", help="write it to this file, and only the summary here")
    review.add_argument(
        "--fail-on",
        type=severities,
        default=("fails", "loses"),
        metavar="KINDS",
        help=f"what makes the exit code 1: {', '.join(SEVERITIES)}, with commas; or {NEVER} (default: fails,loses)",
    )
    review.add_argument(
        "--style",
        type=ids,
        default=(),
        metavar="IDS",
        help="questions of style to ask too: F3,D15 or all; any other id, as in all,D14, is asked more strictly",
    )
    review.add_argument(
        "--target", default="", metavar="REVISION", help="how far to upgrade the pending scripts (default: all heads)"
    )
    which = review.add_mutually_exclusive_group()
    which.add_argument("--all", action="store_true", help="all scripts, each from empty databases")
    which.add_argument("--since", metavar="REVISION", help="the scripts that come after that revision")
    which.add_argument("--changed-since", metavar="REF", help="the scripts that differ from that commit of git")
    review.add_argument("--database-url", metavar="URL", help="a copy with rows, for an app that reads DATABASE_URL")

    doctor = add("doctor", DOCTOR)
    doctor.add_argument("path", nargs="?", metavar="PATH", help="the folder of a project (default: this one, if it is)")
    add_project(doctor)

    add_course_subcommands(add)
    add_room(add)
    return whole


def add_project(to: argparse.ArgumentParser) -> None:
    to.add_argument("--app", metavar="MODULE:FACTORY", help="where the app is, as flask --app takes it")
    to.add_argument("--python", metavar="PATH", help="the project's own environment, such as .venv")


def severities(text: str) -> tuple[str, ...]:
    """Read ``fails,loses``; ``never`` is none."""
    found = ids(text)
    if found == (NEVER,):
        return ()
    if not found or not set(found) <= set(SEVERITIES):
        raise argparse.ArgumentTypeError(f"{text!r}: there are {', '.join(SEVERITIES)}, and {NEVER}")
    return found


def ids(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


def run(argv: Sequence[str]) -> int:
    """Carry out a subcommand; return its exit code: 2 if it could not, whatever the reason, with a line on stderr."""
    options = parser().parse_args(argv)
    try:
        with in_terminal():
            code = carry_out(options)
        sys.stdout.flush()
        return code
    except LabError as error:
        print(f"migration-lab {options.subcommand}: {error}", file=sys.stderr)
        return COULD_NOT_LOOK
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever reads it, such as head, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # 1 would say that something was found
        print(f"migration-lab {options.subcommand}: {unexpected(error)}", file=sys.stderr)
        return COULD_NOT_LOOK


def unexpected(error: Exception) -> str:
    """Say in one line that something is wrong with the lab itself, and what."""
    said = one_line(" ".join(hide_secrets(printable(f"{type(error).__name__}: {error}")).split())).rstrip(":")
    more = "…" if len(said) > LONGEST else ""
    return f"something went wrong in migration-lab itself, so it did not finish: {said[:LONGEST]}{more}"


def carry_out(options: argparse.Namespace) -> int:
    match options.subcommand:
        case name if name in NAMES:
            return carry_out_about_course(options)
        case "room":
            from migration_lab.room.room_command import room_command

            return room_command(options)
        case "explain":
            from migration_lab.terminal.explain_command import explain_command

            return explain_command(" ".join(options.what))
        case "review":
            from migration_lab.terminal.review_command import review_command

            return review_command(options)
        case _:
            from migration_lab.terminal.doctor_command import doctor_command

            return doctor_command(options)
