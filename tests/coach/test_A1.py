"""A1: a column is dropped, with its values."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("A1")
DROP = "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.drop_column('phone')"


def test_the_values_that_will_be_gone_are_counted(scenario: Scenario) -> None:
    script = scenario.revision(DROP)
    advice = scenario.warned("A1")
    assert "5 values of speaker.phone" in advice.what
    assert (advice.file, advice.source) == (script, "batch_op.drop_column('phone')")


def test_an_empty_column_goes_without_a_word(scenario: Scenario) -> None:
    scenario.sql("UPDATE speaker SET phone = NULL")
    scenario.revision(DROP)
    assert scenario.warnings() == []


def test_a_comment_in_the_script_silences_it(scenario: Scenario) -> None:
    scenario.revision(f"{DROP}  # lab: ok A1")
    assert scenario.warnings() == []
