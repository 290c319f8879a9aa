"""Read the words after ``flask`` as Click itself reads them. Runs nothing, and touches nothing.

Only the commands of Flask, Flask-Migrate and other installed packages are known here; those of an app are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any


@dataclass(frozen=True, slots=True)
class CommandLine:
    """One parsed command line."""

    command: tuple[str, ...]
    """The names of the groups and of the command: ``("db", "upgrade")``; empty when there is none."""
    options: dict[str, Any] = field(default_factory=dict)
    """The options and arguments of the innermost command, by Click's names: ``{"message": "add bio", …}``."""
    helps: bool = False
    """Whether it only prints a help text, or the version."""
    known: bool = True
    """Whether an installed package has this command, and Click accepts all its words."""
    place: int = 0
    """The position at which the words of the innermost command begin."""


def read_command_line(args: Sequence[str]) -> CommandLine:
    """Parse the words. Words that Click would refuse, or that an app may know, are parsed as far as they are known."""
    import click

    command, words = root(), [*args]
    names: tuple[str, ...] = ()
    outer: dict[str, Any] = {}
    while True:
        place = len(args) - len(words)
        context = click.Context(command, info_name=command.name)
        helpers = {name for one in printing(command, context) for name in one.opts}
        try:
            options, rest, order = command.make_parser(context).parse_args(args=[*words])
        except click.UsageError:
            return CommandLine(names, outer, known=False, place=place)
        options = {**outer, **{name: value for name, value in options.items() if value is not None}}
        if any(name in helpers for one in order for name in one.opts):
            return CommandLine(names, options, helps=True, place=place)
        if not isinstance(command, click.Group):
            return CommandLine(names, options, known=not rest, place=place)
        if not rest:
            return CommandLine(names, options, helps=True, place=place)  # a group alone prints its commands
        names, words, outer = (*names, rest[0]), rest[1:], options
        inner = command.commands.get(names[-1])
        if inner is None:
            return CommandLine(names, outer, known=False, place=len(args) - len(words))
        command = inner


def db_command(args: Sequence[str]) -> str:
    """Return which of the ``flask db`` commands these words are: ``upgrade``; empty if they are none."""
    return _db_command(tuple(args))


@cache
def _db_command(args: tuple[str, ...]) -> str:
    command = read_command_line(args).command
    return command[1] if len(command) > 1 and command[0] == "db" else ""


def app_named(args: Sequence[str]) -> dict[str, str]:
    """Return what these words say of the app: ``{"app": "shop:create_app", "env_file": "local.env"}``."""
    import click

    try:
        options, *_ = root().make_parser(click.Context(root())).parse_args(args=[*args])
    except click.UsageError:
        return {}
    return {name: str(options[name]) for name in ("app", "env_file") if options.get(name)}


def printing(command: Any, context: Any) -> list[Any]:
    """Return the options that print something and end: ``--help``, and ``--version``."""
    version = [one for one in command.params if "--version" in one.opts]
    found = command.get_help_option(context)
    return [*version, *([found] if found else [])]


@cache
def root() -> Any:
    """Return the ``flask`` command with what installed packages add to it."""
    from flask.cli import FlaskGroup
    from flask_migrate.cli import db

    group = FlaskGroup(name="flask")
    group.add_command(db, "db")
    return group
