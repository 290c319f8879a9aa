"""What tells cheaply whether a database was written to, so that a live view need not read it over and over."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text

from migration_lab.backends.database import Database
from migration_lab.schema import UnreachableDatabase


def test_a_file_has_the_same_pulse_until_it_is_written_to(tmp_path):
    path = tmp_path / "a.db"
    database = Database(f"sqlite:///{path.as_posix()}")
    seen = [database.pulse()]
    with closing(sqlite3.connect(path)) as connection:
        for statement in ("CREATE TABLE a (x)", "INSERT INTO a VALUES (1)"):
            connection.execute(statement)
            connection.commit()
            seen.append(database.pulse())
            assert database.read()
            assert database.pulse() == seen[-1]
    path.unlink()
    seen.append(database.pulse())
    assert len(set(seen)) == 3
    assert seen[0] == seen[-1]


def test_a_database_in_memory_has_none():
    assert Database("sqlite://").pulse() is None


@pytest.mark.postgres
def test_a_server_has_another_pulse_once_a_transaction_that_wrote_has_ended(postgres, postgres_url):
    database = Database(postgres_url.render_as_string(hide_password=False))
    with postgres.connect() as connection:
        before = database.pulse()
        database.read()
        assert database.pulse() == before
        connection.execute(text("CREATE TABLE a (x integer)"))
        while_it_runs = database.pulse()
        connection.commit()
    assert database.pulse() not in (before, while_it_runs)


@pytest.mark.postgres
def test_a_server_that_does_not_answer_says_so_without_its_password():
    database = Database("postgresql+psycopg://me:hidden@127.0.0.1:1/nothing")
    with pytest.raises(UnreachableDatabase) as told:
        database.pulse()
    assert "hidden" not in str(told.value)
