"""S30: a revision id that is too long."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = [pytest.mark.entry("S30"), pytest.mark.postgres]
LONG = "add_the_level_of_a_speaker_to_the_table"
LEVEL = "    op.add_column('speaker', sa.Column('level', sa.String()))\n"


def write(scenario: Scenario) -> str:
    (script,) = scenario.ok(f"db revision -m level --rev-id {LONG}").result.written
    text = scenario.read(script).replace("def upgrade():\n    pass\n", f"def upgrade():\n{LEVEL}")
    scenario.write(script, text)
    scenario.change("models.py", "    phone: Mapped", "    level: Mapped[str | None]\n    phone: Mapped")
    return script


def test_the_problem_is_named_and_its_advice_mends_it(postgresql: Scenario) -> None:
    script = write(postgresql)
    advice = postgresql.advice(postgresql.fails("db upgrade"))
    assert (advice.id, advice.file) == ("S30", script)
    assert f"{LONG} has {len(LONG)} characters" in advice.what
    assert advice.now[0].sure
    postgresql.follow(advice)
    assert postgresql.sql("SELECT count(*) FROM speaker WHERE phone IS NOT NULL") == [(5,)]
    postgresql.check()


def test_another_script_that_comes_after_it(postgresql: Scenario) -> None:
    script = write(postgresql)
    (after,) = postgresql.ok("db revision -m after").result.written
    advice = postgresql.advice(postgresql.fails("db upgrade"))
    assert after in advice.now[0].say
    assert not advice.now[0].sure
    postgresql.change(after, f"down_revision = '{LONG}'", "down_revision = 'level'")
    postgresql.follow(advice, {script: (f"revision = '{LONG}'", "revision = 'level'")})
    postgresql.check()


def test_a_value_of_yours_that_is_too_long_is_not_it(postgresql: Scenario) -> None:
    script = write(postgresql)
    postgresql.sql("ALTER TABLE room ALTER name TYPE varchar(10)")
    postgresql.change(script, LEVEL, "    op.execute(\"UPDATE room SET name = 'alembic_version'\")\n")
    postgresql.silent(postgresql.fails("db upgrade"), "StringDataRightTruncation")
