"""Rows that a script moves into another table are told as moved, when their whole values are found there."""

from __future__ import annotations

import pytest

from migration_lab.project import Project
from migration_lab.widgets import Card
from tests.project import waiting_states as states
from tests.project.small import command, live, ready, sql

ARCHIVE = "CREATE TABLE archive (id INTEGER PRIMARY KEY, name VARCHAR)"


@pytest.fixture
def speakers(project: Project) -> Project:
    """Ada and Grace, and an empty table of the same columns."""
    ready(project)
    sql(live(project), ARCHIVE)
    project.run("db", "current")
    return project


def told(project: Project, *statements: str) -> str:
    """The card of a command that executes these."""
    command(project, "tidy", *(f"db.session.execute(db.text({one!r}))" for one in statements), "db.session.commit()")
    step = project.run("tidy")
    assert step.result.ok, step.result.output
    return str(Card(step))


def test_rows_that_were_archived_are_moved_and_neither_lost_nor_added(speakers):
    text = told(speakers, "INSERT INTO archive SELECT * FROM speaker", "DELETE FROM speaker")
    assert text.splitlines()[0] == "flask tidy: moved 2 rows of speaker to archive"
    assert "~ speaker: 2 rows moved to archive: 2 before, 0 after" in text
    assert "~ archive: 2 rows came from speaker: 0 before, 2 after" in text
    assert "lost" not in text


def test_a_row_that_is_nowhere_is_lost_beside_those_that_moved(speakers):
    sql(live(speakers), "INSERT INTO speaker VALUES (3, 'Eve'), (4, 'Bob')")
    text = told(speakers, "INSERT INTO archive SELECT * FROM speaker WHERE id < 3", "DELETE FROM speaker WHERE id < 4")
    assert text.splitlines()[0] == "flask tidy: moved 2 rows of speaker to archive; lost 1 row of speaker"
    assert "- speaker: 2 rows moved to archive, 1 row lost: 4 before, 1 after" in text


def test_rows_that_got_other_values_on_their_way_are_lost(speakers):
    text = told(speakers, "INSERT INTO archive SELECT id, substr(name, 1, 2) FROM speaker", "DELETE FROM speaker")
    assert text.splitlines()[0] == "flask tidy: added 2 rows of archive; lost 2 rows of speaker"


def test_rows_that_left_a_column_behind_are_lost(speakers):
    sql(live(speakers), "CREATE TABLE short (id INTEGER PRIMARY KEY, name VARCHAR)", "DROP TABLE archive")
    sql(live(speakers), "ALTER TABLE speaker ADD COLUMN bio VARCHAR", "UPDATE speaker SET bio = 'b' || id")
    text = told(speakers, "INSERT INTO short SELECT id, name FROM speaker", "DELETE FROM speaker")
    assert "lost 2 rows of speaker" in text


def test_an_empty_column_that_stays_behind_loses_nothing(speakers):
    sql(live(speakers), "ALTER TABLE speaker ADD COLUMN bio VARCHAR")
    text = told(speakers, "INSERT INTO archive SELECT id, name FROM speaker", "DELETE FROM speaker")
    assert text.splitlines()[0] == "flask tidy: moved 2 rows of speaker to archive"


def test_rows_that_got_other_numbers_are_moved_without_them(speakers):
    sql(live(speakers), "INSERT INTO archive VALUES (1, 'Zoe')")
    text = told(speakers, "INSERT INTO archive (name) SELECT name FROM speaker", "DELETE FROM speaker")
    assert text.splitlines()[0] == "flask tidy: moved 2 rows of speaker to archive, with a different speaker.id"


def test_rows_that_went_into_columns_of_other_names_are_moved(speakers):
    sql(live(speakers), "CREATE TABLE old (id INTEGER PRIMARY KEY, who VARCHAR, why VARCHAR)")
    text = told(speakers, "INSERT INTO old (id, who, why) SELECT id, name, 'gone' FROM speaker", "DELETE FROM speaker")
    assert text.splitlines()[0] == "flask tidy: moved 2 rows of speaker to old"


def test_numbers_that_happen_to_be_there_are_no_move(speakers):
    sql(live(speakers), "CREATE TABLE a (id INTEGER PRIMARY KEY, n INTEGER)", "INSERT INTO a VALUES (1, 5), (2, 6)")
    sql(live(speakers), "CREATE TABLE b (id INTEGER PRIMARY KEY, n INTEGER)")
    text = told(speakers, "INSERT INTO b VALUES (1, 5), (2, 6)", "DELETE FROM a")
    assert text.splitlines()[0] == "flask tidy: lost 2 rows of a; added 2 rows of b"


def test_a_copy_that_was_there_before_is_no_move(speakers):
    sql(live(speakers), "INSERT INTO archive SELECT * FROM speaker")
    text = told(speakers, "DELETE FROM speaker")
    assert text.splitlines()[0] == "flask tidy: lost 2 rows of speaker"


def test_a_row_that_came_once_is_no_move_of_two(speakers):
    sql(live(speakers), "DELETE FROM speaker", "CREATE TABLE note (name VARCHAR)", "CREATE TABLE bin (name VARCHAR)")
    sql(live(speakers), "INSERT INTO note VALUES ('Ada'), ('Ada'), ('Bob')")
    text = told(speakers, "INSERT INTO bin VALUES ('Ada')", "DELETE FROM note WHERE name = 'Ada'")
    assert text.splitlines()[0] == "flask tidy: moved 1 row of note to bin; lost 1 row of note"


def test_a_table_whose_rows_were_spread_over_two_before_it_was_dropped_lost_none(speakers):
    sql(live(speakers), "CREATE TABLE old (id INTEGER PRIMARY KEY, name VARCHAR)")
    text = told(
        speakers,
        "INSERT INTO archive SELECT * FROM speaker WHERE id = 1",
        "INSERT INTO old SELECT * FROM speaker WHERE id = 2",
        "DROP TABLE speaker",
    )
    assert text.splitlines()[2:4] == ["  ~ moved 1 row of speaker to archive", "  ~ moved 1 row of speaker to old"]
    assert "- speaker: table dropped; 1 row moved to archive, 1 row moved to old" in text
    assert "lost" not in text


def test_of_rows_beyond_the_bound_it_is_not_said_that_they_are_lost(speakers):
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)"
    sql(live(speakers), f"INSERT INTO speaker {numbers} SELECT i + 2, 'name ' || i FROM n")
    text = told(speakers, "INSERT INTO archive SELECT * FROM speaker WHERE id > 2", "DELETE FROM speaker WHERE id > 2")
    assert text.splitlines()[1:3] == [
        "  + added 12,000 rows of archive",
        "  - speaker has 12,000 rows fewer; the lab did not look for all of them in other tables",
    ]
    assert (
        "- speaker: 12,000 rows fewer; the lab did not look for all of them in other tables: 12,002 before, 2 after"
        in text
    )
    assert "lost" not in text


def test_the_try_of_a_script_that_archives_tells_a_move_and_no_loss(waiting):
    states.waits(
        'op.create_table("archive", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("title", sa.String()),'
        ' sa.Column("speaker_id", sa.Integer()), sa.Column("room_id", sa.Integer()))\n'
        '    op.execute("INSERT INTO archive SELECT * FROM talk")\n'
        '    op.execute("DELETE FROM talk")'
    )(waiting)
    sentence = waiting.places().sentence
    assert "went well: no row and no value is lost; it moves 2 rows of talk to archive." in sentence
    assert "Beware" not in sentence
