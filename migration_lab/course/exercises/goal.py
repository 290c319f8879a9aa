"""Build the database structure that an exercise asks for.

The goal's SQL runs on a copy of the database at the exercise's start; the learner's is not touched.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from migration_lab.course.chapters.chapter import find_chapter
from migration_lab.course.chapters.main_line import OpenProject
from migration_lab.course.exercises.exercise import Exercise
from migration_lab.course.exercises.own_workspace import own_start
from migration_lab.course.exercises.start_copies import PostgresqlStart, SqliteStart, StartCopies, WrongSql
from migration_lab.course.location import Course
from migration_lab.course.workspaces.starting_point import put_starting_point
from migration_lab.errors import LabError
from migration_lab.schema import Schema

if TYPE_CHECKING:
    from migration_lab.backends.postgresql.databases_beside import DatabasesBeside


@dataclass(frozen=True, slots=True)
class Goal:
    """The structure from which an exercise starts, and those that solve it."""

    start: Schema
    schemas: tuple[Schema, ...]
    """First the goal itself, then the goal together with those of other exercises in the same workspace, which a
    learner may have done or not."""
    revisions: tuple[str, ...] = ()
    """What ``alembic_version`` holds at the start; empty when there is no such table."""


_on_postgresql: dict[tuple[str, Exercise, tuple[tuple[Exercise, ...], ...]], Goal] = {}
"""The goals that this process has read, by the start's address: a scratch database on a server takes a while."""


def read_goal(
    exercise: Exercise,
    others: Iterable[Exercise],
    course: Course,
    open_project: OpenProject | None = None,
    beside: DatabasesBeside | None = None,
) -> Goal:
    """Return the goal of that exercise; ``others`` are all exercises. Builds the exercise's start if needed.

    For an exercise on PostgreSQL, its start is ``beside`` the database in use. Raises ``LabError`` if it is not, and if
    the goal's SQL is wrong.
    """
    doing = [other for other in others if other.workspace == exercise.workspace] or [exercise]
    choices = [
        [other for other in doing if other == exercise or other in chosen]
        for count in range(len(doing))
        for chosen in combinations([other for other in doing if other != exercise], count)
    ]
    if exercise.on_postgresql:
        if beside is None:
            raise LabError(f"exercise {exercise.id}: its PostgreSQL does not run.")
        key = beside.address(beside.start), exercise, tuple(map(tuple, choices))
        if key not in _on_postgresql:
            _on_postgresql[key] = _goal(exercise, choices, PostgresqlStart(beside))
        return _on_postgresql[key]
    with tempfile.TemporaryDirectory(prefix="migration-lab-") as folder:
        begin = Path(folder, "start")
        put_start(exercise, course, begin, open_project)
        with closing(SqliteStart(begin)) as copies:
            return _goal(exercise, choices, copies)


def _goal(exercise: Exercise, choices: list[list[Exercise]], copies: StartCopies) -> Goal:
    before, revisions = copies.start()
    found = (_with(copies, each, exercise) for each in choices)
    return Goal(before, tuple(schema for schema in found if schema is not None), revisions)


def put_start(exercise: Exercise, course: Course, target: Path, open_project: OpenProject | None = None) -> None:
    """Make ``target``, which must not exist, the project with which the exercise begins. Raises as building it does."""
    chapter, own = find_chapter(exercise.chapter, course), own_start(exercise)
    put_starting_point(chapter, course, target, end=own is None, own=own, open_project=open_project)


def _with(copies: StartCopies, done: list[Exercise], exercise: Exercise) -> Schema | None:
    """Return the structure after the goals of ``done``; ``None`` for two that exclude each other."""
    try:
        return copies.after(each.goal for each in done)
    except WrongSql as error:
        if len(done) > 1:
            return None
        raise LabError(f"exercise {exercise.id}: goal: {error}") from error
