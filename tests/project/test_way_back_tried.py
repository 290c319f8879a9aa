"""The downgrade of a script is tried on the same copy: what it leaves, and where it fails, is told."""

from __future__ import annotations

from tests.coach.scenario import Scenario
from tests.project.scripts_tried import tried


def test_the_way_back_is_tried_and_compared(scenario: Scenario) -> None:
    add = "op.add_column('talk', sa.Column('level', sa.String(10)))"
    found = tried(scenario, add, "op.drop_column('talk', 'level')")
    assert found.back is not None
    assert (found.back.untried, found.back.error, found.back.left, found.back.fates) == ("", None, (), ())
    assert not [one for one in found.operations if one.kind == "DropColumn"]


def test_what_the_way_back_leaves_is_told(scenario: Scenario) -> None:
    add = "op.add_column('talk', sa.Column('level', sa.String(10)))\nop.execute(\"UPDATE room SET name = 'x'\")"
    found = tried(scenario, add)
    assert found.back is not None
    assert [(change.action, change.name) for _, change in found.back.left] == [("added", "talk.level")]
    assert [(one.table, one.became.overwritten) for one in found.back.fates if one.became.overwritten] == [
        ("room", (("name", 3),))
    ]


def test_a_way_back_that_fails_is_told(scenario: Scenario) -> None:
    found = tried(scenario, "op.add_column('talk', sa.Column('level', sa.String(10)))", "op.drop_column('talk', 'no')")
    assert found.back is not None
    assert found.back.error
    assert found.back.failed == found.ran[-1]
    assert found.ok
