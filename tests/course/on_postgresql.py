"""Exercises on PostgreSQL for tests: on the one server of the test run, each test with a database of its own.

A learner's exercise has a server in its workspace. Here each exercise's start is built once, and copied for each test.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from migration_lab.backends.postgresql.databases_beside import DatabasesBeside
from migration_lab.backends.postgresql.dropping import drop_soon
from migration_lab.course.chapters.chapter import find_chapter
from migration_lab.course.exercises.exercise import Exercise
from migration_lab.course.exercises.own_workspace import own_start
from migration_lab.course.location import Course
from migration_lab.course.workspaces.on_postgresql import VARIABLE, put_on_postgresql
from migration_lab.course.workspaces.starting_point import put_starting_point
from migration_lab.project.project import Project

OpenShared = Callable[[Path], Project]
PutStart = Callable[[Exercise, Course, Path], Project]


def marks(exercise: Exercise) -> list[pytest.MarkDecorator]:
    """The marks of a test of that exercise."""
    return [pytest.mark.postgres] if exercise.on_postgresql else []


@pytest.fixture(scope="session")
def put_on_server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, open_shared: OpenShared
) -> PutStart:
    """Makes a folder the start of an exercise on PostgreSQL, and returns the project in it."""
    built: dict[tuple[str, str], tuple[Path, str]] = {}
    numbers = itertools.count(1)
    last: list[DatabasesBeside] = []

    def database(template: str) -> DatabasesBeside:
        engine: Engine = request.getfixturevalue("postgres_server")
        name = f"exercise_{next(numbers)}"
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        beside = DatabasesBeside(engine.url.set(database=name).render_as_string(hide_password=False))
        return beside

    def put(exercise: Exercise, course: Course, target: Path) -> Project:
        own = own_start(exercise)
        assert own is not None
        if (key := (exercise.id, own.steps)) not in built:
            folder, first = tmp_path_factory.mktemp("start") / "project", database("template0")
            chapter = find_chapter(exercise.chapter, course)
            put_starting_point(chapter, course, folder, end=own.at_end, open_project=open_shared)
            put_on_postgresql(folder, own, open_shared, first.address(first.database))
            shutil.rmtree(folder / ".lab")
            built[key] = folder, first.start
        folder, start = built[key]
        shutil.copytree(folder, target)
        for before in last:  # the test that it was for has ended
            drop_soon(before, [before.database, before.start])
        beside = database(start)
        beside.keep_start()
        last[:] = [beside]
        project = open_shared(target)
        project.settings = {VARIABLE: beside.address(beside.database)}
        return project

    return put
