"""H8: a view, trigger or function that no script makes."""

from __future__ import annotations

import pytest

from migration_lab.project.advising import standing_advice
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("H8")
VIEW = "CREATE VIEW long_talk AS SELECT id, title FROM talk WHERE minutes > 40"
MADE_AGAIN = f"op.execute('DROP VIEW IF EXISTS long_talk')\nop.execute('{VIEW}')"
FUNCTION = "CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql AS 'SELECT 2 * n'"


def test_a_view_made_by_hand_is_told_and_a_revision_makes_it(scenario: Scenario) -> None:
    rows = scenario.sql("SELECT * FROM talk ORDER BY id")
    scenario.sql(VIEW)
    assert scenario.run("db check").result.ok, "Alembic does not see it"
    advice = scenario.standing()
    assert (advice.id, advice.severity) == ("H8", "risk")
    assert "view long_talk" in advice.what
    scenario.follow(advice)
    scenario.fill(scenario.drafted("what has no model"), MADE_AGAIN)
    scenario.ok("db upgrade")
    assert standing_advice(scenario.project) == ()
    assert scenario.sql("SELECT * FROM talk ORDER BY id") == rows
    assert scenario.sql("SELECT count(*) FROM long_talk") == [(2,)]
    scenario.check()


def test_a_view_that_a_script_makes_is_not_told(scenario: Scenario) -> None:
    scenario.revision(MADE_AGAIN)
    scenario.ok("db upgrade")
    assert standing_advice(scenario.project) == ()


@pytest.mark.postgres
def test_a_function_made_by_hand_is_told(postgresql: Scenario) -> None:
    postgresql.sql(FUNCTION)
    advice = postgresql.standing()
    assert advice.id == "H8"
    assert "twice" in advice.what
