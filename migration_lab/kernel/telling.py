"""What the board and the notebook both say of a command, an undo and a project. Touches no database by itself."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from migration_lab.values.wording import rows_again

if TYPE_CHECKING:
    from migration_lab.kernel.session import Session
    from migration_lab.project import Project, Redone, Step, UndoAsks, Undone
    from migration_lab.schema import Difference

MOST_OUTPUT = 20_000
PRINTED, CHANGED, WHY = "What it printed", "What changed", "Why"
"""The headings for the text below a result."""
ANY_OTHER = "the cell that opened it"


def command_result(step: Step) -> dict[str, Any]:
    """Return what the board shows of a command that has ended."""
    result = step.result
    words = "is done" if result.ok else f"failed: {result.unanswered or result.cause}"
    unseen = "" if step.changed or not result.ok else step.way_back.sentence
    output = "\n".join(filter(None, (result.output[-MOST_OUTPUT:].rstrip(), step.moved, *step.unread, unseen)))
    return {**result_of(result.command, result.ok, words, output), "undoable": step.undoable}


def result_of(command: str, ok: bool, words: str, output: str = "", about: str = PRINTED) -> dict[str, Any]:
    """Return a result for the board; ``about`` is the heading for ``output``."""
    words_of = {"command": command, "ok": ok, "words": words, "output": output.strip(), "about": about}
    return {**words_of, "undoable": False}


def undone_lines(undone: Undone) -> list[str]:
    """Say everything that an undo did and did not do, line by line."""
    lines = changed_lines(undone, "undo")
    lines += [f"{name} {what}." for name, what in undone.databases]
    if undone.outside:
        lines.append(
            "Something else, such as a terminal, had changed the database since then; that was taken back too."
        )
    lines += [f"The command also changed {what}. That stays." for what in undone.not_kept]
    lines += [f"What {command} did afterwards stays, because no copy of that was kept." for command in undone.later]
    lines.append("All other files stay as they are, including your models.")
    lines.append(f"What was there before the undo is kept in {undone.kept}: lab.redo() brings it back.")
    if undone.not_copied:
        lines.append("A database on a server or in memory was not copied, so it stays as it is.")
    return lines


def redone_lines(redone: Redone) -> list[str]:
    """Say everything that a redo did and did not do, line by line."""
    lines = changed_lines(redone, "redo")
    if not lines:
        lines += [f"{name} is as it was after {redone.command}." for name in redone.databases]
    lines += [f"The command had also changed {what}. No undo has taken that back." for what in redone.not_kept]
    lines.append("All other files stay as they are, including your models.")
    lines.append("lab.undo() takes that back again.")
    if redone.not_copied:
        lines.append("A database on a server or in memory was not copied, so it stays as it is.")
    return lines


def changed_lines(done: Undone | Redone, what: str) -> list[str]:
    """Say what an undo or a redo has changed in tables, rows and scripts, line by line."""

    def said(difference: Difference, rows: Iterable[tuple[str, int, int]]) -> list[str]:
        return [*map(str, difference), *(rows_again(counts, what) for counts in rows)]

    lines = said(done.difference, done.rows)
    for bind, difference, rows in done.elsewhere:
        lines += [f"In the database {bind}: {line}" for line in said(difference, rows)]
    return lines + [f"{name}: {fate}" for name, fate in done.scripts]


def asking_lines(asked: UndoAsks) -> list[str]:
    """Say why the board's button has not undone anything yet, and that the next press will."""
    again = [f"Nothing was done. Press Undo again to take back {asked.command} all the same."]
    return [*asked.why, *(again if asked.command else ["Nothing was done."])]


def reopening(session: Session) -> str:
    """Return what to run in a new kernel to go on with the work of this one."""
    if session.workspace is None:
        return ANY_OTHER
    return f'from migration_lab import lab; lab.open("{session.workspace.number}", resume=True)'


def board_title(session: Session) -> str:
    """Return ``Board · Chapter 03``, and the workspace's own name where another notebook has the chapter's."""
    if session.workspace is None:
        return f"Board · {session.project.path.name}"
    title, folder = session.workspace.short_title, session.workspace.path.name
    return f"Board · {title}" if folder == session.workspace.number else f"Board · {title} · {folder}"


def undo_lines(project: Project) -> Iterator[str]:
    """What to say of a chapter that was just opened, where the learner has led it to a database elsewhere."""
    if "DATABASE_URL" in os.environ:
        project.locate()
        yield from filter(None, [project.no_undo])


def task_lines(task: str) -> Iterator[str]:
    """Say what is to be done in an exercise that no notebook describes, and which commands help; nothing for others."""
    if task:
        yield from (" ".join(part.split()) for part in task.split("\n\n"))
        yield "Begin with `models.py`, in the workspace. `lab.check()` checks your work, and `lab.hint()` gives a hint."


def project_lines(project: Project, app: str | None) -> Iterator[str]:
    """Say what is known about a project that was just opened. Asks the app where its database is."""
    address = project.locate()
    yield f"Its database: {address or 'not known yet.'}"
    if not address:
        yield project.places().sentence
    if app:
        yield f"In a terminal, add --app {app} to each flask command."
    if project.read_only:
        yield (
            "It is open read-only: its databases stay as they are. To look, the lab starts the app on a copy "
            "and runs its revision scripts on scratch databases."
        )
        yield "To let commands change it, open it with read_only=False."
    elif address and project.no_undo:
        yield project.no_undo
