"""Starting points that come ready: the same as built ones, and never another one than the notebooks ask for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from migration_lab.course.chapters.chapter import find_chapter
from migration_lab.course.location import Course
from migration_lab.course.workspaces import ready_made, recipe
from migration_lab.course.workspaces.files import fingerprint
from migration_lab.course.workspaces.record_ready_made import refresh, take
from migration_lab.course.workspaces.starting_point import put_starting_point
from tests.course.conftest import OpenShared

Commands = list[tuple[str, ...]]


@pytest.fixture(scope="module")
def written(finished_small_course: Course) -> Iterator[Course]:
    """The small course with its ``starting_points.json``."""
    assert refresh(finished_small_course)
    yield finished_small_course
    finished_small_course.starting_points.unlink()
    ready_made._load.cache_clear()


@pytest.fixture
def small(written: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    """The same, with nothing built yet."""
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path / "workspace"))
    return written


@pytest.fixture
def ran(open_shared: OpenShared) -> tuple[Commands, Callable[[Path], Any]]:
    """What is run in the projects that the second opens."""
    ran: Commands = []

    def open_noting(folder: Path) -> Any:
        project = open_shared(folder)
        run = project.run
        project.run = lambda *args: (ran.append(args), run(*args))[1]
        return project

    return ran, open_noting


def put(number: str, course: Course, folder: Path, open_project: Any, end: bool = False) -> Path:
    put_starting_point(find_chapter(number, course), course, folder, end=end, open_project=open_project)
    return folder


@pytest.mark.parametrize(("number", "end"), [("00", False), ("01", False), ("02", False), ("03", False), ("03", True)])
def test_one_that_comes_ready_is_the_same_as_one_that_is_built(number, end, small, ran, tmp_path, monkeypatch):
    ready = put(number, small, tmp_path / "ready", ran[1], end)
    assert ran[0] == []
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path / "other"))
    monkeypatch.setattr(ready_made, "put_ready_made", None)
    monkeypatch.setattr("migration_lab.course.workspaces.starting_point.put_ready_made", lambda *_: False)
    assert fingerprint(ready) == fingerprint(put(number, small, tmp_path / "built", ran[1], end))


def test_writing_them_again_changes_nothing(small: Course):
    assert small.starting_points.read_text(encoding="utf-8") == take(small)
    assert not refresh(small)


def test_with_other_versions_of_the_packages_all_is_built(small, ran, tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "version", lambda package: "99")
    put("03", small, tmp_path / "start", ran[1])
    assert ran[0] == [("routes",), ("db", "init"), ("db", "upgrade"), ("seed",), ("seed", "Grace")]


def test_what_was_built_for_an_earlier_chapter_is_gone_on_from(small, ran, tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "version", lambda package: "99")
    put("02", small, tmp_path / "two", ran[1])
    assert ran[0] == [("routes",)]
    three = put("03", small, tmp_path / "three", ran[1])
    assert ran[0][1:] == [("db", "init"), ("db", "upgrade"), ("seed",), ("seed", "Grace")]
    assert put("02", small, tmp_path / "end", ran[1], end=True).is_dir()
    assert len(ran[0]) == 5
    put("03", small, tmp_path / "last", ran[1], end=True)
    assert ran[0][5:] == [("db", "upgrade")]
    monkeypatch.undo()
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path / "other"))
    assert fingerprint(three) == fingerprint(put("03", small, tmp_path / "ready", ran[1]))


def test_a_later_chapter_that_was_changed_goes_on_from_what_came_ready(small, ran, tmp_path):
    kept = json.loads(small.starting_points.read_text(encoding="utf-8"))
    kept["starting_points"].pop("03-end")
    with other_text(small, json.dumps(kept)):
        put("03", small, tmp_path / "end", ran[1], end=True)
    assert ran[0] == [("db", "upgrade")]


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE ("],
        ["CREATE TABLE IF NOT EXISTS speaker (id)"],
    ],
)
def test_one_that_does_not_come_out_as_it_is_kept_is_built(statements, small, ran, tmp_path):
    kept = json.loads(small.starting_points.read_text(encoding="utf-8"))
    kept["starting_points"]["03"]["databases"] = {"instance/small.db": statements}
    with other_text(small, json.dumps(kept)):
        start = put("03", small, tmp_path / "start", ran[1])
    assert ran[0] == [("db", "init"), ("db", "upgrade"), ("seed",), ("seed", "Grace")]
    assert fingerprint(start) == fingerprint(put("02", small, tmp_path / "end", ran[1], end=True))


@contextmanager
def other_text(course: Course, text: str) -> Iterator[None]:
    """While this lasts, ``starting_points.json`` has that text."""
    before = course.starting_points.read_text(encoding="utf-8")
    try:
        write(course, text)
        yield
    finally:
        write(course, before)


def write(course: Course, text: str) -> None:
    course.starting_points.write_text(text, encoding="utf-8", newline="\n")
    ready_made._load.cache_clear()
