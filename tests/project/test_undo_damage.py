"""A database that is destroyed, damaged or not to be read: undo brings it back, and what is wrong is said."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from migration_lab.backends.sqlite.sqlite_copies import pieces
from migration_lab.errors import LabError
from migration_lab.kernel.telling import undone_lines
from migration_lab.project import Project, UndoAsks
from migration_lab.widgets import HistoryView
from tests.project.small import command, dump, live, sql

NOTES = b"These are my notes, not a database. " * 40


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
