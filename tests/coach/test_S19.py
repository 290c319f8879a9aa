"""S19: a database that was there before has no first script."""

from __future__ import annotations

import shutil

import pytest
from sqlalchemy import create_engine

from tests.coach.scenario import ROWS, Scenario

pytestmark = pytest.mark.entry("S19")
TALKS = "SELECT id, title FROM talk ORDER BY id"


def forget_alembic(scenario: Scenario) -> None:
    """Leave the tables with their rows, but as if Alembic had never been there."""
    shutil.rmtree(scenario.path / "migrations")
    shutil.rmtree(scenario.path / ".lab", ignore_errors=True)
    scenario.sql("DROP TABLE alembic_version")
    scenario.ok("db init")


def elsewhere(scenario: Scenario) -> tuple[str, str]:
    """Return the URL of the database and that of an empty one, as ``app.py`` has them."""
    if not scenario.url:
        return "sqlite:///conference.db", "sqlite:///empty.db"
    engine = create_engine(scenario.url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE SCHEMA empty")
    engine.dispose()
    joint = "&" if "?" in scenario.url else "?"
    return scenario.url, f"{scenario.url}{joint}options=-csearch_path%3Dempty"


def test_the_problem_is_named_and_its_advice_mends_it(scenario: Scenario) -> None:
    forget_alembic(scenario)
    talks = scenario.sql(TALKS)
    advice = scenario.advice(scenario.ok("db migrate -m first"))
    assert advice.id == "S19"
    assert "room, speaker and talk are there already" in advice.what
    own, empty = elsewhere(scenario)
    change, draft, back, look = advice.now
    assert (change.run, draft.run) == ("", "flask db migrate -m baseline")
    scenario.change("app.py", own, empty)
    scenario.ok(draft.run.removeprefix("flask "))
    scenario.change("app.py", empty, own)
    scenario.ok(back.run.removeprefix("flask "))
    scenario.ok(look.run.removeprefix("flask "))
    assert scenario.sql(TALKS) == talks
    scenario.sql("DROP SCHEMA empty CASCADE") if scenario.url else None
    scenario.check()


def test_a_draft_that_only_has_what_differs(scenario: Scenario) -> None:
    forget_alembic(scenario)
    scenario.change("models.py", "    phone: Mapped", "    level: Mapped[str | None]\n    phone: Mapped")
    step = scenario.ok("db migrate -m first")
    advice = scenario.advice(step)
    assert (advice.id, advice.file) == ("S19", step.result.written[-1])
    assert "does not make room, speaker and talk" in advice.what


def test_a_first_draft_that_makes_the_tables_is_not_it(sqlite: Scenario) -> None:
    shutil.rmtree(sqlite.path / "migrations")
    shutil.rmtree(sqlite.path / ".lab", ignore_errors=True)
    sqlite.path.joinpath("instance", "conference.db").unlink()
    sqlite.ok("db init")
    sqlite.silent(sqlite.ok("db migrate -m first"))
    sqlite.silent(sqlite.ok("db upgrade"))
    sqlite.sql(ROWS)
    sqlite.silent(sqlite.ok("db migrate -m nothing"))
