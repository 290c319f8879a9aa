"""Check whether an exercise is done: look at the learner's real database and scripts, and say what is still missing.

The check only reads, except on a scratch copy of the project, on which it tries the scripts and the app.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from migration_lab.course.chapters.main_line import OpenProject
from migration_lab.course.exercises.exercise import Exercise, Rename, exercises
from migration_lab.course.exercises.exercise_parts import IN_STEP, ExercisePart, how_far
from migration_lab.course.exercises.goal import read_goal
from migration_lab.course.exercises.looking_at_parts import all_parts
from migration_lab.course.exercises.names_in_task import hidden_names
from migration_lab.course.exercises.nearest_goal import nearest
from migration_lab.course.exercises.sentences import sentences, still_to_rename
from migration_lab.course.location import Course, find_course
from migration_lab.course.workspaces.scratch import databases_beside
from migration_lab.errors import LabError
from migration_lab.schema import Difference, Schema

if TYPE_CHECKING:
    from migration_lab.project.project import Project


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an exercise is done, and if not, what is missing."""

    exercise: Exercise
    missing: tuple[str, ...]
    """One sentence for each thing."""
    difference: Difference
    """From the present database to the goal, as far as the exercise asks for it."""
    goal: Schema
    current: Schema
    renames: tuple[Rename, ...] = ()
    """What is still to be renamed, each as table, old column and new column; ``difference`` has it as a column to
    drop and one to add."""
    parts: tuple[ExercisePart, ...] = ()
    """What the exercise asks for, part by part."""
    hidden: frozenset[str] = frozenset()
    """The names in ``goal`` that are for the learner to find."""

    @property
    def done(self) -> bool:
        return not self.missing

    @property
    def title(self) -> str:
        return f"{self.exercise.name}, {'done' if self.done else 'not yet'}: {self.exercise.title}"

    @property
    def apart(self) -> bool:
        """Whether models, scripts and database disagree."""
        return any(part.words == IN_STEP and part.missing for part in self.parts)

    @property
    def how_far(self) -> str:
        """Which parts are right; empty when all are, or none was looked at."""
        return how_far(self.parts)

    def __str__(self) -> str:
        far = [self.how_far] if self.how_far else []
        return "\n".join((self.title, *far, *(f"- {line}" for line in self.missing)))


def check(
    exercise: Exercise,
    project: Project,
    *,
    course: Course | None = None,
    others: tuple[Exercise, ...] | None = None,
    open_project: OpenProject | None = None,
    elsewhere: str = "",
) -> Verdict:
    """Check whether the project's database, rows and scripts are what the exercise asks for.

    "Not yet" is an answer and raises nothing, whatever state the project is in. ``others`` are all exercises of the
    course, if they are not those of its files. ``elsewhere`` says what the project is if it is not the workspace in
    which the exercise is done.
    """
    if elsewhere and exercise.has_workspace:
        return not_looked_at(exercise, _open_its_own(exercise, elsewhere))
    try:
        beside = databases_beside(project) if exercise.on_postgresql else None
        if exercise.on_postgresql and beside is None:
            return not_looked_at(exercise, _not_on_postgresql(exercise, project))
        goal = read_goal(
            exercise, exercises() if others is None else others, course or find_course(), open_project, beside
        )
    except LabError as error:
        if not exercise.on_postgresql:
            raise
        return not_looked_at(exercise, f"{error} {_again(exercise)}")
    try:
        current = project.read()
    except LabError as error:
        return not_looked_at(exercise, f"The database cannot be read: {error}", goal.schemas[0])
    if exercise.start and exercise.rows and (gone := _gone(project)):
        return Verdict(exercise, (gone,), Difference(), goal.schemas[0], current)
    wanted, difference = nearest(goal, current, exercise.lengths)
    renames = still_to_rename(difference, exercise.renames)
    said = list(sentences(difference, goal.start, wanted, renames, exercise.task))
    parts = all_parts(exercise, project, goal, current, said, open_project)
    missing = tuple(sentence for part in parts for sentence in part.missing)
    if missing and elsewhere:
        missing = (
            f"This exercise is for the end of chapter {exercise.chapter}, but what is open here is {elsewhere}. Open "
            f"the notebook of chapter {exercise.chapter}, or go back to it here with "
            f'lab.open("{exercise.chapter}", resume=True), and do the exercise there.',
        )
        difference, renames, parts = Difference(), (), ()
    hidden = hidden_names(exercise.task, goal.start, wanted)
    return Verdict(exercise, missing, difference, wanted, current, renames, parts, hidden)


def _gone(project: Project) -> str:
    """Say that the rows with which an exercise begins cannot come back; empty if their file is there."""
    file = project.database.path
    if file is None or file.exists():
        return ""
    return (
        f"The database that this exercise began with, {file.name}, is gone, and its rows are in no other file. "
        "lab.reset() begins the exercise again."
    )


def not_looked_at(exercise: Exercise, why: str, goal: Schema | None = None) -> Verdict:
    """Return the verdict that nothing could be looked at."""
    nothing = Schema(exercise.database)
    return Verdict(exercise, (why,), Difference(), nothing if goal is None else goal, nothing)


def _again(exercise: Exercise) -> str:
    return f'Run lab.open("{exercise.id}", resume=True): it starts the server, and goes on with your work.'


def _not_on_postgresql(exercise: Exercise, project: Project) -> str:
    used = project.address or "a database that the lab does not know"
    return f"This exercise is on the PostgreSQL of its workspace, but the app uses {used}. {_again(exercise)}"


def _open_its_own(exercise: Exercise, elsewhere: str) -> str:
    return (
        f"This {exercise.what} has a workspace of its own, but what is open here is {elsewhere}. Run "
        f'lab.open("{exercise.id}"), and do the {exercise.what} there.'
    )
