"""What the coach says in a notebook: of a command before it runs, of a new script, and of a command that has ended.

The coach only looks. Whatever goes wrong while it does, the command runs and ends as it would without it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from migration_lab.kernel.panel import in_a_kernel
from migration_lab.kernel.waiting import LATER, SOON, CellProgress, patience, telling
from migration_lab.values.command_line import app_named
from migration_lab.values.look_progress import Progress

if TYPE_CHECKING:
    from migration_lab.kernel.session import Session
    from migration_lab.project import Project, Step
    from migration_lab.values.advice import Advice
    from migration_lab.widgets import CoachCard, WarningsView

Found = TypeVar("Found")
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
LONGEST = 10.0
"""Seconds after which the command runs all the same, though it is not known what will go wrong with it."""
GIVEN_UP = f"It was not tried on a copy first, because that takes longer than {LONGEST:.0f} seconds."


def started_in() -> Path | None:
    """Return the folder in which the kernel has started, which is its notebook's; ``None`` if that is gone."""
    try:
        return Path.cwd()
    except OSError:
        return None


STARTED_IN = started_in()


def before(session: Session, words: Sequence[str]) -> WarningsView | None:
    """Return what is known to go wrong with ``flask`` and these words; ``None`` where nothing is.

    The scripts are tried on copies of the databases. If that takes a while, a line below the cell says so.
    """
    move = moving(words)
    if move is None or session.project.read_only:
        return None

    def look(project: Project) -> Sequence[Advice]:
        from migration_lab.project.advising import foretold, rehearse

        graph = project.history()
        if not (graph.pending if move[0] == "upgrade" else graph.current):
            return ()
        with trying(project):
            return [one for one in foretold(project, rehearse(project, *move)) if is_said_before(one)]

    return view(session, " ".join(("flask", *words)), guarded(session, look) or ())


def is_said_before(warning: Advice) -> bool:
    """Tell whether a warning is said right before the command too."""
    return warning.severity in SAID_BEFORE or warning.id in UNNOTICED


def of_draft(session: Session, step: Step) -> WarningsView | None:
    """Return what is known of the script that a command has written; ``None`` where nothing is."""
    scripts = [path for path in step.result.written if path.endswith(".py") and "/versions/" in f"/{path}"]
    args = step.result.args
    if not step.result.ok or not scripts or command_of(args) not in DRAFTS or app_named(args):
        return None

    def look(project: Project) -> Sequence[Advice]:
        from migration_lab.project.advising import foretold, reading, rehearse

        lines = reading(project.path)
        if not any("op." in line.partition("#")[0] for path in scripts for line in lines(path)):
            return ()  # nothing is in it yet
        target = "heads" if len(project.history().heads) > 1 else "head"
        with trying(project):
            found = [one for one in foretold(project, rehearse(project, "upgrade", target)) if one.file in scripts]
        return [one for one in found if not (step.questions and one.id == ASKED)]

    about = "This script" if len(scripts) == 1 else "These scripts"
    return view(session, about, guarded(session, look) or ())


def after(session: Session, step: Step) -> CoachCard | None:
    """Explain a command that has ended, and remember that for ``lab.explain()``; ``None`` if nothing is certain."""
    from migration_lab.project.advising import explain_step

    advice = guarded(session, lambda project: explain_step(project, step))
    if advice is None:
        return None
    session.advice = advice
    return card(session, advice)


def card(session: Session, advice: Advice) -> CoachCard:
    """Return the card of an advice; in a chapter of the course, what to do now is folded."""
    from migration_lab.project.advising import reading
    from migration_lab.widgets import CoachCard

    root, lesson = session.project.path, session.workspace is not None
    return CoachCard(advice, reading(root), folder(root), folded=lesson)


def view(session: Session, about: str, found: Sequence[Advice]) -> WarningsView | None:
    if not found:
        return None
    session.warned = found[0]
    from migration_lab.project.advising import reading
    from migration_lab.widgets import WarningsView

    return WarningsView(about, found, reading(session.project.path), folder(session.project.path))


def guarded(session: Session, look: Callable[[Project], Found]) -> Found | None:
    """Look, while no other thread runs a command; a look that fails has seen nothing."""
    from migration_lab.kernel.session import CommandInterrupted

    try:
        return session.looking(look)
    except CommandInterrupted:
        raise
    except Exception:  # the command itself says what is wrong
        return None


def moving(words: Sequence[str]) -> tuple[str, str] | None:
    """Return direction and target of a command that runs scripts; ``None`` for another, or one with options."""
    if len(words) not in (2, 3) or words[0] != "db" or words[1] not in MOVES:
        return None
    target = words[2] if len(words) == 3 else MOVES[words[1]]
    is_option = target.startswith("-") and not target[1:].isdigit()
    return None if is_option else (words[1], target)


def command_of(args: Sequence[str]) -> str:
    """Return the word after ``db``; empty if there is none."""
    return args[args.index("db") + 1] if "db" in args[:-1] else ""


@contextmanager
def trying(project: Project) -> Iterator[None]:
    """Say in a line below the cell that the scripts are tried, if that takes a while; in a lesson, a longer while.

    It is ended if it takes very long. An interrupt is a ``CommandInterrupted``.
    """
    from migration_lab.kernel.session import CommandInterrupted
    from migration_lab.project.commands.sending import TakesTooLong

    cell = CellProgress("", TRIED)
    told = telling(lambda: project.progress or TRYING, cell.tell, LATER if project.stable else SOON)
    try:
        with told if in_a_kernel() else nullcontext(), project.within(patience(LONGEST)):
            try:
                yield
            except TakesTooLong:
                cell.ended = GIVEN_UP
                raise
    except KeyboardInterrupt:
        raise CommandInterrupted("Interrupted before the command began. Nothing was changed.") from None


def folder(root: Path) -> str:
    """Return the project's folder as seen from the notebook, for links; whole where it is on another drive."""
    try:
        return Path(os.path.relpath(root, STARTED_IN)).as_posix() if STARTED_IN else root.as_posix()
    except ValueError:
        return root.as_posix()
