"""Two processes have a workspace each, and one that was killed holds nothing, leaves no mess, and has lost nothing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from migration_lab.course.location import Course
from migration_lab.course.workspaces.files import fingerprint
from migration_lab.course.workspaces.folders import beside
from migration_lab.course.workspaces.workspace import open_workspace
from tests.course.conftest import release
from tests.course.workspace_folders import at_start, names, work

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
