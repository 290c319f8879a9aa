"""What the coach says in a notebook: of a command before it runs, of a new script, and of a command that has ended.

The coach only looks. Whatever goes wrong while it does, the command runs and ends as it would without it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from migration_lab.kernel.panel import in_a_kernel
from migration_lab.kernel.waiting import SOON, CellProgress, telling
from migration_lab.kernel.warned import Warned
from migration_lab.values.command_line import app_named, db_command, read_command_line
from migration_lab.values.look_progress import Progress

if TYPE_CHECKING:
    from migration_lab.kernel.session import Session
    from migration_lab.project import Project, Step
    from migration_lab.values.advice import Advice
    from migration_lab.widgets import CoachCard, RenameQuestions, WarningsView

Given = ParamSpec("Given")
Shown = TypeVar("Shown")
MOVES = {"upgrade": "head", "downgrade": "-1"}
"""The commands that run scripts, each with its target where none is given."""
DRAFTS = ("migrate", "revision")
SAID_BEFORE = ("fails", "loses")
"""What is said right before a command that runs scripts; the rest was said when the script was written."""
UNNOTICED = ("C4",)
"""What is said then too, however harmful it is: the command itself runs, and says nothing of it."""
ASKED = "A5"
"""What is not said of a draft that is asked about, with the evidence: a rename, drafted as a drop and an add."""
TRYING = Progress("Trying it on a copy of the database")
TRIED = "Tried on a copy of the database."
GIVEN_UP = "It was not tried on a copy first, because that takes too long."
NOT_TO_THE_END = "It was not tried to the end: it was interrupted."


def started_in() -> Path | None:
    """Return the folder in which the kernel has started, which is its notebook's; ``None`` if that is gone."""
    try:
        return Path.cwd()
    except OSError:
        return None


STARTED_IN = started_in()


def harmless(speak: Callable[Given, Shown | None]) -> Callable[Given, Shown | None]:
    """Let what the coach fails to look at, or to say, be left out; an interrupt is still one."""

    @wraps(speak)
    def spoken(*args: Given.args, **kwargs: Given.kwargs) -> Shown | None:
        from migration_lab.kernel.session import CommandInterrupted

        try:
            return speak(*args, **kwargs)
        except CommandInterrupted:
            raise
        except Exception:  # the command itself says what is wrong
            return None

    return spoken


@harmless
def before(session: Session, words: Sequence[str]) -> WarningsView | None:
    """Return what is known to go wrong with ``flask`` and these words; ``None`` where nothing is.

    The scripts are tried on copies of the databases. If that takes a while, a line below the cell says so. An interrupt
    is a ``CommandInterrupted``.
    """
    from migration_lab.kernel.session import CommandInterrupted

    move = moving(words)
    if move is None or session.project.read_only or not session.helping:
        return None

    def look(project: Project) -> Sequence[Advice]:
        from migration_lab.project.advising import foretold, rehearse
        from migration_lab.project.other_folder import other_folder

        graph = project.history()
        if other_folder(project, words) or not (graph.pending if move[0] == "upgrade" else graph.current):
            return ()
        with trying(project):
            return foretold(project, rehearse(project, *move))

    try:
        found = session.looking(look)
        forget_mended(session, found)
        return view(session, " ".join(("flask", *words)), move[0], [one for one in found if is_said_before(one)])
    except KeyboardInterrupt:
        raise CommandInterrupted("Interrupted before the command began. Nothing was changed.") from None


def forget_mended(session: Session, found: Sequence[Advice]) -> None:
    """Forget the last warning if the scripts are no longer warned of for that: somebody has mended them."""
    warned = session.warned
    if warned is not None and not warned.stands(found):
        session.said = None if session.said is warned.advice else session.said
        session.warned = None


def is_said_before(warning: Advice) -> bool:
    """Tell whether a warning is said right before the command too."""
    return warning.severity in SAID_BEFORE or warning.id in UNNOTICED


@harmless
def of_draft(session: Session, step: Step) -> WarningsView | None:
    """Return what is known of the script that a command has written; ``None`` where nothing is."""
    scripts = [path for path in step.result.written if path.endswith(".py") and "/versions/" in f"/{path}"]
    args = step.result.args
    if not session.helping or not step.result.ok or not scripts or db_command(args) not in DRAFTS or app_named(args):
        return None

    def look(project: Project) -> Sequence[Advice]:
        from migration_lab.project.advising import foretold, reading, rehearse
        from migration_lab.project.other_folder import other_folder

        lines = reading(project.path)
        if other_folder(project, args) or not any(
            "op." in line.partition("#")[0] for path in scripts for line in lines(path)
        ):
            return ()  # nothing is in it yet
        target = "heads" if len(project.history().heads) > 1 else "head"
        with trying(project):
            found = [one for one in foretold(project, rehearse(project, "upgrade", target)) if one.file in scripts]
        return [one for one in found if not (step.questions and one.id == ASKED)]

    about = "This script" if len(scripts) == 1 else "These scripts"
    return view(session, about, "upgrade", session.looking(look))


@harmless
def after(session: Session, step: Step) -> CoachCard | None:
    """Explain a command that has ended, and remember that for ``lab.explain()``; ``None`` if nothing is certain."""
    from migration_lab.project.advising import explain_step

    advice = session.looking(lambda project: explain_step(project, step)) if session.helping else None
    if advice is None:
        return None
    shown = card(session, advice)
    session.said = advice
    return shown


@harmless
def asking(session: Session, step: Step) -> RenameQuestions | None:
    """Ask whether what a command has drafted as a drop and an add is a rename; ``None`` if nothing looks like one."""
    from migration_lab.widgets import RenameQuestions

    return RenameQuestions(step.questions) if step.questions and session.helping else None


def unless_interrupted(look: Callable[Given, Shown], *args: Given.args, **kwargs: Given.kwargs) -> Shown | None:
    """Look after a command has ended; ``None`` if that is interrupted, for what it did still has to be shown."""
    with suppress(KeyboardInterrupt):
        return look(*args, **kwargs)
    return None


def card(session: Session, advice: Advice) -> CoachCard:
    """Return the card of an advice; in a chapter of the course, what to do now is folded."""
    from migration_lab.project.advising import reading
    from migration_lab.widgets import CoachCard

    root, lesson = session.project.path, session.workspace is not None
    return CoachCard(advice, reading(root), folder(root), folded=lesson)


def view(session: Session, about: str, command: str, found: Sequence[Advice]) -> WarningsView | None:
    if not found:
        return None
    from migration_lab.project.advising import reading
    from migration_lab.widgets import WarningsView

    shown = WarningsView(about, found, reading(session.project.path), folder(session.project.path))
    session.said = found[0]
    session.warned = Warned(found[0], command, session.last)
    return shown


def moving(words: Sequence[str]) -> tuple[str, str] | None:
    """Return direction and target of a command that runs scripts; ``None`` for another, or one with other options.

    The option ``-d``, which names the folder of the scripts, may be there. A command that Click refuses runs nothing:
    it takes the ``-1`` of ``downgrade -1`` for an option, but not that of ``downgrade -- -1``.
    """
    line, command = read_command_line(words), db_command(words)
    if command not in MOVES or line.helps or not line.known or not {*line.options} <= {"directory", "revision"}:
        return None
    target = line.options.get("revision")
    return command, target if isinstance(target, str) else MOVES[command]


@contextmanager
def trying(project: Project) -> Iterator[None]:
    """Say in a line below the cell that the scripts are tried, if that takes a while; end it if it takes very long.

    In a lesson nothing is said, for that line would be an output that is there on a slow machine only.
    """
    from migration_lab.project import advising
    from migration_lab.project.commands.sending import TakesTooLong

    cell = CellProgress("", TRIED)
    told = telling(lambda: project.progress or TRYING, cell.tell, SOON)
    with told if in_a_kernel() and not project.stable else nullcontext(), project.within(advising.longest(project)):
        try:
            yield
        except TakesTooLong:
            cell.ended = GIVEN_UP
            raise
        except KeyboardInterrupt:
            cell.ended = NOT_TO_THE_END
            raise


def folder(root: Path) -> str:
    """Return the project's folder as seen from the notebook, for links; whole where it is on another drive."""
    try:
        return Path(os.path.relpath(root, STARTED_IN)).as_posix() if STARTED_IN else root.as_posix()
    except ValueError:
        return root.as_posix()
