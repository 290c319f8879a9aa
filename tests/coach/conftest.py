"""The project in which the tests of the coach make problems happen, fresh for each test, on either database."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lab.project.commands.runner import Runner
from tests.coach.scenario import Scenario, build, copied


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, runner: Runner) -> Scenario:
    return build(tmp_path_factory.mktemp("built") / "conference", runner)


@pytest.fixture
def sqlite(built: Scenario, tmp_path: Path, runner: Runner) -> Scenario:
    """The project on SQLite."""
    return copied(built, tmp_path / "conference", runner)


@pytest.fixture
def postgresql(built: Scenario, tmp_path: Path, runner: Runner, request: pytest.FixtureRequest) -> Scenario:
    """The project on PostgreSQL. Mark its tests with ``pytest.mark.postgres``."""
    url = request.getfixturevalue("postgres_url").render_as_string(hide_password=False)
    return copied(built, tmp_path / "conference", runner, url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def scenario(request: pytest.FixtureRequest) -> Scenario:
    """The project on SQLite, then on PostgreSQL."""
    found: Scenario = request.getfixturevalue(request.param)
    return found
