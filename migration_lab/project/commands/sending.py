"""Send requests to the process that runs a project's code, with the environment of a terminal in its folder."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from migration_lab.errors import LabError
from migration_lab.project.commands.runner import Runner
from migration_lab.project.commands.terminal import Terminal
from migration_lab.project.temporary import temporary_folder
from migration_lab.values.look_progress import Progress, read_progress
from migration_lab.values.wire import DescribeApp, Outcome, Request, Work

COLOURS = frozenset({"CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "PY_COLORS", "PYTHON_COLORS", "TERM", "COLUMNS"})
OnOutput = Callable[[str], object] | None


class TakesTooLong(LabError):
    """A look has not ended in the time that it had."""

    def __init__(self) -> None:
        super().__init__("It took too long, and was ended.")


class Sender:
    """Sends requests for the project in ``root``; ``app`` says where its app is, as ``flask --app`` takes it."""

    def __init__(self, root: Path, runner: Runner, app: str | None = None) -> None:
        self.root = root
        self.runner = runner
        self.app = app
        self.settings: Mapping[str, str | None] = {}
        """The variables that its processes have otherwise than this one; ``None`` for those that they lack."""
        self._blank = False
        self._scratch = ""
        self._preload: tuple[str, ...] = ()
        self._deadline: float | None = None

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """End what is asked inside after so many seconds. It then raises ``TakesTooLong``."""
        self._deadline = time.monotonic() + seconds
        try:
            yield
        finally:
            self._deadline = None

    def left(self) -> float | None:
        """Return how many seconds a look still has, 0 if none; ``None`` if it may take as long as it likes."""
        return None if self._deadline is None else max(0.0, self._deadline - time.monotonic())

    def ask(
        self, work: Work, on_output: OnOutput = None, session: str = "", news: Callable[[], str] = str
    ) -> tuple[Outcome, Terminal]:
        """Send a request, and follow it to its end; ``on_output`` is called with the output as it comes.

        It also gets the ``news`` about the request, whenever that prints nothing for a moment; ``session`` is what the
        connections to a PostgreSQL are called. Raises ``LabError`` if the folder is gone.
        """
        return self._send(Request(work, str(self.root), self._environment(work), session=session), on_output, news)

    def look(self, work: Work, on_output: OnOutput = None) -> tuple[Outcome, Terminal]:
        """Send a request that must not change a database, as ``redirect`` explains.

        An app that writes to its database at its start cannot start on one that is for reading only, which a PostgreSQL
        or a large SQLite is here: it is then started on an empty scratch database, from then on always.
        """
        first = self._in_scratch(work, on_output)
        if self._blank or not first[0].exit_code or not first[0].report.writes_at_start:
            return first
        self._blank = True
        second = self._in_scratch(work, on_output)
        if not second[0].report.loaded:
            self._blank = False
            return first
        return second

    @property
    def progress(self) -> Progress | None:
        """Return what the present look is doing, and how far it is; any thread may ask."""
        return read_progress(self._scratch)

    def _in_scratch(self, work: Work, on_output: OnOutput) -> tuple[Outcome, Terminal]:
        with temporary_folder() as scratch:
            self._scratch = scratch
            request = Request(work, str(self.root), self._environment(work), scratch=scratch, blank=self._blank)
            return self._send(request, on_output)

    def _environment(self, work: Work) -> dict[str, str]:
        """Return the environment of a terminal in the folder, with the app's location added."""
        differing = {**os.environ, **self.settings}
        env = {name: value for name, value in differing.items() if name not in COLOURS and value is not None}
        if app := (work.app if isinstance(work, DescribeApp) else "") or self.app:
            env["FLASK_APP"] = app
        return env

    def _send(self, request: Request, on_output: OnOutput, news: Callable[[], str] = str) -> tuple[Outcome, Terminal]:
        refuse_gone(self.root)
        terminal = Terminal(self.root)

        def show(text: str) -> None:
            if text and on_output:
                on_output(text)

        def sink(text: str | None) -> None:
            if self._deadline is not None and time.monotonic() > self._deadline:
                raise TakesTooLong
            show(terminal.pause() if text is None else terminal.feed(text))
            if text is None:
                show(news())

        try:
            outcome = self.runner.run(replace(request, preload=self._preload), sink)
        finally:
            show(terminal.close())
        if outcome.report.app:
            self._preload = outcome.report.app.preload
        return outcome, terminal


def refuse_gone(root: Path) -> None:
    """Raise ``LabError`` when the project's folder was deleted."""
    if not root.is_dir():
        raise LabError(f"The folder {root.name} is gone. Open the chapter again: its first cell makes it again.")
