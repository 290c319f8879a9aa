"""F5: a column is indexed twice."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("F5")


def test_a_second_index_on_the_same_columns_is_named_when_asked_for(scenario: Scenario) -> None:
    scenario.revision(
        "op.create_index('ix_one', 'talk', ['title'])\nop.create_index('ix_two', 'talk', ['title'])",
        "op.drop_index('ix_two', 'talk')\nop.drop_index('ix_one', 'talk')",
    )
    found = scenario.warnings(asked=["F5"])
    assert {one.id for one in found} == {"F5"}
    assert any("ix_two has the same columns of talk as ix_one: title" in one.what for one in found)
    assert scenario.warnings() == []


@pytest.mark.postgres
def test_a_column_that_stands_twice_is_named_when_asked_for(postgresql: Scenario) -> None:
    postgresql.revision("op.execute('CREATE INDEX ix ON talk (title, title)')", "op.drop_index('ix', 'talk')")
    (advice,) = postgresql.warnings(asked=["F5"])
    assert "title stands twice in ix" in advice.what


def test_another_order_is_another_index(scenario: Scenario) -> None:
    scenario.revision(
        "op.create_index('ix_one', 'talk', ['title', 'minutes'])\n"
        "op.create_index('ix_two', 'talk', ['minutes', 'title'])",
        "op.drop_index('ix_two', 'talk')\nop.drop_index('ix_one', 'talk')",
    )
    assert scenario.warnings(asked=["F5"]) == []
