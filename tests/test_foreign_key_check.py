"""Rows without their parent are counted in an SQLite database, within a limit of rows and of time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from migration_lab.backends.database import Database
from migration_lab.backends.sqlite import foreign_key_check
from migration_lab.backends.sqlite.foreign_key_check import check_foreign_keys
from migration_lab.values.orphans import Orphans

TABLES = """
CREATE TABLE speaker (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE talk (id INTEGER PRIMARY KEY, speaker_id INTEGER REFERENCES speaker);
CREATE TABLE "a ""b" (n INTEGER REFERENCES nowhere (id));
INSERT INTO speaker VALUES (1, 'Nia');
INSERT INTO talk VALUES (1, 1), (2, 2), (3, 3), (4, NULL);
"""


def made(path: Path, more: str = "") -> Database:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES + more)
    return Database(f"sqlite:///{path.as_posix()}", read_only=True)


def test_each_table_is_counted_with_the_table_that_it_refers_to(tmp_path: Path) -> None:
    database = made(tmp_path / "app.db", 'INSERT INTO "a ""b" VALUES (7);')
    assert database.orphans() == Orphans((('a "b', "nowhere", 1), ("talk", "speaker", 2)))


def test_a_key_that_sqlite_cannot_follow_stops_no_other(tmp_path: Path) -> None:
    database = made(tmp_path / "app.db", "CREATE TABLE aside (n TEXT REFERENCES speaker (name));")
    found = database.orphans()
    assert found.rows == (("talk", "speaker", 2),)
    assert found.unusable == (("aside", 'foreign key mismatch - "aside" referencing "speaker"'),)


def test_no_more_rows_are_counted_than_that(tmp_path: Path) -> None:
    with made(tmp_path / "app.db").engine.connect() as connection:
        assert check_foreign_keys(connection, most=1) == Orphans(
            (("talk", "speaker", 1),), "there are 1 of them or more"
        )


def test_a_check_that_takes_too_long_is_stopped_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_key_check, "STEPS", 1)
    with made(tmp_path / "app.db").engine.connect() as connection:
        found = check_foreign_keys(connection, seconds=-1)
        assert connection.exec_driver_sql("SELECT count(*) FROM talk").scalar_one() == 4
    assert found.stopped.startswith("that takes longer than")


def test_a_file_that_is_not_there_has_none_and_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "app.db"
    assert Database(f"sqlite:///{path.as_posix()}", read_only=True).orphans() == Orphans()
    assert not path.exists()
