"""Reading an SQLite database changes nothing, neither in it nor in the connection that the caller gives."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine, event

from migration_lab.schema import Schema, read_schema
from tests.schema.databases import run


def test_a_connection_outside_a_transaction_is_left_outside(engine: Engine) -> None:
    with engine.connect() as connection:
        read_schema(connection)
        assert not connection.in_transaction()
        assert not connection.connection.driver_connection.in_transaction


def test_a_transaction_is_read_from_within_and_stays_open(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        connection.exec_driver_sql("CREATE TABLE t (a)")
        assert read_schema(connection).table_names == ("t",)
        assert connection.connection.driver_connection.in_transaction
        connection.rollback()
        assert read_schema(connection) == Schema("sqlite")


def test_nothing_is_written(engine: Engine, file: Path) -> None:
    run(engine, "CREATE TABLE t (a)")
    before = file.read_bytes(), file.stat().st_mtime_ns
    read_schema(engine)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert sorted(path.name for path in file.parent.iterdir()) == [file.name]


def test_a_read_only_connection(engine: Engine, file: Path) -> None:
    run(engine, "CREATE TABLE t (a)")
    read_only = create_engine(f"sqlite:///file:{file.as_posix()}?mode=ro&uri=true", poolclass=NullPool)
    assert read_schema(read_only) == read_schema(engine)


def test_the_callers_row_factory_is_no_hindrance(engine: Engine) -> None:
    run(engine, "CREATE TABLE t (a)")

    @event.listens_for(engine, "connect")
    def as_dictionaries(connection: sqlite3.Connection, _: object) -> None:
        connection.row_factory = lambda cursor, row: dict(zip([d[0] for d in cursor.description], row, strict=True))

    engine.dispose()
    assert read_schema(engine).table_names == ("t",)
