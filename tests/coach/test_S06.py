"""S06: a new NOT NULL column on a table that has rows."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S06")
PHONE = "    phone: Mapped[str | None]\n"


def add_level(scenario: Scenario, field: str) -> str:
    scenario.change("models.py", PHONE, f"{PHONE}    level: {field}\n")
    (script,) = scenario.ok('db migrate -m "level"').result.written
    return script


def test_the_problem_is_named_and_its_advice_mends_it(scenario: Scenario) -> None:
    script = add_level(scenario, "Mapped[str]")
    rows = scenario.sql("SELECT id, name, phone FROM speaker ORDER BY id")
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert advice.id == "S06"
    assert "speaker.level" in advice.what
    assert advice.file == script
    assert "level" in advice.source
    scenario.follow(advice, {script: ("nullable=False)", "nullable=False, server_default='beginner')")})
    assert scenario.sql("SELECT id, name, phone FROM speaker ORDER BY id") == rows
    assert scenario.sql("SELECT DISTINCT level FROM speaker") == [("beginner",)]
    scenario.check()


def test_an_empty_table_takes_the_column_without_a_word(scenario: Scenario) -> None:
    scenario.sql("DELETE FROM talk; DELETE FROM speaker")
    add_level(scenario, "Mapped[str]")
    step = scenario.run("db upgrade")
    if not step.result.ok:  # SQLite refuses it on an empty table as well
        assert scenario.dialect == "sqlite"
    else:
        scenario.silent(step)
