"""B4: a new NOT NULL column without a value for the rows."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("B4")

ADD = "op.add_column('talk', sa.Column('level', sa.String(10), nullable=False{}))"
DROP = "with op.batch_alter_table('talk') as batch_op:\n    batch_op.drop_column('level')"


def test_the_rows_without_a_value_are_counted(scenario: Scenario) -> None:
    script = scenario.revision(ADD.format(""), DROP)
    (advice,) = scenario.warnings()
    assert (advice.id, advice.severity, advice.file) == ("B4", "fails", script)
    assert "talk has 8 rows" in advice.what
    assert "this upgrade will fail at step 1" in advice.what
    scenario.fails("db upgrade")
    scenario.change(script, "nullable=False", "nullable=False, server_default='easy'")
    assert scenario.warnings() == []
    scenario.ok("db upgrade")


def test_a_batch_is_named_too(scenario: Scenario) -> None:
    column = "sa.Column('level', sa.String(10), nullable=False)"
    scenario.revision(f"with op.batch_alter_table('talk', recreate='auto') as b:\n    b.add_column({column})", DROP)
    assert [one.id for one in scenario.warnings()] == ["B4"]


def test_a_default_is_a_value(scenario: Scenario) -> None:
    scenario.revision(ADD.format(", server_default='easy'"), DROP)
    assert scenario.warnings() == []


def test_a_table_of_the_same_script_has_no_rows(scenario: Scenario) -> None:
    scenario.revision(
        "op.create_table('tag', sa.Column('id', sa.Integer(), primary_key=True),"
        " sa.Column('name', sa.String(), nullable=False))",
        "op.drop_table('tag')",
    )
    assert scenario.warnings() == []


def test_an_empty_table_takes_the_column(scenario: Scenario) -> None:
    scenario.sql("DELETE FROM talk")
    scenario.revision(ADD.format(""), DROP)
    assert scenario.warnings() == []
