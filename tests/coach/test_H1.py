"""H1: several heads."""

from __future__ import annotations

import pytest

from migration_lab.project.advising import standing_advice
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("H1")
TITLE = "with op.batch_alter_table('talk') as batch_op:\n    batch_op.create_unique_constraint('one_title', ['title'])"


def branch(scenario: Scenario, right: str = "pass", *, parent: str = "") -> None:
    (first,) = scenario.project.history().heads
    scenario.revision("pass", message="left")
    file = scenario.revision(right, message="right")
    (left,) = scenario.project.history().revision(scenario.project.history().heads[0]).parents
    text = scenario.read(file)
    scenario.write(file, text.replace(repr(left), repr(parent or first)))


def test_two_heads_are_named_and_a_merge_joins_them(scenario: Scenario) -> None:
    rows = scenario.sql("SELECT * FROM talk ORDER BY id")
    branch(scenario)
    advice = scenario.standing()
    assert (advice.id, advice.severity) == ("H1", "fails")
    assert all(head in advice.what for head in scenario.project.history().heads)
    assert not scenario.run("db upgrade").result.ok
    scenario.follow(advice)
    scenario.ok("db upgrade")
    scenario.check()
    assert scenario.sql("SELECT * FROM talk ORDER BY id") == rows


def test_what_the_upgrade_after_the_merge_would_do_is_told(scenario: Scenario) -> None:
    scenario.sql("UPDATE talk SET title = 'Keys'")
    branch(scenario, TITLE)
    assert "The upgrade after it would fail at revision" in scenario.standing().what
    scenario.follow(scenario.standing())
    scenario.fails("db upgrade")


def test_a_chain_has_one_head(scenario: Scenario) -> None:
    scenario.revision("pass", message="left")
    scenario.revision("pass", message="right")
    assert standing_advice(scenario.project) == ()
