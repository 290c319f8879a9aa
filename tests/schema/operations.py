"""How a case of the catalogue is written: an operation of Alembic's, and what it changes on each database.

Each case starts from the two tables that ``begin`` makes. What it says of SQLite and PostgreSQL is the whole text of
the difference, or the error where that database or Alembic's plain mode cannot do it. The cases are in the other
modules ``operations_*.py``, and are entered by importing these.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from alembic.operations import Operations
from sqlalchemy import Column, Integer, String

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
