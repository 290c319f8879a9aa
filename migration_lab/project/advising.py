"""Ask the coach about a project: what a command's end means, and what its scripts will do.

Reads the project's files and, through the project, its databases; changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from migration_lab.coach import Advice, Ran, Rehearsal, explain, warn

if TYPE_CHECKING:
    from migration_lab.project.project import Project
    from migration_lab.values.result import Step


def explain_step(project: Project, step: Step) -> Advice | None:
    """Explain what a command did, if it is certain; ``None`` if nothing needs an explanation."""
    return explain(Ran(step, project.history(), reading(project.path), project.places))


def warnings(
    project: Project, direction: str = "upgrade", target: str = "head", asked: Collection[str] = ()
) -> tuple[Advice, ...]:
    """Warn of what the scripts on the way to ``target`` will do, from a trial run on copies of the databases.

    ``asked`` has the ids of questions of style that are wanted too.
    """
    tried = project.try_out(direction, target)
    edited = project.edited_scripts()
    return warn(Rehearsal(tried, direction, project.history(), reading(project.path), asked, edited))


def reading(root: Path) -> Callable[[str], Sequence[str]]:
    """Return a function that reads the lines of one of the files in ``root``."""

    def lines(file: str) -> Sequence[str]:
        try:
            return root.joinpath(file).read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return ()

    return lines
