"""H2: a history that does not run from empty."""

from __future__ import annotations

import pytest

from migration_lab.project.advising import standing_advice
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("H2")
DROP = "op.drop_table('legacy')"
MENDED = "op.execute('DROP TABLE IF EXISTS legacy')"


def test_a_script_that_needs_what_no_script_makes_is_named(scenario: Scenario) -> None:
    scenario.sql("CREATE TABLE legacy (id INTEGER PRIMARY KEY)")
    script = scenario.revision(DROP, message="drop legacy")
    scenario.ok("db upgrade")
    advice = scenario.standing()
    assert (advice.id, advice.severity) == ("H2", "fails")
    (head,) = scenario.project.history().heads
    assert f"one ends with an error, {head}." in advice.what
    assert "legacy" in advice.now[0].say
    assert (advice.file, advice.source) == (script, DROP)
    scenario.follow(advice)
    scenario.change(script, DROP, MENDED)
    assert standing_advice(scenario.project) == ()
    assert scenario.project.schema_at(head).table_names
    scenario.check()


def test_a_script_that_makes_what_it_needs_runs_from_empty(scenario: Scenario) -> None:
    scenario.revision("op.create_table('legacy', sa.Column('id', sa.Integer(), primary_key=True))", message="legacy")
    scenario.revision(DROP, message="drop legacy")
    scenario.ok("db upgrade")
    assert standing_advice(scenario.project) == ()


WAITS = """
from models import Speaker, db
op.add_column('speaker', sa.Column('bio', sa.String()))
db.session.query(Speaker).all()
"""


@pytest.mark.postgres
def test_a_script_that_waits_for_itself_does_not_keep_the_look_waiting(postgresql: Scenario) -> None:
    """Its second connection wants what the first has locked: the command itself would wait for ever."""
    postgresql.revision(WAITS)
    places = postgresql.project.places()
    assert "lock timeout" in (places.problem or "")
    assert (places.entry, places.next_command) == ("S20", None)
    assert "flask db upgrade would wait for ever at revision" in places.sentence
