"""H3: models, scripts and database do not agree."""

from __future__ import annotations

import pytest

from migration_lab.project.advising import standing_advice
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("H3")
PHONE = "    phone: Mapped[str | None]\n"


def test_models_that_no_script_follows_are_told_with_the_command_that_drafts_it(scenario: Scenario) -> None:
    rows = scenario.sql("SELECT id, name, phone FROM speaker ORDER BY id")
    scenario.change("models.py", PHONE, f"{PHONE}    bio: Mapped[str | None]\n")
    advice = scenario.standing()
    assert (advice.id, advice.severity) == ("H3", "risk")
    assert "column speaker.bio that no script makes yet" in advice.what
    assert [do.run for do in advice.now] == ["flask db migrate -m 'add bio to speaker'"]
    scenario.follow(advice)
    assert standing_advice(scenario.project) == (), "what waits to be run is no disagreement"
    scenario.ok("db upgrade")
    scenario.check()
    assert scenario.sql("SELECT id, name, phone FROM speaker ORDER BY id") == rows


def test_a_change_by_hand_is_told_with_both_ways_out(scenario: Scenario) -> None:
    scenario.sql("ALTER TABLE speaker ADD COLUMN bio VARCHAR")
    scenario.change("models.py", PHONE, f"{PHONE}    bio: Mapped[str | None]\n")
    advice = scenario.standing()
    assert advice.id == "H3"
    assert "it has column speaker.bio, which no script makes" in advice.what
    scenario.follow(advice)
    scenario.revision("op.add_column('speaker', sa.Column('bio', sa.String()))", message="bio")
    scenario.ok("db stamp head")
    assert standing_advice(scenario.project) == ()
    scenario.check()


def test_a_project_in_step_is_not_advised(scenario: Scenario) -> None:
    assert standing_advice(scenario.project) == ()
