"""What keeps an SQLite database from being read is said in one line."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine

from migration_lab.errors import LabError
from migration_lab.schema import LockedDatabase, MissingDatabase, NotADatabase, UnreachableDatabase, read_schema
from tests.schema.databases import run


def test_a_missing_file_is_not_made(file: Path) -> None:
    for url in (f"sqlite:///{file.as_posix()}", f"sqlite:///file:{file.as_posix()}?uri=true"):
        engine = create_engine(url)
        with pytest.raises(MissingDatabase, match=r"no database file a'b\.db in .*some folder.*flask db upgrade"):
            read_schema(engine)
        assert not file.exists()


def test_a_file_that_is_no_database(engine: Engine, file: Path) -> None:
    file.write_bytes(b"This is a letter, not a database." * 100)
    with pytest.raises(NotADatabase, match="is not an SQLite database"):
        read_schema(engine)


def test_a_folder_in_its_place(tmp_path: Path) -> None:
    with pytest.raises(UnreachableDatabase, match="unable to open database file"):
        read_schema(create_engine(f"sqlite:///{tmp_path.as_posix()}"))


def test_a_locked_database(engine: Engine, file: Path) -> None:
    run(engine, "CREATE TABLE t (a)")
    engine.dispose()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    impatient = create_engine(f"sqlite:///{file.as_posix()}", connect_args={"timeout": 0}, poolclass=NullPool)
    with pytest.raises(LockedDatabase, match="is locked: another program"):
        read_schema(impatient)
    other.execute("ROLLBACK")
    other.close()
    assert read_schema(impatient).table_names == ("t",)


def test_errors_keep_their_cause(engine: Engine, file: Path) -> None:
    file.write_bytes(b"no database" * 1000)
    with pytest.raises(LabError) as caught:
        read_schema(engine)
    assert isinstance(caught.value.__cause__, sqlite3.DatabaseError)
