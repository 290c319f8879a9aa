"""Put the board beside the notebook, once, and answer what its buttons and its pages ask."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from migration_lab.errors import LabError
from migration_lab.kernel import telling
from migration_lab.kernel.follower import Follower, Reply
from migration_lab.project import UndoAsks
from migration_lab.widgets import Board

if TYPE_CHECKING:
    from migration_lab.kernel.session import Session
    from migration_lab.project import Project, Step


class Desk:
    """The board of one session: it keeps the board up to date, and does what its buttons ask."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.board = Board(self.hear)
        self.follower = Follower(session.project.twin(), self.board)
        session.watcher.listen(self.follower)
        self.board.show_status(read_only=session.project.read_only, reopen=telling.reopening(session))
        self._views: set[str] = set()

    def refresh(self, step: Step | None = None) -> None:
        """Update the board after a command, ``step``, if there is one, or after an undo."""
        self.board.show_sql(self.session.steps, self.session.undone)
        failed = self.session.failed
        self.board.show_status(last=telling.command_result(failed) if failed else None, sure=None)
        self.follower.wake(step)

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
            reply(self._run(self.board.command_to(str(question.get("id")))))
        elif what == "undo":
            reply(self._undo(question.get("sure")))
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

    def _tell(self, *words: Any) -> Mapping[str, Any]:
        last = telling.result_of(*words)
        self.board.show_status(last=last)
        return last


def revision(project: Project, question: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the time machine shows at one revision; with an empty id, before the first."""
    from migration_lab.backends.version_table import only_writes
    from migration_lab.widgets.board import moment_state

    id = str(question.get("id") or "")
    empty = project.schema_at("base")
    if not id:
        return {**moment_state(empty, empty, "", ()), **going_to(project, "")}
    one = project.history().revision(id)
    path = project.path / one.path
    script = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    try:
        after = project.schema_at(id)
        sql = project.revision_sql(id)
        changing = [statement for statement in sql if not only_writes(statement.sql, after.version_table)]
        before = project.schema_at(one.parents[0]) if one.parents else empty
        return {**moment_state(before if changing else after, after, script, sql), **going_to(project, id)}
    except LabError as error:
        return {"problem": str(error), "tables": (), "script": script, "statements": ()}


def going_to(project: Project, id: str) -> Mapping[str, Any]:
    """Return what the database would lose on the way to that revision: the names, and a sentence; nothing if unknown.

    The way is tried on a copy of the database, with its rows.
    """
    from migration_lab.kernel.losses import Losses, beware, dropped_by, losses

    try:
        graph = project.history()
        lost = losses(project.read(), graph, id, project.schema_at)
        sentence = ""
        if id not in graph.current and (id or graph.current):
            way = "upgrade" if id in graph.pending else "downgrade"
            tried, command = project.try_out(way, id or "base"), f"flask db {way} {id or 'base'}"
            lost = dropped_by(tried) if tried.ok else lost
            sentence = beware(lost, tried, command, graph, can_undo=not project.no_undo)
    except LabError:
        lost, sentence = Losses(), ""
    return {"losses": [*lost.tables, *lost.columns], "beware": sentence}


def rows(project: Project, question: Mapping[str, Any]) -> Mapping[str, Any]:
    from migration_lab.widgets import RowsView

    name = str(question.get("table"))
    return RowsView(name, project.rows(name)).state()


def table(project: Project, question: Mapping[str, Any]) -> Mapping[str, Any]:
    from migration_lab.widgets import TablesView

    return {"table": TablesView(project.read(), [str(question.get("table"))]).state()["tables"][0]}


LOOKS = {"revision": revision, "rows": rows, "table": table}


class Panel:
    """The one panel beside the notebook that belongs to this kernel."""

    def __init__(self) -> None:
        self._sidecar: Any = None
        self._view: str | None = None
        self._closed = False

    def shown(self, yes: bool, view: str = "") -> None:
        """Note that the front end has put a docked board on the page, as ``view``, or has taken it away."""
        if yes:
            self._view, self._closed = view, False
        elif view == self._view:
            self._closed = True

    def show(self, board: Board, title: str) -> None:
        """Put ``board`` into the panel; make one if there is none, or the learner has closed it. Displays nothing."""
        try:
            from sidecar import Sidecar
        except ImportError:
            return
        if self._sidecar is not None and self._closed:
            self._sidecar.close()
            self._sidecar = None
        if self._sidecar is None:
            self._view, self._closed = None, False
            self._sidecar = Sidecar(title=title, anchor="split-right")
        self._sidecar.title = title
        self._sidecar.outputs = ()
        self._sidecar.append_display_data(board)


panel = Panel()


def in_a_kernel() -> bool:
    import sys

    if "IPython" not in sys.modules:
        return False
    from IPython import get_ipython

    return getattr(get_ipython(), "kernel", None) is not None
