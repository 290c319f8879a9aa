"""Commands that would wait for a person or run for ever, and what to do instead. Touches nothing."""

from __future__ import annotations

from collections.abc import Sequence

from migration_lab.errors import LabError

TERMINAL = "or run it in a terminal (File ▸ New ▸ Terminal)"
INSTEAD = {
    "run": f'It serves until it is stopped, so the cell would never end. Ask the app with lab.get("/"), {TERMINAL}.',
    "shell": f"It waits for what you type, and a cell cannot type. Write the Python in a cell, {TERMINAL}.",
    "db edit": "It opens an editor, which a cell cannot show. Open the file below migrations/versions in JupyterLab.",
}

LOOKING = frozenset({"branches", "check", "current", "heads", "history", "list-templates", "show"})
"""The ``flask db`` commands that change neither database nor scripts."""


class CommandRefused(LabError):
    """The command was not started, since it could not end by itself in a notebook."""


def refuse_endless(args: Sequence[str]) -> None:
    """Raise ``CommandRefused`` when the command would not end by itself; asking for its ``--help`` is fine."""
    if "--help" in args:
        return
    for command, instead in INSTEAD.items():
        words = command.split()
        if list(args[: len(words)]) == words:
            raise CommandRefused(f"flask {command} cannot run in a cell. {instead}")


def refuse_changes(args: Sequence[str]) -> None:
    """Raise ``CommandRefused`` when the command may change something, in a project that is open for reading only."""
    if not only_looks(args) and list(args[:1]) != ["routes"]:
        raise CommandRefused(
            f"This project is open for reading only, so flask {' '.join(args)} was not run. To let commands change it, "
            "open it with open_project(…, read_only=False)."
        )


def only_looks(args: Sequence[str]) -> bool:
    """Whether the command is known to change nothing, so that no copy for undo is needed.

    ``routes`` is not among them: people use it to see whether the app starts, and an app that calls ``create_all()``
    changes its database by starting.
    """
    if not args or "--help" in args:
        return True
    return args[0] == "db" and (len(args) == 1 or args[1] in LOOKING)
