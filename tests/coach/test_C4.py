"""C4: a foreign key over rows without a parent."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("C4")

KEY = (
    "with op.batch_alter_table('talk') as batch_op:\n"
    "    batch_op.create_foreign_key('fk_room', 'room', ['minutes'], ['id'])"
)
BACK = "with op.batch_alter_table('talk') as batch_op:\n    batch_op.drop_constraint('fk_room', type_='foreignkey')"
NUMBERS = "UPDATE talk SET minutes = 1 WHERE id > 1"


def test_rows_without_a_parent_are_counted(scenario: Scenario) -> None:
    scenario.sql(NUMBERS)
    script = scenario.revision(KEY, BACK)
    advice = scenario.warned("C4")
    assert advice.what.startswith("1 row of talk points at a room that is not there")
    assert (advice.file, "create_foreign_key" in advice.source) == (script, True)
    assert scenario.sql(advice.now[0].sql)[0][1] == "Indexes"
    if scenario.dialect == "postgresql":
        assert "this upgrade will fail at step 1" in advice.what
        scenario.fails("db upgrade")
    else:
        assert "SQLite makes the foreign key all the same" in advice.what
        assert advice.severity == "risk"
        scenario.ok("db upgrade")


def test_rows_that_have_their_parent_are_not_named(scenario: Scenario) -> None:
    scenario.sql("UPDATE talk SET minutes = 1; UPDATE talk SET minutes = NULL WHERE id = 3")
    scenario.revision(KEY, BACK)
    assert scenario.warnings() == []


def test_an_empty_table_is_not_named(scenario: Scenario) -> None:
    scenario.sql("DELETE FROM talk")
    scenario.revision(KEY, BACK)
    assert scenario.warnings() == []


def test_what_it_advises_lets_the_key_hold(scenario: Scenario) -> None:
    scenario.sql(NUMBERS)
    scenario.revision(
        "op.execute('UPDATE talk SET minutes = NULL WHERE minutes NOT IN (SELECT id FROM room)')\n" + KEY, BACK
    )
    assert "C4" not in [one.id for one in scenario.warnings()]
    scenario.ok("db upgrade")
    assert scenario.sql("SELECT count(*) FROM talk") == [(8,)]
