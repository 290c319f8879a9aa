"""Every operation of Alembic's, and what it changes: the catalogue that ``test_operations.py`` holds to the databases.

Each case starts from the two tables that ``begin`` makes. What it says of SQLite and PostgreSQL is the whole text of
the difference, or the error where that database or Alembic's plain mode cannot do it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from alembic.operations import Operations
from sqlalchemy import Column, Integer, String, text
from sqlalchemy.dialects.postgresql import ENUM
from sqlalchemy.exc import OperationalError, ProgrammingError, UnsupportedCompilationError

Do = Callable[[Any], object]
Expected = str | type[Exception]


@dataclass(frozen=True)
class Case:
    """One operation, and the difference it makes."""

    title: str
    do: Do
    sqlite: Expected
    postgresql: Expected
    given: Do


CASES: list[Case] = []
NEEDS_BATCH = NotImplementedError
"""What Alembic raises for what SQLite's ALTER TABLE cannot do."""


def case(
    title: str,
    do: Do,
    both: str | None = None,
    *,
    sqlite: Expected = "",
    postgresql: Expected = "",
    given: Do = lambda op: None,
) -> None:
    """Enter a case; ``given`` is done first and is no part of the difference."""
    CASES.append(Case(title, do, sqlite if both is None else both, postgresql if both is None else both, given))


def batch(table: str, *steps: Do, **options: Any) -> Do:
    """The same in batch mode: on SQLite the table is made anew, on PostgreSQL it is altered."""

    def run(op: Operations) -> None:
        with op.batch_alter_table(table, **options) as batch_op:
            several(*steps)(batch_op)

    return run


def several(*steps: Do) -> Do:
    def run(op: Operations) -> None:
        for step in steps:
            step(op)

    return run


def sql(*statements: str) -> Do:
    return several(*(lambda op, statement=statement: op.execute(statement) for statement in statements))


def on_sqlite(op: Operations) -> bool:
    return op.get_bind().dialect.name == "sqlite"


TRIGGER = {
    "sqlite": "CREATE TRIGGER stamp AFTER INSERT ON talk BEGIN SELECT 1; END",
    "postgresql": "CREATE TRIGGER stamp BEFORE UPDATE ON talk FOR EACH ROW"
    " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
}


def on_postgresql(statement: str) -> Do:
    return lambda op: None if on_sqlite(op) else op.execute(statement)


def begin(op: Operations) -> None:
    op.create_table(
        "speaker",
        Column("id", Integer, nullable=False),
        Column("name", String(80), nullable=False),
        Column("email", String(120), nullable=False, server_default="nobody"),
        sa.PrimaryKeyConstraint("id", name="pk_speaker"),
        sa.UniqueConstraint("email", name="uq_speaker_email"),
    )
    op.create_table(
        "talk",
        Column("id", Integer, nullable=False),
        Column("title", String(200), nullable=False),
        Column("minutes", Integer),
        Column("speaker_id", Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_talk"),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name="fk_talk_speaker_id_speaker"),
        sa.CheckConstraint("minutes > 0", name="ck_talk_minutes"),
    )
    op.create_index("ix_talk_title", "talk", ["title"])


# Tables

case(
    "create_table",
    lambda op: op.create_table(
        "room", Column("id", Integer, primary_key=True), Column("name", String(40), unique=True, index=True)
    ),
    "+ table room  (id, name)",
)
case(
    "drop_table",
    lambda op: op.drop_table("talk"),
    "- table talk  (id, title, minutes, speaker_id)",
)
case(
    "rename_table",
    lambda op: op.rename_table("talk", "session"),
    """
    + table session  (id, title, minutes, speaker_id)
    - table talk  (id, title, minutes, speaker_id)
    """,
)
case(
    "rename_table, of a parent",
    lambda op: op.rename_table("speaker", "person"),
    """
    + table person  (id, name, email)
    - table speaker  (id, name, email)
    ~ foreign key fk_talk_speaker_id_speaker  REFERENCES speaker(id) → person(id)
    """,
)
case(
    "create_table_comment",
    lambda op: op.create_table_comment("talk", "What is held"),
    sqlite=OperationalError,
    postgresql="+ table comment talk  What is held",
)
case(
    "create_table_comment, another one",
    lambda op: op.create_table_comment("talk", "What is held"),
    given=on_postgresql("COMMENT ON TABLE talk IS 'Talks'"),
    sqlite=OperationalError,
    postgresql="~ table comment talk  Talks → What is held",
)
case(
    "drop_table_comment",
    lambda op: op.drop_table_comment("talk", existing_comment="What is held"),
    given=on_postgresql("COMMENT ON TABLE talk IS 'What is held'"),
    sqlite=OperationalError,
    postgresql="- table comment talk  What is held",
)

# Columns

case(
    "add_column",
    lambda op: op.add_column("speaker", Column("bio", sa.Text)),
    sqlite="+ column speaker.bio  TEXT  NULL",
    postgresql="+ column speaker.bio  text  NULL",
)
case(
    "add_column, NOT NULL with a server default",
    lambda op: op.add_column("talk", Column("state", String(9), server_default="new", nullable=False)),
    sqlite="+ column talk.state  VARCHAR(9)  NOT NULL  DEFAULT 'new'",
    postgresql="+ column talk.state  character varying(9)  NOT NULL  DEFAULT 'new'::character varying",
)
case(
    "add_column, with a foreign key",
    lambda op: op.add_column("talk", Column("other_id", Integer, sa.ForeignKey("talk.id", name="fk_other"))),
    sqlite=NEEDS_BATCH,
    postgresql="""
    + column talk.other_id  integer  NULL
    + foreign key fk_other  on talk(other_id) REFERENCES talk(id)
    """,
)
case(
    "add_column, computed",
    lambda op: op.add_column("talk", Column("seconds", Integer, sa.Computed("minutes * 60", persisted=False))),
    sqlite="+ column talk.seconds  INTEGER  NULL  AS (minutes * 60) VIRTUAL",
    postgresql="+ column talk.seconds  integer  NULL  AS (minutes * 60) VIRTUAL",
)
case(
    "add_column, identity",
    lambda op: op.add_column("talk", Column("number", Integer, sa.Identity(always=True))),
    sqlite="+ column talk.number  INTEGER  NOT NULL",
    postgresql="+ column talk.number  integer  NOT NULL  GENERATED ALWAYS AS IDENTITY",
)
case(
    "add_column, with a collation",
    lambda op: op.add_column("talk", Column("code", String(8, collation="NOCASE" if on_sqlite(op) else "C"))),
    sqlite="+ column talk.code  VARCHAR(8)  NULL  COLLATE NOCASE",
    postgresql="+ column talk.code  character varying(8)  NULL  COLLATE C",
)
case(
    "add_column, with a comment",
    lambda op: op.add_column("talk", Column("code", Integer, comment="The organiser's")),
    sqlite="+ column talk.code  INTEGER  NULL",
    postgresql="+ column talk.code  integer  NULL  COMMENT 'The organiser''s'",
)
case(
    "drop_column",
    lambda op: op.drop_column("speaker", "name"),
    sqlite="- column speaker.name  VARCHAR(80)  NOT NULL",
    postgresql="- column speaker.name  character varying(80)  NOT NULL",
)
case(
    "drop_column, with a check on it",
    lambda op: op.drop_column("talk", "minutes"),
    sqlite=OperationalError,
    postgresql="""
    - column talk.minutes  integer  NULL
    - check ck_talk_minutes  on talk(minutes > 0)
    """,
)
case(
    "alter_column, name",
    lambda op: op.alter_column("talk", "title", new_column_name="headline"),
    sqlite="""
    + column talk.headline  VARCHAR(200)  NOT NULL
    - column talk.title  VARCHAR(200)  NOT NULL
    ~ index ix_talk_title  (title) → (headline)
    """,
    postgresql="""
    + column talk.headline  character varying(200)  NOT NULL
    - column talk.title  character varying(200)  NOT NULL
    ~ index ix_talk_title  (title) → (headline)
    """,
)
case(
    "alter_column, type",
    lambda op: op.alter_column("talk", "title", type_=sa.Text),
    sqlite=OperationalError,
    postgresql="~ column talk.title  type character varying(200) → text",
)
case(
    "alter_column, nullable",
    lambda op: op.alter_column("talk", "minutes", nullable=False),
    sqlite=OperationalError,
    postgresql="~ column talk.minutes  NULL → NOT NULL",
)
case(
    "alter_column, server default",
    lambda op: op.alter_column("talk", "minutes", server_default="30"),
    sqlite=OperationalError,
    postgresql="~ column talk.minutes  default none → 30",
)
case(
    "alter_column, no server default",
    lambda op: op.alter_column("speaker", "email", server_default=None),
    sqlite=OperationalError,
    postgresql="~ column speaker.email  default 'nobody'::character varying → none",
)
case(
    "alter_column, comment",
    lambda op: op.alter_column("talk", "minutes", comment="Without questions"),
    sqlite=UnsupportedCompilationError,
    postgresql="~ column talk.minutes  comment none → 'Without questions'",
)

# Indexes

case(
    "create_index",
    lambda op: op.create_index("ix_speaker_name", "speaker", ["name"]),
    "+ index ix_speaker_name  on speaker(name)",
)
case(
    "create_index, unique",
    lambda op: op.create_index("ix_speaker_name", "speaker", ["name"], unique=True),
    "+ index ix_speaker_name  UNIQUE on speaker(name)",
)
case(
    "create_index, expression and direction",
    lambda op: op.create_index("ix_lower", "speaker", [text("lower(name)"), sa.column("id").desc()]),
    sqlite="+ index ix_lower  on speaker(lower(name), id DESC)",
    postgresql="+ index ix_lower  on speaker(lower(name::text), id DESC)",
)
case(
    "create_index, partial",
    lambda op: op.create_index(
        "ix_long", "talk", ["title"], sqlite_where=text("minutes > 60"), postgresql_where=text("minutes > 60")
    ),
    "+ index ix_long  on talk(title) WHERE minutes > 60",
)
case(
    "create_index, another method",
    lambda op: op.create_index("ix_hash", "talk", ["title"], postgresql_using="hash"),
    sqlite="+ index ix_hash  on talk(title)",
    postgresql="+ index ix_hash  on talk(title) USING hash",
)
case(
    "create_index, including a column",
    lambda op: op.create_index("ix_more", "talk", ["minutes"], postgresql_include=["title"]),
    sqlite="+ index ix_more  on talk(minutes)",
    postgresql="+ index ix_more  on talk(minutes) INCLUDE (title)",
)
case(
    "create_index, with an operator class",
    lambda op: op.create_index("ix_like", "talk", ["title"], postgresql_ops={"title": "varchar_pattern_ops"}),
    sqlite="+ index ix_like  on talk(title)",
    postgresql="+ index ix_like  on talk(title varchar_pattern_ops)",
)
case(
    "drop_index",
    lambda op: op.drop_index("ix_talk_title", table_name="talk"),
    "- index ix_talk_title  on talk(title)",
)
case(
    "drop_index and create_index under one name",
    several(
        lambda op: op.drop_index("ix_talk_title", table_name="talk"),
        lambda op: op.create_index("ix_talk_title", "talk", ["title", "minutes"], unique=True),
    ),
    "~ index ix_talk_title  (title) → (title, minutes), not unique → UNIQUE",
)

# Keys and checks

case(
    "create_unique_constraint",
    lambda op: op.create_unique_constraint("uq_speaker_name", "speaker", ["name"]),
    sqlite=NEEDS_BATCH,
    postgresql="+ unique key uq_speaker_name  on speaker(name)",
)
case(
    "create_foreign_key",
    lambda op: op.create_foreign_key(
        "fk_talk_minutes",
        "talk",
        "speaker",
        ["minutes"],
        ["id"],
        ondelete="CASCADE",
        deferrable=True,
        initially="DEFERRED",
    ),
    sqlite=NEEDS_BATCH,
    postgresql="+ foreign key fk_talk_minutes  on talk(minutes) REFERENCES speaker(id)"
    " ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED",
)
case(
    "create_check_constraint",
    lambda op: op.create_check_constraint("ck_talk_title", "talk", "title <> ''"),
    sqlite=NEEDS_BATCH,
    postgresql="+ check ck_talk_title  on talk(title::text <> ''::text)",
)
case(
    "create_primary_key",
    several(
        lambda op: op.drop_constraint("pk_talk", "talk", type_="primary"),
        lambda op: op.create_primary_key("pk_talk", "talk", ["id", "speaker_id"]),
    ),
    sqlite=NEEDS_BATCH,
    postgresql="~ primary key pk_talk  (id) → (id, speaker_id)",
)
case(
    "create_exclude_constraint",
    lambda op: op.create_exclude_constraint("ex_talk", "talk", ("minutes", "="), using="hash"),
    sqlite=NEEDS_BATCH,
    postgresql="+ check ex_talk  on talk(EXCLUDE USING hash (minutes WITH =))",
)
case(
    "drop_constraint",
    lambda op: op.drop_constraint("fk_talk_speaker_id_speaker", "talk", type_="foreignkey"),
    sqlite=NEEDS_BATCH,
    postgresql="- foreign key fk_talk_speaker_id_speaker  on talk(speaker_id) REFERENCES speaker(id)",
)

# Batch mode: SQLite makes the table anew, PostgreSQL alters it

case(
    "batch_alter_table, add_column",
    batch("speaker", lambda op: op.add_column(Column("bio", sa.Text))),
    sqlite="+ column speaker.bio  TEXT  NULL",
    postgresql="+ column speaker.bio  text  NULL",
)
case(
    "batch_alter_table, add_column NOT NULL",
    batch("speaker", lambda op: op.add_column(Column("active", sa.Boolean, nullable=False, server_default=sa.true()))),
    sqlite="+ column speaker.active  BOOLEAN  NOT NULL  DEFAULT 1",
    postgresql="+ column speaker.active  boolean  NOT NULL  DEFAULT true",
)
case(
    "batch_alter_table, drop_column and its check",
    batch(
        "talk",
        lambda op: op.drop_constraint("ck_talk_minutes", type_="check"),
        lambda op: op.drop_column("minutes"),
    ),
    sqlite="""
    - column talk.minutes  INTEGER  NULL
    - check ck_talk_minutes  on talk(minutes > 0)
    """,
    postgresql="""
    - column talk.minutes  integer  NULL
    - check ck_talk_minutes  on talk(minutes > 0)
    """,
)
case(
    "batch_alter_table, alter_column, name",
    batch("talk", lambda op: op.alter_column("title", new_column_name="headline")),
    sqlite="""
    + column talk.headline  VARCHAR(200)  NOT NULL
    - column talk.title  VARCHAR(200)  NOT NULL
    ~ index ix_talk_title  (title) → (headline)
    """,
    postgresql="""
    + column talk.headline  character varying(200)  NOT NULL
    - column talk.title  character varying(200)  NOT NULL
    ~ index ix_talk_title  (title) → (headline)
    """,
)
case(
    "batch_alter_table, alter_column, type and nullable",
    batch("talk", lambda op: op.alter_column("title", type_=sa.Text, existing_type=String(200), nullable=True)),
    sqlite="~ column talk.title  type VARCHAR(200) → TEXT, NOT NULL → NULL",
    postgresql="~ column talk.title  type character varying(200) → text, NOT NULL → NULL",
)
case(
    "batch_alter_table, alter_column, server default",
    batch("talk", lambda op: op.alter_column("minutes", server_default="30")),
    sqlite="~ column talk.minutes  default none → '30'",
    postgresql="~ column talk.minutes  default none → 30",
)
case(
    "batch_alter_table, create_index",
    batch("speaker", lambda op: op.create_index("ix_speaker_name", ["name"])),
    "+ index ix_speaker_name  on speaker(name)",
)
case(
    "batch_alter_table, drop_index",
    batch("talk", lambda op: op.drop_index("ix_talk_title")),
    "- index ix_talk_title  on talk(title)",
)
case(
    "batch_alter_table, create_unique_constraint",
    batch("speaker", lambda op: op.create_unique_constraint("uq_speaker_name", ["name"])),
    "+ unique key uq_speaker_name  on speaker(name)",
)
case(
    "batch_alter_table, drop_constraint, unique",
    batch("speaker", lambda op: op.drop_constraint("uq_speaker_email", type_="unique")),
    "- unique key uq_speaker_email  on speaker(email)",
)
case(
    "batch_alter_table, create_foreign_key",
    batch(
        "talk",
        lambda op: op.create_foreign_key("fk_talk_minutes", "speaker", ["minutes"], ["id"], onupdate="CASCADE"),
    ),
    "+ foreign key fk_talk_minutes  on talk(minutes) REFERENCES speaker(id) ON UPDATE CASCADE",
)
case(
    "batch_alter_table, a foreign key replaced",
    batch(
        "talk",
        lambda op: op.drop_constraint("fk_talk_speaker_id_speaker", type_="foreignkey"),
        lambda op: op.create_foreign_key(
            "fk_talk_speaker_id_speaker", "speaker", ["speaker_id"], ["id"], ondelete="CASCADE"
        ),
    ),
    "~ foreign key fk_talk_speaker_id_speaker  ON DELETE NO ACTION → CASCADE",
)
case(
    "batch_alter_table, create_check_constraint",
    batch("talk", lambda op: op.create_check_constraint("ck_talk_title", text("title <> ''"))),
    sqlite="+ check ck_talk_title  on talk(title <> '')",
    postgresql="+ check ck_talk_title  on talk(title::text <> ''::text)",
)
case(
    "batch_alter_table, create_primary_key",
    batch(
        "talk",
        lambda op: op.drop_constraint("pk_talk", type_="primary"),
        lambda op: op.create_primary_key("pk_talk", ["id", "speaker_id"]),
    ),
    "~ primary key pk_talk  (id) → (id, speaker_id)",
)
case(
    "batch_alter_table, naming what has no name",
    batch(
        "room",
        lambda op: op.drop_constraint("uq_room_name", type_="unique"),
        lambda op: op.create_unique_constraint("uq_room_name", ["name"]),
        naming_convention={"uq": "uq_%(table_name)s_%(column_0_name)s"},
    ),
    given=sql("CREATE TABLE room (id INTEGER NOT NULL, name VARCHAR(40), UNIQUE (name), PRIMARY KEY (id))"),
    sqlite="""
    - unique key room(name)
    + unique key uq_room_name  on room(name)
    """,
    postgresql=ProgrammingError,
)
case(
    "batch_alter_table, recreated as it was",
    batch("talk", recreate="always"),
    sqlite="",
    postgresql="~ column talk.id  default nextval('talk_id_seq'::regclass)"
    " → nextval('_alembic_tmp_talk_id_seq'::regclass)",
)
case(
    "batch_alter_table, on SQLite a trigger and an expression index get lost",
    batch("talk", lambda op: op.alter_column("minutes", nullable=False)),
    given=several(
        lambda op: op.execute(TRIGGER[op.get_bind().dialect.name]),
        sql("CREATE INDEX ix_lower ON talk (lower(title))"),
    ),
    sqlite="""
    ~ column talk.minutes  NULL → NOT NULL
    - index ix_lower  on talk(lower(title))
    - trigger stamp  on talk
    """,
    postgresql="~ column talk.minutes  NULL → NOT NULL",
)
case(
    "batch_alter_table, broken off: the table it was making is left",
    sql("CREATE TABLE _alembic_tmp_talk (id INTEGER NOT NULL, PRIMARY KEY (id))"),
    "+ table _alembic_tmp_talk  (id)",
)

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
