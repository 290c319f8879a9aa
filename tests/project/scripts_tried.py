"""A script that a test writes, tried on a copy, and what is told of its operations."""

from __future__ import annotations

from typing import Any

from migration_lab.values.operations import RanOperation
from migration_lab.values.tried import Tried
from tests.coach.scenario import Scenario


def tried(scenario: Scenario, upgrade: str, downgrade: str = "pass") -> Tried:
    scenario.revision(upgrade, downgrade)
    found = scenario.project.try_out("upgrade", "head")
    assert not found.untried, found.untried
    return found


def ran(scenario: Scenario, upgrade: str) -> list[RanOperation]:
    found = tried(scenario, upgrade)
    assert not found.error, found.error
    return found.operations


def brief(operations: list[RanOperation]) -> list[tuple[Any, ...]]:
    return [(one.kind, one.table, one.columns, one.name, one.batch) for one in operations]


def counted(operation: RanOperation) -> dict[str, int]:
    return {one.what: one.number for one in operation.counts}
