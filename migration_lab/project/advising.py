"""Ask the coach about a project: what a command's end means, and what its scripts will do.

Reads the project's files and, through the project, its databases; changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from migration_lab import coach
from migration_lab.coach import Advice, Ran, Rehearsal, explain, warn
from migration_lab.coach.failing_trial import failing_trial
from migration_lab.errors import LabError
from migration_lab.project.commands.sending import TakesTooLong
from migration_lab.project.other_folder import NOT_LOOKED_AT, history_in, other_folder, with_folder
from migration_lab.values.command_line import app_named
from migration_lab.values.source_lines import source_line

if TYPE_CHECKING:
    from migration_lab.project.project import Project
    from migration_lab.values.places import Places
    from migration_lab.values.result import Step
    from migration_lab.values.tried import Tried

LONGEST = 10.0
"""Seconds that a look, or a trial run with its way back, may take before or after a command. Then the command, and what
is shown of it, go on without."""
LONGEST_IN_A_LESSON = 60.0
"""The same in a chapter of the course: what its cells show must not depend on how busy the machine is."""


def longest(project: Project) -> float:
    """Return how many seconds a look may take that stands between a command and what is shown of it."""
    return LONGEST_IN_A_LESSON if project.stable else LONGEST


def explain_step(project: Project, step: Step) -> Advice | None:
    """Explain what a command did, if it is certain; ``None`` if nothing needs that, or if it named another app."""
    args, source = step.result.args, reading(project.path)
    if app_named(args):
        return None
    if folder := other_folder(project, args):
        found = explain(Ran(step, history_in(project, folder), source, lambda: NOT_LOOKED_AT))
        return found and with_folder(found, folder)
    bound = (
        project.within(longest(project)) if step.result.ok else nullcontext()
    )  # what went well is not worth a long wait

    def places() -> Places:
        with bound:
            return project.places()

    try:
        return explain(Ran(step, project.history(), source, cache(places), project.edited_scripts, counting(project)))
    except TakesTooLong:
        return None


def rehearse(
    project: Project, direction: str = "upgrade", target: str = "head", asked: Collection[str] = ()
) -> Rehearsal:
    """Try the scripts on the way to ``target`` on copies of the databases; the same again costs nothing.

    ``asked`` has the ids of questions of style that are wanted too.
    """
    tried = project.try_out(direction, target)
    return Rehearsal(tried, direction, project.history(), reading(project.path), asked, project.edited_scripts())


def foretold(project: Project, rehearsal: Rehearsal) -> tuple[Advice, ...]:
    """Return the warnings of a trial run, and first of all its error, if it has one that nobody explains."""
    tried, found = rehearsal.tried, warn(rehearsal)
    told = any(one.severity == "fails" and one.revision in ("", tried.failed) for one in found)
    only_here = any(one.refusal or one.question is not None for one in (tried.error.chain() if tried.error else ()))
    if tried.untried or told or only_here or explain_trial(project, tried, rehearsal.direction):
        return found
    failing = failing_trial(tried, rehearsal.graph, rehearsal.direction)
    if failing is None:
        return found
    lines = rehearsal.source(failing.file) if failing.file else ()
    return (replace(failing, source=source_line(lines, failing.line), now=()), *found)


def standing_advice(project: Project) -> tuple[Advice, ...]:
    """Advise on the present standing of models, scripts and database; nothing if they are in step.

    Looks at the three places, as ``project.places()`` does.
    """
    return coach.standing_advice(project.places(), reading(project.path))


def warnings_of(
    project: Project, tried: Tried, direction: str = "upgrade", asked: Collection[str] = ()
) -> tuple[Advice, ...]:
    """Warn of what a trial run has shown."""
    return warn(Rehearsal(tried, direction, project.history(), reading(project.path), asked, project.edited_scripts()))


def explain_trial(project: Project, tried: Tried, direction: str = "upgrade") -> Advice | None:
    """Explain why a trial run has failed, as the command itself would be explained, if it is certain."""
    from migration_lab.schema import Difference, Schema
    from migration_lab.values.result import CommandResult, Step

    if tried.error is None:
        return None
    said = str(tried.error)
    result = CommandResult(("db", direction), 1, said, said, error=tried.error, operations=tuple(tried.operations))
    dialect = next((one.dialect for one in tried.before.values()), "sqlite")
    schema = tried.before.get("", Schema(dialect))
    step = Step(result, schema, schema, Difference())
    return explain(Ran(step, project.history(), reading(project.path), cache(project.places), project.edited_scripts))


def counting(project: Project) -> Callable[[str], int | None]:
    """Return a function that counts the rows of a table as they are now; ``None`` where they cannot be counted."""

    def rows_in(table: str) -> int | None:
        try:
            return project.rows(table, 0).count
        except LabError:
            return None

    return rows_in


def reading(root: Path) -> Callable[[str], Sequence[str]]:
    """Return a function that reads the lines of one of the files in ``root``."""

    def lines(file: str) -> Sequence[str]:
        try:
            return root.joinpath(file).read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return ()

    return lines
