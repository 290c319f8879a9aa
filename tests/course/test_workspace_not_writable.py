"""A workspace that cannot be written, or not now: that is told, and nothing has changed."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from pathlib import Path

import pytest

from migration_lab.course.location import Course
from migration_lab.course.workspaces.files import fingerprint
from migration_lab.course.workspaces.workspace import open_workspace, reset
from migration_lab.errors import LabError
from tests.course.workspace_folders import names, work


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
