"""Check that a learner's revision scripts work: on an empty database, on one with rows, and back again.

Everything is tried on a scratch copy of the project, with the real commands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from migration_lab.course.chapters.main_line import OpenProject
from migration_lab.course.exercises.asked_rows import rows_missing
from migration_lab.course.exercises.exercise import Exercise, RowQuestion
from migration_lab.course.exercises.out_of_step import made_by_scripts, models_and_database
from migration_lab.course.workspaces.scratch import bring_rows, last_words, own_database, scratch_copy
from migration_lab.schema import Schema, compare, loosen

if TYPE_CHECKING:
    from migration_lab.project.project import Project

UPGRADE = ("db", "upgrade")
DOWNGRADE = ("db", "downgrade")
_THERE_ALREADY = re.compile(r"duplicate column name|already exists")
_NO_COMMAND = "No such command"


def scripts_missing(
    exercise: Exercise,
    project: Project,
    current: Schema,
    start: tuple[str, ...],
    open_project: OpenProject | None,
    *,
    leftovers: tuple[str, ...],
    silent: bool,
) -> Iterator[str]:
    """Check that models, scripts and database are in step, and that the scripts work; ``start`` is the first revision.

    ``leftovers`` are tables that a failed command left behind; ``silent`` about what the scripts make while the
    database is not done.
    """
    result = project.run("db", "check").result
    behind = "Target database is not up to date" in result.output
    if behind or leftovers:
        yield from _stopped(project, open_project, leftovers, behind=behind)
    elif "New upgrade operations detected" in result.output:
        apart = models_and_database(project.places().changes) or "flask db check still finds a difference"
        yield f"The models and the database are not in step: {apart}."
    elif result.exit_code:
        yield f"flask db check fails: {last_words(result.output)}"
    elif not silent:
        with scratch_copy(project, open_project) as scratch:
            own_database(scratch)
            if otherwise := _made_otherwise(scratch, current, exercise.lengths):
                yield (
                    "The scripts do not make this structure: flask db upgrade on an empty database, as a colleague "
                    f"would run it, {otherwise}"
                )
            elif bring_rows(project, scratch):
                yield from _there_and_back(exercise.rows, scratch, start)
                bring_rows(project, scratch)
                yield from _app_works(exercise, scratch)


def _stopped(
    project: Project, open_project: OpenProject | None, leftovers: tuple[str, ...], *, behind: bool
) -> Iterator[str]:
    """Say why the database has not run the newest script, and what to do now."""
    error = ""
    if behind:
        with scratch_copy(project, open_project) as scratch:
            if bring_rows(project, scratch) and not (result := scratch.run(*UPGRADE).result).ok:
                error = last_words(result.output)
    if failed := _failed_halfway(project, leftovers, error):
        yield f"The last {failed} failed halfway. Run lab.undo(), correct the script, then {failed} again."
        return
    for name in leftovers:
        yield f"The table {name} is left over from a command that failed: drop it."
    if error:
        yield f"The database has not run the newest script yet, and flask db upgrade fails: {error}"
    elif behind:
        yield f"The database has not run the newest script yet: flask db upgrade.{_harm(project)}"


def _harm(project: Project) -> str:
    """Say what an upgrade would do to the rows, in the words of the board; empty when nothing is lost."""
    from migration_lab.project.standing.trial_words import BEWARE, success

    tried = project.try_out("upgrade", "head")
    words = success(tried) if tried.ok else ""
    return f" {words}" if words.startswith(BEWARE) else ""


def _failed_halfway(project: Project, leftovers: tuple[str, ...], error: str) -> str | None:
    """Return ``upgrade`` or ``downgrade``, if that was the last command that changed something, and it failed halfway.

    A table or column that already exists, and a version that did not change, tell it from work by hand.
    """
    from migration_lab.backends.database import Database
    from migration_lab.project.undo.present import relative

    moment, live = project.undo_copies.last(), project.database.path
    words = moment.command.split()[1:3] if moment else []
    if moment is None or live is None or tuple(words) not in (UPGRADE, DOWNGRADE):
        return None
    copy = moment.copy_of(relative(live, project.path))
    before = Database.of_copy(copy) if copy else None
    stayed = project.versions() == (before.versions(before.read()) if before else ())
    return words[1] if leftovers or (stayed and _THERE_ALREADY.search(error)) else None


def _made_otherwise(scratch: Project, current: Schema, lengths: Collection[str]) -> str:
    """Say what the scripts do instead of making that structure in an empty database; empty when they make it."""
    result = scratch.run(*UPGRADE).result
    if result.ok:
        apart = made_by_scripts(compare(loosen(current, lengths), loosen(scratch.read(), lengths)))
        return f"makes a different one, {apart}." if apart else ""
    why = f"fails: {last_words(result.output)}"
    if _THERE_ALREADY.search(result.output):
        own_database(scratch).unlink(missing_ok=True)
        scratch.run("routes")
        if scratch.read().tables:
            return f"{why}. The app itself makes tables when it starts, before any script runs: is create_all() in it?"
    return f"{why}."


def _there_and_back(rows: tuple[RowQuestion, ...], scratch: Project, start: tuple[str, ...]) -> Iterator[str]:
    """Downgrade to the exercise's start and upgrade again, with the learner's rows."""
    down = scratch.run(*DOWNGRADE, *_target(scratch, start)).result
    if not down.ok:
        yield f"The way back is broken. On a copy of your database, flask db downgrade fails: {last_words(down.output)}"
        return
    up = scratch.run(*UPGRADE).result
    if not up.ok:
        yield (
            "The way back is broken. On a copy of your database, flask db downgrade runs, and flask db upgrade after "
            f"it fails: {last_words(up.output)}"
        )
        return
    for says in rows_missing(rows, scratch):
        yield f"The way back loses something. On a copy of your database, after a downgrade and an upgrade: {says}"


def _target(scratch: Project, start: tuple[str, ...]) -> tuple[str, ...]:
    """Return the target of the downgrade; none, which means one step, when the scripts have no such revision."""
    if not start:
        return ("base",)
    known = len(start) == 1 and scratch.run("db", "show", start[0]).result.ok
    return start if known else ()


def _app_works(exercise: Exercise, scratch: Project) -> Iterator[str]:
    """Check that the app still fills its tables and answers."""
    seeding = scratch.run("seed").result
    if not seeding.ok and _NO_COMMAND not in seeding.output:
        yield f"On a copy of your database, flask seed fails: {last_words(seeding.output)}"
    for page in exercise.pages:
        answer = scratch.get(page)
        if not answer.ok:
            why = f": {last_words(answer.log)}" if answer.log else "."
            yield f"The app no longer answers {page}: {answer.status} {answer.reason}{why}"
