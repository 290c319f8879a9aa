"""G3: SQL as text."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("G3")

UPDATE = "op.execute('UPDATE talk SET minutes = 20 WHERE minutes IS NULL')"


def test_sql_as_text_is_named_when_asked_for(scenario: Scenario) -> None:
    script = scenario.revision(UPDATE)
    (advice,) = scenario.warnings(asked=["G3"])
    assert (advice.id, advice.severity, advice.file, advice.source) == ("G3", "style", script, UPDATE)
    assert "wrote 3 rows" in advice.what


def test_nobody_hears_of_it_unasked(scenario: Scenario) -> None:
    scenario.revision(UPDATE)
    assert scenario.warnings() == []


def test_operations_are_not_named(scenario: Scenario) -> None:
    scenario.revision("op.add_column('talk', sa.Column('level', sa.Integer()))", "op.drop_column('talk', 'level')")
    assert scenario.warnings(asked=["G3"]) == []
