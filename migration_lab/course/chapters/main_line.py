"""Carry out a main line in a folder: write and edit its files, run its commands.

``replay`` gives the same files and the same database as running every cell would, but faster: it copies revisions that
the finished app has, instead of drafting them, and delays upgrades until something looks at the database, or changes
what they would do: a file in ``migrations``. (The models may change meanwhile. A script does not read them, or it would
not run in a year either.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol

from migration_lab.course.chapters.chapter import MainLineStep, Run, Write
from migration_lab.course.chapters.edited_file import edit_file
from migration_lab.course.chapters.edits import Edit
from migration_lab.errors import LabError
from migration_lab.project.commands.refusals import only_looks
from migration_lab.values.revision_ids import revision_id

if TYPE_CHECKING:
    from migration_lab.values.result import Step

MIGRATIONS = "migrations"
UPGRADE = ("db", "upgrade")
DRAFTING = (("db", "migrate"), ("db", "revision"))
_REVISION = re.compile(r"^revision\b[^=\n]*=\s*['\"](\w+)['\"]", re.MULTILINE)
_PARENTS = re.compile(r"^down_revision\b[^=\n]*=\s*(.+)$", re.MULTILINE)


class Commands(Protocol):
    """What building a starting point needs from a project; ``Project`` has it."""

    def run(self, *args: str) -> Step:
        """Run ``flask`` with these words. Never raises for an exit code other than 0."""

    def close(self) -> Any:
        """End the processes that the commands keep running."""


OpenProject = Callable[[Path], Commands]


def replay(steps: Iterable[MainLineStep], folder: Path, project: Commands, finished: Path | None = None) -> None:
    """Carry out these steps in ``folder``; ``project`` runs the commands.

    With ``finished``, the finished app's folder, revisions are copied from there if it has them, upgrades are run
    together, and commands that only look, or that are meant to fail, are left out. Without it every command is run.
    Raises ``LabError`` when a command ends differently from what its chapter says.
    """
    _do(steps, folder, partial(_run, project), finished)


def write_only(steps: Iterable[MainLineStep], folder: Path, finished: Path) -> None:
    """What ``replay`` does of these steps without running a command: write and edit files, and copy revisions.

    A script that only a command would draft is not there to be edited. Those edits are left out.
    """
    there = (step for step in steps if not isinstance(step, Edit) or any(folder.glob(step.path)))
    _do(there, folder, lambda step: None, finished)


def _do(steps: Iterable[MainLineStep], folder: Path, run: Callable[[Run], None], finished: Path | None) -> None:
    drafted, waiting = False, None
    for step in steps:
        if isinstance(step, Write | Edit):
            if waiting is not None and PurePosixPath(step.path).parts[:1] == (MIGRATIONS,):
                run(_delayed(waiting, folder))  # it would run what the script, or env.py, says from now on
                waiting = None
            write_file(step, folder) if isinstance(step, Write) else edit_file(folder, [step])
        elif finished is None:
            run(step)
        elif step.fails or only_looks(step.args):
            continue
        elif step.args == UPGRADE and drafted:
            run(step)  # at once: a later edit may change how a command works, as in migrations/env.py
        elif step.args == UPGRADE:
            waiting = script_heads(folder / MIGRATIONS)
        elif not _copy_revision(step.args, folder, finished):
            if waiting is not None:
                run(_delayed(waiting, folder))
            run(step)
            waiting, drafted = None, drafted or step.args[:2] in DRAFTING
    if waiting is not None:
        run(_delayed(waiting, folder))


def _delayed(heads: tuple[str, ...], folder: Path) -> Run:
    """Return the upgrade that was delayed. It goes no further than it would have gone then, to these heads."""
    as_then = len(heads) != 1 or heads == script_heads(folder / MIGRATIONS)
    return Run(UPGRADE if as_then else (*UPGRADE, *heads))


def write_file(step: Write, folder: Path) -> None:
    """Write the file of that step in ``folder``, as its cell does."""
    path = folder / step.path
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a" if step.append else "w", encoding="utf-8", newline="\n") as file:
        file.write(step.text)


def _run(project: Commands, step: Run) -> None:
    result = project.run(*step.args).result
    if (result.exit_code != 0) is not step.fails:
        what = "did not fail, as the chapter says it does" if step.fails else "failed"
        raise LabError(f"While building the starting point, `flask {' '.join(step.args)}` {what}:\n{result.output}")


def _copy_revision(args: tuple[str, ...], folder: Path, finished: Path) -> bool:
    """Copy the script that this command would draft; False when it drafts none, or the finished app lacks it."""
    if args[:2] not in DRAFTING or (message := _message(args[2:])) is None:
        return False
    wanted = revision_id(script_heads(folder / "migrations"), message)
    for script in sorted((finished / "migrations" / "versions").glob("*.py")):
        text = script.read_text(encoding="utf-8")
        if wanted in _REVISION.findall(text):
            place = folder / "migrations" / "versions" / script.name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="\n")
            return True
    return False


def _message(options: tuple[str, ...]) -> str | None:
    """Return the message, when the options contain it and nothing else."""
    if len(options) == 2 and options[0] in ("-m", "--message"):
        return options[1]
    if len(options) == 1 and options[0].startswith("--message="):
        return options[0].removeprefix("--message=")
    return None


def script_heads(migrations: Path) -> tuple[str, ...]:
    """Return the heads, sorted, read from the scripts' text without running them."""
    revisions: set[str] = set()
    parents: set[str] = set()
    for script in (migrations / "versions").glob("*.py"):
        text = script.read_text(encoding="utf-8")
        revisions.update(_REVISION.findall(text))
        for named in _PARENTS.findall(text):
            parents.update(re.findall(r"['\"](\w+)['\"]", named))
    return tuple(sorted(revisions - parents))
