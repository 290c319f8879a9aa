"""What all tests share: in CI nothing that needs a browser, PostgreSQL, npm or old packages may be skipped quietly."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator

import pytest
from hypothesis import HealthCheck, settings

from migration_lab.project.commands.choosing import make_runner
from migration_lab.project.commands.runner import Runner
from tests.postgres import postgres, postgres_server, postgres_url, project_with_server

__all__ = ["postgres", "postgres_server", "postgres_url", "project_with_server"]

# No example is timed, nor how long it takes to make one: a busy machine fails no test.
settings.register_profile("lab", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lab")

NEEDED_IN_CI = ("browser", "npm", "postgres", "oldest", "installed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where ``CI`` is set, for tests that are marked as needing what CI installs."""
    report = yield
    needs = [name for name in NEEDED_IN_CI if item.get_closest_marker(name)]
    if needs and report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"Needs {' and '.join(needs)}, and in CI may not be skipped. {reason}"
    return report


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    """One warm process for all tests that need no other."""
    made = make_runner()
    yield made
    made.close()
