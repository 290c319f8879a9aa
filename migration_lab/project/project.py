"""One Flask-Migrate project on disk: run its commands, read its database, ask its app, and go back.

It never imports the project's code into this process: each command has a process of its own.
"""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from migration_lab.errors import LabError
from migration_lab.project.database import Database
from migration_lab.project.history import History, Moment, relative
from migration_lab.project.refusals import only_looks, refuse_endless
from migration_lab.project.result import CommandResult, Response, Rows, Statement, Step, Undone
from migration_lab.project.rows import changed_counts, changed_rows
from migration_lab.project.runner import Outcome, Runner, make_runner
from migration_lab.project.terminal import Terminal
from migration_lab.schema import Difference, Schema, compare

COLOURS = frozenset({"CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "PY_COLORS", "PYTHON_COLORS", "TERM", "COLUMNS"})


class NoDatabase(LabError):
    """Where the project keeps its data is not known, since its app has never loaded."""


class NothingToUndo(LabError):
    """No command has changed anything since the project was opened for the first time."""


class AppFailed(LabError):
    """The app did not load, so it could not be asked."""


class Project:
    """A Flask-Migrate project in the folder ``path``.

    ``stable`` names its revisions as course workspaces do. ``fork`` forces the way in which commands run, as in
    ``make_runner``; a ``runner`` that other projects share is used as it is, and not closed.
    """

    def __init__(
        self, path: Path, *, stable: bool = False, fork: bool | None = None, runner: Runner | None = None
    ) -> None:
        self.path = path
        self.stable = stable
        self.history = History(path)
        self.scripts = "migrations"
        self._runner = runner or make_runner(fork)
        self._shared = runner is not None
        self._databases: dict[str, Database] = {}
        self._seen: Schema | None = None

    def start(self) -> None:
        """Get ready for the first command without waiting."""
        self._runner.start()

    def close(self) -> None:
        """End what runs for this project alone. A later command starts it anew."""
        if not self._shared:
            self._runner.close()

    def run(self, *args: str, on_output: Callable[[str], object] | None = None) -> Step:
        """Run ``flask`` with these words and give what it did; a failing command is a result, no error.

        ``on_output`` is called with the output as it comes. Before a command that could change the database or the
        scripts a copy of both is kept for ``undo``; when it cannot be, ``CannotKeepCopy`` or ``DatabaseBusy`` is
        raised and nothing is run. An interrupt ends the command, and is raised again.
        """
        refuse_endless(args)
        self._locate()
        before, versions = self._look()
        moment = None if only_looks(args) else self._keep(shlex.join(("flask", *args)))
        try:
            outcome, terminal = self._ask({"kind": "flask", "args": list(args), "stable": self.stable}, on_output)
        finally:
            changed = moment is not None and self.history.settle(moment)
        self._learn(outcome.report)
        after, versions_after = self._look()
        self._seen = after
        result = self._result(args, outcome, terminal)
        difference = compare(before, after)
        copy = self._copy(moment) if changed else None
        rows = changed_rows(result.sql, copy, self.database, before, after, difference) if self._databases else ()
        return Step(result, before, after, difference, rows, versions, versions_after)

    def outside_changes(self) -> Difference:
        """What something else, such as a terminal, has changed in the tables since the lab last looked."""
        seen = self._seen
        if seen is None:
            return Difference()
        self._seen = self.read()
        return compare(seen, self._seen)

    def read(self) -> Schema:
        """The structure of the project's database as it is now."""
        return self.database.read()

    def rows(self, table: str, limit: int = 5) -> Rows:
        """How many rows a table has, and the first ``limit`` of them."""
        return self.database.rows(table, limit)

    def query(self, sql: str) -> Sequence[tuple[Any, ...]]:
        """What a SELECT gives, as tuples."""
        return self.database.query(sql)

    def versions(self) -> tuple[str, ...]:
        """What ``alembic_version`` holds."""
        return self.database.versions(self.read())

    def get(self, path: str) -> Response:
        """Ask the app, as it is on disk now, for a page; it may write to its database, and ``undo`` takes that back.

        Raises ``AppFailed`` when the app does not load, with what it printed.
        """
        path = path if path.startswith("/") else f"/{path}"
        self._locate()
        moment = self._keep(f'lab.get("{path}")')
        try:
            outcome, terminal = self._ask({"kind": "get", "path": path})
        finally:
            changed = self.history.settle(moment)
        self._learn(outcome.report)
        if changed and self._seen is not None:
            self._seen = self.read()
        if "response" not in outcome.report:
            raise AppFailed(
                f"The app could not be asked for {path}, for it did not load:\n\n{terminal.output.rstrip()}"
            )
        return Response(path, *outcome.report["response"], log=terminal.output)

    def undo(self) -> Undone:
        """Bring database and scripts back to what they were before the last command that changed either.

        Raises ``NothingToUndo``, or ``DatabaseBusy`` when another program holds the database.
        """
        moment = self.history.last()
        if moment is None:
            raise NothingToUndo("Nothing is left to undo: neither database nor scripts have changed since the start.")
        self._locate()
        before = self._look()[0]
        outside = self.history.changed_since(moment)
        put_back, kept = self.history.restore(moment)
        self._seen = after = self._look()[0]
        rows = changed_counts(self._copy(kept), self.database, before, after) if self._databases else ()
        return Undone(
            moment.command,
            compare(before, after),
            put_back,
            self._relative(kept.folder),
            rows,
            outside,
            moment.not_copied,
        )

    @property
    def database(self) -> Database:
        """The default database, or the only one. Raises ``NoDatabase`` when the app has never said where it is."""
        self._locate()
        if not self._databases:
            raise NoDatabase(
                "Where the database is cannot be told yet, since the app does not load. "
                "Run %flask routes to see why, mend it, and run the cell again."
            )
        return self._databases.get("") or next(iter(self._databases.values()))

    def _look(self) -> tuple[Schema, tuple[str, ...]]:
        if not self._databases:
            return Schema("sqlite"), ()
        schema = self.database.read()
        return schema, self.database.versions(schema)

    def _keep(self, command: str) -> Moment:
        paths = {bind: database.path for bind, database in self._databases.items()}
        return self.history.keep(command, paths, self.scripts)

    def _copy(self, moment: Moment | None) -> Database | None:
        """The default database as it was at that moment, if there is a copy of it."""
        if moment is None or not self._databases or self.database.path is None:
            return None
        copy = moment.copy_of(relative(self.database.path, self.path))
        return Database(f"sqlite:///{copy.as_posix()}") if copy else None

    def _locate(self) -> None:
        """Find out where the databases are, once: the app knows, and what it said last is on disk."""
        if self._databases:
            return
        outcome, _ = self._ask({"kind": "describe"})
        if not self._learn(outcome.report) and self._record.exists():
            record = json.loads(self._record.read_text(encoding="utf-8"))
            urls = {bind: f"sqlite:///{(self.path / file).as_posix()}" for bind, file in record["files"].items()}
            self._learn({"databases": urls, "migrations": record["migrations"]})

    @property
    def _record(self) -> Path:
        """Where the app's last word on its SQLite files is kept, for the day on which it does not load."""
        return self.path / ".lab" / "places.json"

    def _learn(self, report: dict[str, Any]) -> bool:
        """Take over where the databases and scripts are, if the report says it."""
        urls: dict[str, str] = report.get("databases", {})
        if not urls:
            return False
        self.scripts = report["migrations"]
        if urls != {bind: database.address for bind, database in self._databases.items()}:
            self._databases = {bind: Database(url) for bind, url in urls.items()}
            files = {bind: self._relative(one.path) for bind, one in self._databases.items() if one.path}
            self._record.parent.mkdir(exist_ok=True)
            self._record.write_text(json.dumps({"files": files, "migrations": self.scripts}), encoding="utf-8")
        return True

    def _ask(
        self, request: dict[str, Any], on_output: Callable[[str], object] | None = None
    ) -> tuple[Outcome, Terminal]:
        terminal = Terminal(self.path)

        def show(text: str) -> None:
            if text and on_output:
                on_output(text)

        def sink(text: str | None) -> None:
            show(terminal.pause() if text is None else terminal.feed(text))

        if not self.path.is_dir():
            raise LabError(
                f"The folder {self.path.name} is gone. Open the chapter again: its first cell makes it anew."
            )
        env = {name: value for name, value in os.environ.items() if name not in COLOURS}
        try:
            outcome = self._runner.run({**request, "cwd": str(self.path), "env": env}, sink)
        finally:
            show(terminal.close())
        return outcome, terminal

    def _result(self, args: Iterable[str], outcome: Outcome, terminal: Terminal) -> CommandResult:
        report = outcome.report
        return CommandResult(
            tuple(args),
            outcome.exit_code,
            terminal.output,
            terminal.full_output,
            tuple(Statement(*pair) for pair in report.get("sql", ())),
            tuple(map(self._relative, report.get("written", ()))),
            tuple(map(self._relative, report.get("removed", ()))),
        )

    def _relative(self, path: str | Path) -> str:
        return relative(Path(path), self.path)
