"""S07: changes that SQLite's ALTER TABLE does not know."""

from __future__ import annotations

import pytest

from migration_lab.coach.failures.beyond_sqlite import in_a_batch
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S07")
SPEAKERS = "SELECT id, name, phone FROM speaker ORDER BY id"


@pytest.mark.parametrize(
    ("operation", "old", "new"),
    [
        (
            "op.alter_column('speaker', 'name', existing_type=sa.String(), nullable=True)",
            "class Speaker(db.Model):\n    id: Mapped[int] = mapped_column(primary_key=True)\n    name: Mapped[str]\n",
            "class Speaker(db.Model):\n    id: Mapped[int] = mapped_column(primary_key=True)\n"
            "    name: Mapped[str | None]\n",
        ),
        (
            "op.drop_constraint('fk_talk_room_id_room', 'talk', type_='foreignkey')",
            'room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))',
            "room_id: Mapped[int | None]",
        ),
        (
            "op.create_unique_constraint('uq_speaker_email', 'speaker', ['email'])",
            "email: Mapped[str | None]",
            "email: Mapped[str | None] = mapped_column(unique=True)",
        ),
        (
            "op.drop_column('talk', 'room_id')",
            '    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))\n',
            "",
        ),
        (
            "op.add_column('speaker', sa.Column('room_id', sa.Integer(), "
            "sa.ForeignKey('room.id', name='fk_speaker_room_id_room')))",
            "    phone: Mapped[str | None]\n",
            '    phone: Mapped[str | None]\n    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))\n',
        ),
        (
            "op.add_column('room', sa.Column('made', sa.DateTime(), server_default=sa.func.now(), nullable=False))",
            "    seats: Mapped[int | None]\n",
            "    seats: Mapped[int | None]\n    made: Mapped[datetime] = mapped_column(server_default=func.now())\n",
        ),
    ],
)
def test_the_operation_works_in_the_batch_that_the_advice_writes(
    sqlite: Scenario, operation: str, old: str, new: str
) -> None:
    sqlite.change("models.py", old, new)
    sqlite.change("models.py", "import ForeignKey, MetaData", "import ForeignKey, MetaData, func")
    sqlite.write("models.py", f"from datetime import datetime\n\n{sqlite.read('models.py')}")
    script = sqlite.revision(operation)
    rows = sqlite.sql(SPEAKERS)
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert (advice.id, advice.file, advice.source) == ("S07", script, operation)
    sqlite.follow(advice)
    assert "with op.batch_alter_table" in sqlite.read(script)
    assert sqlite.sql(SPEAKERS) == rows
    assert sqlite.sql("SELECT count(*) FROM talk") == [(8,)]
    sqlite.check()


def test_a_call_on_several_lines_is_described_in_words(sqlite: Scenario) -> None:
    sqlite.revision("op.alter_column(\n    'speaker', 'name', existing_type=sa.String(), nullable=True\n)")
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert advice.id == "S07"
    assert "with op.batch_alter_table('speaker') as batch_op" in advice.now[0].say
    assert not advice.now[0].by


@pytest.mark.postgres
def test_postgresql_runs_it_as_it_stands(postgresql: Scenario) -> None:
    postgresql.revision("op.alter_column('speaker', 'name', existing_type=sa.String(), nullable=True)")
    postgresql.silent(postgresql.ok("db upgrade"))


def test_a_column_that_is_not_there_is_something_else(sqlite: Scenario) -> None:
    sqlite.revision("op.drop_column('speaker', 'nickname')")
    sqlite.silent(sqlite.fails("db upgrade"), "OperationalError: no such column")


@pytest.mark.parametrize(
    "line",
    ["op.alter_column('speaker', 'name', schema='x')", "other.alter_column('speaker')", "op.alter_column(TABLE, 'a')"],
)
def test_what_is_not_certain_is_not_written(line: str) -> None:
    assert in_a_batch(line, "speaker") == ""


def test_what_came_before_the_half_of_it_is_taken_back_with_it(sqlite: Scenario) -> None:
    script = sqlite.revision(
        "op.create_table('shelf', sa.Column('id', sa.Integer(), primary_key=True))\n"
        "op.add_column('speaker', sa.Column('room_id', sa.Integer(), "
        "sa.ForeignKey('room.id', name='fk_speaker_room_id_room')))"
    )
    rows = sqlite.sql(SPEAKERS)
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert (advice.id, advice.file) == ("S07", script)
    (only,) = [do for do in advice.now if do.sql]
    assert only.sql == "ALTER TABLE speaker DROP COLUMN room_id;\nDROP TABLE shelf;"
    sqlite.follow(advice)
    assert sqlite.sql(SPEAKERS) == rows
    assert sqlite.sql("SELECT count(*) FROM shelf") == [(0,)]
