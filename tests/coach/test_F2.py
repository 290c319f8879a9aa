"""F2: an index of more than three columns."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("F2")


def index(scenario: Scenario, *columns: str) -> None:
    scenario.revision(f"op.create_index('ix_talk', 'talk', {[*columns]})", "op.drop_index('ix_talk', 'talk')")


def test_a_wide_index_is_named_when_asked_for(scenario: Scenario) -> None:
    index(scenario, "title", "minutes", "speaker_id", "room_id")
    (advice,) = scenario.warnings(asked=["F2"])
    assert (advice.id, advice.severity) == ("F2", "style")
    assert "ix_talk has 4 columns" in advice.what
    assert advice.source.startswith("op.create_index('ix_talk'")


def test_nobody_hears_of_it_unasked(scenario: Scenario) -> None:
    index(scenario, "title", "minutes", "speaker_id", "room_id")
    assert scenario.warnings() == []


def test_three_columns_are_not_named(scenario: Scenario) -> None:
    index(scenario, "title", "minutes", "speaker_id")
    assert scenario.warnings(asked=["F2"]) == []
