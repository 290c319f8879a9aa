"""One command of a project from its beginning to its end: a copy of what was before it, and a note of what it changed.

A command that only looks runs the project's code as well, and that may write: as it starts, say. So every command has
its copy. Reads the databases; what writes to them is the command itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from migration_lab.errors import LabError
from migration_lab.project.commands.sending import Sender, refuse_gone
from migration_lab.project.undo.moments import Moment
from migration_lab.project.undo.undo_copies import CannotKeepCopy

if TYPE_CHECKING:
    from migration_lab.project.commands.runner import Outcome
    from migration_lab.project.commands.terminal import Terminal
    from migration_lab.project.project_databases import ProjectDatabases
    from migration_lab.project.seen_databases import SeenDatabases
    from migration_lab.project.undo.undoing import Undoing
    from migration_lab.values.wire import Report, Work

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
    """What was kept of that; ``None`` where nothing that the command does can reach them."""


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
        """Keep what is there before ``command``, while which no other kernel runs one in this project.

        Raises ``CannotKeepCopy`` and ``DatabaseBusy``; and ``LockedDatabase``, where the databases ``may_wait`` for
        another program. With ``warns`` it is said first of what no copy is kept. ``app`` is what the command itself
        names as its app, and its file of settings.
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
        """Run it, so that no more of the databases is reached than may be.

        The copy of what was before it stays for as long as its end is not seen.
        """
        try:
            return (self._sender.look if begun.moment is None else self._sender.ask)(work, on_output)
        except BaseException as error:
            self._undoing.lost_sight(begun.moment)
            if isinstance(error, LabError) and (back := self._undoing.last.sentence):
                raise LabError(f"{error} What the command had done by then may be half a step: {back}") from error
            raise

    def end(self, begun: BegunCommand, report: Report, *, failed: bool = False) -> str:
        """Note what the command reported and what it changed; gives what could not be taken over, mostly nothing."""
        unread = ""
        try:
            self._where.learn(report)
        except LabError as error:
            unread = str(error)
        self._undoing.settle(begun.moment, report, begun.before, failed=failed)
        return unread
