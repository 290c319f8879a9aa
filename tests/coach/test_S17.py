"""S17: a CHECK is not seen."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S17")
MINUTES = "    minutes: Mapped[int | None]\n"
CHECK = "    __table_args__ = (db.CheckConstraint('minutes > 0', name='positive'),)\n"
TALKS = "SELECT id, title, minutes FROM talk ORDER BY id"


def compare_checks(scenario: Scenario) -> None:
    plugins = "autogenerate_plugins=['alembic.autogenerate.*', 'alembic.ext.checkconstraint_byname']"
    scenario.change("app.py", "migrate.init_app(app, db)", f"migrate.init_app(app, db, {plugins})")


@pytest.mark.parametrize("line", ["db migrate -m positive", "db check"])
def test_the_problem_is_named_and_its_advice_mends_it(scenario: Scenario, line: str) -> None:
    talks = scenario.sql(TALKS)
    scenario.change("models.py", MINUTES, MINUTES + CHECK)
    advice = scenario.advice(scenario.ok(line))
    assert advice.id == "S17"
    assert "ck_talk_positive on talk (minutes > 0)" in advice.what
    compare_checks(scenario)
    scenario.follow(advice)
    assert scenario.sql(TALKS) == talks
    scenario.check()
    assert not scenario.project.places().not_compared
    scenario.silent(scenario.ok("db check"))


def test_a_check_inside_a_column_that_is_drafted_without_it(scenario: Scenario) -> None:
    talks = scenario.sql(TALKS)
    field = "    level: Mapped[int | None] = mapped_column(db.CheckConstraint('level > 0', name='level'))\n"
    scenario.change("models.py", MINUTES, MINUTES + field)
    advice = scenario.advice(scenario.ok("db migrate -m level"))
    assert advice.id == "S17"
    assert "the draft leaves it out" in advice.what
    compare_checks(scenario)
    scenario.follow(advice)
    assert scenario.sql(TALKS) == talks
    scenario.check()
    assert not scenario.project.places().not_compared


def test_a_check_that_is_gone_from_the_models(scenario: Scenario) -> None:
    scenario.change("models.py", MINUTES, MINUTES + CHECK)
    compare_checks(scenario)
    scenario.silent(scenario.ok("db migrate -m positive"))
    scenario.ok("db upgrade")
    scenario.change("app.py", "checkconstraint_byname", "something_else")
    scenario.change("models.py", CHECK, "")
    scenario.change("app.py", ", 'alembic.ext.something_else'", "")
    advice = scenario.advice(scenario.ok("db check"))
    assert advice.id == "S17"
    scenario.change(
        "app.py", "'alembic.autogenerate.*'", "'alembic.autogenerate.*', 'alembic.ext.checkconstraint_byname'"
    )
    scenario.follow(advice)
    scenario.check()
    assert not scenario.project.places().not_compared


def test_a_check_with_another_condition(scenario: Scenario) -> None:
    scenario.revision(
        "with op.batch_alter_table('talk') as batch_op:\n"
        "    batch_op.create_check_constraint(op.f('ck_talk_positive'), 'minutes > 5')"
    )
    scenario.ok("db upgrade")
    scenario.change("models.py", MINUTES, MINUTES + CHECK)
    compare_checks(scenario)
    advice = scenario.advice(scenario.ok("db check"))
    assert advice.id == "S17"
    assert "another condition" in advice.what
    scenario.revision(
        "with op.batch_alter_table('talk') as batch_op:\n"
        "    batch_op.drop_constraint(op.f('ck_talk_positive'), type_='check')\n"
        "    batch_op.create_check_constraint(op.f('ck_talk_positive'), 'minutes > 0')"
    )
    scenario.ok("db upgrade")
    scenario.check()
    assert not scenario.project.places().not_compared


def test_a_new_table_with_a_check_is_drafted_whole(scenario: Scenario) -> None:
    table = "\n\nclass Prize(db.Model):\n    id: Mapped[int] = mapped_column(primary_key=True)\n"
    check = "    __table_args__ = (db.CheckConstraint('id > 0', name='positive'),)\n"
    scenario.write("models.py", scenario.read("models.py") + table + check)
    scenario.silent(scenario.ok("db migrate -m prize"))
    scenario.silent(scenario.ok("db upgrade"))
    scenario.silent(scenario.ok("db check"))
