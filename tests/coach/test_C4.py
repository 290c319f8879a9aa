"""C4: a foreign key over rows without a parent."""

from __future__ import annotations

import pytest

from migration_lab.kernel.coaching import is_said_before
from tests.coach.scenario import Scenario
from tests.coach.test_S09 import KEYS_ON

pytestmark = pytest.mark.entry("C4")

KEY = (
    "with op.batch_alter_table('talk') as batch_op:\n"
    "    batch_op.create_foreign_key('fk_room', 'room', ['minutes'], ['id'])"
)
BACK = "with op.batch_alter_table('talk') as batch_op:\n    batch_op.drop_constraint('fk_room', type_='foreignkey')"
NUMBERS = "UPDATE talk SET minutes = 1 WHERE id > 1"


def test_rows_without_a_parent_are_counted(scenario: Scenario) -> None:
    scenario.sql(NUMBERS)
    script = scenario.revision(KEY, BACK)
    advice = scenario.warned("C4")
    assert advice.what.startswith("1 row of talk points at a room that is not there")
    assert (advice.file, "create_foreign_key" in advice.source) == (script, True)
    assert scenario.sql(advice.now[0].sql)[0][1] == "Indexes"
    if scenario.dialect == "postgresql":
        assert "this upgrade will fail at step 1" in advice.what
        scenario.fails("db upgrade")
    else:
        assert "SQLite makes the foreign key all the same" in advice.what
        assert advice.severity == "risk"
        assert is_said_before(advice)
        scenario.ok("db upgrade")


def test_rows_that_have_their_parent_are_not_named(scenario: Scenario) -> None:
    scenario.sql("UPDATE talk SET minutes = 1; UPDATE talk SET minutes = NULL WHERE id = 3")
    scenario.revision(KEY, BACK)
    assert scenario.warnings() == []


def test_an_empty_table_is_not_named(scenario: Scenario) -> None:
    scenario.sql("DELETE FROM talk")
    scenario.revision(KEY, BACK)
    assert scenario.warnings() == []


def test_what_it_advises_lets_the_key_hold(scenario: Scenario) -> None:
    scenario.sql(NUMBERS)
    scenario.revision(
        "op.execute('UPDATE talk SET minutes = NULL WHERE minutes NOT IN (SELECT id FROM room)')\n" + KEY, BACK
    )
    assert "C4" not in [one.id for one in scenario.warnings()]
    scenario.ok("db upgrade")
    assert scenario.sql("SELECT count(*) FROM talk") == [(8,)]


def enforced(scenario: Scenario) -> None:
    """Let SQLite check foreign keys, as PostgreSQL always does."""
    if scenario.dialect == "sqlite":
        scenario.write("app.py", KEYS_ON + scenario.read("app.py"))


def test_after_the_failure_it_is_explained_and_what_it_says_helps(scenario: Scenario) -> None:
    scenario.sql(NUMBERS)
    enforced(scenario)
    script = scenario.revision(KEY, BACK)
    before = scenario.warned("C4")
    assert "this upgrade will fail at step 1" in before.what
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert advice.id == "C4"
    assert "the foreign key from minutes to room was not made" in advice.what
    lines = scenario.read(script).splitlines()
    for one in (before, advice):
        (mend,) = [do for do in one.now if do.file]
        assert lines[mend.line - 1].strip().startswith("with op.batch_alter_table")
        assert 'op.execute("INSERT INTO room (id, name) VALUES (…, …)"), set minutes to NULL' in mend.say
    assert scenario.sql(next(do.sql for do in advice.now if do.sql.startswith("SELECT")))[0][1] == "Indexes"
    made = "    op.execute(\"INSERT INTO room (id, name) VALUES (30, 'Kurt')\")\n"
    scenario.follow(advice, {script: ("def upgrade():\n", f"def upgrade():\n{made}")})
    assert scenario.sql("SELECT count(*), count(minutes) FROM talk") == [(8, 8)]
    assert scenario.warnings() == []


def test_null_is_not_offered_where_it_is_not_allowed(scenario: Scenario) -> None:
    enforced(scenario)
    scenario.revision(KEY.replace("minutes", "speaker_id"), BACK)
    before = scenario.warned("C4")
    advice = scenario.advice(scenario.fails("db upgrade"))
    for one in (before, advice):
        (mend,) = [do for do in one.now if do.file]
        assert "INSERT INTO room" in mend.say
        assert "NULL" not in mend.say


def test_a_row_that_the_script_writes_itself_is_something_else(scenario: Scenario) -> None:
    enforced(scenario)
    scenario.revision("op.execute(\"INSERT INTO talk (id, title, speaker_id) VALUES (9, 'Lost', 99)\")")
    scenario.silent(
        scenario.fails("db upgrade"), sqlite="IntegrityError: FOREIGN KEY", postgresql="ForeignKeyViolation"
    )


def test_a_name_that_is_missing_is_not_taken_for_it(sqlite: Scenario) -> None:
    sqlite.sql(NUMBERS)
    sqlite.change("models.py", '"fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",', "")
    sqlite.revision(KEY.replace("'fk_room'", "None"))
    assert "C4" not in [one.id for one in sqlite.warnings()]
    assert sqlite.advice(sqlite.fails("db upgrade")).id == "S08"
