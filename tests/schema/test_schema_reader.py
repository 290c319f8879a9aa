"""A ``SchemaReader`` that reads only what moved says the same as one that reads everything."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from migration_lab.schema import SchemaReader, UnsupportedDatabase, read_schema, safe_url

# Statements that step on one another's toes; what is not possible at the moment is passed over.
STATEMENTS = (
    "CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT)",
    'CREATE TABLE "PARENT" (code TEXT, other INT, PRIMARY KEY (code))',
    "CREATE TABLE child (id INTEGER, up REFERENCES Parent, CONSTRAINT ck CHECK (up <> ''))",
    "CREATE TABLE other (x INT REFERENCES parent (ID) ON DELETE CASCADE, y INT REFERENCES child)",
    "CREATE TABLE _alembic_tmp_child (id INTEGER PRIMARY KEY)",
    "ALTER TABLE child RENAME TO kid",
    "ALTER TABLE kid RENAME TO child",
    "ALTER TABLE parent RENAME TO elder",
    "ALTER TABLE elder RENAME TO Parent",
    "ALTER TABLE parent RENAME COLUMN id TO number",
    "ALTER TABLE child ADD COLUMN extra TEXT",
    "ALTER TABLE child DROP COLUMN extra",
    "DROP TABLE parent",
    "DROP TABLE child",
    "CREATE INDEX ix ON child (up, lower(id))",
    "CREATE UNIQUE INDEX ix ON parent (name DESC)",
    "DROP INDEX ix",
    "CREATE VIEW v AS SELECT * FROM child",
    "CREATE VIEW w AS SELECT * FROM v",
    "DROP VIEW v",
    "CREATE TRIGGER tr AFTER INSERT ON CHILD BEGIN SELECT 1; END",
    "CREATE TRIGGER tr INSTEAD OF INSERT ON v BEGIN SELECT 2; END",
    "DROP TRIGGER tr",
    "CREATE VIRTUAL TABLE search USING fts5(body)",
    "DROP TABLE search",
    "INSERT INTO parent DEFAULT VALUES",
    "VACUUM",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "a.db"
    file.touch()
    return file


@pytest.fixture
def engine(file: Path) -> Iterator[Engine]:
    engine = engine_on(file)
    yield engine
    engine.dispose()


def engine_on(file: Path) -> Engine:
    engine = create_engine(f"sqlite:///{file.as_posix()}", isolation_level="AUTOCOMMIT")

    @event.listens_for(engine, "connect")
    def fast(connection: object, _: object) -> None:
        connection.execute("PRAGMA synchronous = OFF")

    return engine


def run(engine: Engine, statement: str) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)


@given(st.lists(st.tuples(st.sampled_from(STATEMENTS), st.booleans(), st.booleans()), min_size=1, max_size=25))
@settings(max_examples=60)
def test_after_any_sequence_of_changes(steps: list[tuple[str, bool, bool]]) -> None:
    folder = Path(tempfile.mkdtemp())
    file = folder / "a.db"
    file.touch()
    ours, theirs = engine_on(file), engine_on(file)
    reader = SchemaReader(ours)
    for statement, elsewhere, look in steps:
        try:
            run(theirs if elsewhere else ours, statement)
        except DBAPIError:
            continue
        if look:
            assert reader.read() == read_schema(ours)
    assert reader.read() == read_schema(ours)
    ours.dispose()
    theirs.dispose()
    shutil.rmtree(folder)


def test_nothing_is_read_again_when_nothing_changed(engine: Engine) -> None:
    run(engine, "CREATE TABLE t (a)")
    reader = SchemaReader(engine)
    assert reader.read() is reader.read()


def test_what_did_not_move_is_the_very_same_value(engine: Engine) -> None:
    run(engine, "CREATE TABLE t (a)")
    run(engine, "CREATE TABLE u (a)")
    reader = SchemaReader(engine)
    before = reader.read()
    run(engine, "ALTER TABLE u ADD COLUMN b")
    after = reader.read()
    assert after.table("t") is before.table("t")
    assert [column.name for column in after.table("u").columns] == ["a", "b"]


def test_a_rollback_brings_the_earlier_structure_back(engine: Engine) -> None:
    """And with it the earlier schema_version, which the next change then reaches a second time."""
    with engine.connect() as connection:
        reader = SchemaReader(connection)
        for name in ("one", "two"):
            connection.exec_driver_sql("BEGIN")
            connection.exec_driver_sql(f"CREATE TABLE {name} (a)")
            assert reader.read().table_names == (name,)
            connection.exec_driver_sql("ROLLBACK")
        assert reader.read().table_names == ()
        connection.exec_driver_sql("CREATE TABLE three (a)")
        assert reader.read().table_names == ("three",)


def test_another_file_in_its_place_with_the_same_versions(engine: Engine, file: Path) -> None:
    run(engine, "CREATE TABLE old (a)")
    reader = SchemaReader(engine)
    assert reader.read().table_names == ("old",)
    engine.dispose()
    file.unlink()
    file.touch()
    run(engine, "CREATE TABLE new (a)")
    assert reader.read().table_names == ("new",)


def test_attaching_and_detaching(engine: Engine) -> None:
    with engine.connect() as connection:
        reader = SchemaReader(connection)
        assert reader.read().schemas == ()
        connection.exec_driver_sql("ATTACH ':memory:' AS more")
        connection.exec_driver_sql("CREATE TABLE more.t (a)")
        assert reader.read().table_names == ("more.t",)
        connection.exec_driver_sql("DETACH more")
        assert reader.read() == read_schema(connection)
        assert reader.read().schemas == ()


def test_an_unknown_database_is_refused_with_what_is_known() -> None:
    engine = create_engine("mysql+pymysql://me:secret@host/db", module=__import__("sqlite3"))
    with pytest.raises(UnsupportedDatabase, match="reads sqlite and postgresql, not mysql") as caught:
        SchemaReader(engine)
    assert "secret" not in str(caught.value)
    assert "me:***@host" in str(caught.value)


@pytest.mark.parametrize("source", ["sqlite://", None, object()])
def test_what_is_no_engine_is_refused(source: object) -> None:
    with pytest.raises(UnsupportedDatabase, match=f"not {type(source).__name__}"):
        read_schema(source)


def test_secrets_are_never_shown() -> None:
    from sqlalchemy import make_url

    shown = safe_url(make_url("postgresql://me:s3cret@host/db?sslpassword=s3cret&application_name=lab"))
    assert "s3cret" not in shown
    assert "application_name=lab" in shown
