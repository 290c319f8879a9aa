"""No test is failed by a machine that is busy."""

from __future__ import annotations

from hypothesis import HealthCheck, settings


def test_no_example_of_hypothesis_is_timed():
    assert settings().deadline is None
    assert HealthCheck.too_slow in settings().suppress_health_check
