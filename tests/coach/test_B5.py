"""B5: a NOT NULL or a default that an app relies on is taken away."""

from __future__ import annotations

import pytest

from tests.coach.many_rows import ids
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("B5")
NULLABLE = "batch_op.alter_column('title', existing_type=sa.String(), nullable=True)"
BATCH = "with op.batch_alter_table('talk') as batch_op:\n    "


def test_a_not_null_that_goes_is_named(scenario: Scenario) -> None:
    file = scenario.revision(BATCH + NULLABLE)
    assert ids(scenario) == (["B5"] if scenario.dialect == "postgresql" else [])
    advice = scenario.warned("B5", asked=["B5"])
    assert advice.what.startswith("talk.title may be NULL from then on (8 rows have none so far).")
    assert (advice.file, advice.source) == (file, NULLABLE)


def test_a_default_that_goes_is_named_and_one_that_is_replaced_is_not(scenario: Scenario) -> None:
    added = "batch_op.add_column(sa.Column('level', sa.String(), server_default='new', nullable=False))"
    scenario.revision(BATCH + added, message="level")
    scenario.ok("db upgrade")
    gone = "batch_op.alter_column('level', existing_type=sa.String(), server_default=None)"
    file = scenario.revision(BATCH + gone)
    advice = scenario.warned("B5", asked=["B5"])
    assert advice.what.startswith("talk.level has no default from then on, and it is NOT NULL.")
    scenario.change(file, "server_default=None", "server_default='old'")
    assert scenario.warnings(asked=["B5"]) == []


def test_a_column_that_could_be_null_before_is_no_news(scenario: Scenario) -> None:
    scenario.revision(f"{BATCH}batch_op.alter_column('minutes', existing_type=sa.Integer(), nullable=True)")
    assert scenario.warnings(asked=["B5"]) == []
