"""S12: a history with several heads."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S12")
PHONE, SEATS = "    phone: Mapped[str | None]\n", "    seats: Mapped[int | None]\n"


def fork(scenario: Scenario) -> tuple[str, str]:
    """Make two scripts after the same one, and return their ids."""
    base = scenario.project.history().heads[0]
    scenario.change("models.py", PHONE, f"{PHONE}    bio: Mapped[str | None]\n")
    scenario.change("models.py", SEATS, f"{SEATS}    floor: Mapped[int | None]\n")
    for name, table, kind in (("bio", "speaker", "String"), ("floor", "room", "Integer")):
        add, drop = (
            f"op.add_column('{table}', sa.Column('{name}', sa.{kind}()))",
            f"op.drop_column('{table}', '{name}')",
        )
        file = scenario.revision(add, drop, message=name)
    first = next(one for one in scenario.project.history().revisions if one.message == "bio").id
    scenario.write(file, scenario.read(file).replace(first, base))
    ids = {one.message: one.id for one in scenario.project.history().revisions}
    return ids["bio"], ids["floor"]


@pytest.mark.parametrize("command", ["db upgrade", "db migrate -m more", "db revision -m more", "db check"])
def test_the_heads_are_named_and_a_merge_joins_them(scenario: Scenario, command: str) -> None:
    heads = fork(scenario)
    advice = scenario.advice(scenario.fails(command))
    assert advice.id == "S12"
    assert all(head in advice.what for head in heads)
    scenario.follow(advice)
    assert scenario.sql("SELECT count(bio), count(*) FROM speaker") == [(0, 5)]
    scenario.check()


def test_from_a_merge_the_way_back_has_to_be_named(scenario: Scenario) -> None:
    heads = fork(scenario)
    scenario.ok("db merge heads -m joined")
    scenario.ok("db upgrade")
    advice = scenario.advice(scenario.fails("db downgrade"))
    assert advice.id == "S12"
    assert "one step back can go two ways" in advice.what
    assert advice.title == "The way back from a merge forks"
    scenario.follow(advice)
    assert set(scenario.project.history().current) == set(heads)
    assert scenario.sql("SELECT count(*) FROM talk") == [(8,)]
    scenario.ok("db upgrade")
    scenario.check()


def test_a_downgrade_beyond_the_first_script_is_something_else(scenario: Scenario) -> None:
    scenario.silent(scenario.fails("db downgrade -- -5"), "CommandError: Relative revision -5")
