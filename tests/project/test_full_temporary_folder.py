"""A temporary folder without room: it is told as what it is, and neither the project nor a command is blamed for it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from migration_lab.child.sandbox.scratch_room import ScratchRoom
from migration_lab.errors import LabError
from migration_lab.project import Project
from migration_lab.project.kept_replays import CannotReplay
from tests.project.small import live, ready, sql

FULL = r"The disk of the temporary folder .* is full, so the lab cannot look\. Make room there"


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A disk of 300 kB for what is temporary."""
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(place)]
    if sys.platform != "linux" or os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root on Linux can mount a small disk")
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def large(project: Project) -> Project:
    """With a database that is larger than that disk."""
    ready(project)
    sql(live(project), "CREATE TABLE large (x)", "INSERT INTO large SELECT zeroblob(500000)")
    return project


def fill(place: Path) -> None:
    with suppress(OSError), (place / "filling").open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass


def test_a_look_says_that_there_is_no_room_for_its_copy_and_nothing_of_the_project(large, small_disk):
    places = large.places()
    assert places.state == "cannot look"
    assert str(places).startswith("The disk of the temporary folder")
    assert (places.rows, places.next_command, places.problem, places.in_step) == ((), None, None, False)
    [head] = large.history().heads
    fill(small_disk)
    with pytest.raises(CannotReplay, match=FULL):
        large.schema_at(head)


def test_a_command_needs_no_room_there(large, small_disk):
    fill(small_disk)
    assert large.run("db", "stamp", "head").result.ok


def test_where_there_is_room_again_the_next_look_says_what_is_so(large, small_disk, monkeypatch, tmp_path):
    before = large.places().state
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert (before, large.places().state) == ("cannot look", "drift")


def test_without_fork_a_command_that_needs_room_there_is_not_run_and_told_why(large, folder, small_disk):
    project = Project(folder, fork=False)
    project.locate()
    fill(small_disk)
    with pytest.raises(LabError, match=r"The temporary folder .* cannot be used"):
        project.run("db", "current")


def test_an_error_is_known_for_a_full_disk_by_its_code_wherever_it_stands_in_the_chain():
    room = ScratchRoom()
    room.note(ValueError("No space left on device"))
    assert not room.full
    error = RuntimeError("could not start")
    error.__cause__ = OSError(errno.ENOSPC, "whatever the system calls it")
    room.note(error)
    assert room.full
