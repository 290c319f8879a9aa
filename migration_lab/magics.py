"""``%flask`` runs the real ``flask`` command in the open project, and shows its output and what it did.

``%%edit`` changes some lines of one of the project's files, and shows them. ``%git`` runs the real ``git`` there.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from migration_lab.kernel import coaching, session
from migration_lab.kernel.log_lines import LogLines
from migration_lab.kernel.panel import in_a_kernel
from migration_lab.project import Step
from migration_lab.project.commands.command_words import split_words

if TYPE_CHECKING:
    from migration_lab.widgets.live import Display

NOT_IMPORTED = ("ImportError", "ModuleNotFoundError")
"""With these Flask prints why the app does not load, and goes on."""
"""How Flask begins when the app cannot be imported; it goes on as if only the command were unknown."""


def flask(line: str) -> None:
    """Run a ``flask`` command in the open project: ``%flask db upgrade``.

    It is the command that a terminal would run, in a process of its own. Its output is printed as it comes. If it
    changed tables, rows or scripts, a card shows what it did; if it printed only Alembic's log, that is on the card.
    ``lab.last`` is the same as a value.

    ``%flask db migrate --renamed speaker.phone=speaker.mobile`` says beforehand that a column, or a table, only gets
    another name. Where a draft may be a rename, it is asked.
    """
    words = split_words(line)
    run(words[1:] if words[:1] == ["flask"] else words)


def edit(line: str, cell: str) -> None:
    """Change some lines of a file of the open project: ``%%edit models.py``, and below it the lines, as in a diff.

    The first column says what becomes of a line: a space that it stays, ``+`` that it comes, ``-`` that it goes. The
    lines that stay or go must be in the file exactly once. A line ``...`` begins another place in the same file. Either
    all of it is done, or nothing. What is done already is left as it is.
    """
    from migration_lab.course.chapters.chapter import edit_cell
    from migration_lab.course.chapters.edited_file import edit_file
    from migration_lab.widgets import EditView

    now = session.current()
    done = edit_file(now.project.path, edit_cell(line, cell))
    display_any(EditView(done.path, done.before, done.after))


def git(line: str) -> None:
    """Run ``git`` in the open project's folder: ``%git switch -c rooms``.

    It is the command of a terminal, but that nothing waits for an answer. In a workspace of the course it also prints
    the same for everybody, and needs no settings. Raises ``CommandFailed`` when the exit code is not 0.
    """
    from migration_lab.project.commands.git_command import run_git

    now = session.current()
    words = split_words(line)
    result = run_git(words[1:] if words[:1] == ["git"] else words, now.project.path, stable=now.project.stable)
    show(result.output)
    if result.exit_code:
        command = " ".join(["git", *result.words[:1]])
        cause = "the reason is in the output above" if result.output.strip() else "it printed nothing"
        raise session.CommandFailed(f"{command} ended with exit code {result.exit_code}; {cause}.")


def run(words: Sequence[str]) -> None:
    """Run, show, and raise ``CommandFailed`` when the exit code is not 0."""
    log, now = LogLines(show), session.current()
    display_any(coaching.before(now, words))
    try:
        step = now.run(words, log)
    except BaseException:
        log.release()
        raise
    said = [step.moved, *step.unread, "" if step.changed or not step.result.ok else step.way_back.sentence]
    if not (step.changed and step.result.ok and in_a_kernel()) or any(said):
        log.release()
    for one in filter(None, said):
        show(f"\n{one}\n")
    sys.stdout.flush()
    if step.changed:
        from migration_lab.widgets import Card

        warnings = coaching.unless_interrupted(coaching.of_draft, now, step)
        display_any(Card(step, folded=log.folded, warnings=warnings))
    display_any(coaching.asking(now, step))
    display_any(coaching.unless_interrupted(coaching.after, now, step))
    if not step.result.ok:
        raise session.CommandFailed(failure(step))


def display_any(shown: Display | None) -> None:
    """Show a display below the cell, if there is one."""
    if shown is not None:
        from IPython.display import display

        display(shown)  # type: ignore[no-untyped-call]


def show(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def failure(step: Step) -> str:
    """Say why a command failed, and whether it left anything changed."""
    result = step.result
    cause = "the reason is in the output above" if result.output.strip() else "it printed nothing"
    if result.unsaid:
        cause = f"the output above does not say why, but this is the reason: {result.unsaid}"
    if result.unanswered:
        cause = result.unanswered
    if result.not_loaded is not None and result.not_loaded.type in NOT_IMPORTED:
        cause = "your app did not load, so its own commands are missing: the reason is in the output above"
    if step.changed or step.way_back.changed:
        state = f"It had already changed something. {step.way_back.sentence}".rstrip()
    else:
        state = "Nothing was changed."
    return f"{result.command} ended with exit code {result.exit_code}; {cause}. {state}"


def register() -> None:
    """Make ``%flask``, ``%git`` and ``%%edit`` known to the running IPython, if there is one. Twice is harmless."""
    if "IPython" not in sys.modules:
        return
    from IPython import get_ipython

    shell = get_ipython()
    if shell is not None:
        shell.register_magic_function(flask, "line", "flask")
        shell.register_magic_function(git, "line", "git")
        shell.register_magic_function(edit, "cell", "edit")
