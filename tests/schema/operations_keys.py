"""Operations on indexes, keys and checks, in Alembic's plain mode."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy import text

from tests.schema.operations import NEEDS_BATCH, case, several

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
