"""Keep a board up to date: look at a project in the background, after each command and soon after other changes.

It looks through its own project object, in its own thread, so that no cell waits for it and no long cell stops it. The
kernel's watcher tells it when there is something to look at. It only reads.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from migration_lab.coach.standing.so_far import so_far
from migration_lab.errors import LabError
from migration_lab.kernel.effects import Said, expected, rehearsed
from migration_lab.kernel.mending import line_of
from migration_lab.kernel.waiting import telling
from migration_lab.kernel.watcher import pause_after
from migration_lab.project.advising import foretold
from migration_lab.project.sources import source_files
from migration_lab.schema import Renames
from migration_lab.schema.renames import NOTHING_RENAMED
from migration_lab.values.look_progress import Progress
from migration_lab.widgets.warnings_view import WarningsView

if TYPE_CHECKING:
    from migration_lab.kernel.exercise_in_hand import ExerciseInHand
    from migration_lab.project import Places, Project, Step
    from migration_lab.widgets import Board

BEAT = 2.0
"""Seconds between two signals that the kernel is alive."""
HELD = 3.0
"""Seconds for which a look waits for the end of a command, which asks for one anyway; a longer command is followed."""

Job = Callable[["Project"], Mapping[str, Any]]
Reply = Callable[[Mapping[str, Any]], None]


class Follower:
    """Follows ``project``, which nothing else may use, and shows what it sees on ``board``."""

    shows_files = True

    def __init__(
        self, project: Project, board: Board, *, can_undo: bool = True, exercise: ExerciseInHand | None = None
    ) -> None:
        self.project = project
        self.board = board
        self.can_undo = can_undo
        self.exercise = exercise
        self._jobs: queue.SimpleQueue[tuple[Job, Reply] | None] = queue.SimpleQueue()
        self._stopped = threading.Event()
        self.wanted = False
        """Whether the board is on a page."""
        self._seen: Any = None
        self._pulse: object = None
        self._structures: object = None
        self._unread = False
        self._known = ""
        """What is certain of the three places before a look at them has ended."""
        self._writes = 0
        self._turn = 0
        self._held = 0.0
        """Until when looks wait, on the monotonic clock."""
        self._looks = False
        self._in_step = False
        self._renames = NOTHING_RENAMED
        self._one_at_a_time = threading.Lock()
        self._thread = threading.Thread(target=self._follow, name="migration-lab board", daemon=True)

    def look_out(self, yes: bool) -> None:
        """Begin to look, or stop for now."""
        self.wanted = yes
        if yes and not self._thread.is_alive() and not self._stopped.is_set():
            self.project.start()
            self._thread.start()
            threading.Thread(target=self._beat, name="migration-lab heartbeat", daemon=True).start()
        self._jobs.put(None)

    def changed(self) -> None:
        """Note that the watcher has seen a change."""
        self._jobs.put(None)

    def hold(self) -> None:
        """Wait with the next look: a command of this kernel begins, and whoever runs it will ``wake`` when it ends."""
        self._held = time.monotonic() + HELD

    def wake(self, step: Step | None = None, renames: Renames = NOTHING_RENAMED) -> None:
        """Look again now, even if no file has changed; show at once what the command ``step`` did.

        Only after a command that has changed nothing there is a look only if something else has. What is being read at
        that moment is not shown any more: it may come from the middle of the command. ``renames`` is what an undo has
        given its old name.
        """
        with self._one_at_a_time:
            self._turn += 1
            self._renames = renames
            if step is not None:
                self.board.show_change(step.before, step.after, step.difference.renames)
        self.board.show_status(looking=True, settling=True)
        changed = step is None or step.changed or step.moved or not step.result.ok
        if changed or self._looks or self.project.data_changed():
            self._seen = None
        self._held = 0.0
        self._jobs.put(None)

    def look_again(self) -> None:
        """Look again soon, although nothing has changed."""
        self._seen = None
        self._jobs.put(None)

    def ask(self, job: Job, reply: Reply) -> None:
        """Do ``job`` with the project, and pass its answer to ``reply``; a ``LabError`` is an answer too."""
        self._jobs.put((job, reply))

    def stop(self) -> None:
        """End it, and stop its present work."""
        self._stopped.set()
        self._jobs.put(None)
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(2)
        self.project.close()

    def _follow(self) -> None:
        with suppress(Exception), self._telling():  # the next look says what is wrong
            self.project.locate()
        while not self._stopped.is_set():
            cost, held = 0.0, self._held - time.monotonic()
            if held > 0:
                self._serve(held)
                continue
            try:
                if self.wanted:
                    written, began = self._writes, time.thread_time()
                    now = self._fingerprint()
                    cost = time.thread_time() - began
                    if now != self._seen:
                        self._seen = now
                        self._look()
                    else:
                        if written != self._writes:
                            self._show_goal()
                        self._show_settled()
            except Exception as error:  # nothing ends the thread: the next look may succeed
                with suppress(Exception):
                    self.board.show_status(looking=False, settling=False, problem=in_words(error))
            self._serve(pause_after(cost) if self._unread else None)

    def _beat(self) -> None:
        """Signal that the kernel is alive, also during a long look; not if the board is on no page."""
        while not self._stopped.wait(BEAT):
            if self.wanted:
                self.board.beat()

    def _serve(self, seconds: float | None) -> None:
        """Answer questions until somebody wants a look, or the seconds are over."""
        deadline = None if seconds is None else time.monotonic() + seconds
        while not self._stopped.is_set():
            try:
                task = self._jobs.get(timeout=None if deadline is None else max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                return
            if task is None:
                return
            job, reply = task
            with suppress(Exception):  # the one who asked may be gone
                reply(_answer(job, self.project))

    def _look(self) -> None:
        """Show all that has changed: first what is known at once, last what needs a process of its own."""
        turn, self._looks = self._turn, True
        self.board.show_status(looking=True)
        try:
            with self._telling():
                problem = self._show_all()
        finally:
            self._looks = False
        self._show_settled(turn, problem=problem)

    def _show_settled(self, turn: int | None = None, **status: Any) -> None:
        """Show that the look of that turn has ended, or that none was needed."""
        settling = {} if turn not in (None, self._turn) else {"settling": False}
        self.board.show_status(looking=False, undo=self._undo(), redo=self._redo(), **settling, **status)

    def _show_all(self) -> str | None:
        """Show everything, and return what is wrong, if anything is."""
        problem = None
        for show in (self._show_tables, self._show_history, self._show_places):
            if self._stopped.is_set():
                break
            try:
                show()
            except Exception as error:  # the board has to go on, and to say what is wrong
                problem = in_words(error)
        return problem

    def _telling(self) -> AbstractContextManager[None]:
        return telling(lambda: self.project.progress, self._tell_progress)

    def _tell_progress(self, progress: Progress | None) -> None:
        told = None if progress is None else {"known": self._known, **asdict(progress)}
        self.board.show_status(progress=told)

    def _show_tables(self) -> None:
        turn = self._turn
        schema = self.project.read()
        with self._one_at_a_time:
            if turn == self._turn:
                self.board.show_tables(schema, self._renames, self.project.address)
                self._renames = NOTHING_RENAMED

    def _show_history(self) -> None:
        graph = self.project.history()
        self._known = so_far(graph)
        self.board.show_history(graph)

    def _show_places(self) -> None:
        places = self.project.places(self._show_early)
        show_on(self.board, self.project, places)
        self._in_step = places.in_step
        self._show_goal()

    def _show_early(self, places: Places) -> None:
        self._known = places.sentence
        self.board.show_places(places)

    def _show_goal(self) -> None:
        """Show what the exercise in hand still wants; nothing, while that cannot be told."""
        try:
            goal = None if self.exercise is None else self.exercise.state(self.project, in_step=self._in_step)
        except LabError:
            goal = None
        self.board.show_goal(goal)

    def _undo(self) -> str | None:
        """Return the command that the button takes back; ``None`` if there is none."""
        return self.project.undo_copies.next_back() if self.can_undo else None

    def _redo(self) -> str | None:
        """Return the command that a redo brings back; ``None`` if there is none."""
        return self.project.redo_copies.next_redo() if self.can_undo else None

    def _fingerprint(self) -> Any:
        """Return a value that is equal as long as nothing that the board shows can have changed."""
        try:
            pulse = self.project.pulse()
            self._unread = pulse != self._pulse
            if self._unread:
                self._structures = self.project.structures()
                self._unread = False
                self._pulse = pulse
                self._writes += 1
                self.board.show_status(writes=self._writes)
            stands = self._structures
        except Exception as error:
            stands = str(error)
        return stands, tuple(source_files(self.project.path)), frozenset(os.environ.items())


def show_on(board: Board, project: Project, places: Places) -> None:
    """Show the places, with what an upgrade will do, as one trial run of it shows, or the line to be mended."""
    said, warnings = ahead(project, places)
    board.show_places(places, said, line_of(places.error, project.path), warnings)


def ahead(project: Project, places: Places) -> tuple[tuple[Said, ...], WarningsView | None]:
    """Return what the next command will do, and the warnings of it: nothing of either where the coach fails."""
    try:
        rehearsal = rehearsed(project, places)
        found = foretold(project, rehearsal) if rehearsal else ()
        said = expected(places, rehearsal.tried if rehearsal else None, found)
        if rehearsal is None or not found:
            return said, None
        command = places.next_command or "flask db upgrade"
        return said, WarningsView(command, found, rehearsal.source, project.path.as_posix())
    except Exception:  # the places are known all the same
        return (), None


def _answer(job: Job, project: Project) -> Mapping[str, Any]:
    try:
        return job(project)
    except Exception as error:
        return {"problem": in_words(error)}


def in_words(error: Exception) -> str:
    return str(error) if isinstance(error, LabError) else f"{type(error).__name__}: {error}"
