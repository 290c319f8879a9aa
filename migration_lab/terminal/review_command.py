"""``migration-lab review``: look at the scripts of a project, and print what was found in one of the formats."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any

from migration_lab.coach import catalogue
from migration_lab.errors import LabError
from migration_lab.project.opening import open_project
from migration_lab.terminal.findings import Review
from migration_lab.terminal.formats import format_named
from migration_lab.terminal.formats.linter_lines import summary
from migration_lab.terminal.reviewing import ReviewAsked, review_project
from migration_lab.terminal.scripts_wanted import ScriptsWanted

ALL = "ALL"
"""Stands for all questions of style."""


def review_command(options: argparse.Namespace) -> int:
    """Print the review, and return its exit code."""
    review = Review(Path(options.path), fail_on=options.fail_on)
    try:
        review = reviewed(options)
    except LabError as error:
        review = replace(review, could_not=str(error))
    return printed(review, options.format, options.output)


def reviewed(options: argparse.Namespace) -> Review:
    """Open the project and review it. Raises ``LabError`` if that cannot be done, or two options do not go together."""
    wanted = ScriptsWanted(options.all, options.since or "", options.changed_since or "")
    if wanted and options.target:
        raise LabError(
            "--target says how far the pending scripts are upgraded, so it cannot be given with --all, --since or "
            "--changed-since, which choose the scripts themselves. Leave one of the two out."
        )
    asked = ReviewAsked(wanted, options.target, questions_of_style(options.style), options.fail_on)
    if options.database_url:
        url_of(options.database_url)
        os.environ["DATABASE_URL"] = options.database_url
    project = open_project(options.path, options.app, python=options.python)
    try:
        if options.database_url:
            refuse_other_database(
                project.locate(), [one.address for one in project.known_databases()], options.database_url
            )
        return review_project(project, asked)
    finally:
        project.close()


def questions_of_style(asked: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ids that are asked for, in small letters or large ones; ``all`` are those of the questions of style.

    Any hazard may be asked for: some are told of a database that nobody uses only then, such as D14. Raises
    ``LabError`` for an id that is none.
    """
    known = tuple(entry.id for entry in catalogue().values() if entry.style)
    hazards = {entry.id for entry in catalogue().values() if entry.hazard}
    if unknown := [one for one in asked if one.upper() not in {*hazards, ALL}]:
        also = "Ids of other hazards, such as D14, may be asked for too."
        raise LabError(f"--style {','.join(unknown)}: the questions of style are {', '.join(known)}. {also}")
    return tuple(dict.fromkeys(id for one in asked for id in (known if one.upper() == ALL else (one.upper(),))))


def url_of(wanted: str) -> Any:
    """Read a URL. Raises ``LabError`` without the URL itself: where a password stands in it cannot be known."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        return make_url(wanted)
    except (ArgumentError, ValueError) as error:  # a port that is no number, say
        raise LabError(
            "--database-url is no URL of a database. Write it as postgresql+psycopg://name:password@host:5432/database "
            "or sqlite:////path/of/the/file.db."
        ) from error


def refuse_other_database(address: str, used: list[str], wanted: str) -> None:
    """Raise ``LabError`` if the app has not taken the database that was named for it."""
    url = url_of(wanted)
    if not any(is_same(url, url_of(one)) for one in used):
        raise LabError(
            f"The app does not use the database that --database-url names: it uses {address}. The app has to read "
            "the variable DATABASE_URL for that."
        )


def is_same(one: Any, other: Any) -> bool:
    """Tell whether two URLs mean one database: the one that was named, and one that the app uses."""
    if kind_of(one) != kind_of(other):
        return False
    if kind_of(one) == "sqlite":
        return is_same_file(one.database or "", other.database or "")
    return one.database == other.database and one.host == other.host and one.port in (other.port, None)


def kind_of(url: Any) -> str:
    """Return the name of the database system; ``postgres`` is an old name, which apps replace."""
    name: str = url.get_backend_name()
    return "postgresql" if name == "postgres" else name


def is_same_file(named: str, used: str) -> bool:
    """Tell whether an app uses the file that was named; it is for the app to say where a relative path begins."""
    wanted, found = (Path(one.removeprefix("file:").partition("?")[0]) for one in (named, used))
    if wanted.is_absolute() and found.is_absolute():
        return wanted.resolve() == found.resolve()
    parts = PurePath(os.path.normpath(wanted)).parts
    return bool(named) and found.parts[-len(parts) :] == parts


def printed(review: Review, form: str, output: str | None) -> int:
    """Print the review, or write it to a file; say on stderr what does not belong to its format."""
    text = format_named(form)(review, Path.cwd())
    if output:
        try:
            Path(output).write_text(text, encoding="utf-8")
        except OSError as error:
            raise LabError(f"{output} could not be written: {error.strerror or error}.") from error
        print(summary(review))
    elif form == "text":
        print(text, end="")
    else:
        print(text, end="")
        print(summary(review), file=sys.stderr)
    return review.exit_code
