"""One Flask-Migrate project on disk: run its commands, read its database, ask its app, and undo.

It never imports the project's code into this process: each command has its own process.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from migration_lab.backends.version_table import named
from migration_lab.errors import LabError, printable
from migration_lab.project.asking import with_questions
from migration_lab.project.commands.choosing import make_runner, make_runner_beside
from migration_lab.project.commands.commanding import Commanding
from migration_lab.project.commands.failures import Failures
from migration_lab.project.commands.refusals import may_change_database, only_looks, refuse_changes, refuse_endless
from migration_lab.project.commands.renamed_option import without_renamed
from migration_lab.project.commands.runner import Runner
from migration_lab.project.commands.sending import Sender, refuse_gone
from migration_lab.project.commands.stepping import Seen, make_step, result_of
from migration_lab.project.database_reads import DatabaseReads
from migration_lab.project.drafts import note_draft
from migration_lab.project.looking import Looker
from migration_lab.project.project_databases import ProjectDatabases
from migration_lab.project.ran_scripts import RanScripts
from migration_lab.project.replays import schema_of, sql_of, steps_of
from migration_lab.project.seen_databases import SeenDatabases
from migration_lab.project.sources import source_files
from migration_lab.project.undo.halfway import known_from_copies, left_on_servers
from migration_lab.project.undo.redo_copies import RedoCopies
from migration_lab.project.undo.redoing import NothingToRedo, Redoing
from migration_lab.project.undo.undo_copies import UndoCopies
from migration_lab.project.undo.undoing import NothingToUndo, UndoAsks, Undoing
from migration_lab.rows.on_server import rows_on_servers
from migration_lab.schema import Difference, Schema, compare
from migration_lab.values.command_line import app_named
from migration_lab.values.graph import RevisionGraph
from migration_lab.values.look_progress import Progress
from migration_lab.values.places import Places
from migration_lab.values.result import Response, Step, WayBack
from migration_lab.values.statement import Statement
from migration_lab.values.undone import Redone, Undone
from migration_lab.values.wire import GetPage, Outcome, RunFlask

if TYPE_CHECKING:
    from migration_lab.values.tried import Tried, TriedEach
    from migration_lab.values.wire import Work

__all__ = ["AppFailed", "NothingToRedo", "NothingToUndo", "Project", "UndoAsks"]


class AppFailed(LabError):
    """The app did not load, so it could not answer."""


class Project(DatabaseReads):
    """A Flask-Migrate project in the folder ``path``.

    ``stable`` names its revisions as course workspaces do. ``fork`` chooses how commands run, as in ``make_runner``; a
    ``runner`` that other projects share is used as it is, and only closed if it is the project's ``own_runner``.
    ``app`` says where the app is, as ``flask --app`` takes it. A ``read_only`` project refuses commands that change
    anything; those that only look see a copy of its database.
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
        self.redo_copies = RedoCopies(self.undo_copies)
        self._runner = runner or make_runner(fork)
        self._shared = runner is not None and not own_runner
        self._sender = Sender(path, self._runner, app)
        self._where = ProjectDatabases(path, lambda work: self._sender.look(work)[0].report, read_only=read_only)
        self._undoing = Undoing(self.undo_copies, self._where)
        self._commanding = Commanding(path, self._sender, self._where, self._undoing, read_only=read_only)
        self._looker = Looker(self._sender, self._ask_to_look, lambda: self._where.versions)
        self._failures = Failures()
        self._ran = RanScripts(path, self._where)
        self._seen: SeenDatabases | None = None

    def locate(self) -> str:
        """Ask the app where its database is, if that is not known yet, and return it as ``address`` does."""
        self._where.locate()
        return self.address

    def start(self) -> None:
        """Get ready for the first command without waiting."""
        self._runner.start()

    def close(self) -> None:
        """End what runs only for this project. A later command starts it again."""
        if not self._shared:
            self._runner.close()

    def twin(self) -> Project:
        """Return another object for the same project that only looks, for another thread. Closing it ends its look.

        Neither waits for the other, but for a trial run that the other is making just now.
        """
        runner = make_runner_beside(self._runner)
        twin = Project(self.path, runner=runner, own_runner=True, app=self._sender.app, read_only=True)
        twin._failures, twin._looker.trials = self._failures, self._looker.trials
        return twin

    def run(self, *args: str, on_output: Callable[[str], object] | None = None) -> Step:
        """Run ``flask`` with these words and return what it did; a failing command is a result, not an error.

        ``on_output`` is called with the output as it comes. First a copy of database and scripts is kept for ``undo``,
        since every command runs the project's code. If that fails, ``CannotKeepCopy`` or ``DatabaseBusy`` is raised and
        nothing is run; but a command that only looks then runs on a copy of the database. If another kernel runs a
        command in this project, this one waits. An interrupt ends the command, and is raised again.
        """
        words, renamed = without_renamed(args)
        refuse_endless(words)
        if self.read_only:
            refuse_changes(words)
        work = RunFlask(words, self.stable, renamed)
        command, looks = shlex.join(("flask", *map(printable, args))), only_looks(words)
        app, warns = app_named(words), may_change_database(words)
        with self._commanding.begin(command, on_output or str, only_looks=looks, warns=warns, app=app) as begun:
            nothing_read = looks or self.read_only
            rows_before = {} if nothing_read else rows_on_servers(self._where, begun.before)
            outcome, terminal = self._commanding.run_flask(begun, work, self.history, on_output)
            unread = self._commanding.end(begun, outcome.report, failed=outcome.exit_code != 0)
            after = self._where.glance(may_wait=False)
            self._seen = self._seen if after.schema is None else after
            result = result_of(self.path, args, outcome, terminal, self._commanding.waits)
            note_draft(self.path, result)
            graph = partial(self._looker.history, self.scripts, after.versions)  # the app stays the command's own
            problems = self._ran.note(outcome.report.effects.upgraded, graph, begun.before, after)
            left = left_on_servers(begun.before, after, self._where)
            self._failures.note(result, self._state, outcome.report.effects.read, left)
            moment = begun.moment if self.way_back.undoable else None
            written, frames = self._undoing.written, outcome.report.effects.frames
            seen = Seen(result, begun.before, after, self._where, moment, written, rows_before, frames, problems)
            return with_questions(make_step(seen, self.way_back, unread), self._where.databases)

    @property
    def way_back(self) -> WayBack:
        """Say whether ``undo`` would take back the last command, and what of it cannot be taken back."""
        return self._undoing.last

    def outside_changes(self) -> Difference:
        """Return what something else, such as a terminal, has changed in the tables since the lab last looked."""
        seen = self._seen
        if seen is None or not self._where.databases:
            return Difference()
        now = self._where.glance()
        if seen.schema is None or now.schema is None or seen.address != now.address:
            return Difference()
        self._seen = now
        return compare(seen.schema, now.schema)

    @property
    def progress(self) -> Progress | None:
        """Return what the present look is doing, and how far it is; ``None`` between two looks. Any thread may ask."""
        return self._sender.progress

    def places(self, early: Callable[[Places], object] | None = None) -> Places:
        """Say whether models, scripts and database agree.

        Changes nothing. If something is wrong with them it raises nothing, but says so. With many revisions that have
        not run yet, ``early`` is first called with what is certain before they have run on a scratch database.
        """
        standing = self._where.standing()
        known = known_from_copies(self.undo_copies, self._where, self.edited_scripts)
        kept = replace(known, halfway=lambda: known.halfway() or self._failures.halfway(self._state))

        def whole(places: Places) -> Places:
            return replace(self._failures.taken_out(places, self._state), database=self.address)

        told, reads = early and (lambda places: early(whole(places))), (self._where.read_all, self._where.contents)
        return whole(self._looker.places(self.scripts, standing, *reads, kept, told))

    def data_changed(self) -> bool:
        """Tell whether a file that a look has read, and that is no code, has changed since."""
        return self._looker.data_changed()

    def try_out(self, direction: str, target: str) -> Tried:
        """Return what ``upgrade`` or ``downgrade`` to ``target`` does to copies of the databases. Changes nothing."""
        return self._looker.try_out(self.scripts, direction, target, self._where.standing(), self._where.contents())

    def within(self, seconds: float) -> AbstractContextManager[None]:
        """Let a look inside last no longer than so many seconds. One that would raises ``TakesTooLong``."""
        return self._sender.within(seconds)

    def try_each(self, wanted: Sequence[str]) -> TriedEach:
        """Return what each of these revisions does to a database that the scripts before it have made, without rows."""
        revisions = tuple(one.id for one in reversed(self.history().revisions))
        return self._looker.try_each(self.scripts, revisions, tuple(wanted))

    def history(self) -> RevisionGraph:
        """Return the revision scripts as a graph, with the database's place in it. Runs none of them."""
        standing = self._where.standing()
        graph = self._looker.history(self.scripts, standing)
        unknown = "" if standing else self._where.not_known
        return graph.standing_nowhere(unknown) if unknown else graph

    def schema_at(self, revision: str, bind: str = "") -> Schema:
        """Return the structure that the scripts make up to ``revision``, by upgrading an empty scratch database.

        It is remembered as long as the scripts stay the same. Raises ``CannotReplay`` if they do not run that far.
        """
        self._where.locate_own()
        told = self._where.version_table
        if revision == "base":
            return named(Schema(self.database.dialect), told)
        return named(schema_of(self._looker.replay(self.scripts, revision), revision, bind), told)

    def all_steps(self) -> dict[str, tuple[Schema | None, tuple[Statement, ...]]]:
        """Return ``schema_at`` and ``revision_sql`` of every revision, as far as one run of all scripts shows them."""
        self._where.locate_own()
        return steps_of(self._looker.replay_of_all(self.scripts), self._where.version_table)

    def revision_sql(self, revision: str) -> tuple[Statement, ...]:
        """Return the SQL that ``revision`` ran on an empty scratch database. Raises ``CannotReplay`` as well."""
        self._where.locate_own()
        return sql_of(self._looker.replay(self.scripts, revision), revision)

    def get(self, path: str, on_output: Callable[[str], object] | None = None) -> Response:
        """Ask the app, as it is on disk now, for a page; it may write to its database, and ``undo`` takes that back.

        ``on_output`` is told if a large copy was made for that. Raises ``AppFailed`` if the app does not load, with
        what it printed.
        """
        path = path if path.startswith("/") else f"/{path}"
        with self._commanding.begin(f'lab.get("{path}")', on_output or str, may_wait=False) as begun:
            outcome, terminal = self._commanding.run(begun, GetPage(path))
            self._commanding.end(begun, outcome.report)
            if self.way_back.undoable and self._seen is not None:
                self._seen = self._where.glance(may_wait=False)
        page = outcome.report.page
        if page is None:
            left = f"\n\nIt had already changed something. {self.way_back.sentence}" if self.way_back.changed else ""
            raise AppFailed(
                f"The app could not be asked for {path}, because it did not load:\n\n{terminal.output.rstrip()}{left}"
            )
        about = page.status, page.reason, page.content_type, page.text
        return Response(path, *about, terminal.output, self.way_back, page.error)

    def undo(self, command: str | None = None) -> Undone:
        """Bring database and scripts back to their state before the last command that changed anything.

        It takes back only that command. Raises ``NothingToUndo``; ``UndoAsks`` if that command changed something that
        has no copy, or if the undo would also remove later work by hand: ``command`` then names the one to take back
        nevertheless, which must be the newest that has a copy. Raises ``DatabaseBusy`` if another program holds the
        database, ``CannotKeepCopy`` if the present state cannot be copied first, and ``CannotBringBack``; the undo can
        then be tried again.
        """
        self._refuse_read_only("undone")
        undone = self._undoing.undo(command)
        self._seen = self._where.glance(may_wait=False)
        return undone

    def redo(self) -> Redone:
        """Bring back what the last undo has taken back, as long as nothing else has changed since.

        Raises ``NothingToRedo``, ``DatabaseBusy``, ``CannotKeepCopy`` and ``CannotBringBack``.
        """
        self._refuse_read_only("redone")
        redone = Redoing(self.redo_copies, self._undoing, self._where).redo()
        self._seen = self._where.glance(may_wait=False)
        return redone

    def _refuse_read_only(self, done: str) -> None:
        if self.read_only:
            raise LabError(f"This project is open read-only, so nothing was {done}.")
        refuse_gone(self.path)
        self._where.locate()

    @property
    def scripts(self) -> str:
        """Return the folder of the scripts, as the app has it: ``migrations``."""
        return self._where.scripts

    def _ask_to_look(self, work: Work) -> tuple[Outcome, str]:
        outcome, terminal = self._sender.look(work)
        self._where.learn(outcome.report)
        return outcome, terminal.output

    def _state(self) -> object:
        """Return a value that is equal as long as the project's own files and its databases' rows are the same."""
        return tuple(sorted(source_files(self.path))), self._where.contents()
