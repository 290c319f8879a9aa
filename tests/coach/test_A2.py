"""A2: a table is dropped, with its rows."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("A2")


def test_the_rows_that_will_be_gone_are_counted(scenario: Scenario) -> None:
    script = scenario.revision("op.drop_table('talk')", MAKE)
    advice = scenario.warned("A2")
    assert "The table talk will be gone, with its 8 rows" in advice.what
    assert (advice.file, advice.source) == (script, "op.drop_table('talk')")
    scenario.ok("db upgrade")
    assert not scenario.project.places().in_step


def test_a_drop_in_words_of_sql_is_named_too(scenario: Scenario) -> None:
    scenario.revision("op.execute('DROP TABLE talk')", MAKE)
    assert [(one.id, one.source) for one in scenario.warnings()] == [("A2", "op.execute('DROP TABLE talk')")]


def test_an_empty_table_goes_without_a_word(scenario: Scenario) -> None:
    scenario.sql("DELETE FROM talk")
    scenario.revision("op.drop_table('talk')", MAKE)
    assert "A2" not in [one.id for one in scenario.warnings()]


def test_a_table_of_the_same_script_is_none_of_yours(scenario: Scenario) -> None:
    make = (
        "op.create_table('copy', sa.Column('id', sa.Integer()))\nop.execute('INSERT INTO copy SELECT id FROM talk')\n"
    )
    scenario.revision(make + "op.drop_table('copy')")
    assert scenario.warnings() == []


def test_rows_that_are_in_another_table_then_are_not_lost(scenario: Scenario) -> None:
    make = "op.execute('CREATE TABLE lecture AS SELECT * FROM talk')\n"
    scenario.revision(make + "op.drop_table('talk')")
    assert "A2" not in [one.id for one in scenario.warnings()]


MAKE = """\
op.create_table('talk', sa.Column('id', sa.Integer(), primary_key=True),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('minutes', sa.Integer()), sa.Column('speaker_id', sa.Integer(), nullable=False),
    sa.Column('room_id', sa.Integer()),
    sa.ForeignKeyConstraint(['speaker_id'], ['speaker.id'], name='fk_talk_speaker_id_speaker'),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name='fk_talk_room_id_room'),
    sa.PrimaryKeyConstraint('id', name='pk_talk'))"""
