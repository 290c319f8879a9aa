"""F1: a foreign key without an index."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("F1")

KEY = (
    "with op.batch_alter_table('note') as batch_op:\n"
    "    batch_op.create_foreign_key('fk_note_room', 'room', ['room_id'], ['id'])"
)
BACK = (
    "with op.batch_alter_table('note') as batch_op:\n    batch_op.drop_constraint('fk_note_room', type_='foreignkey')"
)


@pytest.fixture
def notes(scenario: Scenario) -> Scenario:
    """The project, with 1,200 notes about a room."""
    scenario.revision(
        "op.create_table('note', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('room_id', sa.Integer()))",
        "op.drop_table('note')",
        message="notes",
    )
    scenario.ok("db upgrade")
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) "
    insert = "INSERT INTO note SELECT i, 1 FROM n"
    scenario.sql(
        f"{numbers}{insert}"
        if scenario.dialect == "sqlite"
        else insert.replace("FROM n", "FROM generate_series(1, 1200) AS i")
    )
    return scenario


def test_a_large_table_without_an_index_is_named(scenario: Scenario, notes: Scenario) -> None:
    script = notes.revision(KEY, BACK)
    (advice,) = notes.warnings()
    assert (advice.id, advice.file, advice.severity) == ("F1", script, "risk")
    assert "No index begins with room_id of note, which has 1200 rows" in advice.what


def test_an_index_in_the_same_script_is_enough(scenario: Scenario, notes: Scenario) -> None:
    notes.revision(
        f"{KEY}\nop.create_index('ix_note_room_id', 'note', ['room_id'])",
        f"op.drop_index('ix_note_room_id', 'note')\n{BACK}",
    )
    assert notes.warnings() == []


def test_in_a_small_table_nobody_needs_it(scenario: Scenario) -> None:
    scenario.sql("UPDATE talk SET minutes = NULL")
    key, back = KEY.replace("'note'", "'talk'").replace("'room_id'", "'minutes'"), BACK.replace("'note'", "'talk'")
    scenario.revision(key, back)
    assert scenario.warnings() == []
    assert [one.id for one in scenario.warnings(asked=["F1"])] == ["F1"]
