"""Keep a session's board up to date, and do what its buttons ask."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from migration_lab.errors import LabError
from migration_lab.kernel import telling
from migration_lab.kernel.board_questions import LOOKS
from migration_lab.kernel.effects import lost_by
from migration_lab.kernel.follower import Follower, Reply
from migration_lab.kernel.mending import to_mend
from migration_lab.kernel.panel import panel
from migration_lab.project import UndoAsks
from migration_lab.schema import Renames
from migration_lab.schema.renames import NOTHING_RENAMED
from migration_lab.values.visible_text import plain
from migration_lab.widgets import Board

if TYPE_CHECKING:
    from migration_lab.kernel.session import Session
    from migration_lab.project import Step


class Desk:
    """The board of one session: it keeps the board up to date, and does what its buttons ask."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.board = Board(self.hear)
        self.follower = Follower(
            session.project.twin(), self.board, can_undo=not session.project.read_only, exercise=session.exercise
        )
        session.watcher.listen(self.follower)
        self.board.show_status(
            read_only=session.project.read_only,
            reopen=telling.reopening(session),
            title=telling.board_title(session),
        )
        self._views: set[str] = set()

    def refresh(self, step: Step | None = None, renames: Renames = NOTHING_RENAMED) -> None:
        """Update the board after a command, ``step``, if there is one, or after an undo with these ``renames``."""
        self.board.show_sql(self.session.steps, self.session.undone)
        failed = self.session.failed
        self.board.show_status(
            last=telling.command_result(failed) if failed else None,
            sure=None,
            lost=self._lost(),
            mend=to_mend(failed, self.session.project.path),
        )
        self.follower.wake(step, renames)

    def _lost(self) -> dict[str, Any] | None:
        """Return what the last command that changed something has lost; ``None`` when that is nothing."""
        step, what = self.session.changed, tuple[str, ...]()
        with suppress(Exception):  # the command has run, whatever can be said of it
            what = lost_by(step) if step else ()
        return {"command": plain(step.result.command), "what": [*what]} if step and what else None

    def close(self) -> None:
        self.follower.stop()

    def hear(self, question: Mapping[str, Any], reply: Reply) -> None:
        """Do what a button asks, here and now, as a cell would; look up everything else in the background."""
        what = question.get("what")
        if what in ("seen", "unseen"):
            self._seen(what == "seen", bool(question.get("docked")), str(question.get("view")))
            reply({})
        elif what == "run":
            reply(self._run(self.board.next_command, question.get("command")))
        elif what == "go":
            reply(self._run(self.board.command_to(str(question.get("id"))), question.get("command")))
        elif what == "undo":
            reply(self._undo(question.get("sure")))
        elif what == "redo":
            reply(self._redo())
        elif what == "dock":
            panel.move(self.board, str(question.get("side")))
            reply({})
        elif what == "dismiss":
            self.session.changed = None
            self.board.show_status(lost=None)
            reply({})
        elif what in LOOKS:
            self.follower.ask(lambda project: LOOKS[what](project, question), reply)

    def _seen(self, yes: bool, docked: bool, view: str) -> None:
        """Note whether a front end shows the board on a page: nothing is looked up while nobody sees it."""
        self._views = self._views | {view} if yes else self._views - {view}
        if docked:
            panel.shown(yes, view)
        self.follower.look_out(bool(self._views))
        self.session.watcher.wake()

    def _run(self, command: str | None, wanted: Any = None) -> Mapping[str, Any]:
        """Run the command that is the right one now; a button that shows another one is out of date, and told so."""
        if command is None or wanted not in (None, command):
            return self._tell(
                str(wanted or "That"), False, "was not run, because something has changed in the meantime"
            )
        try:
            step = self.session.run(shlex.split(command)[1:])
        except LabError as error:
            return self._tell(command, False, "was not run", str(error), telling.WHY)
        last = telling.command_result(step)
        self.board.show_status(last=last)
        return last

    def _undo(self, sure: Any = None) -> Mapping[str, Any]:
        """Undo; where that asks first, the answer has the command as ``sure``, which the next press sends back."""
        wanted = self.board.sure_undo
        try:
            undone = self.session.undo(wanted if wanted is not None and sure == wanted else None)
        except UndoAsks as asked:
            self.board.show_status(sure=asked.command)
            return self._tell("Undo", False, "did nothing yet", "\n".join(telling.asking_lines(asked)), telling.WHY)
        except LabError as error:
            return self._tell("Undo", False, "did nothing", str(error), telling.WHY)
        lines = telling.undone_lines(undone)
        return self._tell(undone.command, True, "is undone", "\n".join(lines), telling.CHANGED)

    def _redo(self) -> Mapping[str, Any]:
        try:
            redone = self.session.redo()
        except LabError as error:
            return self._tell("Redo", False, "did nothing", str(error), telling.WHY)
        lines = telling.redone_lines(redone)
        return self._tell(redone.command, True, "is redone", "\n".join(lines), telling.CHANGED)

    def _tell(self, *words: Any) -> Mapping[str, Any]:
        last = telling.result_of(*words)
        self.board.show_status(last=last)
        return last
