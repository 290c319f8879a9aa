"""Send requests to the process that runs a project's code, with the environment of a terminal in its folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from migration_lab.errors import LabError
from migration_lab.project.commands.runner import Outcome, Runner
from migration_lab.project.commands.terminal import Terminal
from migration_lab.project.temporary import temporary_folder

COLOURS = frozenset({"CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "PY_COLORS", "PYTHON_COLORS", "TERM", "COLUMNS"})


class Asker:
    """Asks on behalf of the project in ``root``; ``app`` says where its app is, as ``flask --app`` takes it."""

    def __init__(self, root: Path, runner: Runner, app: str | None = None) -> None:
        self.root = root
        self.runner = runner
        self.app = app
        self._blank = False
        self._preload: Sequence[str] = ()

    def ask(
        self, request: dict[str, Any], on_output: Callable[[str], object] | None = None
    ) -> tuple[Outcome, Terminal]:
        """Run one request to its end; ``on_output`` is called with what it prints, as it comes.

        Raises ``LabError`` when the folder is gone.
        """
        terminal = Terminal(self.root)

        def show(text: str) -> None:
            if text and on_output:
                on_output(text)

        def sink(text: str | None) -> None:
            show(terminal.pause() if text is None else terminal.feed(text))

        refuse_gone(self.root)
        env = {name: value for name, value in os.environ.items() if name not in COLOURS}
        if app := request.get("app") or self.app:
            env["FLASK_APP"] = app
        try:
            outcome = self.runner.run({**request, "cwd": str(self.root), "env": env, "preload": self._preload}, sink)
        finally:
            show(terminal.close())
        self._preload = outcome.report.get("preload", self._preload)
        return outcome, terminal

    def look(
        self, request: dict[str, Any], on_output: Callable[[str], object] | None = None
    ) -> tuple[Outcome, Terminal]:
        """Run one request that must not change a database, as ``redirect`` says.

        An app that writes to its database as it starts cannot start on one that is for reading only, a PostgreSQL or
        a large SQLite: it is then started on an empty scratch database, and so from then on.
        """
        first = self._in_scratch(request, on_output)
        if self._blank or not first[0].exit_code or not first[0].report.get("writes_at_start"):
            return first
        self._blank = True
        second = self._in_scratch(request, on_output)
        if not second[0].report.get("loaded"):
            self._blank = False
            return first
        return second

    def _in_scratch(self, request: dict[str, Any], on_output: Any) -> tuple[Outcome, Terminal]:
        with temporary_folder() as scratch:
            return self.ask({**request, "scratch": scratch, "blank": self._blank}, on_output)


def refuse_gone(root: Path) -> None:
    """Raise ``LabError`` when the project's folder was deleted."""
    if not root.is_dir():
        raise LabError(f"The folder {root.name} is gone. Open the chapter again: its first cell makes it anew.")
