"""Undo, and what is said, when the disk is full or a folder cannot be written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from migration_lab.backends.atomic import write_text
from migration_lab.errors import LabError
from migration_lab.project import Project
from migration_lab.project.undo.bringing_back import CannotBringBack
from migration_lab.project.undo.undo_copies import CannotKeepCopy
from migration_lab.values.wire import DescribeApp
from tests.project.small import dump, live, ready, sql


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of two megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(mount, check=False).returncode:
        pytest.skip("only root on Linux can mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False)


def fill(disk: Path) -> Path:
    """Leave no room on it at all."""
    ballast = disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    return ballast


def test_a_moment_whose_end_could_not_be_noted_can_be_undone(disk, runner, folder):
    place = disk / "project"
    shutil.copytree(folder, place)
    project = ready(Project(place, stable=True, runner=runner))
    was = dump(live(project))
    moment = project._undoing.keep("flask more")
    sql(live(project), "INSERT INTO speaker (name) VALUES ('Edsger')")
    ballast = fill(disk)
    assert project._undoing._noted(moment, lambda touched, written: ()).undoable
    assert not (moment.folder / "after.json").exists()
    assert [path.name for path in moment.folder.glob("*.part")] == []
    with pytest.raises(CannotKeepCopy, match=r"Nothing was undone\. Make room"):
        project.undo("flask more")
    with pytest.raises(CannotKeepCopy, match=r"The command was not run\. Make room"):
        project.run("seed")
    ballast.unlink()
    assert project.undo("flask more").rows == (("speaker", 3, 2),)
    assert dump(live(project)) == was


def test_a_file_is_written_whole_or_not_at_all(disk):
    path = disk / "note.json"
    write_text(path, "first")
    ballast = fill(disk)
    with pytest.raises(OSError, match="No space left"):
        write_text(path, "x" * 100_000)
    assert path.read_text(encoding="utf-8") == "first"
    assert sorted(disk.iterdir()) == [ballast, path]


def test_a_lab_folder_that_cannot_be_made_stops_what_would_change_something_and_nothing_else(seeded):
    shutil.rmtree(seeded.path / ".lab")
    (seeded.path / ".lab").write_text("", encoding="utf-8")
    with pytest.raises(CannotKeepCopy, match=r"No copy for undo could be kept in \.lab .* The command was not run"):
        seeded.run("db", "downgrade")
    assert seeded.rows("speaker").count == 2
    fresh = Project(seeded.path, stable=True, runner=seeded._runner)
    assert fresh.run("db", "current").result.ok
    assert fresh.read().table_names == ("alembic_version", "speaker")


def test_an_instance_folder_that_cannot_be_made_is_said_with_where_the_copy_lies(seeded):
    shutil.rmtree(live(seeded).parent)
    live(seeded).parent.write_text("", encoding="utf-8")
    with pytest.raises(
        CannotBringBack, match=r"could not be brought back .* Its copy lies in \.lab/undo/0004/0\.sqlite"
    ):
        seeded.undo("flask seed")
    live(seeded).parent.unlink()
    assert seeded.undo("flask seed").command == "flask seed"
    assert seeded.rows("speaker").count == 0


def test_a_temporary_folder_that_cannot_be_written_is_one_clear_message(seeded, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(seeded.path / "nowhere"))
    with pytest.raises(LabError, match=r"temporary folder .*nowhere cannot be used .*TMPDIR"):
        seeded._sender.look(DescribeApp())
