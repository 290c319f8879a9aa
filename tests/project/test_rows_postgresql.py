"""On a server of the user's own no copy is kept: rows are compared up to a bound, and what was not compared is said."""

from __future__ import annotations

import pytest
from sqlalchemy import URL

from migration_lab.project import Project
from migration_lab.widgets import Card
from tests.project.small import command, ready

pytestmark = pytest.mark.postgres

NOT = "its rows were not compared: no copy is kept of a database on a server, and "
LINE = '"sqlite:///conference.db"'


@pytest.fixture
def served(project: Project, postgres_url: URL) -> Project:
    """The small project on a server, with two speakers."""
    app = project.path / "app.py"
    app.write_text(
        app.read_text(encoding="utf-8").replace(LINE, repr(postgres_url.render_as_string(hide_password=False))),
        encoding="utf-8",
    )
    ready(project)
    return project


def told(project: Project, *statements: str) -> tuple[str, object]:
    """The card of a command that executes these, and its step."""
    command(project, "tidy", *(f"db.session.execute(db.text({one!r}))" for one in statements), "db.session.commit()")
    step = project.run("tidy")
    assert step.result.ok, step.result.output
    return str(Card(step)), step


def test_lost_rows_and_values_are_told_as_on_a_file(served):
    text, step = told(served, "DELETE FROM speaker WHERE name = 'Ada'", "ALTER TABLE speaker DROP COLUMN name")
    assert text.startswith("flask tidy: lost 2 values: speaker.name is gone; changed 1 table: speaker; lost 1 row of")
    [rows] = step.rows
    assert (rows.before.count, rows.after.count, rows.not_compared) == (2, 1, "")
    assert step.difference


def test_rows_that_were_kept_are_told(served):
    text, _ = told(served, "ALTER TABLE speaker ADD COLUMN bio TEXT")
    assert "2 rows kept; speaker.bio is NULL in every row" in text


def test_of_more_rows_than_are_compared_it_is_told_of_how_many(served):
    told(served, "INSERT INTO speaker SELECT i, 'name ' || i FROM generate_series(3, 2002) AS i")
    last = "UPDATE speaker SET name = 'x' WHERE id = 2002"
    command(served, "last", f"db.session.execute(db.text({last!r}))", "db.session.commit()")
    text = str(Card(served.run("last")))
    assert text.splitlines()[0] == "flask last: no change seen in the first 1,000 of 2,002 rows of speaker"


def test_a_table_that_is_too_large_is_said_not_to_be_compared(served, monkeypatch):
    monkeypatch.setattr("migration_lab.rows.on_server.LARGEST_TABLE", 100)
    text, step = told(served, "DELETE FROM speaker")
    assert text.splitlines()[0] == "flask tidy: the rows of speaker were not compared"
    why = (
        "its rows were not compared: no copy is kept of a database on a server, and it takes more than 100 bytes there"
    )
    assert f"speaker: 0 rows now; {why}" in text
    assert step.rows[0].not_compared in why
    assert why in Card(step).html()
    assert why in Card(step).state()["rows"][0]["words"]


def test_a_dropped_table_that_was_not_read_is_said_too(served, monkeypatch):
    monkeypatch.setattr("migration_lab.rows.on_server.MOST_TABLES", 0)
    text, _ = told(served, "DROP TABLE speaker")
    assert "the rows of speaker were not compared" in text
    assert f"- speaker: table dropped; {NOT}it has more than 0 tables" in text
