"""Refuse commands that would wait for a person or run for ever, and say what to do instead. Touches nothing."""

from __future__ import annotations

from collections.abc import Sequence

from migration_lab.errors import LabError
from migration_lab.values.command_line import read_command_line

TERMINAL = "or run it in a terminal (File ▸ New ▸ Terminal)"
INSTEAD = {
    "run": f'It serves until it is stopped, so the cell would never end. Ask the app with lab.get("/"), {TERMINAL}.',
    "shell": f"It waits for what you type, and a cell cannot type. Write the Python in a cell, {TERMINAL}.",
    "db edit": "It opens an editor, which a cell cannot show. Open the file below migrations/versions in JupyterLab.",
}

LOOKING = frozenset({"branches", "check", "current", "heads", "history", "list-templates", "show"})
"""The ``flask db`` commands that change neither database nor scripts."""
SCRIPTS = (("init",), ("merge",), ("migrate",), ("revision",))
"""Those that change only the scripts."""
PRINTING = frozenset({"downgrade", "stamp", "upgrade"})
"""Those that with ``--sql`` print what they would run, and run nothing."""


class CommandRefused(LabError):
    """The command was not started, since it would not end by itself in a notebook."""


def refuse_endless(args: Sequence[str]) -> None:
    """Raise ``CommandRefused`` if the command would not end by itself; asking for its ``--help`` is fine."""
    line = read_command_line(args)
    command = " ".join(line.command)
    if command in INSTEAD and not line.helps:
        raise CommandRefused(f"flask {command} cannot run in a cell. {INSTEAD[command]}")


def refuse_changes(args: Sequence[str]) -> None:
    """Raise ``CommandRefused`` if the command may change something, in a project that is open for reading only."""
    if not only_looks(args) and read_command_line(args).command != ("routes",):
        raise CommandRefused(
            f"This project is open read-only, so flask {' '.join(args)} was not run. To let commands change it, "
            "open it with open_project(…, read_only=False)."
        )


def may_change_database(args: Sequence[str]) -> bool:
    """Tell whether the command may change a database: by its purpose, or because it is one of the app's own."""
    command = read_command_line(args).command
    return not only_looks(args) and command != ("routes",) and not (command[:1] == ("db",) and command[1:] in SCRIPTS)


def only_looks(args: Sequence[str]) -> bool:
    """Tell whether the command is known to change nothing, so that it needs no copy for undo.

    ``routes`` is not among these: people use it to see whether the app starts, and an app that calls ``create_all()``
    changes its database by starting. The app's own commands are not among them either.
    """
    line = read_command_line(args)
    if line.helps:
        return True
    if not line.known or line.command[:1] != ("db",):
        return False
    return line.command[1] in LOOKING or (line.command[1] in PRINTING and bool(line.options.get("sql")))
