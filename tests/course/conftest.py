from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab.course.chapters.chapter import chapters, find_chapter, read_main_line
from migration_lab.course.chapters.main_line import replay
from migration_lab.course.exercises.exercise import Exercise
from migration_lab.course.exercises.verdict import Verdict, check
from migration_lab.course.location import Course
from migration_lab.course.workspaces import workspace
from migration_lab.course.workspaces.files import project_files
from migration_lab.course.workspaces.starting_point import put_starting_point
from migration_lab.project.commands.choosing import make_runner
from migration_lab.project.project import Project
from tests.course.on_postgresql import OpenShared, put_on_server
from tests.course.small_course import write_small_course

__all__ = ["OpenShared", "put_on_server"]


@pytest.fixture(scope="session")
def open_shared() -> Iterator[OpenShared]:
    """Opens course projects that all run their commands in one warm process."""
    runner = make_runner()
    yield lambda path: Project(path, stable=True, runner=runner)
    runner.close()


@pytest.fixture(scope="session")
def finished_small_course(tmp_path_factory: pytest.TempPathFactory, open_shared: OpenShared) -> Course:
    """The small course with its finished app, which every one of its commands was run for."""
    course = write_small_course(tmp_path_factory.mktemp("small"))
    steps = [step for chapter in chapters(course) for step in read_main_line(chapter)]
    course.sample_app.mkdir()
    replay(steps, course.sample_app, open_shared(course.sample_app))
    return course


@pytest.fixture
def course(finished_small_course: Course, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Course]:
    """The small course, with a workspace folder of its own; what it builds is kept from test to test."""
    root = tmp_path / "workspace"
    root.mkdir()
    cache = finished_small_course.folder / "cache"
    cache.mkdir(exist_ok=True)
    shutil.copytree(cache, root / ".cache")
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(root))
    yield finished_small_course
    release()
    shutil.copytree(root / ".cache", cache, dirs_exist_ok=True)


@pytest.fixture
def toml(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / f"exercises{len(list(tmp_path.glob('exercises*')))}.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def at_end(course: Course, tmp_path: Path, open_shared: OpenShared) -> Project:
    """A project as the last chapter leaves it."""
    put_starting_point(find_chapter("03", course), course, tmp_path / "end", end=True, open_project=open_shared)
    return open_shared(tmp_path / "end")


@pytest.fixture
def look(course: Course, at_end: Project, open_shared: OpenShared):
    """Checks an exercise there; ``others`` are the chapter's other ones."""

    def look(exercise: Exercise, *others: Exercise) -> Verdict:
        return check(exercise, at_end, course=course, others=(exercise, *others), open_project=open_shared)

    return look


def release() -> None:
    """Let go of the workspace that this process has, as its end would."""
    if workspace._mine:
        workspace._mine[1].release(force=True)
        workspace._mine = None


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a project by its path, but for its database."""
    return {path: (folder / path).read_bytes() for path in project_files(folder) if not path.startswith("instance/")}
