"""S25: the script of a change is not here."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S25")
PHONE = "    phone: Mapped[str | None]\n"
ROWS = "SELECT id, name, phone, level FROM speaker ORDER BY id"
LEVEL = """\
    with op.batch_alter_table('speaker') as batch_op:
        batch_op.add_column(sa.Column('level', sa.String()))
"""


def migrate_on_the_server(scenario: Scenario) -> None:
    """Make the change there, and lose the script; ``stamp --purge`` is what makes S03 go away."""
    scenario.change("models.py", PHONE, f"{PHONE}    level: Mapped[str | None]\n")
    (script,) = scenario.ok("db migrate -m level").result.written
    scenario.ok("db upgrade")
    scenario.sql("UPDATE speaker SET level = 'all'")
    scenario.path.joinpath(script).unlink()
    assert scenario.advice(scenario.fails("db check")).id == "S03"
    scenario.ok("db stamp --purge head")


def test_the_problem_is_named_and_its_advice_mends_it(scenario: Scenario) -> None:
    migrate_on_the_server(scenario)
    rows = scenario.sql(ROWS)
    advice = scenario.advice(scenario.ok("db check"))
    assert advice.id == "S25"
    assert "column speaker.level" in advice.what
    before = {*scenario.path.glob("migrations/versions/*.py")}
    scenario.follow(advice)
    (script,) = {*scenario.path.glob("migrations/versions/*.py")} - before
    name = script.relative_to(scenario.path).as_posix()
    scenario.change(name, "def upgrade():\n    pass\n", f"def upgrade():\n{LEVEL}")
    assert scenario.sql(ROWS) == rows
    scenario.check()
    assert not scenario.project.places().rows
    scenario.silent(scenario.ok("db check"))


def test_a_script_that_was_edited_after_it_ran_is_not_it(sqlite: Scenario) -> None:
    sqlite.change("models.py", PHONE, f"{PHONE}    level: Mapped[str | None]\n")
    (script,) = sqlite.ok("db migrate -m level").result.written
    sqlite.ok("db upgrade")
    sqlite.change(script, "batch_op.add_column(sa.Column('level', sa.String(), nullable=True))", "pass")
    sqlite.silent(sqlite.ok("db check"))


def test_a_change_that_is_only_in_the_database_is_not_it(scenario: Scenario) -> None:
    scenario.sql("ALTER TABLE speaker ADD COLUMN level VARCHAR")
    scenario.silent(scenario.fails("db check"))
