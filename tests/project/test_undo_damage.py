"""Undo, and what is said, when the disk is full, cannot be written, or what is on it is damaged."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from migration_lab.backends.atomic import write_text
from migration_lab.backends.sqlite.sqlite_copies import pieces
from migration_lab.errors import LabError
from migration_lab.kernel.telling import undone_lines
from migration_lab.project import Project, UndoAsks
from migration_lab.project.undo.bringing_back import CannotBringBack
from migration_lab.project.undo.undo_copies import CannotKeepCopy
from migration_lab.values.wire import DescribeApp
from migration_lab.widgets import HistoryView
from tests.project.small import command, dump, live, ready, sql

ENDS = ("moment", "after")
NOTES = b"These are my notes, not a database. " * 40


@pytest.fixture
def seeded(project: Project) -> Project:
    return ready(project)


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


def overwrite(path: Path) -> None:
    path.write_bytes(NOTES)


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "letter.txt").write_text("Dear Ada", encoding="utf-8")


def take_version(path: Path) -> None:
    sql(path, "DROP TABLE alembic_version", "CREATE TABLE alembic_version (other TEXT)")


def remove_all(path: Path) -> None:
    shutil.rmtree(path.parent)


HARM = [overwrite, damage, truncate, make_folder, take_version, Path.unlink, remove_all]


# Undo brings back what was destroyed


@pytest.mark.parametrize("harm", HARM, ids=lambda one: one.__name__)
def test_undo_brings_back_a_database_that_was_destroyed(seeded: Project, harm: Callable[[Path], object]) -> None:
    was = dump(seeded.undo_copies.moments()[-1].copy_of("instance/conference.db"))
    harm(live(seeded))
    with pytest.raises(UndoAsks, match=r"has written to instance/conference\.db since flask seed"):
        seeded.undo()
    undone = seeded.undo("flask seed")
    assert dump(live(seeded)) == was
    [(name, what)] = undone.databases
    assert name == "instance/conference.db"
    assert "as it was" in what or "is back" in what
    assert seeded.undo().command == "flask db upgrade"


@pytest.mark.parametrize("harm", [overwrite, damage, truncate])
def test_what_a_destroyed_database_held_is_kept_byte_for_byte(seeded, harm):
    harm(live(seeded))
    left = [*pieces(live(seeded))]
    kept = seeded.path / seeded.undo("flask seed").kept / "0.sqlite"
    assert [*pieces(kept)] == left


def test_a_folder_in_the_databases_place_is_set_aside_with_what_is_in_it(seeded):
    make_folder(live(seeded))
    undone = seeded.undo("flask seed")
    assert "was a folder, which is now beside it under another name" in "".join(undone_lines(undone))
    letter = live(seeded).with_name("conference.db-folder") / "letter.txt"
    assert letter.read_text(encoding="utf-8") == "Dear Ada"


def test_undo_works_twice_after_the_command_itself_destroyed_the_database(seeded):
    command(
        seeded,
        "spoil",
        "import pathlib; db.engine.dispose()",
        f"pathlib.Path({str(live(seeded))!r}).write_text('x' * 5000)",
    )
    step = seeded.run("spoil")
    assert step.result.ok
    assert step.undoable
    assert "is not an SQLite database, or it is damaged" in step.unread[0]
    assert seeded.undo().command == "flask spoil"
    assert seeded.rows("speaker").count == 2
    assert seeded.undo().rows == (("speaker", 2, 0),)


# A full disk


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


def test_a_moment_that_cannot_be_read_is_told_and_left_out(seeded):
    seeded.run("seed")
    newest = seeded.undo_copies.folders()[-1]
    whole = (newest / "moment.json").read_text(encoding="utf-8")
    for text in ("", whole[:40], "[]", '{"command": 1}'):
        (newest / "moment.json").write_text(text, encoding="utf-8")
        with pytest.raises(UndoAsks, match=rf"What was kept in \.lab/undo/{newest.name} cannot be read: it is"):
            seeded.undo()
    undone = seeded.undo("flask seed")
    assert undone.rows == (("speaker", 4, 0),)
    assert not newest.exists()


def test_the_note_of_a_commands_end_that_is_cut_off_is_as_good_as_none(seeded):
    after = seeded.undo_copies.folders()[-1] / "after.json"
    after.write_text(after.read_text(encoding="utf-8")[:30], encoding="utf-8")
    with pytest.raises(UndoAsks, match="The lab did not see the end of flask seed"):
        seeded.undo()
    assert seeded.undo("flask seed").rows == (("speaker", 2, 0),)


# What cannot be written


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
    remove_all(live(seeded))
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


# What cannot be read


def test_a_value_that_is_not_utf_8_does_not_turn_an_upgrade_into_an_error(seeded):
    seeded.run("db", "revision", "-m", "strange")
    [script] = (seeded.path / "migrations" / "versions").glob("*_strange.py")
    text = script.read_text(encoding="utf-8")
    body = "op.execute(\"UPDATE speaker SET name = CAST(x'ff41' AS TEXT) WHERE id = 1\")"
    script.write_text(text.replace("def upgrade():\n    pass", f"def upgrade():\n    {body}"), encoding="utf-8")
    step = seeded.run("db", "upgrade")
    assert step.result.ok
    [rows] = step.rows
    assert rows.after.sample[0] == ("1", "\\xffA")
    assert seeded.rows("speaker").sample[0] == ("1", "\\xffA")
    assert seeded.undo().command == "flask db upgrade"


def test_an_alembic_version_without_its_column_is_said_and_hinders_no_command(seeded):
    take_version(live(seeded))
    with pytest.raises(LabError, match=r"alembic_version of .* has no column version_num"):
        seeded.versions()
    step = seeded.run("seed")
    assert step.result.ok
    assert [(one.before.count, one.after.count) for one in step.rows] == [(2, 4)]
    assert "has no column version_num" in step.unread[0]
    assert "has no column version_num" in seeded.places().sentence
    graph = seeded.history()
    assert "has no column version_num" in graph.problem
    assert (graph.current, graph.pending) == ((), ())
    assert str(HistoryView(graph)).startswith("1 revision; the revision of the database is not known")


@pytest.mark.parametrize("harm", [overwrite, truncate, make_folder], ids=lambda one: one.__name__)
def test_a_database_that_cannot_be_read_is_said_and_the_command_has_its_own_words(seeded, harm):
    harm(live(seeded))
    step = seeded.run("db", "upgrade")
    assert not step.result.ok
    assert not step.undoable
    assert "cannot be read" in step.unread[0]
    assert ("is not an SQLite database" in step.unread[0]) or ("is a folder" in step.unread[0])
    assert not seeded.outside_changes()
    assert seeded.places().problem
    with pytest.raises(LabError, match=r"is not an SQLite database|is a folder"):
        seeded.rows("speaker")


def test_damaged_pages_are_said_where_rows_are_read(seeded):
    damage(live(seeded))
    step = seeded.run("seed")
    assert not step.result.ok
    with pytest.raises(LabError, match=r"damaged"):
        seeded.rows("speaker")


# What an older version kept


def test_the_copies_of_the_first_versions_are_of_use(seeded):
    seeded.run("db", "revision", "-m", "half")
    for folder in seeded.undo_copies.folders():
        moment, after = (json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ENDS)
        moment = {name: moment[name] for name in ("command", "databases", "not_copied", "scripts", "prints")}
        after = {name: after[name] for name in ("touched", "prints")}
        for name, record in zip(ENDS, (moment, after), strict=True):
            (folder / f"{name}.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(UndoAsks, match=r"half\.py was edited since flask db revision -m half: an older"):
        seeded.undo()
    assert [what for _, what in seeded.undo("flask db revision -m half").scripts] == ["removed"]
    assert seeded.undo().rows == (("speaker", 2, 0),)
    assert seeded.undo().command == "flask db upgrade"
    assert "speaker" not in seeded.read().table_names


def test_copies_of_which_the_note_is_damaged_are_kept_when_an_earlier_command_is_taken_back(seeded: Project) -> None:
    delete = ("from models import db, Speaker", "db.session.query(Speaker).delete()", "db.session.commit()")
    command(seeded, "wipe", *delete)
    assert seeded.run("wipe").result.ok
    newest = seeded.undo_copies.folders()[-1]
    (newest / "moment.json").write_text("", encoding="utf-8")
    with pytest.raises(UndoAsks, match=r"stay there, and move to \.lab/undone when an earlier command is taken back"):
        seeded.undo()
    seeded.undo("flask seed")
    assert not newest.exists()
    kept = sql(seeded.path / ".lab" / "undone" / newest.name / "0.sqlite", "SELECT name FROM speaker")
    assert kept == [("Ada",), ("Grace",)]
