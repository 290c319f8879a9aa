"""Put the board beside the notebook, once, and answer what its buttons and its pages ask."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from migration_lab.errors import LabError
from migration_lab.follower import Follower, Reply
from migration_lab.widgets import Board

if TYPE_CHECKING:
    from migration_lab.project import Project
    from migration_lab.session import Session

MOST_OUTPUT = 20_000


class Desk:
    """The board of one session, what keeps it true, and what its buttons do."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.board = Board(self.hear)
        self.follower = Follower(session.project.twin(), self.board)
        self.board.show_status(read_only=session.project.read_only)
        self._views = 0

    def refresh(self) -> None:
        """Follow a command, which has just ended."""
        self.board.show_sql(self.session.steps)
        self.follower.wake()

    def close(self) -> None:
        self.follower.stop()

    def hear(self, question: Mapping[str, Any], reply: Reply) -> None:
        """Do what a button asks, here and now, as a cell would; have the rest looked up in the background."""
        what = question.get("what")
        if what in ("seen", "unseen"):
            self._seen(what == "seen", bool(question.get("docked")))
        elif what == "run":
            reply(self._run(self.board.next_command, question.get("command")))
        elif what == "go":
            reply(self._run(self.board.command_to(str(question.get("id")))))
        elif what == "undo":
            reply(self._undo())
        elif what in LOOKS:
            self.follower.ask(lambda project: LOOKS[what](project, question), reply)

    def _seen(self, yes: bool, docked: bool) -> None:
        """A front end has put the board on a page, or has taken it away: nobody looks where nobody sees it."""
        self._views = max(0, self._views + (1 if yes else -1))
        if docked:
            panel.shown(yes)
        self.follower.look_out(self._views > 0)

    def _run(self, command: str | None, wanted: Any = None) -> Mapping[str, Any]:
        """Run the command that is the right one now; a button that shows another one is late, and told so."""
        if command is None or wanted not in (None, command):
            return self._tell(str(wanted or "That"), False, "was not run: things have changed meanwhile", "")
        try:
            step = self.session.run(shlex.split(command)[1:])
        except LabError as error:
            return self._tell(command, False, "was not run", str(error))
        words = "is done" if step.result.ok else f"failed with exit code {step.result.exit_code}"
        return self._tell(command, step.result.ok, words, step.result.output[-MOST_OUTPUT:])

    def _undo(self) -> Mapping[str, Any]:
        try:
            undone = self.session.undo()
        except LabError as error:
            return self._tell("Undo", False, "did nothing", str(error))
        lines = [*map(str, undone.difference), *(f"{name}: {what}" for name, what in undone.scripts)]
        return self._tell(undone.command, True, "is undone", "\n".join(lines))

    def _tell(self, command: str, ok: bool, words: str, output: str) -> Mapping[str, Any]:
        last = {"command": command, "ok": ok, "words": words, "output": output.strip()}
        self.board.show_status(last=last)
        return last


def revision(project: Project, question: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the time machine shows at one revision; with an empty id, before the first."""
    from migration_lab.widgets.board import moment_state

    id = str(question.get("id") or "")
    empty = project.schema_at("base")
    if not id:
        return moment_state(empty, empty, "", ())
    one = project.history().revision(id)
    path = project.path / one.path
    script = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    try:
        after = project.schema_at(id)
        sql = project.revision_sql(id)
        changing = [statement for statement in sql if "alembic_version" not in statement.sql]
        before = project.schema_at(one.parents[0]) if one.parents else empty
        return moment_state(before if changing else after, after, script, sql)
    except LabError as error:
        return {"problem": str(error), "tables": (), "script": script, "statements": ()}


def rows(project: Project, question: Mapping[str, Any]) -> Mapping[str, Any]:
    from migration_lab.widgets import RowsView

    name = str(question.get("table"))
    return RowsView(name, project.rows(name)).state()


def table(project: Project, question: Mapping[str, Any]) -> Mapping[str, Any]:
    from migration_lab.widgets import TablesView

    return {"table": TablesView(project.read(), [str(question.get("table"))]).state()["tables"][0]}


LOOKS = {"revision": revision, "rows": rows, "table": table}


class Panel:
    """The one place beside the notebook that belongs to this kernel."""

    def __init__(self) -> None:
        self._sidecar: Any = None
        self._views = 0
        self._was_shown = False

    def shown(self, yes: bool) -> None:
        """Note that the front end has put a docked board on the page, or has taken it away."""
        self._views = max(0, self._views + (1 if yes else -1))
        self._was_shown = self._was_shown or yes

    def show(self, board: Board, title: str) -> None:
        """Put ``board`` into the panel; make one if there is none, or the learner has closed it. Displays nothing."""
        try:
            from sidecar import Sidecar
        except ImportError:
            return
        if self._sidecar is not None and self._was_shown and not self._views:
            self._sidecar.close()
            self._sidecar = None
        if self._sidecar is None:
            self._views, self._was_shown = 0, False
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
