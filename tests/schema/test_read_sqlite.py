"""What ``read_schema`` says of an SQLite database."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, create_engine, inspect

from migration_lab.schema import (
    Check,
    Column,
    ForeignKey,
    Index,
    PrimaryKey,
    Schema,
    Table,
    Trigger,
    UniqueKey,
    View,
    read_schema,
)
from tests.schema.databases import HOSTILE, quoted, run


def test_an_empty_database_has_an_empty_schema(engine: Engine) -> None:
    assert read_schema(engine) == Schema("sqlite")


def test_a_database_in_memory() -> None:
    engine = create_engine("sqlite://")
    run(engine, "CREATE TABLE t (a)")
    assert read_schema(engine).tables == (Table("t", (Column("a", ""),)),)
    engine.dispose()


def test_a_table_in_full(engine: Engine) -> None:
    run(
        engine,
        "CREATE TABLE room (id INTEGER PRIMARY KEY AUTOINCREMENT, Name VARCHAR(40) COLLATE NOCASE NOT NULL)",
        """CREATE TABLE talk (
            id INTEGER NOT NULL,
            room_id INTEGER CONSTRAINT fk_room REFERENCES ROOM ON DELETE CASCADE,
            minutes INTEGER DEFAULT (30 + 1),
            seconds INTEGER GENERATED ALWAYS AS (minutes * 60) STORED,
            hours AS (minutes / 60.0),
            state TEXT DEFAULT 'new',
            CONSTRAINT pk_talk PRIMARY KEY (id),
            CONSTRAINT uq_talk UNIQUE (ROOM_ID, minutes),
            CONSTRAINT ck_talk CHECK (minutes > 0)
        )""",
        "CREATE UNIQUE INDEX ix_talk ON talk (lower(state), MINUTES DESC) WHERE minutes IS NOT NULL",
        "CREATE TRIGGER stamp AFTER INSERT ON TALK BEGIN SELECT 1; END",
        "CREATE VIEW programme AS SELECT id, state AS what FROM talk",
        "CREATE TRIGGER instead INSTEAD OF INSERT ON programme BEGIN SELECT 1; END",
    )
    schema = read_schema(engine)
    assert schema.table("room") == Table(
        "room",
        (
            Column("id", "INTEGER", nullable=False, identity="autoincrement"),
            Column("Name", "VARCHAR(40)", nullable=False, collation="NOCASE"),
        ),
        PrimaryKey(("id",)),
    )
    assert schema.table("talk") == Table(
        "talk",
        (
            Column("id", "INTEGER", nullable=False),
            Column("room_id", "INTEGER"),
            Column("minutes", "INTEGER", default="30 + 1"),
            Column("seconds", "INTEGER", computed="minutes * 60", stored=True),
            Column("hours", "", computed="minutes / 60.0"),
            Column("state", "TEXT", default="'new'"),
        ),
        PrimaryKey(("id",), "pk_talk"),
        (ForeignKey(("room_id",), "room", ("id",), "fk_room", "CASCADE"),),
        (UniqueKey(("room_id", "minutes"), "uq_talk"),),
        (Check("minutes > 0", "ck_talk"),),
        (Index("ix_talk", ("lower(state)", "minutes DESC"), unique=True, where="minutes IS NOT NULL"),),
        (Trigger("stamp", "talk", "CREATE TRIGGER stamp AFTER INSERT ON TALK BEGIN SELECT 1; END"),),
    )
    (view,) = schema.views
    assert (view.name, view.sql) == ("programme", "SELECT id, state AS what FROM talk")
    assert view.columns == (Column("id", "INTEGER"), Column("what", "TEXT"))
    assert [trigger.name for trigger in view.triggers] == ["instead"]


@pytest.mark.parametrize(
    ("ddl", "nullable"),
    [
        ("id INTEGER PRIMARY KEY", False),
        ("id INT PRIMARY KEY", True),
        ("id INTEGER PRIMARY KEY DESC", True),
        ("id INTEGER, PRIMARY KEY (id DESC)", False),
        ("id TEXT PRIMARY KEY", True),
        ("id TEXT NOT NULL PRIMARY KEY", False),
    ],
)
def test_a_column_may_be_null_when_sqlite_lets_it(engine: Engine, ddl: str, nullable: bool) -> None:
    run(engine, f"CREATE TABLE t (a, {ddl})")
    with engine.connect() as connection:
        connection.exec_driver_sql("INSERT OR IGNORE INTO t (a) VALUES (1)")
        held = connection.exec_driver_sql("SELECT id FROM t").all()
    assert (held == [(None,)]) is nullable
    assert read_schema(engine).table("t").column("id").nullable is nullable


def test_kinds_of_tables(engine: Engine) -> None:
    run(
        engine,
        "CREATE TABLE a (x INT PRIMARY KEY, y TEXT) STRICT, WITHOUT ROWID",
        "CREATE VIRTUAL TABLE b USING fts5(title, body)",
    )
    schema = read_schema(engine)
    assert schema.table_names == ("a", "b"), (
        "neither sqlite_… tables nor those in which a virtual table keeps its things"
    )
    assert schema.table("a").options == ("STRICT", "WITHOUT ROWID")
    assert schema.table("b").options == ("USING fts5(title, body)",)
    assert [column.name for column in schema.table("b").columns] == ["title", "body"]


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_is_read_as_it_is(engine: Engine, name: str) -> None:
    q, other = quoted(name), quoted(name + "2")
    run(
        engine,
        f"CREATE TABLE {q} ({q} INTEGER, CONSTRAINT {q} PRIMARY KEY ({q}), CONSTRAINT {other} CHECK ({q} > 0))",
        f"CREATE TABLE {other} (x INTEGER REFERENCES {q} ({q}), CONSTRAINT {q} UNIQUE (x))",
        f"CREATE INDEX {quoted(name + '3')} ON {q} ({q})",
        f"CREATE VIEW {quoted(name + '4')} AS SELECT {q} FROM {q}",
    )
    schema = read_schema(engine)
    one, two = schema.table(name), schema.table(name + "2")
    assert one.columns == (Column(name, "INTEGER", nullable=False),)
    assert one.primary_key == PrimaryKey((name,), name)
    assert one.checks == (Check(f"{q} > 0", name + "2"),)
    assert one.indexes == (Index(name + "3", (name,)),)
    assert two.foreign_keys == (ForeignKey(("x",), name, (name,)),)
    assert two.unique_keys == (UniqueKey(("x",), name),)
    assert schema.views == (View(name + "4", f"SELECT {q} FROM {q}", (Column(name, "INTEGER"),)),)


def test_what_sqlite_itself_cannot_make_sense_of(engine: Engine) -> None:
    run(
        engine,
        "CREATE TABLE t (a)",
        "CREATE VIEW broken AS SELECT a FROM t",
        "CREATE TABLE orphan (x REFERENCES nowhere)",
        "DROP TABLE t",
        "PRAGMA writable_schema = 1",
        "INSERT INTO sqlite_schema VALUES ('table', 'ghost', 'ghost', 0, 'CREATE VIRTUAL TABLE ghost USING gone(a)')",
    )
    engine.dispose()
    schema = read_schema(engine)
    assert schema.views == (View("broken", "SELECT a FROM t"),)
    assert schema.table("ghost") == Table("ghost", (), options=("USING gone(a)",))
    assert schema.table("orphan").foreign_keys == (ForeignKey(("x",), "nowhere", ()),)


def test_altered_tables_read_like_new_ones(engine: Engine) -> None:
    run(
        engine,
        "CREATE TABLE speaker (id INTEGER PRIMARY KEY, old TEXT CONSTRAINT ck CHECK (old <> ','))",
        "CREATE TABLE talk (speaker_id INTEGER, CONSTRAINT fk FOREIGN KEY (speaker_id) REFERENCES speaker (id))",
        'ALTER TABLE speaker RENAME TO "per son"',
        'ALTER TABLE "per son" RENAME COLUMN old TO "n e w"',
        "ALTER TABLE talk ADD COLUMN room TEXT NOT NULL DEFAULT ',' COLLATE NOCASE",
    )
    schema = read_schema(engine)
    assert schema.table("per son").checks == (Check("\"n e w\" <> ','", "ck"),)
    assert schema.table("talk").foreign_keys == (ForeignKey(("speaker_id",), "per son", ("id",), "fk"),)
    assert schema.table("talk").columns[1] == Column("room", "TEXT", nullable=False, default="','", collation="NOCASE")


def test_attached_databases_are_read_and_temporary_tables_are_not(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("ATTACH ':memory:' AS \"ar chive\"")
        for statement in (
            "CREATE TABLE t (a INT)",
            "CREATE TEMP TABLE t (other TEXT)",
            'CREATE TABLE "ar chive".t (b INTEGER PRIMARY KEY)',
            'CREATE TABLE "ar chive".u (b REFERENCES t)',
        ):
            connection.exec_driver_sql(statement)
        schema = read_schema(connection)
        assert schema.schemas == ("ar chive",)
        assert schema.table_names == ("ar chive.t", "ar chive.u", "t")
        assert schema.table("t").columns == (Column("a", "INT"),)
        assert schema.table("ar chive.u").foreign_keys == (ForeignKey(("b",), "ar chive.t", ("b",)),)


def test_inspector_is_fooled_by_a_literal_and_we_are_not(engine: Engine) -> None:
    run(engine, "CREATE TABLE t (a TEXT DEFAULT 'CONSTRAINT no CHECK (1)', CONSTRAINT yes CHECK (a <> ''))")
    assert read_schema(engine).table("t").checks == (Check("a <> ''", "yes"),)
    assert len(inspect(engine).get_check_constraints("t")) != 1
