"""S20: a script uses the models of today."""

from __future__ import annotations

import pytest

from tests.coach.scenario import Scenario

pytestmark = pytest.mark.entry("S20")
LIVE = """\
from models import Speaker, db
for speaker in db.session.query(Speaker):
    speaker.name = speaker.name.upper()
db.session.commit()"""
LIVE_ON_OWN = """\
from models import Speaker
from sqlalchemy.orm import Session
session = Session(op.get_bind())
for speaker in session.query(Speaker):
    speaker.name = speaker.name.upper()
session.flush()"""
PLAIN = """\
speaker = sa.table("speaker", sa.column("name"))
op.execute(speaker.update().values(name=sa.func.upper(speaker.c.name)))"""
LEVEL = "with op.batch_alter_table('speaker') as batch_op:\n    batch_op.add_column(sa.Column('level', sa.String()))"
PHONE = "    phone: Mapped[str | None]\n"
NAMES = "SELECT name FROM speaker ORDER BY id"


def indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())


@pytest.mark.parametrize("body", [LIVE, LIVE_ON_OWN], ids=["session", "own connection"])
def test_the_problem_is_named_and_its_advice_mends_it(scenario: Scenario, body: str) -> None:
    names = scenario.sql(NAMES)
    script = scenario.revision(body, message="names")
    scenario.change("models.py", PHONE, f"{PHONE}    level: Mapped[str | None]\n")
    scenario.revision(LEVEL, message="level")
    advice = scenario.advice(scenario.fails("db upgrade"))
    assert (advice.id, advice.file) == ("S20", script)
    assert "speaker.level" in advice.what
    assert "query(Speaker)" in advice.source
    scenario.follow(advice, {script: (indented(body), indented(PLAIN))})
    assert scenario.sql(NAMES) == [(name.upper(),) for (name,) in names]
    scenario.check()


def test_the_second_connection_cannot_write_on_sqlite(sqlite: Scenario) -> None:
    body = f"op.execute('UPDATE speaker SET phone = NULL WHERE id = 5')\n{LIVE}"
    script = sqlite.revision(body)
    sqlite.change("app.py", "sqlite:///conference.db", "sqlite:///conference.db?timeout=0.2")
    advice = sqlite.advice(sqlite.fails("db upgrade"))
    assert (advice.id, advice.file) == ("S20", script)
    assert "second connection" in advice.what
    sqlite.follow(advice, {script: (indented(LIVE), indented(PLAIN))})
    assert sqlite.sql("SELECT name, phone FROM speaker WHERE id = 5") == [("IRMA", None)]
    sqlite.check()


@pytest.mark.postgres
def test_the_second_connection_waits_for_the_script_itself_on_postgresql(postgresql: Scenario) -> None:
    script = postgresql.revision(f"op.execute('UPDATE speaker SET phone = NULL WHERE id = 5')\n{LIVE}")
    said: list[str] = []

    def hear(text: str) -> None:
        said.append(text)
        if "waits for itself" in text:  # it would do so for ever
            postgresql.sql("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")

    step = postgresql.project.run("db", "upgrade", on_output=hear)
    assert "waits for itself" in "".join(said)
    advice = postgresql.advice(step)
    assert (advice.id, advice.file) == ("S20", script)
    assert "waited for itself" in advice.what
    postgresql.follow(advice, {script: (indented(LIVE), indented(PLAIN))})
    assert postgresql.sql("SELECT name, phone FROM speaker WHERE id = 5") == [("IRMA", None)]
    postgresql.check()


def test_a_misspelt_column_in_sql_of_the_script_itself_is_not_it(scenario: Scenario) -> None:
    scenario.change("models.py", PHONE, f"{PHONE}    level: Mapped[str | None]\n")
    scenario.revision("op.execute('UPDATE speaker SET level = NULL')")
    scenario.silent(
        scenario.fails("db upgrade"), sqlite="OperationalError: no such column: level", postgresql="UndefinedColumn"
    )


def test_a_script_that_another_program_keeps_from_writing_is_not_it(sqlite: Scenario) -> None:
    import sqlite3

    sqlite.revision(f"from models import db\n{PLAIN}")
    sqlite.change("app.py", "sqlite:///conference.db", "sqlite:///conference.db?timeout=0.2")
    other = sqlite3.connect(sqlite.path / "instance" / "conference.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        sqlite.silent(sqlite.fails("db upgrade"), "OperationalError: database is locked")
    finally:
        other.rollback()
        other.close()
