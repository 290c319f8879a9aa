"""What Alembic leaves to SQL, and what changes rows but no structure."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Column, Integer, String
from sqlalchemy.dialects.postgresql import ENUM
from sqlalchemy.exc import OperationalError, ProgrammingError

from tests.schema.operations import TRIGGER, case, on_postgresql, on_sqlite, sql

# What Alembic leaves to SQL

case(
    "execute, a view",
    sql("CREATE VIEW programme AS SELECT title, minutes FROM talk"),
    "+ view programme  (title, minutes)",
)
case(
    "execute, a view with another query",
    sql("DROP VIEW programme", "CREATE VIEW programme AS SELECT title, minutes FROM talk"),
    given=sql("CREATE VIEW programme AS SELECT title FROM talk"),
    both="~ view programme  new definition, (title) → (title, minutes)",
)
case(
    "execute, a materialized view",
    sql("CREATE MATERIALIZED VIEW programme AS SELECT title, minutes FROM talk"),
    sqlite=OperationalError,
    postgresql="+ view programme  MATERIALIZED (title, minutes)",
)
case(
    "execute, an index on a materialized view",
    sql("CREATE INDEX ix_programme ON programme (title)"),
    given=on_postgresql("CREATE MATERIALIZED VIEW programme AS SELECT title FROM talk"),
    sqlite=OperationalError,
    postgresql="+ index ix_programme  on programme(title)",
)
case(
    "execute, a trigger",
    lambda op: op.execute(TRIGGER[op.get_bind().dialect.name]),
    "+ trigger stamp  on talk",
)
case(
    "execute, a trigger dropped",
    lambda op: op.execute("DROP TRIGGER stamp" if on_sqlite(op) else "DROP TRIGGER stamp ON talk"),
    given=lambda op: op.execute(TRIGGER[op.get_bind().dialect.name]),
    both="- trigger stamp  on talk",
)
case(
    "execute, a partitioned table and a partition",
    sql(
        "CREATE TABLE log (day date) PARTITION BY RANGE (day)",
        "CREATE TABLE log_2026 PARTITION OF log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
    ),
    sqlite=OperationalError,
    postgresql="""
    + table log  (day)
    + table log_2026  (day)
    """,
)
case(
    "execute, a check that is not yet valid, for a busy table",
    sql("ALTER TABLE talk ADD CONSTRAINT ck_short CHECK (minutes < 90) NOT VALID"),
    sqlite=OperationalError,
    postgresql="+ check ck_short  on talk(minutes < 90) NOT VALID",
)
case(
    "execute, and validated",
    sql("ALTER TABLE talk VALIDATE CONSTRAINT ck_short"),
    given=lambda op: (
        on_sqlite(op) or op.execute("ALTER TABLE talk ADD CONSTRAINT ck_short CHECK (minutes < 90) NOT VALID")
    ),
    sqlite=OperationalError,
    postgresql="~ check ck_short  NOT VALID → none",
)
case(
    "execute, row level security",
    sql("ALTER TABLE talk ENABLE ROW LEVEL SECURITY"),
    sqlite=OperationalError,
    postgresql="+ table option talk  ROW LEVEL SECURITY",
)
case(
    "execute, a schema and a table in it",
    sql("CREATE SCHEMA archive", "CREATE TABLE archive.talk (id integer)"),
    sqlite=OperationalError,
    postgresql="""
    + schema archive
    + table archive.talk  (id)
    """,
)
case(
    "execute, a sequence",
    lambda op: op.execute(sa.schema.CreateSequence(sa.Sequence("ticket", start=100, increment=10))),
    sqlite=OperationalError,
    postgresql="+ sequence ticket  bigint  START 100  INCREMENT 10",
)
case(
    "execute, a sequence altered",
    sql("ALTER SEQUENCE ticket INCREMENT 5 CYCLE"),
    given=on_postgresql("CREATE SEQUENCE ticket"),
    sqlite=OperationalError,
    postgresql="~ sequence ticket  increment 1 → 5, cycle False → True",
)
case(
    "get_bind, an enum made",
    lambda op: ENUM("draft", "final", name="state").create(op.get_bind()),
    sqlite="",
    postgresql="+ enum state  ('draft', 'final')",
)
case(
    "get_bind, an enum dropped",
    lambda op: ENUM(name="state").drop(op.get_bind()),
    given=lambda op: ENUM("draft", "final", name="state").create(op.get_bind()),
    sqlite="",
    postgresql="- enum state  ('draft', 'final')",
)
case(
    "add_column, with an enum that nobody made",
    lambda op: op.add_column("talk", Column("state", sa.Enum("draft", "final", name="state"))),
    sqlite="+ column talk.state  VARCHAR(5)  NULL",
    postgresql=ProgrammingError,
)
case(
    "execute, a value added to an enum",
    sql("ALTER TYPE state ADD VALUE 'held' AFTER 'draft'"),
    given=lambda op: ENUM("draft", "final", name="state").create(op.get_bind()),
    sqlite=OperationalError,
    postgresql="~ enum state  ('draft', 'final') → ('draft', 'held', 'final')",
)

# What changes rows, and no structure

case(
    "bulk_insert",
    lambda op: op.bulk_insert(
        sa.table("speaker", sa.column("id", Integer), sa.column("name", String)), [{"id": 1, "name": "Ada"}]
    ),
    "",
)
case("execute, an UPDATE", sql("UPDATE speaker SET name = upper(name)"), "")
