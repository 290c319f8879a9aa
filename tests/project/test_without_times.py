"""Two runs of one request are compared without their times, and with all else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from migration_lab.values.operations import RanOperation
from migration_lab.values.tried import Tried, TriedEach
from migration_lab.values.wire import Effects, Report
from tests.project.both_ways import comparable

ONE = RanOperation("SQL", "a1", details={"changed": 3, "milliseconds": 2}, microseconds=2100)
SLOWER = replace(ONE, details={"changed": 3, "milliseconds": 41}, microseconds=40700)
REPORTS = [
    lambda one: Report(effects=Effects(operations=(one,))),
    lambda one: Report(tried=Tried(operations=[one])),
    lambda one: Report(tried_each=TriedEach(by_revision={"a1": Tried(operations=[one])})),
]


@pytest.mark.parametrize("report", REPORTS, ids=["effects", "tried", "tried each"])
def test_only_times_are_left_out(report):
    first = comparable(report(ONE), Path())
    assert first == comparable(report(SLOWER), Path())
    for details in ({"changed": 4, "milliseconds": 2}, {"changed": 3}):
        assert first != comparable(report(replace(ONE, details=details)), Path())
