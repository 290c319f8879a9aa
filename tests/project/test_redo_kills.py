"""A redo, or an undo, that is cut off at any moment can be done again, and nothing of what was there is lost.

The process counts as killed before one of the calls that change something on disk: from that call on, every such call
fails, so that no clean-up helps. Each of them gets its turn.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from migration_lab.project import NothingToUndo, Project
from tests.project.small import command, dump, live, ready

CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.utime", "sqlite3.connect")
BOTH = (
    "import pathlib",
    "db.session.add(Speaker(name='Edsger'))",
    "db.session.commit()",
    "pathlib.Path('migrations/versions/one.txt').write_text('x')",
    "pathlib.Path('migrations/README').write_text('y')",
)


class Killed(BaseException):
    """Stands for the end of the process."""


class Life:
    """Lets so many changes on disk pass; the process is dead after them."""

    left: int | None = None
    root = ""


def hook(event: str, args: tuple[Any, ...]) -> None:
    if Life.left is None or not (event in CHANGES or (event == "open" and writes(args))):
        return
    if Life.root not in str(args[0]) or "running." in str(args[0]):
        return  # the lock is released when a process ends, and this one does not
    Life.left -= 1
    if Life.left < 0:
        raise Killed


def writes(args: tuple[Any, ...]) -> bool:
    return isinstance(args[2], int) and bool(args[2] & (os.O_WRONLY | os.O_RDWR))


@pytest.fixture(scope="module", autouse=True)
def _hooked() -> None:
    sys.addaudithook(hook)  # it stays as long as the process, and does nothing but in ``dying_after``


@contextmanager
def dying_after(changes: int, root: Path) -> Iterator[None]:
    Life.left, Life.root = changes, str(root)
    try:
        yield
    finally:
        Life.left = None


def state(project: Project) -> tuple[object, ...]:
    files = {path.name: path.read_bytes() for path in (project.path / "migrations").rglob("*.*") if path.is_file()}
    return dump(live(project)), files, (project.path / "migrations" / "README").read_bytes()


def deaths(project: Project, tmp_path: Path, act: Callable[[Project], object]) -> Iterator[tuple[int, Project]]:
    """Yield a copy of the project for each moment at which ``act`` can be cut off, after that has happened."""
    for changes in range(300):
        root = Path(shutil.copytree(project.path, tmp_path / f"{changes}"))
        dying = opened(root, project)
        try:
            with dying_after(changes, root):
                act(dying)
        except Killed:
            yield changes, opened(root, project)
            continue
        finally:
            dying.close()
        assert changes > 10
        return
    raise AssertionError("it never ends")


def opened(root: Path, like: Project) -> Project:
    project = Project(root, stable=True, runner=like._runner)
    project.locate()
    return project


@pytest.fixture
def done(project: Project) -> Project:
    """A project in which the last command changed the database and the scripts."""
    command(ready(project), "both", *BOTH)
    assert project.run("both").result.ok
    return project


def test_a_redo_that_is_cut_off_anywhere_is_finished_by_the_next(done, tmp_path) -> None:
    after = state(done)
    done.undo()
    before = state(done)
    for changes, project in deaths(done, tmp_path, Project.redo):
        if project.redo_copies.newest() is not None:
            assert project.redo_copies.next_redo() == "flask both", changes
            assert project.redo().command == "flask both"
        assert state(project) == after, changes
        assert project.undo().command == "flask both"
        assert state(project) == before, changes
        assert project.redo().command == "flask both"
        assert state(project) == after, changes


def test_a_redo_that_is_cut_off_anywhere_can_be_undone_and_redone(done, tmp_path) -> None:
    after = state(done)
    done.undo()
    before = state(done)
    for changes, project in deaths(done, tmp_path, Project.redo):
        if project.undo_copies.next_back() == "flask both":
            project.undo()
        assert state(project) == before, changes
        assert project.redo().command == "flask both"
        assert state(project) == after, changes


def test_an_undo_that_is_cut_off_anywhere_is_finished_by_the_next_and_redone_as_a_whole(done, tmp_path) -> None:
    after = state(done)
    for changes, project in deaths(done, tmp_path, Project.undo):
        if project.undo_copies.next_back() == "flask both":
            project.undo()
        assert project.redo_copies.next_redo() == "flask both", changes
        assert project.redo().command == "flask both"
        assert state(project) == after, changes


def test_an_undo_of_the_first_command_that_is_cut_off_anywhere_can_be_redone(project, tmp_path) -> None:
    project.run("db", "init")
    there = sorted(path.name for path in (project.path / "migrations").iterdir())
    for changes, again in deaths(project, tmp_path, Project.undo):
        try:
            again.undo()
        except NothingToUndo:
            assert not (again.path / "migrations").exists()
        again.redo()
        assert sorted(path.name for path in (again.path / "migrations").iterdir()) == there, changes
