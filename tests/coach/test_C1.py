"""C1: NOT NULL for a column that has NULLs."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("C1")

SET = (
    "with op.batch_alter_table('talk') as batch_op:\n"
    "    batch_op.alter_column('minutes', existing_type=sa.Integer(), nullable={})"
)
FILL = "op.execute('UPDATE talk SET minutes = 20 WHERE minutes IS NULL')\n"


def test_the_rows_without_a_value_are_counted(scenario: Scenario) -> None:
    script = scenario.revision(
        FILL.replace("talk SET minutes", "room SET seats").replace("minutes", "seats") + SET.format(False),
        SET.format(True),
    )
    advice = scenario.warned("C1")
    assert "3 of 8 rows of talk have no minutes: this upgrade will fail at step 2" in advice.what
    assert (advice.file, advice.source.startswith("batch_op.alter_column('minutes'")) == (script, True)
    assert scenario.sql(advice.now[0].sql)[0][1] == "Joins"
    scenario.fails("db upgrade")


def test_what_it_advises_lets_the_upgrade_run_and_loses_nothing(scenario: Scenario) -> None:
    scenario.revision(FILL + SET.format(False), SET.format(True))
    assert "C1" not in [one.id for one in scenario.warnings()]
    scenario.ok("db upgrade")
    assert scenario.sql("SELECT count(*), count(minutes) FROM talk") == [(8, 8)]


def test_a_column_without_nulls_is_not_named(scenario: Scenario) -> None:
    scenario.sql("UPDATE talk SET minutes = 20 WHERE minutes IS NULL")
    scenario.revision(SET.format(False), SET.format(True))
    assert scenario.warnings() == []


def test_an_empty_table_is_not_named(scenario: Scenario) -> None:
    scenario.sql("DELETE FROM talk")
    scenario.revision(SET.format(False), SET.format(True))
    assert scenario.warnings() == []


def test_a_downgrade_is_counted_too(scenario: Scenario) -> None:
    scenario.sql("UPDATE talk SET minutes = 20 WHERE minutes IS NULL")
    scenario.revision(SET.format(False), SET.format(True), message="one")
    scenario.revision(SET.format(True), SET.format(False), message="two")
    scenario.ok("db upgrade")
    scenario.sql("UPDATE talk SET minutes = NULL WHERE id = 1")
    advice = scenario.warned("C1", "downgrade", "-1")
    assert "1 of 8 rows of talk has no minutes: this downgrade will fail at step 1" in advice.what
