"""C2: unique, for values that are there twice."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("C2")

UNIQUE = "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.create_unique_constraint('uq_speaker', [{}])"
BACK = "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.drop_constraint('uq_speaker', type_='unique')"


def test_the_values_that_are_there_twice_are_counted(scenario: Scenario) -> None:
    script = scenario.revision(UNIQUE.format("'name'"), BACK)
    advice = scenario.warned("C2")
    assert "1 value of speaker.name" in advice.what
    assert "(2 rows in all): this upgrade will fail at step 1" in advice.what
    assert (advice.file, "create_unique_constraint" in advice.source) == (script, True)
    assert scenario.sql(advice.now[0].sql) == [("Ines", 2)]
    scenario.fails("db upgrade")


def test_a_unique_index_is_named_too(scenario: Scenario) -> None:
    scenario.revision(
        "op.create_index('ix_name', 'speaker', ['name'], unique=True)", "op.drop_index('ix_name', 'speaker')"
    )
    assert [one.id for one in scenario.warnings()] == ["C2"]


def test_several_columns_together_are_told_as_such(scenario: Scenario) -> None:
    scenario.sql("UPDATE speaker SET phone = 'x', email = 'y' WHERE name = 'Ines'")
    scenario.revision(UNIQUE.format("'name', 'phone'"), BACK)
    assert "1 combination of name, phone in speaker" in scenario.warned("C2").what


def test_nulls_are_not_equal(scenario: Scenario) -> None:
    scenario.revision(UNIQUE.format("'email'"), BACK)
    assert scenario.warnings() == []


def test_together_the_columns_may_differ(scenario: Scenario) -> None:
    scenario.revision(UNIQUE.format("'name', 'phone'"), BACK)
    assert scenario.warnings() == []


def test_an_index_over_some_rows_looks_only_at_these(scenario: Scenario) -> None:
    where = f"{scenario.dialect}_where=sa.text('email IS NOT NULL')"
    scenario.revision(
        f"op.create_index('ix_name', 'speaker', ['name'], unique=True, {where})", "op.drop_index('ix_name', 'speaker')"
    )
    assert scenario.warnings() == []


def test_an_empty_table_is_not_named(scenario: Scenario) -> None:
    scenario.sql("DELETE FROM talk; DELETE FROM speaker")
    scenario.revision(UNIQUE.format("'name'"), BACK)
    assert scenario.warnings() == []
