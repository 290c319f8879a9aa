"""A database in WAL mode has nothing beside it after a look that was not there before, and is read as it stands."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from migration_lab.backends.database import Database
from migration_lab.backends.sqlite import sqlite_files
from migration_lab.child.sandbox import redirect
from migration_lab.project import open_project
from tests.project.other_shapes import blog, hashes, upgraded

HALF_A_TRANSACTION = """\
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 2")
connection.execute("BEGIN IMMEDIATE")
connection.executemany("INSERT INTO post (title) VALUES (?)", [("x" * 70,)] * 2000)
os._exit(1)
"""
WRITE = """\
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0.2, isolation_level=None)
connection.execute("UPDATE post SET title = 'theirs'")
"""


@pytest.fixture
def folder(tmp_path):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    with closing(sqlite3.connect(folder / "instance" / "blog.sqlite", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("INSERT INTO post (title) VALUES ('x')")
    return folder


def look_at_everything(folder, runner):
    project = open_project(folder, app="blog", runner=runner)
    places = project.places()
    assert places.state == "in step", places
    assert project.rows("post").count == 1
    assert project.schema_at(project.history().heads[0]).table("post")
    assert project.run("db", "check").result.ok
    return project


def test_one_that_nobody_has_open_is_left_alone(folder, runner):
    before = hashes(folder)
    assert not [name for name in before if name.endswith(("-wal", "-shm"))]
    look_at_everything(folder, runner)
    assert hashes(folder) == before


def test_one_that_somebody_has_open_is_read_as_it_stands(folder, runner):
    with closing(sqlite3.connect(folder / "instance" / "blog.sqlite", isolation_level=None)) as connection:
        connection.execute("UPDATE post SET title = 'y'")
        before = hashes(folder)
        project = look_at_everything(folder, runner)
        assert project.query("SELECT title FROM post") == [("y",)]
        assert hashes(folder) == before
        connection.execute("UPDATE post SET title = 'z'")
        assert project.query("SELECT title FROM post") == [("z",)]


def test_what_a_killed_program_left_is_not_taken_in(folder, runner):
    database = folder / "instance" / "blog.sqlite"
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("UPDATE post SET title = 'y'")
        left = {name: database.with_name(name).read_bytes() for name in (database.name, f"{database.name}-wal")}
    for name, data in left.items():
        database.with_name(name).write_bytes(data)
    before = hashes(folder)
    project = look_at_everything(folder, runner)
    assert project.query("SELECT title FROM post") == [("y",)]
    assert hashes(folder) == before


def test_a_database_that_may_be_written_is_read_where_it_lies(folder):
    database = Database(f"sqlite:///{(folder / 'instance' / 'blog.sqlite').as_posix()}")
    assert database.rows("post").count == 1


def test_a_large_one_that_somebody_has_open_is_read_where_it_lies(folder, monkeypatch):
    database = folder / "instance" / "blog.sqlite"
    monkeypatch.setattr(sqlite_files, "LARGEST_COPY", 0)
    monkeypatch.setattr(redirect, "LARGEST_COPY", 0)
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("UPDATE post SET title = 'y'")
        monkeypatch.setattr(sqlite_files, "copy_bytes", lambda *_: pytest.fail("a copy was made"))
        assert Database(f"sqlite:///{database.as_posix()}", read_only=True).query("SELECT title FROM post") == [("y",)]
        assert "readonly_shm" in redirect.Redirect(folder / "scratch")._new_file(database, redirect.COPY)


def test_a_transaction_that_a_killed_program_left_is_rolled_back_for_the_look_alone(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    database = folder / "instance" / "blog.sqlite"
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("INSERT INTO post (title) VALUES ('x')")
    subprocess.run([sys.executable, "-c", HALF_A_TRANSACTION, str(database)], check=False)
    before = hashes(folder)
    assert any(name.endswith("-journal") for name in before)
    look_at_everything(folder, runner)
    assert hashes(folder) == before


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_transaction_that_is_open_in_a_cell_keeps_its_locks(folder, runner, mode):
    """On POSIX, whoever closes a file lets go of all locks of its process on it."""
    database = folder / "instance" / "blog.sqlite"
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE post SET title = 'mine'")
        assert open_project(folder, app="blog", runner=runner).places().state == "in step"
        other = subprocess.run(
            [sys.executable, "-c", WRITE, str(database)], check=False, capture_output=True, text=True
        )
        assert "database is locked" in other.stderr
        connection.execute("COMMIT")
