"""C2: unique, for values that are there twice."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("C2")

UNIQUE = "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.create_unique_constraint('uq_speaker', [{}])"
BACK = "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.drop_constraint('uq_speaker', type_='unique')"


def test_the_values_that_are_there_twice_are_counted(scenario: Scenario) -> None:
    script = scenario.revision(UNIQUE.format("'name'"), BACK)
    advice = scenario.warned("C2")
    assert "1 value of speaker.name" in advice.what
    assert "(2 rows in all): this upgrade will fail at step 1" in advice.what
    assert (advice.file, "create_unique_constraint" in advice.source) == (script, True)
    assert scenario.sql(advice.now[0].sql) == [("Irma", 2)]
    scenario.fails("db upgrade")


def test_a_unique_index_is_named_too(scenario: Scenario) -> None:
    scenario.revision(
        "op.create_index('ix_name', 'speaker', ['name'], unique=True)", "op.drop_index('ix_name', 'speaker')"
    )
    assert [one.id for one in scenario.warnings()] == ["C2"]


def test_several_columns_together_are_told_as_such(scenario: Scenario) -> None:
    scenario.sql("UPDATE speaker SET phone = 'x', email = 'y' WHERE name = 'Irma'")
    scenario.revision(UNIQUE.format("'name', 'phone'"), BACK)
    assert "1 combination of name, phone in speaker" in scenario.warned("C2").what


def test_nulls_are_not_equal(scenario: Scenario) -> None:
    scenario.revision(UNIQUE.format("'email'"), BACK)
    assert scenario.warnings() == []


def test_together_the_columns_may_differ(scenario: Scenario) -> None:
    scenario.revision(UNIQUE.format("'name', 'phone'"), BACK)
    assert scenario.warnings() == []


def test_an_index_over_some_rows_looks_only_at_these(scenario: Scenario) -> None:
    where = f"{scenario.dialect}_where=sa.text('email IS NOT NULL')"
    scenario.revision(
        f"op.create_index('ix_name', 'speaker', ['name'], unique=True, {where})", "op.drop_index('ix_name', 'speaker')"
    )
    assert scenario.warnings() == []


def test_an_empty_table_is_not_named(scenario: Scenario) -> None:
    scenario.sql("DELETE FROM talk; DELETE FROM speaker")
    scenario.revision(UNIQUE.format("'name'"), BACK)
    assert scenario.warnings() == []


BEGIN = "def upgrade():\n"
OTHER_NAME = "    op.execute(\"UPDATE speaker SET name = 'Inge' WHERE id = 5\")\n"


def test_after_the_failure_it_is_explained_and_what_it_says_helps(scenario: Scenario) -> None:
    script = scenario.revision(UNIQUE.format("'name'"), BACK)
    before = scenario.warned("C2")
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert advice.id == "C2"
    assert advice.what == "name of speaker is to become unique, but a value stands in more than one row."
    assert "create_unique_constraint" in advice.source
    lines = scenario.read(script).splitlines()
    for one in (before, advice):
        (mend,) = [do for do in one.now if do.file]
        assert lines[mend.line - 1].strip().startswith("with op.batch_alter_table")
    scenario.follow(advice, {script: (BEGIN, BEGIN + OTHER_NAME)})
    assert scenario.sql("SELECT count(DISTINCT name), count(*) FROM speaker") == [(5, 5)]
    assert scenario.warnings() == []


def test_an_index_and_a_key_of_several_columns_are_explained_too(scenario: Scenario) -> None:
    script = scenario.revision("op.create_index('ix_name', 'speaker', ['name'], unique=True)")
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert (advice.id, "op.create_index" in advice.source) == ("C2", True)
    assert not any("NULL" in do.say for do in advice.now)
    scenario.sql("UPDATE speaker SET phone = 'x' WHERE name = 'Irma'")
    text = scenario.read(script)
    key = "\n".join("    " + line for line in UNIQUE.format("'name', 'phone'").splitlines())
    scenario.write(script, text.replace("    op.create_index('ix_name', 'speaker', ['name'], unique=True)", key))
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert advice.what.startswith("name and phone of speaker are to become unique together, but the same values stand")
    assert any(do.say.startswith("phone may be NULL") for do in advice.now)


def test_null_is_a_choice_where_it_is_allowed(scenario: Scenario) -> None:
    scenario.sql("UPDATE speaker SET email = 'x'")
    scenario.revision(UNIQUE.format("'email'"), BACK)
    assert "email may be NULL" in scenario.warned("C2").now[-1].say


def test_a_row_that_the_script_writes_itself_is_something_else(scenario: Scenario) -> None:
    scenario.revision(
        f"{UNIQUE.format(repr('phone'))}\nop.execute(\"INSERT INTO room (id, name) VALUES (1, 'again')\")"
    )
    scenario.silent(scenario.fails("db upgrade"), sqlite="IntegrityError: UNIQUE", postgresql="UniqueViolation")


def test_a_name_that_is_missing_is_not_taken_for_it(sqlite: Scenario) -> None:
    sqlite.change("models.py", '"uq": "uq_%(table_name)s_%(column_0_name)s",', "")
    sqlite.revision(UNIQUE.format("'name'").replace("'uq_speaker'", "None"))
    assert "C2" not in [one.id for one in sqlite.warnings()]
    assert sqlite.advice(sqlite.fails("db upgrade")).id == "S08"
