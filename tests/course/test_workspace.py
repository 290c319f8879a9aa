"""Opening a chapter: what was there is kept, two processes do not collide, and a killed one leaves no mess."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from migration_lab.course.location import Course
from migration_lab.course.workspaces.files import fingerprint
from migration_lab.course.workspaces.folders import beside
from migration_lab.course.workspaces.starting_point import start_of
from migration_lab.course.workspaces.workspace import Workspace, open_workspace, reset
from migration_lab.errors import LabError
from tests.course.conftest import release


def at_start(workspace: Workspace) -> bool:
    return start_of(workspace.path)[1] == fingerprint(workspace.path)


def work(folder: Path, text: str = "work") -> None:
    (folder / "models.py").write_text(text, encoding="utf-8")


def names(root: Path) -> list[str]:
    """What lies among the workspaces, but for the lab's own folders."""
    return sorted(path.name for path in root.iterdir() if path.name not in (".cache", ".locks"))


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


HOLD = """
import sys
from pathlib import Path
from migration_lab.course.location import Course
from migration_lab.course.workspaces.workspace import open_workspace
print(open_workspace("03", course=Course(Path(sys.argv[1]))).path.name, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def another_kernel(course: Course):
    """A process that has chapter 03 open."""
    open_workspace("03", course=course)
    release()
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(course.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout.readline() == "03\n"
        yield process
        process.kill()


def test_two_processes_have_a_workspace_each(another_kernel, course: Course):
    opened = open_workspace("03", course=course)
    assert opened.path.name == "03-2"
    assert at_start(opened)
    assert opened.message[1] == "Another notebook has workspace/03 open, so this one works in workspace/03-2."
    assert open_workspace("03", course=course).path == opened.path
    assert open_workspace("02", course=course).path.name == "02"


def test_a_process_that_was_killed_holds_nothing(another_kernel, course: Course):
    work(course.workspaces / "03")
    another_kernel.kill()
    another_kernel.wait()
    opened = open_workspace("03", course=course)
    assert opened.path.name == "03"
    assert opened.kept.name == "03-earlier-1"


def test_work_that_another_live_process_has_is_not_resumed(another_kernel, course: Course):
    work(course.workspaces / "03")
    opened = open_workspace("03", resume=True, course=course)
    assert (opened.path.name, opened.resumed) == ("03-2", False)
    assert (course.workspaces / "03" / "models.py").read_text(encoding="utf-8") == "work"


def test_work_from_a_second_notebook_can_be_resumed(another_kernel, course: Course):
    second = open_workspace("03", course=course).path
    work(second, "in 03-2")
    (second / ".lab" / "undo").mkdir()
    release()
    another_kernel.kill()
    another_kernel.wait()
    resumed = open_workspace("03", resume=True, course=course)
    assert resumed.path.name == "03"
    assert (resumed.path / "models.py").read_text(encoding="utf-8") == "in 03-2"
    assert (resumed.path / ".lab" / "undo").exists(), "its way back comes along"


def test_opening_another_chapter_gives_the_first_one_free(course: Course):
    open_workspace("03", course=course)
    open_workspace("02", course=course)
    given = subprocess.run(
        [sys.executable, "-c", HOLD, str(course.folder)], stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert given.stdout == "03\n"


class Killed(BaseException):
    """Stands in for a process's end."""


@pytest.mark.parametrize("moment", range(12))
def test_a_process_killed_while_it_swaps_loses_and_mixes_nothing(moment, course: Course, monkeypatch):
    """Whichever move it was at: opening again gives the starting point, and the work is whole in one place."""
    opened = open_workspace("03", course=course)
    work(opened.path)
    worked = fingerprint(opened.path)
    moves = iter(range(100))

    def dying(move):
        def step(self, target):
            if next(moves) >= moment:
                raise Killed
            return move(self, target)

        return step

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", dying(Path.rename))
        patch.setattr(Path, "replace", dying(Path.replace))
        patch.setattr(shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(Killed):
            open_workspace("03", course=course)
    release()
    assert at_start(open_workspace("03", course=course))
    assert [fingerprint(path) for path in course.workspaces.glob("03-earlier-*")] == [worked]
    assert names(course.workspaces) == ["03", "03-earlier-1"]


def test_what_a_killed_process_left_is_swept_and_nothing_else(course: Course):
    opened = open_workspace("03", course=course)
    beside(opened.path, "building").mkdir()
    beside(opened.path, "discarded").mkdir()
    (course.workspaces / ".cache" / "building").mkdir()
    (course.workspaces / ".building-mine").mkdir()
    (course.workspaces / "notes").mkdir()
    open_workspace("03", course=course)
    assert names(course.workspaces) == [".building-mine", "03", "notes"]


def test_a_file_that_is_in_use_is_named_and_nothing_has_changed(course: Course, monkeypatch):
    opened = open_workspace("03", course=course)
    work(opened.path)
    worked = fingerprint(opened.path)
    move = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if self == opened.path / "migrations":
            raise PermissionError(13, "The process cannot access the file")
        return move(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", locked)
        with pytest.raises(LabError, match=r"03/migrations cannot be moved .*in a terminal\?"):
            reset(opened, course=course)
    assert fingerprint(opened.path) == worked
    assert names(course.workspaces) == ["03"]
    assert reset(opened, course=course).kept is not None


@pytest.mark.parametrize(
    "said", [str(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))), "[WinError 112] Not enough room"]
)
def test_a_full_disk_is_told_and_nothing_is_left(course: Course, monkeypatch, said: str):
    opened = open_workspace("03", course=course)
    work(opened.path)
    worked = fingerprint(opened.path)

    def full(source: Path, target: Path) -> None:
        target.mkdir()
        (target / "app.py").touch()
        raise shutil.Error([(str(source), str(target), said)])

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copytree", full)
        with pytest.raises(LabError, match=r"The disk with .*workspace is full"):
            open_workspace("03", course=course)
    assert fingerprint(opened.path) == worked
    assert names(course.workspaces) == ["03"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a folder that may not be written")
def test_a_folder_that_may_not_be_written_is_told(course: Course):
    course.workspaces.chmod(0o500)
    try:
        with pytest.raises(LabError, match=r"cannot be used for workspaces .*MIGRATION_LAB_WORKSPACE"):
            open_workspace("03", course=course)
    finally:
        course.workspaces.chmod(0o700)


def test_a_workspace_folder_that_is_a_file_is_told(course: Course, tmp_path: Path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path / "file"))
    with pytest.raises(LabError, match=r"cannot be used for workspaces .*MIGRATION_LAB_WORKSPACE"):
        open_workspace("03", course=course)


def test_a_workspace_that_is_a_file_is_told(course: Course):
    (course.workspaces / "03").touch()
    with pytest.raises(LabError, match="cannot be used for workspaces"):
        open_workspace("03", course=course)
    assert (course.workspaces / "03").is_file()
