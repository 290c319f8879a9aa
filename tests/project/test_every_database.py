"""An app with several databases: what a command did to each of them is told by the name of its bind."""

from __future__ import annotations

import json
import re

import pytest

from migration_lab.project import Project
from migration_lab.widgets import Card
from tests.project.small import command, live, ready, sql

BINDS = (
    '    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///conference.db"\n',
    '    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///conference.db"\n'
    '    app.config["SQLALCHEMY_BINDS"] = {"stats": "sqlite:///stats.db"}\n',
)


@pytest.fixture
def two(project: Project) -> Project:
    """A second database with two rows in it."""
    ready(project)
    app = project.path / "app.py"
    app.write_text(app.read_text(encoding="utf-8").replace(*BINDS), encoding="utf-8")
    sql(
        live(project).with_name("stats.db"),
        "CREATE TABLE visit (id INTEGER PRIMARY KEY, page TEXT)",
        "INSERT INTO visit VALUES (1, '/'), (2, '/talks')",
    )
    project.run("db", "current")
    return project


def on_stats(project: Project, *statements: str) -> None:
    """Give the app a command ``tidy`` that executes these in the second database."""
    body = [f"    connection.exec_driver_sql({statement!r})" for statement in statements]
    command(project, "tidy", "with db.engines['stats'].begin() as connection:", *body)


def test_a_dropped_column_of_a_second_database_is_on_the_card_with_its_lost_values(two):
    on_stats(two, "ALTER TABLE visit DROP COLUMN page")
    card = Card(two.run("tidy"))
    assert str(card).splitlines()[:3] == [
        "flask tidy",
        "  ! database stats: lost 2 values: visit.page is gone",
        "  ~ database stats: changed 1 table: visit",
    ]
    assert "\n\nIn the database stats\n\n~ visit: 1 column dropped; 2 rows still there;" in str(card)
    assert re.search(r"\n  - page +TEXT +NULL +\(2 values lost\)\n", str(card))
    assert "<p>In the <strong>database stats</strong></p>" in card.html()
    assert "<strong>2 values lost</strong>" in card.html()
    [stats] = json.loads(json.dumps(card.state()))["elsewhere"]
    assert (stats["name"], [one["name"] for one in stats["tables"]]) == ("database stats", ["visit"])
    assert stats["rows"][0]["words"][1] == "visit.page is gone, and with it 2 values"


def test_lost_rows_of_a_second_database_are_on_the_card_though_no_table_changed(two):
    on_stats(two, "DELETE FROM visit WHERE id = 2")
    step = two.run("tidy")
    [stats] = step.elsewhere
    assert (stats.bind, bool(stats.difference), [one.table for one in stats.rows]) == ("stats", False, ["visit"])
    assert step.changed
    text = str(Card(step))
    assert text.startswith("flask tidy: database stats: lost 1 row of visit\n")
    assert "- visit: 1 row lost: 2 before, 1 after" in text
    assert "1 row lost: 2 before, 1 after" in Card(step).html()


def test_what_changed_in_both_is_told_of_each(two):
    command(
        two,
        "both",
        "with db.engines['stats'].begin() as connection:",
        "    connection.exec_driver_sql('DROP TABLE visit')",
        "db.session.add(Speaker(name='Eve'))",
        "db.session.commit()",
    )
    text = str(Card(two.run("both")))
    assert text.splitlines()[1:3] == [
        "  + default database: added 1 row of speaker",
        "  - database stats: dropped 1 table: visit",
    ]
    order = [
        text.index(one) for one in ("In the default database\n", "+ speaker", "In the database stats\n", "- visit")
    ]
    assert order == sorted(order)
    assert "- visit: table dropped; 2 rows dropped with the table" in text


def test_the_revision_of_a_second_database_is_told_too(two):
    on_stats(
        two, "CREATE TABLE alembic_version (version_num VARCHAR(32))", "INSERT INTO alembic_version VALUES ('one')"
    )
    step = two.run("tidy")
    assert [(one.revisions_before, one.revisions_after) for one in step.elsewhere] == [((), ("one",))]
    assert "database stats: revision <base> → one" in str(Card(step))


def test_a_second_database_that_cannot_be_read_is_said_by_a_command_that_writes(two):
    stats = live(two).with_name("stats.db")
    command(two, "spoil", f"open({str(stats)!r}, 'wb').write(b'no database' * 200)", *ADD)
    step = two.run("spoil")
    assert "The database stats cannot be read now: " in "".join(step.unread)
    assert not two.run("db", "current").unread


ADD = ("db.session.add(Speaker(name='Eve'))", "db.session.commit()")


def test_with_one_database_no_name_of_it_is_said(two):
    text = str(Card(two.run("seed")))
    assert "database" not in text
