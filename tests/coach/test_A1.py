"""A1: a column is dropped, with its values."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("A1")

DROP = "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.drop_column('phone')"


def test_the_values_that_will_be_gone_are_counted(scenario: Scenario) -> None:
    script = scenario.revision(DROP)
    advice = scenario.warned("A1")
    assert "5 values of speaker.phone" in advice.what
    assert (advice.file, advice.source) == (script, "batch_op.drop_column('phone')")
    copy = advice.now[0]
    assert scenario.read(script).splitlines()[copy.line - 1].lstrip().startswith("with op.batch_alter_table(")
    assert f"above line {copy.line} and outside of any batch" in copy.say
    scenario.ok("db upgrade")


def test_a_drop_in_words_of_sql_is_named_too(scenario: Scenario) -> None:
    scenario.revision("op.execute('ALTER TABLE speaker DROP COLUMN phone')", ADD)
    advice = scenario.warned("A1")
    assert "5 values of speaker.phone" in advice.what


def test_an_empty_column_goes_without_a_word(scenario: Scenario) -> None:
    scenario.sql("UPDATE speaker SET phone = NULL")
    scenario.revision(DROP, ADD)
    assert scenario.warnings() == []


def test_values_that_move_to_another_column_are_not_lost(scenario: Scenario) -> None:
    script = (
        "op.add_column('speaker', sa.Column('mobile', sa.String()))\nop.execute('UPDATE speaker SET mobile = phone')\n"
    )
    scenario.revision(script + DROP, ADD)
    assert "A1" not in [one.id for one in scenario.warnings()]


def test_the_same_words_in_another_table_that_the_script_does_not_write_are_no_copy(scenario: Scenario) -> None:
    scenario.sql("UPDATE talk SET title = (SELECT phone FROM speaker WHERE speaker.id = talk.speaker_id)")
    change = "\nwith op.batch_alter_table('talk') as batch_op:\n    batch_op.alter_column('title', nullable=True)"
    scenario.revision(DROP + change, ADD)
    assert "5 values of speaker.phone" in scenario.warned("A1").what


def test_a_column_of_the_same_script_holds_nothing_of_yours(scenario: Scenario) -> None:
    add = "op.add_column('speaker', sa.Column('mark', sa.Integer(), server_default='1'))\n"
    scenario.revision(add + "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.drop_column('mark')")
    assert scenario.warnings() == []


def test_a_downgrade_is_told_in_its_own_words(scenario: Scenario) -> None:
    scenario.revision("op.add_column('room', sa.Column('note', sa.Text()))", "op.drop_column('room', 'note')")
    scenario.ok("db upgrade")
    assert scenario.warnings("downgrade", "-1") == []
    scenario.sql("UPDATE room SET note = 'hot' WHERE id = 2")
    advice = scenario.warned("A1", "downgrade", "-1")
    said = "1 value of room.note will be gone, and the next upgrade makes the column again empty, or with its default."
    assert advice.what == said


def test_a_downgrade_promises_nothing_of_a_column_with_a_default(scenario: Scenario) -> None:
    column = "sa.Column('note', sa.Text(), nullable=False, server_default='cold')"
    scenario.revision(f"op.add_column('room', {column})", "op.drop_column('room', 'note')")
    scenario.ok("db upgrade")
    scenario.sql("UPDATE room SET note = 'hot' WHERE id = 2")
    advice = scenario.warned("A1", "downgrade", "-1")
    assert "without them" not in advice.what
    assert "or with its default" in advice.what


def test_a_comment_in_the_script_silences_it(scenario: Scenario) -> None:
    scenario.revision(f"{DROP}  # lab: ok A1", ADD)
    assert scenario.warnings() == []


ADD = "op.add_column('speaker', sa.Column('phone', sa.String()))"


@pytest.mark.parametrize(
    "script",
    [
        "# lab: ok A1\nwith op.batch_alter_table('speaker') as batch_op:\n    pass\n    batch_op.drop_column('phone')",
        "with op.batch_alter_table(\n    'speaker',\n) as batch_op:  # lab: ok A1\n    pass\n"
        "    batch_op.drop_column('phone')",
        "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.drop_column(\n        'phone',\n"
        "    )  # lab: ok A1",
    ],
)
def test_it_can_be_silenced_above_the_batch_and_behind_a_long_call(sqlite: Scenario, script: str) -> None:
    sqlite.revision(script, ADD)
    assert "A1" not in [one.id for one in sqlite.warnings()]


@pytest.mark.parametrize("between", ["", "    # which nobody uses\n"], ids=["none", "a comment"])
def test_a_comment_behind_a_statement_silences_not_the_next_one(sqlite: Scenario, between: str) -> None:
    sqlite.revision(
        "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.drop_column('email')  # lab: ok A1\n"
        f"{between}    batch_op.drop_column('phone')",
        f"{ADD}\nop.add_column('speaker', sa.Column('email', sa.String()))",
    )
    assert "5 values of speaker.phone" in sqlite.warned("A1").what


def test_a_comment_in_another_statement_silences_nothing(sqlite: Scenario) -> None:
    sqlite.revision(
        "op.execute('SELECT 1')  # lab: ok A1\npass\nwith op.batch_alter_table('speaker') as batch_op:\n"
        "    batch_op.alter_column('email', existing_type=sa.String())\n    batch_op.drop_column('phone')\n"
        "    batch_op.alter_column('name', existing_type=sa.String())  # lab: ok A1",
        ADD,
    )
    assert "A1" in [one.id for one in sqlite.warnings()]
