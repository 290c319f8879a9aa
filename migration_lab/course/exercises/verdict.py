"""Check whether an exercise is done: look at the learner's real database and scripts, and say what is still missing.

The check only reads, except on a scratch copy of the project, on which it tries the scripts and the app.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migration_lab.course.chapters.main_line import OpenProject
from migration_lab.course.exercises.asked_rows import rows_missing
from migration_lab.course.exercises.creation import creation_missing, models_missing
from migration_lab.course.exercises.exercise import Exercise, Rename, exercises
from migration_lab.course.exercises.goal import Goal, read_goal
from migration_lab.course.exercises.sentences import sentences, still_to_rename, without_model
from migration_lab.course.exercises.trying_scripts import scripts_missing
from migration_lab.course.location import Course, find_course
from migration_lab.errors import LabError
from migration_lab.schema import Difference, Schema, compare, loosen

if TYPE_CHECKING:
    from migration_lab.project.project import Project

LEFTOVER = "_alembic_tmp_"


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

    @property
    def done(self) -> bool:
        return not self.missing

    @property
    def title(self) -> str:
        return f"Exercise {self.exercise.id}, {'done' if self.done else 'not yet'}: {self.exercise.title}"

    def __str__(self) -> str:
        return "\n".join((self.title, *(f"- {line}" for line in self.missing)))


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
    goal = read_goal(exercise, exercises() if others is None else others, course or find_course(), open_project)
    if elsewhere and exercise.start:
        nothing = Schema(goal.start.dialect)
        return Verdict(exercise, (_open_its_own(exercise, elsewhere),), Difference(), goal.schemas[0], nothing)
    try:
        current = project.read()
    except LabError as error:
        nothing = Schema(goal.start.dialect)
        return Verdict(exercise, (f"The database cannot be read: {error}",), Difference(), goal.schemas[0], nothing)
    wanted, difference = nearest(goal, current, exercise.lengths)
    renames = still_to_rename(difference, exercise.renames)
    said = list(sentences(difference, goal.start, wanted, renames))
    structure = [sentence for _, sentence in said]
    rows = list(rows_missing(exercise.rows, project, silent=bool(said)))

    def asked(made: Schema) -> Difference:
        return nearest(goal, made, exercise.lengths)[1]

    leftovers = tuple(name for name in current.table_names if name.startswith(LEFTOVER))
    first: list[str] = []
    try:
        if exercise.scripts:
            unmade = bool(said or rows)
            first += scripts_missing(
                exercise, project, current, goal.revisions, open_project, leftovers=leftovers, silent=unmade
            )
            if not first:
                structure = [without_model(change, sentence, goal.start) for change, sentence in said]
        elif said:
            structure = list(creation_missing(said, project, asked, open_project))
        else:
            structure = list(models_missing(project, asked, open_project))
    except LabError as error:
        first.append(f"The {'scripts' if exercise.scripts else 'app'} cannot be checked: {error}")
    missing = (*first, *structure, *rows)
    if missing and elsewhere:
        missing = (
            f"This exercise is for the end of chapter {exercise.chapter}, but what is open here is {elsewhere}. Open "
            f"the notebook of chapter {exercise.chapter}, and do the exercise there.",
        )
        difference, renames = Difference(), ()
    return Verdict(exercise, missing, difference, wanted, current, renames)


def _open_its_own(exercise: Exercise, elsewhere: str) -> str:
    return (
        f"This exercise has a workspace of its own, but what is open here is {elsewhere}. Run "
        f'lab.open("{exercise.id}"), and do the exercise there.'
    )


def nearest(goal: Goal, current: Schema, lengths: Collection[str]) -> tuple[Schema, Difference]:
    """Return the nearest of the structures that solve the exercise, and the difference from it."""
    now = loosen(current, lengths)
    found = [(schema, _asked(compare(now, loosen(schema, lengths)), goal, schema)) for schema in goal.schemas]
    return min(found, key=lambda pair: len(pair[1]))


def _asked(difference: Difference, goal: Goal, schema: Schema) -> Difference:
    """Leave out what the exercise does not concern: the learner's own tables and views."""
    known = {name for one in (goal.start, schema) for name in (*one.table_names, *(view.name for view in one.views))}
    return Difference(
        tuple(change for change in difference if (change.table or change.name) in known - {"alembic_version"})
    )
