"""Operations in batch mode, in which SQLite makes the table anew and PostgreSQL alters it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic.operations import Operations
from sqlalchemy import Column, String, text
from sqlalchemy.exc import ProgrammingError

from tests.schema.operations import TRIGGER, Do, case, several, sql


def batch(table: str, *steps: Do, **options: Any) -> Do:
    """The same in batch mode: on SQLite the table is made anew, on PostgreSQL it is altered."""

    def run(op: Operations) -> None:
        with op.batch_alter_table(table, **options) as batch_op:
            several(*steps)(batch_op)

    return run


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
