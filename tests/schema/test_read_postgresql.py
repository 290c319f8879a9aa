"""What ``read_schema`` says of a PostgreSQL database, and what it leaves alone."""

from __future__ import annotations

import pytest
from sqlalchemy import URL, Engine, create_engine
from sqlalchemy.exc import IntegrityError

from migration_lab.schema import (
    Check,
    Column,
    Enum,
    ForeignKey,
    Index,
    PrimaryKey,
    Schema,
    Sequence,
    Table,
    Trigger,
    UniqueKey,
    UnreachableDatabase,
    View,
    compare,
    read_schema,
)
from tests.schema.databases import HOSTILE, quoted, run

pytestmark = pytest.mark.postgres


def test_an_empty_database_has_an_empty_schema(postgres: Engine) -> None:
    assert read_schema(postgres) == Schema("postgresql")


def test_a_table_in_full(postgres: Engine) -> None:
    run(
        postgres,
        "CREATE TYPE state AS ENUM ('new', 'held')",
        "CREATE TABLE room (id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY, floor INTEGER UNIQUE)",
        """CREATE TABLE talk (
            id SERIAL CONSTRAINT pk_talk PRIMARY KEY,
            room_id INTEGER CONSTRAINT fk_room REFERENCES room ON DELETE SET NULL DEFERRABLE,
            minutes INTEGER NOT NULL DEFAULT 30,
            seconds INTEGER GENERATED ALWAYS AS (minutes * 60) STORED,
            title VARCHAR(80) COLLATE "C",
            state state DEFAULT 'new',
            CONSTRAINT uq_talk UNIQUE NULLS NOT DISTINCT (room_id, title),
            CONSTRAINT ck_talk CHECK (minutes > 0)
        )""",
        "CREATE UNIQUE INDEX ix_talk ON talk (lower(title) text_pattern_ops, minutes DESC NULLS LAST, state DESC)"
        " INCLUDE (id) WHERE minutes > 1",
        "CREATE INDEX ix_hash ON talk USING hash (minutes) WITH (fillfactor = 80)",
        "COMMENT ON TABLE talk IS 'What is held'",
        "COMMENT ON COLUMN talk.minutes IS 'Without questions'",
        "CREATE TRIGGER calm BEFORE UPDATE ON talk FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    )
    schema = read_schema(postgres)
    assert schema.enums == (Enum("state", ("new", "held")),)
    assert schema.sequences == (), "those of identity and serial columns are part of the column"
    assert schema.table("room") == Table(
        "room",
        (Column("id", "integer", nullable=False, identity="always"), Column("floor", "integer")),
        PrimaryKey(("id",), "room_pkey"),
        unique_keys=(UniqueKey(("floor",), "room_floor_key"),),
    )
    assert schema.table("talk") == Table(
        "talk",
        (
            Column("id", "integer", nullable=False, default="nextval('talk_id_seq'::regclass)"),
            Column("room_id", "integer"),
            Column("minutes", "integer", nullable=False, default="30", comment="Without questions"),
            Column("seconds", "integer", computed="minutes * 60", stored=True),
            Column("title", "character varying(80)", collation="C"),
            Column("state", "state", default="'new'::state"),
        ),
        PrimaryKey(("id",), "pk_talk"),
        (ForeignKey(("room_id",), "room", ("id",), "fk_room", "SET NULL", None, "DEFERRABLE"),),
        (UniqueKey(("room_id", "title"), "uq_talk", ("NULLS NOT DISTINCT",)),),
        (Check("minutes > 0", "ck_talk"),),
        (
            Index("ix_hash", ("minutes",), method="hash", options=("WITH (fillfactor=80)",)),
            Index(
                "ix_talk",
                ('lower(title::text) COLLATE "C" text_pattern_ops', "minutes DESC NULLS LAST", "state DESC"),
                unique=True,
                where="minutes > 1",
                include=("id",),
            ),
        ),
        (
            Trigger(
                "calm",
                "talk",
                "CREATE TRIGGER calm BEFORE UPDATE ON talk"
                " FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
            ),
        ),
        comment="What is held",
    )


def test_the_default_schema_is_bare_and_all_others_are_qualified(postgres: Engine) -> None:
    run(
        postgres,
        "CREATE SCHEMA more",
        "CREATE TABLE parent (id INTEGER PRIMARY KEY)",
        "CREATE TABLE more.child (id INTEGER, CONSTRAINT fk FOREIGN KEY (id) REFERENCES parent)",
        "CREATE TYPE more.mood AS ENUM ('good')",
        "CREATE SEQUENCE more.ticket AS smallint START 5 CYCLE",
        "CREATE VIEW more.v AS SELECT id FROM more.child",
        "CREATE TEMP TABLE hidden (a INT)",
    )
    schema = read_schema(postgres)
    assert schema.schemas == ("more",)
    assert schema.table_names == ("more.child", "parent")
    assert schema.table("more.child").foreign_keys[0].target == "parent"
    assert schema.enums == (Enum("more.mood", ("good",)),)
    assert schema.sequences == (Sequence("more.ticket", "smallint", 5, 1, 1, 32767, cycle=True),)
    assert [view.name for view in schema.views] == ["more.v"]
    with postgres.connect() as connection:
        connection.exec_driver_sql("SET search_path = more")
        schema = read_schema(connection)
        assert schema.table_names == ("child", "public.parent")
        assert schema.table("child").foreign_keys[0].target == "public.parent"
        connection.exec_driver_sql("SET search_path = nowhere")
        assert read_schema(connection).table_names == ("more.child", "public.parent")


def test_partitions_and_the_keys_that_point_at_them(postgres: Engine) -> None:
    run(
        postgres,
        "CREATE TABLE log (id INT, day DATE, PRIMARY KEY (id, day)) PARTITION BY RANGE (day)",
        "CREATE TABLE log_26 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
        "CREATE TABLE note (id INT, day DATE, CONSTRAINT fk_note FOREIGN KEY (id, day) REFERENCES log)",
        "CREATE TABLE base (a INT)",
        "CREATE UNLOGGED TABLE heir () INHERITS (base) WITH (fillfactor = 70)",
    )
    schema = read_schema(postgres)
    assert schema.table("log").options == ("PARTITION BY RANGE (day)",)
    assert schema.table("log_26").options == ("PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",)
    assert schema.table("note").foreign_keys == (ForeignKey(("id", "day"), "log", ("id", "day"), "fk_note"),)
    assert schema.table("heir").options == ("INHERITS (base)", "UNLOGGED", "WITH (fillfactor=70)")


def test_views(postgres: Engine) -> None:
    run(
        postgres,
        "CREATE TABLE t (a INT)",
        "CREATE VIEW v AS SELECT a AS b FROM t",
        "CREATE MATERIALIZED VIEW m AS SELECT a FROM t",
        "CREATE INDEX ix_m ON m (a)",
    )
    m, v = read_schema(postgres).views
    assert m == View("m", "SELECT a\n   FROM t", (Column("a", "integer"),), True, (Index("ix_m", ("a",)),))
    assert v == View("v", "SELECT a AS b\n   FROM t", (Column("b", "integer"),))


def test_keys_that_do_not_hold_yet(postgres: Engine) -> None:
    run(
        postgres,
        "CREATE TABLE t (a INT, b INT4RANGE, EXCLUDE USING gist (b WITH &&))",
        "ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 0) NO INHERIT NOT VALID",
        "INSERT INTO t VALUES (1), (1)",
    )
    by_itself = postgres.execution_options(isolation_level="AUTOCOMMIT")
    with by_itself.connect() as connection, pytest.raises(IntegrityError):
        connection.exec_driver_sql("CREATE UNIQUE INDEX CONCURRENTLY ix ON t (a)")
    table = read_schema(postgres).table("t")
    assert table.checks == (
        Check("a > 0", "ck", ("NO INHERIT", "NOT VALID")),
        Check("EXCLUDE USING gist (b WITH &&)", "t_b_excl"),
    )
    assert table.indexes == (Index("ix", ("a",), unique=True, options=("INVALID",)),)


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_is_read_as_it_is(postgres: Engine, name: str) -> None:
    q, other, key = (quoted(name + ending).replace("%", "%%") for ending in ("", "2", "3"))
    run(
        postgres,
        f"CREATE TABLE {q} ({q} INTEGER, CONSTRAINT {key} PRIMARY KEY ({q}), CONSTRAINT {other} CHECK ({q} > 0))",
        f"CREATE TABLE {other} (x INTEGER, CONSTRAINT {q} FOREIGN KEY (x) REFERENCES {q} ({q}))",
    )
    schema = read_schema(postgres)
    one, two = schema.table(name), schema.table(name + "2")
    assert one.columns == (Column(name, "integer", nullable=False),)
    assert one.primary_key == PrimaryKey((name,), name + "3")
    assert [check.name for check in one.checks] == [name + "2"]
    assert two.foreign_keys == (ForeignKey(("x",), name, (name,), name),)
    assert len(str(compare(Schema("postgresql"), schema)).splitlines()) == 2


# It only looks.


def test_a_connection_outside_a_transaction_is_left_outside(postgres: Engine) -> None:
    with postgres.connect() as connection:
        read_schema(connection)
        assert not connection.in_transaction()
        connection.exec_driver_sql("CREATE TABLE t (a INT)")  # and it may write again
        connection.commit()


def test_a_transaction_is_read_from_within_and_stays_open(postgres: Engine) -> None:
    with postgres.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a INT)")
        assert read_schema(connection).table_names == ("t",)
        assert connection.in_transaction()
        assert read_schema(postgres).table_names == (), "which nobody else can see"
        connection.rollback()
        assert read_schema(connection).table_names == ()


def test_a_connection_that_commits_by_itself(postgres: Engine) -> None:
    with postgres.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CREATE TABLE t (a INT)")
        assert read_schema(connection).table_names == ("t",)


def test_a_server_that_is_not_there(postgres_url: URL) -> None:
    url = postgres_url.set(database="nowhere", password="s3cret")
    with pytest.raises(UnreachableDatabase, match=r"nowhere.* could not be read") as caught:
        read_schema(create_engine(url))
    assert "s3cret" not in str(caught.value)
