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
from migration_lab.project.copies import fingerprint
from migration_lab.project.database import Database
from migration_lab.project.refusals import only_looks, refuse_endless
from migration_lab.project.result import CommandResult, Response, Rows, Statement, Step, Undone
from migration_lab.project.rows import changed_rows
from migration_lab.project.runner import Outcome, Runner, make_runner
from migration_lab.project.terminal import Terminal
from migration_lab.project.undo_copies import Moment, UndoCopies, relative
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
        self.undo_copies = UndoCopies(path)
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
        moment = None
        if not only_looks(args):
            paths = {bind: database.path for bind, database in self._databases.items()}
            moment = self.undo_copies.keep(shlex.join(("flask", *args)), paths, self.scripts)
        prints = self._fingerprints()
        outcome, terminal = self._ask({"kind": "flask", "args": list(args), "stable": self.stable}, on_output)
        self._learn(outcome.report)
        after, versions_after = self._look()
        self._seen = after
        result = self._result(args, outcome, terminal)
        step = Step(
            result,
            before,
            after,
            difference := compare(before, after),
            self._rows(result, moment, before, after, difference),
            versions,
            versions_after,
        )
        if moment and not step.changed and prints == self._fingerprints():
            self.undo_copies.drop(moment)
        return step

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
        """Ask the app, as it is on disk now, for a page; it reads its database, or writes it if the page does.

        Raises ``AppFailed`` when the app does not load, with what it printed.
        """
        path = path if path.startswith("/") else f"/{path}"
        outcome, terminal = self._ask({"kind": "get", "path": path})
        self._learn(outcome.report)
        if "response" not in outcome.report:
            raise AppFailed(
                f"The app could not be asked for {path}, for it did not load:\n\n{terminal.output.rstrip()}"
            )
        return Response(path, *outcome.report["response"], log=terminal.output)

    def undo(self) -> Undone:
        """Bring database and scripts back to what they were before the last command that changed either.

        Raises ``NothingToUndo``, or ``DatabaseBusy`` when another program holds the database.
        """
        moment = self.undo_copies.last()
        if moment is None:
            raise NothingToUndo("There is nothing to undo: no command has changed the database or the scripts yet.")
        self._locate()
        before = self._look()[0]
        scripts, kept = self.undo_copies.restore(moment)
        self._seen = self._look()[0]
        outside = moment.not_copied
        return Undone(moment.command, compare(before, self._seen), scripts, self._relative(kept), outside)

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

    def _fingerprints(self) -> list[Any]:
        return [fingerprint(database.path) for database in self._databases.values() if database.path]

    def _rows(
        self,
        result: CommandResult,
        moment: Moment | None,
        before: Schema,
        after: Schema,
        difference: Difference,
    ) -> tuple[Any, ...]:
        if not self._databases:
            return ()
        live = self.database
        copy = moment.copy_of(relative(live.path, self.path)) if moment and live.path else None
        earlier = Database(f"sqlite:///{copy.as_posix()}") if copy else None
        return changed_rows(result.sql, earlier, live, before, after, difference)

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
