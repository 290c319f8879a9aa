"""A2: a table is dropped, with its rows."""

from __future__ import annotations

import pytest

from migration_lab.values.advice import Advice
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


SPLIT = """\
op.create_table('person', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.String()))
op.create_table('contact', sa.Column('person_id', sa.Integer()),
    sa.Column('email', sa.String()), sa.Column('tel', sa.String()))
op.execute('INSERT INTO person SELECT id, name FROM speaker')
op.execute('INSERT INTO contact SELECT id, {}, phone FROM speaker')
op.drop_constraint('fk_talk_speaker_id_speaker', 'talk')
op.drop_table('speaker')"""
ON_SQLITE = "with op.batch_alter_table('talk') as batch_op:\n    batch_op.drop_constraint('fk_talk_speaker_id_speaker')"


def split(scenario: Scenario, mail: str) -> list[str]:
    script = SPLIT.format(mail)
    if scenario.dialect == "sqlite":
        script = script.replace("op.drop_constraint('fk_talk_speaker_id_speaker', 'talk')", ON_SQLITE)
    scenario.revision(script)
    return [one.id for one in scenario.warnings()]


def test_rows_whose_values_go_to_two_tables_are_not_lost(scenario: Scenario) -> None:
    assert "A2" not in split(scenario, "email")


def test_rows_of_which_a_column_goes_nowhere_are_lost(scenario: Scenario) -> None:
    assert "A2" in split(scenario, "NULL")


MAKE = """\
op.create_table('talk', sa.Column('id', sa.Integer(), primary_key=True),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('minutes', sa.Integer()), sa.Column('speaker_id', sa.Integer(), nullable=False),
    sa.Column('room_id', sa.Integer()),
    sa.ForeignKeyConstraint(['speaker_id'], ['speaker.id'], name='fk_talk_speaker_id_speaker'),
    sa.ForeignKeyConstraint(['room_id'], ['room.id'], name='fk_talk_room_id_room'),
    sa.PrimaryKeyConstraint('id', name='pk_talk'))"""


CARDS = """\
op.create_table('card', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('owner', sa.Integer()),
    sa.Column('mail', sa.String()), sa.Column('tel', sa.String()))"""
ROWS = """
INSERT INTO card VALUES
(11, 1, 'one@example.org', 'a-1'), (12, 2, 'two@example.org', 'b-2'), (13, 3, 'three@example.org', 'c-3')
"""
FROM_CARDS = "UPDATE speaker SET email = card.mail, phone = {} FROM card WHERE card.owner = speaker.id"


def written(scenario: Scenario, *statements: str) -> list[Advice]:
    scenario.revision(CARDS, "op.drop_table('card')", message="card")
    scenario.ok("db upgrade")
    scenario.sql(ROWS)
    lines = [f'op.execute("{one}")' for one in statements]
    scenario.revision("\n".join([*lines, "op.drop_table('card')"]))
    return [one for one in scenario.warnings() if one.id == "A2"]


def test_values_that_rows_which_were_there_take_over_are_not_lost(scenario: Scenario) -> None:
    assert written(scenario, FROM_CARDS.format("card.tel")) == []
    places = scenario.project.places()
    assert "it moves 3 rows of card to speaker (without card.id)" in places.sentence
    scenario.ok("db upgrade")
    found = scenario.sql("SELECT email, phone FROM speaker WHERE id <= 3 ORDER BY id")
    assert found == [("one@example.org", "a-1"), ("two@example.org", "b-2"), ("three@example.org", "c-3")]


def test_nor_those_that_an_insert_has_put_in_place_of_others(scenario: Scenario) -> None:
    insert = "INSERT INTO speaker (id, name, email, phone) SELECT owner, 'x', mail, tel FROM card WHERE true "
    update = "ON CONFLICT (id) DO UPDATE SET email = excluded.email, phone = excluded.phone"
    assert written(scenario, insert + update) == []


def test_where_values_are_changed_on_the_way_it_says_that_it_cannot_tell(scenario: Scenario) -> None:
    (advice,) = written(scenario, FROM_CARDS.format("upper(card.tel)"))
    assert "with its 3 rows. Before that, the script writes from it into speaker" in advice.what
    assert "the lab cannot tell" in advice.what


def test_values_that_went_to_the_rows_of_others_are_not_taken_for_kept(scenario: Scenario) -> None:
    (advice,) = written(scenario, FROM_CARDS.format("card.tel").replace("card.owner =", "card.owner + 1 ="))
    assert "the lab cannot tell" in advice.what
