"""Keep what is open in this kernel: one project, its workspace, and the live views that follow it."""

from __future__ import annotations

import atexit
import importlib
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from migration_lab.errors import LabError
from migration_lab.kernel.exercise_in_hand import ExerciseInHand
from migration_lab.kernel.live_views import LiveViews
from migration_lab.kernel.own_postgresql import OwnPostgresql
from migration_lab.kernel.warned import Warned
from migration_lab.kernel.watcher import Watcher
from migration_lab.project import Project, Redone, Step, Undone
from migration_lab.project.commands.choosing import make_runner
from migration_lab.project.commands.runner import Runner
from migration_lab.schema import Renames
from migration_lab.schema.renames import NOTHING_RENAMED

if TYPE_CHECKING:
    from pathlib import Path

    from migration_lab.course import Verdict
    from migration_lab.kernel.desk import Desk
    from migration_lab.project.undo.moments import Moment
    from migration_lab.values.advice import Advice

Found = TypeVar("Found")
MOST_STEPS = 50
"""How many commands are remembered, for the board's SQL."""


class NothingOpen(LabError):
    """No project is open in this kernel: it was just started, or the first cell was not run."""


class CommandFailed(LabError):
    """The command ended with an exit code other than 0; its own words are above."""


class CommandInterrupted(LabError):
    """The command was stopped before its end."""


def interrupted_undo(before: Sequence[Moment], now: Sequence[Moment]) -> str:
    """Say how far an interrupted undo came; ``before`` and ``now`` are the newest that could be undone, if any."""
    if not before:
        return "The undo was interrupted."
    name = before[0].command
    if [one.folder for one in now] == [before[0].folder]:
        return f"The undo was interrupted. {name} is not taken back yet, or only in part: run lab.undo() again."
    return f"The undo was interrupted after {name} had been taken back. What was there before is kept in .lab/undone."


class Session:
    """An open project with its live views. ``workspace`` is the course's; ``None`` for a project of one's own."""

    def __init__(self, project: Project, workspace: Any = None) -> None:
        self.project = project
        self.workspace = workspace
        self.last: Step | None = None
        self.failed: Step | None = None
        """The last command, as long as it failed and nothing has been repaired or undone since."""
        self.changed: Step | None = None
        """The last command that changed something, until an undo takes it back, or somebody has read what it lost."""
        self.said: Advice | None = None
        """What the coach has said last: of a command that had ended, or the most harmful of the warnings before one."""
        self.warned: Warned | None = None
        """The last warning, with the command that it was about."""
        self.exercise = ExerciseInHand(workspace.number if workspace else None)
        self.steps: deque[Step] = deque(maxlen=MOST_STEPS)
        self.undone: deque[Step] = deque(maxlen=MOST_STEPS)
        """The steps that an undo has taken back."""
        self.helping = True
        """Whether board and coach help; not in the later cases of the clinic (see ``clinic_cases.py``)."""
        self.revealed: set[str] = set()
        """The predictions of which what happened has been shown."""
        self.watcher = Watcher()
        self.views = LiveViews(project, self.watcher)
        self.postgresql = OwnPostgresql(project)
        self._desk: Desk | None = None
        self._one_at_a_time = threading.RLock()  # a front end may handle the board's buttons in another thread

    @property
    def desk(self) -> Desk:
        """Return this session's board with everything that belongs to it; make it at its first use."""
        if self._desk is None:
            from migration_lab.kernel.desk import Desk

            self._desk = Desk(self)
        return self._desk

    def run(self, args: Sequence[str], on_output: Callable[[str], object] = lambda text: None) -> Step:
        """Run ``flask`` with these words, update the live views, and keep the step as ``last``."""
        with self._one_at_a_time:
            step = None
            self._hold()
            try:
                if outside := self.project.outside_changes():
                    on_output(f"Since the lab last looked, something else has changed the tables:\n{outside}\n\n")
                self.last = step = Project.run(self.project, *args, on_output=on_output)  # an OpenProject calls us
                self.failed = None if step.result.ok else step
                self.changed = step if step.changed else self.changed
                self.steps.append(step)
            except KeyboardInterrupt:
                back = self.project.way_back.sentence
                state = f"It may have stopped in the middle of a step: lab.tables() shows what is there. {back}"
                raise CommandInterrupted(
                    f"flask {' '.join(args)} was interrupted. {state if back else 'Nothing was changed.'}"
                ) from None
            finally:
                self._moved(step)
            return step

    def undo(self, command: str | None = None) -> Undone:
        """Undo the last command, and update the live views; ``command`` as in ``Project``."""
        with self._one_at_a_time:
            there, renames = self.project.undo_copies.moments()[-1:], NOTHING_RENAMED
            self._hold()
            try:
                undone = Project.undo(self.project, command)
                self.failed, self.changed, renames = None, None, undone.difference.renames
                if (step := self._step_of(undone.command)) is not None:
                    self.undone.append(step)
                return undone
            except KeyboardInterrupt:
                raise CommandInterrupted(interrupted_undo(there, self.project.undo_copies.moments()[-1:])) from None
            finally:
                self._moved(renames=renames)

    def redo(self) -> Redone:
        """Bring back what the last undo has taken back, and update the live views."""
        with self._one_at_a_time:
            renames = NOTHING_RENAMED
            self._hold()
            try:
                redone = Project.redo(self.project)
                renames = redone.difference.renames
                places = [at for at, step in enumerate(self.undone) if step.result.command == redone.command]
                if places:
                    step = self.undone[places[-1]]
                    del self.undone[places[-1]]  # by its place: another one may be equal to it
                    self.failed = None if step.result.ok else step
                return redone
            except KeyboardInterrupt:
                raise CommandInterrupted("The redo was interrupted. Run lab.redo() again, or lab.undo().") from None
            finally:
                self._moved(renames=renames)

    def _step_of(self, command: str) -> Step | None:
        """Return the last step of that command that an undo can have taken back."""
        left = [step for step in reversed(self.steps) if not any(step is one for one in self.undone)]
        there = [step for step in left if step.result.command == command]
        return next((step for step in there if step.changed), next((step for step in there if step.statements), None))

    def _hold(self) -> None:
        """Let the board wait for the end of a command instead of looking in the midst of it."""
        if self._desk is not None:
            self._desk.follower.hold()

    def _moved(self, step: Step | None = None, renames: Renames = NOTHING_RENAMED) -> None:
        """Update everything live after a command, or after an undo that gave old names back."""
        if self._desk is not None:
            self._desk.refresh(step, renames)
        with suppress(Exception):  # the command, and the next look, say that a database cannot be read
            self.views.refresh(step.difference.renames if step else renames)

    def checked(self, verdict: Verdict) -> None:
        """Note that an exercise was checked, and let the board show what it still wants."""
        if not self.elsewhere(verdict.exercise.workspace):
            self.exercise.checked(verdict)
            if self._desk is not None:
                self._desk.follower.look_again()

    def workspace_number(self) -> str:
        """Return what opens this workspace. Raises ``LabError`` if it is a project of one's own."""
        if self.workspace is None:
            raise LabError("This project is not a chapter of the course, so it has no starting point to go back to.")
        number: str = self.workspace.number
        return number

    def elsewhere(self, number: str) -> str:
        """Say what is open, if it is not the workspace of that chapter or exercise."""
        if self.workspace is None:
            return "a project of your own"
        title: str = self.workspace.short_title
        return "" if self.workspace.number == number else f"the workspace of {title[:1].lower()}{title[1:]}"

    def looking(self, look: Callable[[Project], Found]) -> Found:
        """Let ``look`` look at the project while no other thread runs a command in it."""
        with self._one_at_a_time:
            return look(self.project)

    def follow_elsewhere(self) -> None:
        """Let everything live show the other database that the app now uses."""
        with self._one_at_a_time:
            self._moved()

    def follow(self, view: Any) -> None:
        """Keep a live view up to date from now on, whoever changes the database, as long as it is on a page."""
        self.views.follow(view)

    def close(self) -> None:
        """Release the project and end what runs for it."""
        self.watcher.stop()
        self.views.clear()
        if self._desk is not None:
            self._desk.close()
            self._desk = None
        self.postgresql.close()
        self.project.close()


NEEDED = (
    "sqlalchemy.dialects.sqlite.pysqlite",
    "flask_migrate.cli",
    "migration_lab.schema.sqlite",
    "migration_lab.widgets",
    "anywidget",
)
"""What the first command will need in this kernel; it is imported while the warm process does its own imports."""

_current: Session | None = None
_runner: Runner | None = None


def runner() -> Runner:
    """Return the one runner that all projects of this kernel share, so that only the first command has to wait."""
    global _runner
    if _runner is None:
        _runner = make_runner()
        _runner.start()
        for name in NEEDED:
            importlib.import_module(name)
    _runner.start()
    return _runner


def course_project(folder: Path) -> Project:
    """Open the project in a workspace of the course, in which revisions have the same ids on every run."""
    from migration_lab.project import Project

    return Project(folder, stable=True, runner=runner())


def current() -> Session:
    """Return the session of this kernel. Raises ``NothingOpen`` if there is none."""
    if _current is None:
        raise NothingOpen(
            "Nothing is open in this kernel yet (it has just started, or was restarted). Run the notebook's first "
            'cell. To continue your earlier work, change it to lab.open("…", resume=True) with the chapter\'s number.'
        )
    return _current


def open_chapter() -> str:
    """Return the number of the chapter that is open; empty if none is."""
    return _current.workspace.chapter.number if _current is not None and _current.workspace is not None else ""


def revealed() -> set[str]:
    """Return the predictions of which this session has shown what happened; none if nothing is open."""
    return set() if _current is None else _current.revealed


def take_over(session: Session) -> None:
    """Make ``session`` this kernel's; close the one before."""
    close()
    global _current
    _current = session


def close() -> None:
    """Close this kernel's session, if there is one."""
    global _current
    session, _current = _current, None
    if session is not None:
        session.close()


@atexit.register
def end() -> None:
    """Leave nothing running when the kernel ends."""
    close()
    if _runner is not None:
        _runner.close()
