"""Look at every part of an exercise: what is asked for, what is right, and what is missing.

It only reads, except on a scratch copy of the project, on which it tries the scripts and the app.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from migration_lab.course.chapters.main_line import OpenProject
from migration_lab.course.exercises import exercise_parts as parts
from migration_lab.course.exercises.asked_app import commands_missing, pages_missing
from migration_lab.course.exercises.asked_history import history_missing
from migration_lab.course.exercises.asked_rows import wrong_rows
from migration_lab.course.exercises.creation import creation_missing, models_missing
from migration_lab.course.exercises.exercise import Exercise
from migration_lab.course.exercises.exercise_parts import ExercisePart
from migration_lab.course.exercises.goal import Goal
from migration_lab.course.exercises.nearest_goal import nearest
from migration_lab.course.exercises.sentences import without_model
from migration_lab.course.exercises.trying_scripts import not_in_step, scripts_fail, scripts_make_other
from migration_lab.course.workspaces.scratch import bring_rows, refuse_elsewhere, scratch_copy
from migration_lab.errors import LabError
from migration_lab.schema import Change, Difference, Schema
from migration_lab.values.tried import is_left_over

if TYPE_CHECKING:
    from migration_lab.project.project import Project

Said = list[tuple[Change, str]]
"""What separates the database from the goal, each with its sentence."""


def all_parts(
    exercise: Exercise, project: Project, goal: Goal, current: Schema, said: Said, open_project: OpenProject | None
) -> tuple[ExercisePart, ...]:
    """Return the parts of the exercise; the one that is to be put right first comes first."""
    wrong = [*wrong_rows(exercise.rows, project)]
    # Where the tables are not right yet, they are the reason why a question could not be asked.
    told = tuple(says for says, asked in wrong if asked or not said)
    rows = ExercisePart(parts.ROWS, told, looked_at=not (said and wrong))
    history = ExercisePart(
        parts.HISTORY, tuple(history_missing(exercise.history, project.history()) if exercise.history else ())
    )
    ready = not said and rows.met and history.met
    if exercise.scripts:
        first = _scripts(exercise, project, goal, current, open_project, ready=ready)
        in_step = not first[0].missing
        lines = [without_model(change, line, goal.start) if in_step else line for change, line in said]
        tables = ExercisePart(parts.TABLES, tuple(lines))
    else:
        first, tables = _models(exercise, project, goal, said, open_project)
    found = [*first, tables]
    found += [rows] if exercise.rows else []
    found += [history] if exercise.history else []
    found += _app(exercise, project, open_project, ready=ready and all(part.met for part in found))
    return tuple(found)


def _scripts(
    exercise: Exercise,
    project: Project,
    goal: Goal,
    current: Schema,
    open_project: OpenProject | None,
    *,
    ready: bool,
) -> list[ExercisePart]:
    """Look at the scripts. They are in step if check says so, and they make this structure in an empty database.

    They are only tried further, with rows and back again, when all else is right.
    """
    leftovers = tuple(name for name in current.table_names if is_left_over(name))
    untried = ExercisePart(parts.TRIED, looked_at=False)
    try:
        apart = tuple(not_in_step(project, open_project, leftovers))
        if apart:
            return [ExercisePart(parts.IN_STEP, apart), untried]
        with scratch_copy(project, open_project) as scratch:
            refuse_elsewhere(scratch)
            otherwise = tuple(scripts_make_other(project, scratch, current, exercise.lengths))
            if otherwise or not ready:
                return [ExercisePart(parts.IN_STEP, otherwise), untried]
            failing = tuple(scripts_fail(exercise, project, scratch, current, goal.revisions))
        return [ExercisePart(parts.IN_STEP), ExercisePart(parts.TRIED, failing)]
    except LabError as error:
        return [ExercisePart(parts.TRIED, (f"The scripts cannot be checked: {error}",))]


def _models(
    exercise: Exercise, project: Project, goal: Goal, said: Said, open_project: OpenProject | None
) -> tuple[list[ExercisePart], ExercisePart]:
    """Look at the models of an exercise without scripts, and at the tables that the app makes of them."""

    def asked(made: Schema) -> Difference:
        return nearest(goal, made, exercise.lengths)[1]

    try:
        if said:
            lines = tuple(creation_missing(said, project, asked, open_project))
            return [], ExercisePart(parts.TABLES, lines)
        return [], ExercisePart(parts.TABLES, tuple(models_missing(project, asked, open_project)))
    except LabError as error:
        unknown = ExercisePart(parts.MODELS, (f"The app cannot be checked: {error}",))
        return [unknown], ExercisePart(parts.TABLES, tuple(line for _, line in said))


def _app(
    exercise: Exercise, project: Project, open_project: OpenProject | None, *, ready: bool
) -> Iterator[ExercisePart]:
    """Ask the app for its pages, and run the commands, on a copy with the learner's rows."""
    asked = [words for words, some in ((parts.PAGES, exercise.pages), (parts.COMMANDS, exercise.commands)) if some]
    if not ready:
        yield from (ExercisePart(words, looked_at=False) for words in asked)
        return
    if not asked:
        return
    try:
        with scratch_copy(project, open_project) as scratch:
            bring_rows(project, scratch)
            if exercise.pages:
                yield ExercisePart(parts.PAGES, tuple(pages_missing(exercise.pages, scratch)))
            if exercise.commands:
                yield ExercisePart(parts.COMMANDS, tuple(commands_missing(exercise.commands, scratch)))
    except LabError as error:
        yield ExercisePart(asked[0], (f"The app cannot be checked: {error}",))
