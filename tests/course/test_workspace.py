"""Opening a chapter: what was there is kept, and work is gone on with where it was left."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from migration_lab.course.location import Course
from migration_lab.course.workspaces.starting_point import start_of
from migration_lab.course.workspaces.workspace import open_workspace, reset
from migration_lab.errors import LabError
from tests.course.workspace_folders import at_start, names, work


def test_a_first_opening_gives_the_starting_point(course: Course):
    opened = open_workspace("03", course=course)
    assert opened.path == course.workspaces / "03"
    assert at_start(opened)
    assert opened.title == "Chapter 03, Add a column"
    assert opened.message == ("workspace/03 is at the chapter's starting point.",)
    assert names(course.workspaces) == ["03"]


def test_an_untouched_workspace_is_used_again_without_a_word(course: Course):
    first = open_workspace("03", course=course)
    (first.path / ".lab" / "undo").mkdir()
    (first.path / ".lab" / "places.json").touch()
    again = open_workspace(3, course=course)
    assert again == first
    assert [path.name for path in (again.path / ".lab").iterdir()] == ["start.json"]
    assert names(course.workspaces) == ["03"]


@pytest.mark.parametrize("course_changed", [False, True])
def test_what_an_undo_took_away_is_kept_though_the_files_are_at_the_start_again(course: Course, course_changed: bool):
    first = open_workspace("03", course=course)
    taken = first.path / ".lab" / "undone" / "0001" / "scripts.zip"
    taken.parent.mkdir(parents=True)
    taken.write_text("an hour of work", encoding="utf-8")
    if course_changed:
        start = first.path / ".lab" / "start.json"
        start.write_text(start.read_text(encoding="utf-8").replace(start_of(first.path)[0], "older"), encoding="utf-8")
    again = open_workspace("03", course=course)
    assert again.kept == course.workspaces / "03-earlier-1"
    assert (again.kept / taken.relative_to(first.path)).read_text(encoding="utf-8") == "an hour of work"
    assert at_start(again)


def test_an_untouched_workspace_of_an_older_course_is_replaced_without_a_word(course: Course):
    first = open_workspace("03", course=course)
    start = first.path / ".lab" / "start.json"
    start.write_text(start.read_text(encoding="utf-8").replace(start_of(first.path)[0], "older"), encoding="utf-8")
    assert open_workspace("03", course=course) == first
    assert start_of(first.path)[0] != "older"
    assert names(course.workspaces) == ["03"]


def test_work_is_kept_and_the_message_says_where(course: Course):
    work(open_workspace("03", course=course).path, "first")
    second = open_workspace("03", course=course)
    assert at_start(second)
    assert second.message[1:] == (
        "Your earlier work is kept in workspace/03-earlier-1.",
        'To go on with it: lab.open("03", resume=True)',
    )
    work(second.path, "second")
    assert open_workspace("03", course=course).kept == course.workspaces / "03-earlier-2"
    kept = [(course.workspaces / f"03-earlier-{number}" / "models.py").read_text() for number in (1, 2)]
    assert kept == ["first", "second"]


def test_rows_alone_are_work_too(course: Course):
    opened = open_workspace("03", course=course)
    with closing(sqlite3.connect(opened.path / "instance" / "small.db")) as database:
        database.execute("INSERT INTO speaker (name) VALUES ('Edsger')")
        database.commit()
    assert open_workspace("03", course=course).kept is not None


def test_a_folder_that_the_lab_did_not_make_is_kept(course: Course):
    mine = course.workspaces / "03"
    mine.mkdir()
    (mine / "notes.txt").write_text("mine", encoding="utf-8")
    kept = open_workspace("03", course=course).kept
    assert (kept / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_the_folder_itself_stays_so_a_terminal_in_it_does_too(course: Course, monkeypatch):
    opened = open_workspace("03", course=course)
    before = opened.path.stat().st_ino
    monkeypatch.chdir(opened.path)
    work(opened.path)
    reset(opened, course=course)
    assert opened.path.stat().st_ino == before
    assert at_start(opened)
    assert Path.cwd() == opened.path


def test_reset_gives_the_starting_point_again_and_keeps_the_work(course: Course):
    opened = open_workspace("02", course=course)
    work(opened.path)
    again = reset(opened, course=course)
    assert again.path == opened.path
    assert at_start(again)
    assert (again.kept / "models.py").read_text(encoding="utf-8") == "work"


def test_resume_goes_on_in_the_workspace_that_has_work(course: Course):
    work(open_workspace("03", course=course).path)
    resumed = open_workspace("03", resume=True, course=course)
    assert (resumed.path / "models.py").read_text(encoding="utf-8") == "work"
    assert resumed.message == ("workspace/03 goes on where you left off.",)
    assert names(course.workspaces) == ["03"]


def test_resume_after_a_fresh_start_brings_the_latest_work_back(course: Course):
    for number, text in enumerate(("first", "second")):
        opened = open_workspace("03", course=course).path
        work(opened, text)
        os.utime(opened / "models.py", (2_000_000_000 + number,) * 2)
    open_workspace("03", course=course)
    resumed = open_workspace("03", resume=True, course=course)
    assert (resumed.path / "models.py").read_text(encoding="utf-8") == "second"
    assert names(course.workspaces) == ["03", "03-earlier-1"]


def test_resume_with_nothing_to_go_on_with_says_so(course: Course):
    opened = open_workspace("03", resume=True, course=course)
    assert at_start(opened)
    assert opened.message[0] == "There is no earlier work on chapter 03 to continue."


@pytest.mark.parametrize("number", ["99", "../03", ""])
def test_an_unknown_chapter_makes_no_folder(number, course: Course):
    with pytest.raises(LabError, match="There is no chapter"):
        open_workspace(number, course=course)
    assert names(course.workspaces) == []
