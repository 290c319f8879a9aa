"""Operations on whole tables and on their columns, in Alembic's plain mode."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import Column, Integer, String
from sqlalchemy.exc import OperationalError, UnsupportedCompilationError

from tests.schema.operations import NEEDS_BATCH, case, on_postgresql, on_sqlite

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
