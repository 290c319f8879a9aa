"""F4: a constraint without a name."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("F4")


@pytest.mark.postgres
def test_a_constraint_that_gets_no_name_is_named(postgresql: Scenario) -> None:
    postgresql.change("models.py", "        naming_convention={", "        info={")
    script = postgresql.revision(
        "op.create_foreign_key(None, 'talk', 'room', ['room_id'], ['id'])", "raise NotImplementedError('No.')"
    )
    advice = postgresql.warned("F4")
    assert (advice.file, advice.severity) == (script, "risk")
    assert "This constraint of talk gets no name of yours." in advice.what
    assert "as fk_talk_…" in advice.now[0].say


@pytest.mark.postgres
def test_the_name_that_postgresql_gives_is_enough_where_the_downgrade_finds_it(postgresql: Scenario) -> None:
    postgresql.change("models.py", "        naming_convention={", "        info={")
    postgresql.revision(
        "op.create_unique_constraint(None, 'room', ['name'])", "op.drop_constraint('room_name_key', 'room')"
    )
    assert postgresql.warnings() == []


@pytest.mark.postgres
def test_a_downgrade_that_leaves_it_is_no_way_back(postgresql: Scenario) -> None:
    postgresql.change("models.py", "        naming_convention={", "        info={")
    postgresql.revision("op.create_unique_constraint(None, 'room', ['name'])")
    assert "as uq_room_…" in postgresql.warned("F4").now[0].say


@pytest.mark.postgres
def test_a_downgrade_that_cannot_find_it_is_told_with_it(postgresql: Scenario) -> None:
    postgresql.change("models.py", "        naming_convention={", "        info={")
    script = postgresql.revision(
        "op.create_unique_constraint(None, 'room', ['name'])", "op.drop_constraint(None, 'room')"
    )
    (advice,) = postgresql.warnings()
    assert advice.id == "F4"
    assert "and so the downgrade fails" in advice.what
    assert ["uq_room_…" in one.say for one in advice.now] == [True, False, False]
    assert "the same name into drop_constraint()" in advice.now[1].say
    postgresql.change(script, "(None, 'room', [", "('uq_room_name', 'room', [")
    postgresql.change(script, "drop_constraint(None,", "drop_constraint('uq_room_name',")
    assert postgresql.warnings() == []


def test_in_a_batch_it_fails_on_sqlite(sqlite: Scenario) -> None:
    sqlite.change("models.py", "        naming_convention={", "        info={")
    sqlite.revision("with op.batch_alter_table('room') as b:\n    b.create_unique_constraint(None, ['name'])")
    (advice,) = sqlite.warnings()
    assert (advice.id, advice.severity) == ("F4", "fails")
    assert "this upgrade will fail at step 1" in advice.what
    sqlite.fails("db upgrade")


def test_a_name_is_a_name(scenario: Scenario) -> None:
    scenario.revision(
        "with op.batch_alter_table('room') as b:\n    b.create_unique_constraint('uq_room', ['name'])",
        "with op.batch_alter_table('room') as b:\n    b.drop_constraint('uq_room', type_='unique')",
    )
    assert scenario.warnings() == []


@pytest.mark.postgres
def test_a_naming_convention_gives_one(postgresql: Scenario) -> None:
    postgresql.revision(
        "op.create_unique_constraint(None, 'room', ['name'])", "op.drop_constraint('uq_room_name', 'room')"
    )
    assert postgresql.warnings() == []


def test_a_table_of_the_same_script_is_not_named(scenario: Scenario) -> None:
    scenario.change("models.py", "        naming_convention={", "        info={")
    column = "sa.Column('name', sa.String(), unique=True)"
    scenario.revision(f"op.create_table('tag', {column})", "op.drop_table('tag')")
    assert scenario.warnings() == []
