"""Build the database structure that an exercise asks for.

The goal's SQL runs on an in-memory copy of the database at the exercise's start; the learner's is not touched.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from migration_lab.course.chapters.chapter import find_chapter
from migration_lab.course.chapters.main_line import OpenProject
from migration_lab.course.exercises.exercise import Exercise
from migration_lab.course.exercises.own_workspace import own_start
from migration_lab.course.location import Course
from migration_lab.course.workspaces.files import SQLITE, project_files
from migration_lab.course.workspaces.starting_point import put_starting_point
from migration_lab.errors import LabError
from migration_lab.schema import Schema, read_schema


@dataclass(frozen=True, slots=True)
class Goal:
    """The structure from which an exercise starts, and those that solve it."""

    start: Schema
    schemas: tuple[Schema, ...]
    """First the goal itself, then the goal together with those of other exercises in the same workspace, which a
    learner may have done or not."""
    revisions: tuple[str, ...] = ()
    """What ``alembic_version`` holds at the start; empty when there is no such table."""


def read_goal(
    exercise: Exercise, others: Iterable[Exercise], course: Course, open_project: OpenProject | None = None
) -> Goal:
    """Return the goal of that exercise; ``others`` are all exercises. Builds the exercise's start if needed."""
    beside = [other for other in others if other.workspace == exercise.workspace] or [exercise]
    choices = [
        [other for other in beside if other == exercise or other in chosen]
        for count in range(len(beside))
        for chosen in combinations([other for other in beside if other != exercise], count)
    ]
    with tempfile.TemporaryDirectory(prefix="migration-lab-") as folder:
        begin = Path(folder, "start")
        put_start(exercise, course, begin, open_project)
        with _in_memory(_database(begin)) as start:
            before = _read(start)
            schemas = tuple(schema for each in choices if (schema := _with(start, each, exercise)))
            return Goal(before, schemas, _revisions(start, before))


def put_start(exercise: Exercise, course: Course, target: Path, open_project: OpenProject | None = None) -> None:
    """Make ``target``, which must not exist, the project with which the exercise begins. Raises as building it does."""
    chapter, own = find_chapter(exercise.chapter, course), own_start(exercise)
    put_starting_point(chapter, course, target, end=own is None, own=own, open_project=open_project)


def _with(start: sqlite3.Connection, done: list[Exercise], exercise: Exercise) -> Schema | None:
    """Return the structure after the goals of ``done``; ``None`` for two that exclude each other."""
    with closing(sqlite3.connect(":memory:")) as copy:
        start.backup(copy)
        for each in done:
            try:
                copy.executescript(each.goal)
            except sqlite3.Error as error:
                if len(done) > 1:
                    return None
                raise LabError(f"exercise {exercise.id}: goal: {error}") from error
        return _read(copy)


def _read(connection: sqlite3.Connection) -> Schema:
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool

    return read_schema(create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool))


def _revisions(start: sqlite3.Connection, schema: Schema) -> tuple[str, ...]:
    if "alembic_version" not in schema.table_names:
        return ()
    return tuple(revision for (revision,) in start.execute("SELECT version_num FROM alembic_version ORDER BY 1"))


@contextmanager
def _in_memory(database: Path | None) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as copy:
        if database is not None:
            with closing(sqlite3.connect(database)) as file:
                file.backup(copy)
        yield copy


def _database(folder: Path) -> Path | None:
    """Find the database in that folder; ``None``, meaning an empty one, if there is none."""
    for path in sorted(project_files(folder)):
        with (folder / path).open("rb") as file:
            if file.read(len(SQLITE)) == SQLITE:
                return folder / path
    return None
