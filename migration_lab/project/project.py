"""One Flask-Migrate project on disk: run its commands, read its database, ask its app, and go back.

It never imports the project's code into this process: each command has a process of its own.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from migration_lab.errors import LabError, printable
from migration_lab.project.asking import Asker
from migration_lab.project.database import Database
from migration_lab.project.graph import RevisionGraph
from migration_lab.project.looking import Looker, schema_of, sql_of
from migration_lab.project.places import Places
from migration_lab.project.refusals import only_looks, refuse_changes, refuse_endless
from migration_lab.project.result import CommandResult, Response, Rows, Statement, Step, Undone
from migration_lab.project.rows import changed_counts, changed_rows
from migration_lab.project.runner import Outcome, Runner, make_runner
from migration_lab.project.terminal import Terminal
from migration_lab.project.undo_copies import Moment, UndoCopies, relative
from migration_lab.project.whereabouts import Whereabouts
from migration_lab.schema import Difference, Schema, compare


class NothingToUndo(LabError):
    """No command has changed anything since the project was opened for the first time."""


class AppFailed(LabError):
    """The app did not load, so it could not be asked."""


class Project:
    """A Flask-Migrate project in the folder ``path``.

    ``stable`` names its revisions as course workspaces do. ``fork`` forces the way in which commands run, as in
    ``make_runner``; a ``runner`` that other projects share is used as it is, and only closed when it is its
    ``own_runner``. ``app`` says where the app is, as ``flask --app`` takes it. A ``read_only`` project refuses commands
    that change anything; those that only look see a copy of its database.
    """

    def __init__(
        self,
        path: Path,
        *,
        stable: bool = False,
        fork: bool | None = None,
        runner: Runner | None = None,
        own_runner: bool = False,
        app: str | None = None,
        read_only: bool = False,
    ) -> None:
        self.path = path
        self.stable = stable
        self.read_only = read_only
        self.undo_copies = UndoCopies(path)
        self._runner = runner or make_runner(fork)
        self._shared = runner is not None and not own_runner
        self._asker = Asker(path, self._runner, app)
        self._where = Whereabouts(path, lambda request: self._asker.look(request)[0].report, read_only=read_only)
        self._looker = Looker(path, self._ask_to_look, lambda: self._where.versions)
        self._seen: Schema | None = None

    def locate(self) -> str:
        """Ask the app where its database is, if that is not known yet, and say it as ``address`` does."""
        self._where.locate()
        return self.address

    def start(self) -> None:
        """Get ready for the first command without waiting."""
        self._runner.start()

    def close(self) -> None:
        """End what runs for this project alone. A later command starts it anew."""
        if not self._shared:
            self._runner.close()

    def twin(self) -> Project:
        """Another object for the same project, which only looks, and has a runner of its own: for another thread."""
        runner = make_runner(python=self._runner.python)
        return Project(self.path, runner=runner, own_runner=True, app=self._asker.app, read_only=True)

    def run(self, *args: str, on_output: Callable[[str], object] | None = None) -> Step:
        """Run ``flask`` with these words and give what it did; a failing command is a result, no error.

        ``on_output`` is called with the output as it comes. Before a command that could change the database or the
        scripts a copy of both is kept for ``undo``; when it cannot be, ``CannotKeepCopy`` or ``DatabaseBusy`` is
        raised and nothing is run. An interrupt ends the command, and is raised again.
        """
        refuse_endless(args)
        if self.read_only:
            refuse_changes(args)
        self._where.locate()
        before, versions = self._where.look()
        moment = (
            None if self.read_only or only_looks(args) else self._keep(shlex.join(("flask", *map(printable, args))))
        )
        request = {"kind": "flask", "args": list(args), "stable": self.stable}
        try:
            outcome, terminal = self._reach(request, on_output)
        finally:
            changed = moment is not None and self.undo_copies.settle(moment)
        self._where.learn(outcome.report)
        self._seen = after = (looked := self._where.look())[0]
        result = self._result(args, outcome, terminal)
        difference = compare(before, after)
        copy = self._copy(moment) if changed else None
        known = self._where.databases
        rows = changed_rows(result.sql, copy, self.database, before, after, difference) if known else ()
        return Step(result, before, after, difference, rows, versions, looked[1])

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
        return self.database.versions(self.read(), self._where.version_table)

    def pulse(self) -> object:
        """Equal as long as nothing was written to the project's databases, as far as it is known where they are.

        It costs a query each at the most. Raises ``UnreachableDatabase`` when a server does not answer.
        """
        return self._where.pulse()

    def structures(self) -> object:
        """Equal as long as every database has the same structure, and stands at the same revisions. Raises
        ``SchemaError``.
        """
        return self._where.structures()

    def places(self) -> Places:
        """How models, scripts and database stand to one another now. Changes nothing, and raises nothing for what is
        wrong with them: that is what it says.
        """
        standing = self._where.standing()
        places = self._looker.places(self.scripts, standing, self._where.read_all)
        return replace(places, database=self.address)

    def history(self) -> RevisionGraph:
        """The revision scripts as a graph, and where the database stands in it. Runs none of them."""
        standing = self._where.standing()
        return self._looker.history(self.scripts, standing)

    def schema_at(self, revision: str, bind: str = "") -> Schema:
        """The structure that the scripts make up to ``revision``, from a real upgrade of an empty scratch database.

        Remembered for as long as the scripts stay the same. Raises ``CannotReplay`` when they do not run that far.
        """
        self._where.locate()
        if revision == "base":
            return Schema(self.database.dialect)
        return schema_of(self._looker.replay(self.scripts, revision), revision, bind)

    def revision_sql(self, revision: str) -> tuple[Statement, ...]:
        """The SQL that ``revision`` runs, as recorded when it ran on an empty scratch database. Raises likewise."""
        self._where.locate()
        return sql_of(self._looker.replay(self.scripts, revision), revision)

    def get(self, path: str) -> Response:
        """Ask the app, as it is on disk now, for a page; it may write to its database, and ``undo`` takes that back.

        Raises ``AppFailed`` when the app does not load, with what it printed.
        """
        path = path if path.startswith("/") else f"/{path}"
        self._where.locate()
        moment = None if self.read_only else self._keep(f'lab.get("{path}")')
        try:
            outcome, terminal = self._reach({"kind": "get", "path": path})
        finally:
            changed = moment is not None and self.undo_copies.settle(moment)
        self._where.learn(outcome.report)
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
        moment = self.undo_copies.last()
        if moment is None:
            raise NothingToUndo("Nothing is left to undo: neither database nor scripts have changed since the start.")
        self._where.locate()
        before = self._where.look()[0]
        outside = self.undo_copies.changed_since(moment)
        put_back, kept = self.undo_copies.restore(moment)
        self._seen = after = self._where.look()[0]
        rows = changed_counts(self._copy(kept), self.database, before, after) if self._where.databases else ()
        return Undone(
            moment.command,
            compare(before, after),
            tuple((printable(name), became) for name, became in put_back),
            self._relative(kept.folder),
            rows,
            outside,
            moment.not_copied,
        )

    @property
    def scripts(self) -> str:
        """The folder of the scripts, as the app has it: ``migrations``."""
        return self._where.scripts

    @property
    def database(self) -> Database:
        """The default database, or the only one. Raises ``NoDatabase`` when the app has never said where it is."""
        return self._where.database

    @property
    def address(self) -> str:
        """Which database that is, for people, password hidden; empty as long as it is not known."""
        return self._where.address

    def _ask_to_look(self, request: dict[str, Any]) -> tuple[Outcome, str]:
        outcome, terminal = self._asker.look(request)
        self._where.learn(outcome.report)
        return outcome, terminal.output

    def _reach(self, request: dict[str, Any], on_output: Any = None) -> tuple[Outcome, Terminal]:
        """Ask so that no more of the database is reached than may be."""
        return (self._asker.look if self.read_only else self._asker.ask)(request, on_output)

    def _keep(self, command: str) -> Moment:
        paths = {bind: database.path for bind, database in self._where.databases.items()}
        return self.undo_copies.keep(command, paths, self.scripts)

    def _copy(self, moment: Moment | None) -> Database | None:
        """The default database as it was at that moment, if there is a copy of it."""
        if moment is None or not self._where.databases or self.database.path is None:
            return None
        copy = moment.copy_of(relative(self.database.path, self.path))
        return Database(f"sqlite:///{copy.as_posix()}") if copy else None

    def _result(self, args: Iterable[str], outcome: Outcome, terminal: Terminal) -> CommandResult:
        report = outcome.report
        return CommandResult(
            tuple(map(printable, args)),
            outcome.exit_code,
            terminal.output,
            terminal.full_output,
            tuple(Statement(*pair) for pair in report.get("sql", ())),
            tuple(map(self._relative, report.get("written", ()))),
            tuple(map(self._relative, report.get("removed", ()))),
        )

    def _relative(self, path: str | Path) -> str:
        return printable(relative(Path(path), self.path))
