"""A trial's way back has time of its own, and what it takes too long for spoils nothing else."""

from __future__ import annotations

import time

import pytest
from sqlalchemy import create_engine

from migration_lab.child import way_back
from migration_lab.child.time_limit import TimeLimit, TooLong
from migration_lab.child.trial_steps import Steps
from migration_lab.values.tried import Tried
from tests.coach.scenario import Scenario

ENDLESS = "op.execute('WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n')"


def test_a_downgrade_that_takes_too_long_leaves_the_warnings_of_the_upgrade(scenario: Scenario) -> None:
    scenario.revision("op.drop_column('speaker', 'phone')", ENDLESS)
    tried = scenario.project.try_out("upgrade", "head")
    assert tried.back
    assert tried.back.untried == "It takes longer than 5 seconds."
    assert tried.drops == [("column", "speaker.phone")]
    assert [one.id for one in scenario.warnings()] == ["A1"]


def test_its_time_is_its_own_and_reading_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    limit, left = TimeLimit(), list[float]()
    limit.end = time.monotonic() + 0.001

    def read(*_: object) -> None:
        left.append(limit.end - time.monotonic())
        raise TooLong

    monkeypatch.setattr(Steps, "back", lambda *_: None)
    monkeypatch.setattr(way_back, "read_all", read)
    steps = Steps(lambda _: None, Tried())
    back = way_back.way_back({"": create_engine("sqlite://")}, None, steps, limit, {}, {}, {})
    assert back.untried == "It takes longer than 5 seconds."
    assert way_back.LONGEST_BACK - 2 < left[0] <= way_back.LONGEST_BACK
