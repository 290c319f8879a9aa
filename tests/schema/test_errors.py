"""What a database says went wrong is known by its code, whatever language its server speaks."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from migration_lab.schema import LockedDatabase, NotADatabase, UnreachableDatabase, read_schema
from migration_lab.schema.schema_errors import NO_RIGHT, READ_ONLY, code_of, explain, means

GERMAN = "DO $$ BEGIN RAISE EXCEPTION '{}' USING ERRCODE = '{}'; END $$"


def said(engine: Engine, words: str, code: str) -> DBAPIError:
    """The error that the server makes of it."""
    with engine.connect() as connection, pytest.raises(DBAPIError) as caught:
        connection.exec_driver_sql(GERMAN.format(words, code))
    return caught.value


@pytest.mark.postgres
def test_a_lock_is_one_in_german_too(postgres: Engine) -> None:
    error = said(postgres, "Sperre konnte nicht erlangt werden", "55P03")
    assert code_of(error) == code_of(error.orig) == "55P03"
    assert isinstance(explain(error, postgres.url), LockedDatabase)


@pytest.mark.postgres
def test_the_english_words_alone_mean_nothing(postgres: Engine) -> None:
    error = said(postgres, "the file is not a database, it is locked, permission denied", "22000")
    assert type(explain(error, postgres.url)) is UnreachableDatabase
    assert not means(error, NO_RIGHT)


@pytest.mark.postgres
def test_what_the_server_itself_refuses(postgres: Engine) -> None:
    with postgres.connect() as connection:
        connection.execute(text("SET TRANSACTION READ ONLY"))
        with pytest.raises(DBAPIError) as caught:
            connection.execute(text("CREATE TABLE t (a int)"))
    assert means(caught.value, READ_ONLY)


def test_sqlite_gives_its_own_codes(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    engine = create_engine(f"sqlite:///file:{path.as_posix()}?mode=ro&uri=true")
    with engine.connect() as connection, pytest.raises(DBAPIError) as caught:
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")
    engine.dispose()
    assert means(caught.value, READ_ONLY)
    path.write_bytes(b"no database at all " * 100)
    engine = create_engine(f"sqlite:///{path.as_posix()}")
    with pytest.raises(NotADatabase):
        read_schema(engine)
    engine.dispose()


def test_an_error_of_another_kind_has_no_code() -> None:
    assert code_of(ValueError("55P03")) == code_of(KeyError()) == code_of(OSError(2, "gone")) == ""


def test_a_short_password_is_hidden_where_it_is_a_word_and_a_long_one_everywhere() -> None:
    url = make_url("postgresql://me:p@localhost:5999/app")
    said = str(explain(RuntimeError('connection to port 5999 failed for "p"'), url))
    assert "port 5999" in said
    assert '"***"' in said
    assert "xs3cretx" not in str(explain(RuntimeError("xs3cretx failed"), url.set(password="s3cret")))
