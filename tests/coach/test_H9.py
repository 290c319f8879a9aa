"""H9: a database with tables and no baseline."""

from __future__ import annotations

import pytest

from migration_lab.project.advising import standing_advice
from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("H9")
ADD_BIO = "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.add_column(sa.Column('bio', sa.String()))"


def test_tables_that_the_scripts_make_are_stamped(scenario: Scenario) -> None:
    rows = scenario.sql("SELECT * FROM talk ORDER BY id")
    scenario.sql("DROP TABLE alembic_version")
    assert not scenario.run("db upgrade").result.ok
    scenario.sql("DROP TABLE IF EXISTS alembic_version")
    advice = scenario.standing()
    assert (advice.id, advice.severity) == ("H9", "fails")
    assert [do.run for do in advice.now] == ["flask db stamp head"]
    scenario.follow(advice)
    scenario.check()
    assert scenario.sql("SELECT * FROM talk ORDER BY id") == rows


def test_tables_of_an_older_revision_are_stamped_with_that_one(scenario: Scenario) -> None:
    (first,) = scenario.project.history().heads
    scenario.revision(ADD_BIO)
    scenario.change(
        "models.py", "    phone: Mapped[str | None]\n", "    phone: Mapped[str | None]\n    bio: Mapped[str | None]\n"
    )
    scenario.sql("DELETE FROM alembic_version")
    advice = scenario.standing()
    assert advice.id == "H9"
    assert [do.run for do in advice.now] == [f"flask db stamp {first}"]
    scenario.follow(advice)
    scenario.ok("db upgrade")
    scenario.check()


def test_tables_that_no_revision_makes_get_no_command(scenario: Scenario) -> None:
    scenario.sql("DROP TABLE alembic_version; ALTER TABLE room ADD COLUMN floor INTEGER")
    advice = scenario.standing()
    assert advice.id == "H9"
    assert "it has column room.floor, which no script makes" in advice.what
    assert [do.run for do in advice.now] == [""]


def test_an_empty_database_needs_no_baseline(scenario: Scenario) -> None:
    scenario.ok("db downgrade base")
    assert standing_advice(scenario.project) == ()
