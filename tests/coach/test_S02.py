"""S02: the database has not run every script."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S02")
PHONE = "    phone: Mapped[str | None]\n"


def add(scenario: Scenario, name: str) -> None:
    scenario.change("models.py", PHONE, f"{PHONE}    {name}: Mapped[str | None]\n")


@pytest.mark.parametrize("command", ['db migrate -m "web"', "db check"])
def test_the_waiting_revision_is_named_and_running_it_mends_that(scenario: Scenario, command: str) -> None:
    add(scenario, "bio")
    (script,) = scenario.ok('db migrate -m "bio"').result.written
    if "migrate" in command:
        add(scenario, "web")
    rows = scenario.sql("SELECT id, name, phone FROM speaker ORDER BY id")
    advice = scenario.advice(scenario.fails(command))
    assert (advice.id, advice.file) == ("S02", script)
    assert "1 revision waits to be run" in advice.what
    assert "(bio)" in advice.what
    scenario.follow(advice)
    scenario.ok("db upgrade")
    assert scenario.sql("SELECT id, name, phone FROM speaker ORDER BY id") == rows
    scenario.check()


def test_a_check_that_finds_changes_is_something_else(scenario: Scenario) -> None:
    add(scenario, "bio")
    scenario.silent(scenario.fails("db check"))
