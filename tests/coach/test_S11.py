"""S11: triggers, expression indexes and views, when a table changes."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S11")
TYPE = (
    "with op.batch_alter_table('speaker') as batch_op:\n"
    "    batch_op.alter_column('email', existing_type=sa.String(), type_=sa.Text())"
)
EMAIL, TEXT = "email: Mapped[str | None]", "email: Mapped[str | None] = mapped_column(Text)"
SPEAKERS = "SELECT id, name, email, phone FROM speaker ORDER BY id"
CONTACT = "SELECT name, email FROM speaker"


def to_text(scenario: Scenario) -> str:
    scenario.change("models.py", "ForeignKey, MetaData", "ForeignKey, MetaData, Text")
    scenario.change("models.py", EMAIL, TEXT)
    return scenario.revision(TYPE)


def made(scenario: Scenario) -> set[str]:
    return {name for (name,) in scenario.sql("SELECT name FROM sqlite_master WHERE type IN ('trigger', 'index')")}


def test_what_the_batch_did_not_copy_is_named_and_made_again(sqlite: Scenario) -> None:
    sqlite.sql("CREATE TABLE log (what VARCHAR)")
    sqlite.sql("CREATE TRIGGER noted AFTER DELETE ON speaker BEGIN INSERT INTO log VALUES (old.name); END")
    sqlite.sql("CREATE INDEX ix_speaker_lower ON speaker (lower(name)) WHERE email IS NOT NULL")
    before, rows = made(sqlite), sqlite.sql(SPEAKERS)
    script = to_text(sqlite)
    advice = sqlite.advice(sqlite.ok("db upgrade"))
    assert (advice.id, advice.file) == ("S11", script)
    assert "index ix_speaker_lower and trigger noted" in advice.what
    assert made(sqlite) < before
    sqlite.follow(advice)
    assert made(sqlite) == before
    sqlite.sql("DELETE FROM talk WHERE speaker_id = 5; DELETE FROM speaker WHERE id = 5")
    assert sqlite.sql("SELECT * FROM log") == [("Irma",)]
    assert sqlite.sql(SPEAKERS) == rows[:-1]


def test_a_view_is_taken_away_for_the_time_of_the_change(scenario: Scenario) -> None:
    scenario.sql(f"CREATE VIEW contact AS {CONTACT}")
    contacts, rows = scenario.sql("SELECT * FROM contact ORDER BY name"), scenario.sql(SPEAKERS)
    script = to_text(scenario)
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert (advice.id, advice.file) == ("S11", script)
    assert "The view contact selects from speaker" in advice.what
    (edit,) = [do.say for do in advice.now if do.file]
    drop, create = 'op.execute("DROP VIEW contact")', f'op.execute("CREATE VIEW contact AS {CONTACT}")'
    assert drop in edit
    assert create in edit
    body = "\n".join(f"    {line}" for line in TYPE.splitlines())
    scenario.follow(advice, {script: (body, f"    {drop}\n{body}\n    {create}")})
    assert scenario.sql("SELECT * FROM contact ORDER BY name") == contacts
    assert scenario.sql(SPEAKERS) == rows
    scenario.check()


def test_a_trigger_elsewhere_that_uses_the_table_is_taken_away_too(sqlite: Scenario) -> None:
    sqlite.sql("CREATE TABLE log (what VARCHAR)")
    trigger = (
        "CREATE TRIGGER noted AFTER INSERT ON talk BEGIN "
        "INSERT INTO log SELECT name FROM speaker WHERE id = new.speaker_id; END"
    )
    sqlite.sql(trigger)
    script = to_text(sqlite)
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert advice.id == "S11"
    assert "The trigger noted on talk uses speaker" in advice.what
    body = "\n".join(f"    {line}" for line in TYPE.splitlines())
    new = f'    op.execute("DROP TRIGGER noted")\n{body}\n    op.execute("{trigger}")'
    assert f'op.execute("{trigger}")' in advice.now[1].say
    sqlite.follow(advice, {script: (body, new)})
    sqlite.sql("INSERT INTO talk (title, speaker_id) VALUES ('Sets', 1)")
    assert sqlite.sql("SELECT * FROM log") == [("Nia",)]
    assert sqlite.sql("SELECT count(*) FROM speaker") == [(5,)]


@pytest.mark.parametrize("batch", [True, False])
def test_a_view_that_needs_the_column_has_to_do_without_it(scenario: Scenario, batch: bool) -> None:
    scenario.sql(f"CREATE VIEW contact AS {CONTACT}")
    drop = "batch_op.drop_column('email')" if batch else "op.drop_column('speaker', 'email')"
    body = f"with op.batch_alter_table('speaker') as batch_op:\n    {drop}" if batch else drop
    script = scenario.revision(body)
    scenario.change("models.py", f"    {EMAIL}\n", "")
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert advice.id == "S11"
    assert "The view contact uses speaker.email" in advice.what
    away = "    op.execute('DROP VIEW contact')\n    pass_here"
    text = scenario.read(script).split("def upgrade():\n")[1].split("\n\n\ndef downgrade")[0]
    scenario.follow(advice, {script: (text, away.replace("    pass_here", text))})
    assert scenario.sql("SELECT count(*) FROM speaker") == [(5,)]
    scenario.check()


def test_a_batch_that_copies_everything_is_passed_over(sqlite: Scenario) -> None:
    sqlite.sql("CREATE INDEX ix_speaker_name ON speaker (name)")
    to_text(sqlite)
    sqlite.silent(sqlite.ok("db upgrade"))


def test_an_index_of_the_column_that_goes_is_something_else(sqlite: Scenario) -> None:
    sqlite.sql("CREATE INDEX ix_speaker_phone ON speaker (phone)")
    sqlite.revision("with op.batch_alter_table('speaker') as batch_op:\n    batch_op.drop_column('phone')")
    assert sqlite.advice(sqlite.fails("db upgrade")).id == "X6"


@pytest.mark.postgres
def test_a_table_that_another_one_refers_to_is_something_else(postgresql: Scenario) -> None:
    postgresql.revision("op.drop_table('room')")
    postgresql.silent(postgresql.fails("db upgrade"), "DependentObjectsStillExist")
