"""C3: a type that some values do not fit."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("C3")

CHANGE = (
    "with op.batch_alter_table('speaker') as batch_op:\n"
    "    batch_op.alter_column('phone', existing_type=sa.String(), type_={}, existing_nullable=True{})"
)
USING = ", postgresql_using='phone::{}'"
BACK = (
    "with op.batch_alter_table('speaker') as batch_op:\n"
    "    batch_op.alter_column('phone', existing_type={}, type_=sa.String(), existing_nullable=True)"
)


def test_values_that_do_not_fit_are_counted(scenario: Scenario) -> None:
    scenario.sql("UPDATE speaker SET phone = '5550' || id WHERE id > 2")
    script = scenario.revision(CHANGE.format("sa.Integer()", USING.format("integer")), BACK.format("sa.Integer()"))
    (advice,) = scenario.warnings()
    assert (advice.id, advice.file) == ("C3", script)
    if scenario.dialect == "postgresql":
        assert "2 of 5 rows of speaker have a phone that is no INTEGER: this upgrade will fail at step 1" in advice.what
        assert [do.say for do in advice.now if "postgresql_using" in do.say] == [], "the script says it already"
        scenario.fails("db upgrade")
    else:
        assert "2 values of speaker.phone will be other values afterwards" in advice.what
        assert advice.severity == "loses"
        scenario.ok("db upgrade")
        assert scenario.sql("SELECT phone FROM speaker ORDER BY id")[:2] == [(555,), (555,)]


def test_only_the_values_that_do_not_fit_are_shown_and_the_place_is_above_the_batch(scenario: Scenario) -> None:
    scenario.sql("UPDATE speaker SET phone = '5550' || id WHERE id > 2")
    script = scenario.revision(CHANGE.format("sa.Integer()", USING.format("integer")), BACK.format("sa.Integer()"))
    look = scenario.warned("C3").now[0]
    assert scenario.sql(look.sql) == [("555-0101", 1), ("555-0102", 1)]
    assert scenario.read(script).splitlines()[look.line - 1].lstrip().startswith("with op.batch_alter_table(")
    assert f"above line {look.line} and outside of any batch" in look.say


@pytest.mark.postgres
def test_values_that_do_not_fit_are_told_with_the_using_that_is_missing(postgresql: Scenario) -> None:
    postgresql.revision(CHANGE.format("sa.Integer()", ""), BACK.format("sa.Integer()"))
    look, using = postgresql.warned("C3").now
    assert len(postgresql.sql(look.sql)) == 5
    assert "postgresql_using='phone::INTEGER'" in using.say


@pytest.mark.postgres
def test_values_that_postgresql_rounds_are_shown(postgresql: Scenario) -> None:
    postgresql.sql("UPDATE speaker SET phone = CASE id WHEN 1 THEN '007' ELSE '7' END")
    postgresql.revision(CHANGE.format("sa.Integer()", USING.format("integer")), BACK.format("sa.Integer()"))
    (look,) = postgresql.warned("C3").now
    assert postgresql.sql(look.sql) == [("007", 1)]


def test_values_that_fit_are_not_named(scenario: Scenario) -> None:
    scenario.sql("UPDATE speaker SET phone = '5550' || id")
    scenario.revision(CHANGE.format("sa.Integer()", USING.format("integer")), BACK.format("sa.Integer()"))
    assert scenario.warnings() == []
    scenario.ok("db upgrade")


@pytest.mark.postgres
def test_a_type_that_needs_using_is_told(postgresql: Scenario) -> None:
    postgresql.sql("UPDATE speaker SET phone = '5550' || id")
    postgresql.revision(CHANGE.format("sa.Integer()", ""), BACK.format("sa.Integer()"))
    (advice,) = postgresql.warnings()
    assert advice.id == "C3"
    assert "no cast of its own" in advice.what
    assert "postgresql_using='phone::INTEGER'" in advice.now[0].say


@pytest.mark.postgres
def test_a_shorter_text_is_counted_on_postgresql(postgresql: Scenario) -> None:
    postgresql.revision(CHANGE.format("sa.String(4)", ""), BACK.format("sa.String(4)"))
    assert "5 of 5 rows of speaker have a phone that is no VARCHAR(4)" in postgresql.warned("C3").what


@pytest.mark.postgres
def test_a_shorter_text_is_counted_if_the_script_does_not_say_what_it_was(postgresql: Scenario) -> None:
    script = postgresql.revision("op.alter_column('talk', 'title', type_=sa.String(4))")
    advice = postgresql.warned("C3")
    assert "6 of 8 rows of talk have a title that is no VARCHAR(4): this upgrade will fail at step 1" in advice.what
    assert (advice.file, advice.severity) == (script, "fails")
    postgresql.fails("db upgrade")


@pytest.mark.postgres
def test_what_the_script_converts_itself_is_not_counted_and_yet_told(postgresql: Scenario) -> None:
    postgresql.revision(CHANGE.format("sa.String(4)", ", postgresql_using='left(phone, 6)'"))
    assert postgresql.warned("C3").what == (
        "Some values of speaker.phone are no VARCHAR(4): this upgrade will fail at step 1."
    )
    postgresql.fails("db upgrade")


@pytest.mark.postgres
def test_text_that_using_cuts_is_counted(postgresql: Scenario) -> None:
    postgresql.revision(
        CHANGE.format("sa.String(4)", ", postgresql_using='left(phone, 4)'"), BACK.format("sa.String(4)")
    )
    assert "5 values of speaker.phone will be cut" in postgresql.warned("C3").what


def test_a_wider_type_is_not_named(scenario: Scenario) -> None:
    scenario.revision(CHANGE.format("sa.Text()", ""), BACK.format("sa.Text()"))
    assert {one.id for one in scenario.warnings()} <= {"X3"}  # on PostgreSQL, plans that were kept


def test_an_empty_table_is_not_named(scenario: Scenario) -> None:
    scenario.sql("DELETE FROM talk; DELETE FROM speaker")
    scenario.revision(CHANGE.format("sa.Integer()", USING.format("integer")), BACK.format("sa.Integer()"))
    assert scenario.warnings() == []
