"""A ``SchemaReader`` on PostgreSQL that reads only what moved says the same as one that reads everything."""

from __future__ import annotations

import random
from contextlib import nullcontext

import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from migration_lab.schema import SchemaReader, read_schema

pytestmark = pytest.mark.postgres

BEGIN = (
    "CREATE SCHEMA other",
    "CREATE TYPE color AS ENUM ('red', 'blue')",
    "CREATE TABLE parent (id SERIAL PRIMARY KEY, name TEXT UNIQUE, color color)",
    "CREATE TABLE child (id INT GENERATED ALWAYS AS IDENTITY, up INT REFERENCES parent, CONSTRAINT ck CHECK (up > 0))",
)
# Statements that step on one another's toes; what is not possible at the moment is passed over.
STATEMENTS = (
    *BEGIN,
    "CREATE TABLE other.child (id INT PRIMARY KEY, up INT REFERENCES parent ON DELETE CASCADE)",
    "CREATE TABLE other.parent (id INT)",
    "CREATE TABLE part (id INT, day DATE) PARTITION BY RANGE (day)",
    "CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
    "ALTER TABLE part DETACH PARTITION part_1",
    "ALTER TABLE part RENAME TO whole",
    "ALTER TABLE parent RENAME TO elder",
    "ALTER TABLE elder RENAME TO parent",
    "ALTER TABLE parent RENAME COLUMN name TO title",
    "ALTER TABLE parent RENAME COLUMN id TO number",
    "ALTER TABLE parent ADD COLUMN extra NUMERIC(10, 2) DEFAULT 1",
    "ALTER TABLE parent ALTER COLUMN extra TYPE TEXT",
    "ALTER TABLE parent ALTER COLUMN extra DROP DEFAULT, ALTER COLUMN extra SET NOT NULL",
    "ALTER TABLE parent DROP COLUMN extra",
    "ALTER TABLE parent SET SCHEMA other",
    'ALTER TABLE child ADD COLUMN note TEXT COLLATE "C"',
    "ALTER TABLE child DROP CONSTRAINT ck",
    "ALTER TABLE child RENAME CONSTRAINT ck TO ck_2",
    "ALTER TABLE child ADD CONSTRAINT ck_3 CHECK (up < 9) NOT VALID",
    "ALTER TABLE child VALIDATE CONSTRAINT ck_3",
    "ALTER TABLE child ADD CONSTRAINT uq UNIQUE USING INDEX ix",
    "ALTER TABLE child ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE child SET (fillfactor = 70)",
    "ALTER TABLE child ALTER COLUMN id DROP IDENTITY",
    "ALTER TABLE child DISABLE TRIGGER tr",
    "COMMENT ON TABLE child IS 'of a parent'",
    "COMMENT ON COLUMN child.up IS 'the parent'",
    "COMMENT ON COLUMN child.up IS NULL",
    "CREATE UNIQUE INDEX ix ON child (up) WHERE up > 1",
    "CREATE INDEX ix ON parent (lower(name) DESC) INCLUDE (id)",
    "ALTER INDEX ix RENAME TO ix_2",
    "DROP INDEX ix",
    "CREATE VIEW v AS SELECT * FROM parent",
    "CREATE OR REPLACE VIEW v AS SELECT *, 1 AS one FROM parent",
    "CREATE MATERIALIZED VIEW m AS SELECT count(*) AS number FROM child",
    "CREATE INDEX ix_m ON m (number)",
    "DROP VIEW v",
    "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TRIGGER tr BEFORE UPDATE ON child FOR EACH ROW EXECUTE FUNCTION touch()",
    "ALTER FUNCTION touch RENAME TO handle",
    "DROP TRIGGER tr ON child",
    "ALTER TYPE color RENAME VALUE 'red' TO 'rose'",
    "ALTER TYPE color RENAME TO paint",
    "DROP TYPE color CASCADE",
    "CREATE SEQUENCE counted",
    "ALTER SEQUENCE counted INCREMENT 5",
    "ALTER SEQUENCE counted OWNED BY child.up",
    "ALTER SEQUENCE parent_id_seq RENAME TO parent_numbers",
    "ALTER TABLE child ALTER COLUMN up SET DEFAULT nextval('counted')",
    "CREATE DOMAIN price AS NUMERIC CHECK (VALUE > 0)",
    "ALTER TABLE child ADD COLUMN costs price",
    "ALTER DOMAIN price RENAME TO cost",
    "CREATE STATISTICS st ON id, up FROM child",
    "ALTER SCHEMA other RENAME TO another",
    "DROP SCHEMA other CASCADE",
    "CREATE EXTENSION citext",
    "ALTER TABLE child ADD COLUMN mail citext",
    "DROP EXTENSION citext CASCADE",
    "DROP TABLE parent CASCADE",
    "DROP TABLE child",
    "INSERT INTO parent (name) VALUES ('Ada')",
    "ANALYZE",
    "SET search_path TO other, public",
    "RESET search_path",
)


@pytest.mark.parametrize("in_one_transaction", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_after_any_sequence_of_changes(seed: int, in_one_transaction: bool, postgres: Engine) -> None:
    chosen = random.Random(seed)
    with postgres.connect() as connection:
        if not in_one_transaction:
            connection.execution_options(isolation_level="AUTOCOMMIT")
        reader = SchemaReader(connection)
        made = 0
        for statement in (*BEGIN, *chosen.choices(STATEMENTS, k=50)):
            try:
                run(connection, statement, in_one_transaction)
            except DBAPIError:
                continue
            made += 1
            assert reader.read() == read_schema(connection), statement
    assert made > 15


def run(connection: Connection, statement: str, in_one_transaction: bool) -> None:
    """Run it, so that its failure is no end of the transaction."""
    with connection.begin_nested() if in_one_transaction else nullcontext():
        connection.exec_driver_sql(statement)


def test_a_rollback_brings_the_earlier_structure_back(postgres: Engine) -> None:
    with postgres.connect() as connection:
        reader = SchemaReader(connection)
        assert reader.read().table_names == ()
        for name in ("one", "two"):
            with connection.begin() as transaction:
                connection.exec_driver_sql(f"CREATE TABLE {name} (a INT)")
                assert reader.read().table_names == (name,)
                transaction.rollback()
            assert reader.read().table_names == ()


def test_what_another_connection_has_changed_is_seen(postgres: Engine) -> None:
    reader = SchemaReader(postgres)
    for number in range(4):
        with postgres.begin() as other:
            other.exec_driver_sql(f"CREATE TABLE t{number} (a INT)")
        assert len(reader.read().tables) == number + 1


def test_what_did_not_move_is_the_very_same_value_and_is_not_asked_for(postgres: Engine) -> None:
    with postgres.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a INT); CREATE TABLE u (a INT)")
        reader = SchemaReader(connection)
        reader.read()
        before = reader.read()
        asked: list[str] = []
        event.listen(connection, "before_cursor_execute", lambda *args: asked.append(args[2]))
        assert reader.read() is before
        assert len(asked) == 1
        connection.exec_driver_sql("ALTER TABLE u ADD COLUMN b TEXT")
        after = reader.read()
        assert after.table("t") is before.table("t")
        assert [column.name for column in after.table("u").columns] == ["a", "b"]
        assert len(asked) == 5  # the change, what moved, and two parts of the one table
