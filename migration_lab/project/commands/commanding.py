"""Begin, run and end one command of a project: copy what is there before it, and note what it changed.

A command that only looks also runs the project's code, which may write, for example when the app starts. So every
command gets a copy. Reads the databases; only the command itself writes to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from migration_lab.errors import LabError
from migration_lab.project.commands.lock_watch import LockWatch
from migration_lab.project.commands.sending import Sender, refuse_gone
from migration_lab.project.drafts import draft_set_aside
from migration_lab.project.undo.moments import Moment
from migration_lab.project.undo.undo_copies import CannotKeepCopy
from migration_lab.values.waits import Wait

if TYPE_CHECKING:
    from migration_lab.project.commands.terminal import Terminal
    from migration_lab.project.project_databases import ProjectDatabases
    from migration_lab.project.seen_databases import SeenDatabases
    from migration_lab.project.undo.undoing import Undoing
    from migration_lab.values.graph import RevisionGraph
    from migration_lab.values.wire import Outcome, Report, RunFlask, Work

ON_A_COPY = (
    "No copy for undo could be kept in .lab ({}). Since this command only looks, it runs on a copy of the database.\n"
)
Say = Callable[[str], object]
OWN_APP: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class BegunCommand:
    """A command that may run now."""

    before: SeenDatabases
    """What was in the databases before it."""
    moment: Moment | None
    """The copy of that; ``None`` if nothing that the command does can reach the databases."""


class Commanding:
    """Begins and ends the commands of one project."""

    def __init__(
        self, root: Path, sender: Sender, where: ProjectDatabases, undoing: Undoing, *, read_only: bool
    ) -> None:
        self.root = root
        self.read_only = read_only
        self._sender = sender
        self._where = where
        self._undoing = undoing
        self.waits: tuple[Wait, ...] = ()
        """For whose locks the last command was seen to wait."""

    @contextmanager
    def begin(
        self,
        command: str,
        say: Say,
        *,
        only_looks: bool = False,
        may_wait: bool = True,
        warns: bool = False,
        app: Mapping[str, str] = OWN_APP,
    ) -> Iterator[BegunCommand]:
        """Copy the present state before ``command``, and keep other kernels from running one in this project.

        Raises ``CannotKeepCopy`` and ``DatabaseBusy``; and ``LockedDatabase``, if the databases ``may_wait`` for
        another program. With ``warns``, first say which databases have no copy. ``app`` is the app, and the settings
        file, that the command itself names.
        """
        refuse_gone(self.root)
        self._where.choose(app)
        if self.read_only:
            self._where.locate()
            yield BegunCommand(self._where.glance(may_wait=may_wait), None)
            return
        with self._undoing.alone(command, say):
            self._where.locate(surely=True)
            before, moment = self._where.glance(may_wait=may_wait), None
            try:
                moment = self._undoing.keep(command, say)
            except CannotKeepCopy as error:
                if not only_looks:
                    raise
                say(ON_A_COPY.format(error.__cause__))
            if warns and (warning := self._where.no_undo):
                say(f"{warning}\n")
            yield BegunCommand(before, moment)

    def run(self, begun: BegunCommand, work: Work, on_output: Any = None) -> tuple[Outcome, Terminal]:
        """Run the command, so that it reaches no more of the databases than it may.

        The copy from before the command stays until its end has been seen.
        """
        watch = LockWatch([] if begun.moment is None else [*self._where.databases.values()])
        try:
            if begun.moment is None:  # then it only has scratch databases, which nobody else locks
                return self._sender.look(work, on_output)
            with watch:
                return self._sender.ask(work, on_output, watch.session, watch.news)
        except BaseException as error:
            self._undoing.lost_sight(begun.moment)
            if isinstance(error, LabError) and (back := self._undoing.last.sentence):
                raise LabError(f"{error} The command may have stopped in the middle of a step: {back}") from error
            raise
        finally:
            self.waits = watch.waits

    def run_flask(
        self, begun: BegunCommand, work: RunFlask, history: Callable[[], RevisionGraph], on_output: Any = None
    ) -> tuple[Outcome, Terminal]:
        """Do the same for a ``flask`` command; if it renames in a draft, let it replace the last one.

        The file of that one, if it is gone, counts as removed by the command: an undo brings it back. Raises
        ``DraftChanged``, if it was edited.
        """
        with draft_set_aside(self.root, history if work.renamed else None, on_output or str) as draft:
            outcome, terminal = self.run(begun, work, on_output)
            outcome = draft.done(self.root, outcome)
        return outcome, terminal

    def end(self, begun: BegunCommand, report: Report, *, failed: bool = False) -> str:
        """Note what the command reported and changed; return what is wrong with the report, mostly nothing.

        Raises ``LabError`` if it was to rename something that its draft does not drop or add.
        """
        unread = ""
        try:
            self._where.learn(report)
        except LabError as error:
            unread = str(error)
        self._undoing.settle(begun.moment, report, begun.before, failed=failed)
        if report.not_renamed:
            raise LabError(report.not_renamed)
        return unread
