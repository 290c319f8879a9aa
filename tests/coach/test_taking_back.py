"""What a half-done script has left is dropped only where that loses nothing (S06 and the entries like it)."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S06")
FAILS = (
    "with op.batch_alter_table('talk') as batch_op:\n"
    "    batch_op.alter_column('minutes', existing_type=sa.Integer(), nullable=False)"
)
COUNTRY = "op.add_column('talk', sa.Column('country', sa.String(20)))"
ARCHIVE = "op.create_table('archive', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.Text()))"


def dropped(sqlite: Scenario) -> str:
    """Fail the upgrade, and return the SQL that the advice gives."""
    return "\n".join(do.sql for do in sqlite.advice(sqlite.fails("db upgrade")).now)


def test_a_column_that_an_earlier_script_made_on_the_same_table_stays(sqlite: Scenario) -> None:
    sqlite.revision(f"{COUNTRY}\nop.execute(\"UPDATE talk SET country = 'CZ'\")", message="whole")
    sqlite.revision(f"op.add_column('speaker', sa.Column('city', sa.String(20)))\n{FAILS}")
    sql = dropped(sqlite)
    assert "DROP COLUMN country" not in sql
    assert "ALTER TABLE speaker DROP COLUMN city" in sql
    assert "DROP TABLE _alembic_tmp_talk" in sql


def test_a_table_into_which_the_script_has_moved_rows_is_not_dropped(sqlite: Scenario) -> None:
    moves = (
        "with op.get_context().autocommit_block():\n"
        "    op.execute('INSERT INTO archive SELECT id, name FROM room')\n"
        "    op.execute('DELETE FROM talk WHERE room_id = 1')"
    )
    sqlite.revision(f"{ARCHIVE}\n{moves}\n{FAILS}")
    assert "DROP TABLE archive" not in dropped(sqlite)


def test_a_table_that_took_the_place_of_another_is_not_dropped(sqlite: Scenario) -> None:
    sqlite.sql("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
    made = "op.execute('CREATE TABLE hall AS SELECT id, text FROM note')\nop.execute('DROP TABLE note')"
    sqlite.revision(f"{made}\n{FAILS}")
    assert "hall" not in dropped(sqlite)


def test_what_no_operation_of_the_script_made_is_not_dropped(sqlite: Scenario) -> None:
    made = "op.execute('CREATE TABLE tag (id INTEGER PRIMARY KEY)')"
    sqlite.revision(f"{made}\n{FAILS}")
    assert "DROP TABLE tag" not in dropped(sqlite)


def test_the_copy_that_another_batch_has_left_is_not_dropped(sqlite: Scenario) -> None:
    sqlite.sql("CREATE TABLE _alembic_tmp_room AS SELECT * FROM room")
    sqlite.revision(FAILS)
    sql = dropped(sqlite)
    assert "_alembic_tmp_room" not in sql
    assert "DROP TABLE _alembic_tmp_talk" in sql


def test_rows_that_a_rollback_has_put_back_do_not_keep_a_column(sqlite: Scenario) -> None:
    sqlite.revision(f"{COUNTRY.replace('talk', 'room')}\nop.execute(\"UPDATE talk SET title = 'x'\")\n{FAILS}")
    assert "ALTER TABLE room DROP COLUMN country" in dropped(sqlite)
    assert not sqlite.sql("SELECT 1 FROM talk WHERE title = 'x'")


def test_the_table_in_which_alembic_notes_the_revision_is_nothing_to_take_back(sqlite: Scenario) -> None:
    (sqlite.path / "instance" / "conference.db").unlink()
    step = sqlite.fails('db migrate -m "more"')
    advice = sqlite.advice(step)
    assert (advice.id, [one.name for one in step.difference]) == ("S02", ["alembic_version"])
    assert not any("has stayed" in do.say for do in advice.now)
