"""Scripts that wait are tried on a copy of the database, with its rows: what is said of them is what then happens."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest

from migration_lab.project import Project
from tests.project import waiting_states as states
from tests.project.by_hand import flask, live, sql
from tests.project.looked_at import files

UPGRADE = "flask db upgrade"
COPY = "on a copy of the database, with its rows,"
TRIED = f"{COPY} it"
Table = tuple[str, list[tuple[object, ...]]]


def told(waiting: Project) -> tuple[str, str | None]:
    """What is said of the project, while nothing in it is changed."""
    before = files(waiting.path)
    places = waiting.places()
    assert files(waiting.path) == before
    assert not places.in_step
    return places.sentence, places.next_command


FAILS = [
    (states.waits(states.NOT_NULL), "second", "Cannot add a NOT NULL column with default value NULL"),
    (states.waits(states.FORBID_NULLS), "second", "NOT NULL constraint failed: _alembic_tmp_speaker.phone"),
    (states.waits(states.UNIQUE), "second", "UNIQUE constraint failed: talk.title"),
    (states.waits(states.FOREIGN_KEY), "second", "FOREIGN KEY constraint failed"),
    (states.waits(states.RAISES_ON_ROWS), "second", "ValueError: invalid literal for int() with base 10: 'none'"),
    (states.second_fails, "third", "NOT NULL constraint failed: _alembic_tmp_speaker.phone"),
]
IDS = ["not null", "nulls", "unique", "foreign key", "data migration", "second of two"]


@pytest.mark.parametrize(("make", "where", "why"), FAILS, ids=IDS)
def test_an_upgrade_that_fails_on_the_rows_is_told_and_not_offered(waiting, make, where, why):
    make(waiting)
    sentence, command = told(waiting)
    assert command is None
    assert re.search(rf"upgrade would fail at revision {where}: {TRIED} ended with \w+: ", sentence), sentence
    assert why in sentence
    real = waiting.run("db", "upgrade").result
    assert not real.ok
    assert why in real.output


def test_what_a_failure_leaves_half_done_is_told(waiting):
    states.second_fails(waiting)
    sentence, _ = told(waiting)
    assert "The database would then be at second." in sentence
    assert "What the script had done by then would stay: + table _alembic_tmp_speaker" in sentence
    waiting.run("db", "upgrade")
    assert waiting.versions() == ("second",)
    assert "_alembic_tmp_speaker" in waiting.read().table_names


def test_a_table_left_over_by_batch_mode_is_named_as_what_is_in_the_way(waiting):
    states.leftover(waiting)
    sentence, command = told(waiting)
    assert command is None
    assert "because the table _alembic_tmp_speaker is in the way" in sentence
    sql(waiting, "DROP TABLE _alembic_tmp_speaker")
    assert told(waiting)[1] == UPGRADE
    assert waiting.run("db", "upgrade").result.ok


LOSES = [
    (states.PARENT, "loses all 2 rows of talk", ("SELECT count(*) FROM talk", [(0,)])),
    (states.DROP_AND_ADD, "loses 2 values of talk.title", ("SELECT subject FROM talk", [(None,), (None,)])),
    (states.DROP_TABLE, "loses all 2 rows of talk", ("SELECT count(*) FROM sqlite_schema WHERE name = 'talk'", [(0,)])),
    (
        states.NO_CAST,
        "loses all 2 rows of talk and changes 1 value of speaker.phone",
        ("SELECT phone FROM speaker", [(12,), (0,), (None,)]),
    ),
    (states.EMPTY, "empties 1 value of speaker.phone", ("SELECT phone FROM speaker", [(None,), ("none",), (None,)])),
    (
        states.SAME_NAME,
        "loses all 2 rows of talk and empties 2 values of speaker.phone",
        ("SELECT phone FROM speaker", [(None,)] * 3),
    ),
]


@pytest.mark.parametrize(
    ("upgrade", "words", "then"), LOSES, ids=["cascade", "drop and add", "drop", "cast", "empty", "same name"]
)
def test_what_an_upgrade_loses_is_told_with_the_command(waiting, upgrade, words, then):
    states.waits(upgrade)(waiting)
    sentence, command = told(waiting)
    offered = None if upgrade == states.DROP_AND_ADD else UPGRADE  # there, a rename comes first
    assert (command, f"Beware: {TRIED} {words}." in sentence) == (offered, True), sentence
    flask(waiting, "db", "upgrade")
    assert waiting.query(then[0]) == then[1]


def test_rows_that_nothing_tells_apart_are_not_said_to_lose_nothing(waiting):
    sql(waiting, "CREATE TABLE vote (x)", "INSERT INTO vote VALUES (1), (1), (2)")
    states.waits('op.execute("UPDATE vote SET x = NULL")')(waiting)
    sentence, _ = told(waiting)
    assert (
        f"Beware: {TRIED} changes rows of vote (nothing tells these rows apart, so the lost values are not known)"
        in sentence
    )


def test_a_value_that_gives_way_to_another_is_not_said_to_be_kept(waiting):
    states.waits(states.UPPER)(waiting)
    assert "went well: no row is lost; it changes 3 values of speaker.name." in told(waiting)[0]


KEEPS = [
    (states.RENAME, "went well: no row and no value is lost."),
    (states.RENAME_TABLE, "went well: no row and no value is lost."),
    (states.BIO, "went well: no row and no value is lost."),
    (states.FILL, "went well: no row and no value is lost; it changes 1 value of speaker.phone."),
]


@pytest.mark.parametrize(("upgrade", "words"), KEEPS, ids=["rename", "rename table", "add", "fill"])
def test_an_upgrade_that_keeps_all_values_is_told_so(waiting, upgrade, words):
    states.waits(upgrade)(waiting)
    sentence, command = told(waiting)
    assert (command, sentence.endswith(f"A trial run {COPY} {words}") or f"{words} After" in sentence) == (
        UPGRADE,
        True,
    )
    assert "Beware" not in sentence


def test_what_has_been_made_by_hand_is_not_said_to_be_made_by_no_script(waiting):
    states.made_by_hand_before(waiting)
    sentence, command = told(waiting)
    assert "it has column speaker.bio, which a script that has not run makes" in sentence
    assert ("duplicate column name: bio" in sentence, command) == (True, None)


def test_a_script_whose_tables_are_there_is_not_stamped_when_it_works_on_rows_too(waiting):
    states.half_done(waiting)
    sql(waiting, "UPDATE speaker SET name = name")  # somebody has been there since: no undo is advised
    sentence, command = told(waiting)
    assert command is None
    assert "second also changes rows, and the tables do not show whether that has happened" in sentence


def test_what_the_models_want_after_it_is_said_as_what_it_is(waiting):
    states.models_want_less(waiting)
    sentence, _ = told(waiting)
    assert (
        "After that the models still want to drop column speaker.bio and to change column talk.room_id "
        "(type INTEGER → VARCHAR): flask db migrate." in sentence
    )


def test_before_a_merge_it_is_told_that_the_branches_do_not_run_on_the_rows(waiting):
    states.branches(waiting)
    sentence, command = told(waiting)
    assert command == "flask db merge heads -m 'merge left and right'"
    assert "The upgrade after it would fail at revision left" in sentence


def test_a_database_that_is_too_large_is_not_tried_and_that_is_said(waiting):
    states.waits(states.BIO)(waiting)
    sql(waiting, "CREATE TABLE heap (x BLOB)", "INSERT INTO heap VALUES (zeroblob(65 << 20))")
    sentence, command = told(waiting)
    assert command == UPGRADE
    assert "It was not tried on a copy first. The database is larger than 64 MB." in sentence


def test_an_app_without_rows_gets_no_word_of_them(waiting):
    sql(waiting, "DELETE FROM talk")
    states.waits(states.RENAME)(waiting)
    assert "A trial run on a copy of the database went well." in told(waiting)[0]


def test_without_foreign_keys_in_force_no_child_row_is_lost(waiting):
    """The same script as in a terminal, under the connection settings of the same app."""
    app = waiting.path / "app.py"
    app.write_text(app.read_text(encoding="utf-8").replace("= ON", "= OFF"), encoding="utf-8")
    states.waits(states.PARENT)(waiting)
    assert "no row and no value is lost" in told(waiting)[0]


def test_the_copy_is_made_again_when_a_row_has_changed(waiting):
    states.waits(states.UNIQUE)(waiting)
    assert told(waiting)[1] is None
    with closing(sqlite3.connect(live(waiting))) as connection, connection:
        connection.execute("UPDATE talk SET title = 'Other' WHERE id = 2")
    assert told(waiting)[1] == UPGRADE


IMPORTING = """from models import GONE

    op.execute("DELETE FROM talk") if GONE else None"""


def test_a_script_that_imports_the_apps_code_is_tried_again_when_that_has_changed(waiting):
    states.waits(IMPORTING)(waiting)
    assert "ImportError: cannot import name 'GONE'" in told(waiting)[0]
    models = waiting.path / "models.py"
    text = models.read_text(encoding="utf-8")
    models.write_text(f"{text}\n\nGONE = False\n", encoding="utf-8")
    assert told(waiting) == (
        "The database has not run revision second yet. flask db upgrade runs it. "
        "A trial run on a copy of the database went well.",
        UPGRADE,
    )
    models.write_text(f"{text}\n\nGONE = len(db.metadata.tables)\n", encoding="utf-8")
    assert "loses all 2 rows of talk" in told(waiting)[0]


def test_a_view_in_the_way_of_an_empty_database_is_found_by_a_try(waiting):
    sql(waiting, "DROP TABLE talk", "DROP TABLE speaker", "DROP TABLE alembic_version")
    assert told(waiting) == ("The database is empty. flask db upgrade runs one revision and makes its tables.", UPGRADE)
    sql(waiting, "CREATE VIEW talk AS SELECT 1 AS id")
    sentence, command = told(waiting)
    assert ("OperationalError: view talk already exists" in sentence, command) == (True, None)


def test_rows_behind_those_that_are_compared_are_not_passed_over(waiting):
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)"
    sql(waiting, "CREATE TABLE vote (id INTEGER PRIMARY KEY)", f"INSERT INTO vote {numbers} SELECT i FROM n")
    states.waits('op.execute("UPDATE vote SET id = 99999 WHERE id = 12000")')(waiting)
    assert "as far as rows were compared (10000 of 12000 rows of vote)" in told(waiting)[0]


def test_a_script_that_works_on_rows_is_not_stamped_because_the_tables_are_there(waiting):
    states.waits("op.execute(\"INSERT INTO talk VALUES (9, 'Welcome', NULL, NULL)\")")(waiting)
    sql(waiting, "DROP TABLE alembic_version")
    sentence, command = told(waiting)
    assert command is None
    assert "They are what the scripts make. But second also changes rows" in sentence
    assert "If it has, flask db stamp head tells Alembic so." in sentence


def test_two_revisions_of_one_line_are_named_as_what_is_wrong(waiting):
    states.waits(states.BIO)(waiting)
    flask(waiting, "db", "upgrade")
    sql(waiting, "INSERT INTO alembic_version VALUES ('first')")
    sentence, command = told(waiting)
    assert ("holds both first and second, although second comes after first" in sentence, command) == (True, None)
    assert "overlaps" in waiting.run("db", "upgrade").result.output
    sql(waiting, "DELETE FROM alembic_version WHERE version_num = 'first'")
    assert "overlaps" not in waiting.run("db", "upgrade").result.output


def test_an_upgrade_that_failed_halfway_is_told_with_what_it_left_and_the_way_back(waiting):
    half = 'op.create_table("room", sa.Column("id", sa.Integer()))\n    op.execute("UPDATE rooms SET id = 1")'
    states.waits(half)(waiting)
    waiting.run("db", "upgrade")
    sentence, command = told(waiting)
    assert command is None
    assert "flask db upgrade failed halfway, and what it had done by then has stayed: + table room  (id)." in sentence
    assert "lab.undo() takes that back." in sentence
    assert "no script" not in sentence
    waiting.undo()
    assert "upgrade would fail at revision second" in told(waiting)[0]


def test_a_downgrade_that_failed_halfway_is_no_change_by_hand(waiting):
    states.waits('op.create_table("room", sa.Column("id", sa.Integer()))')(waiting)
    waiting.run("db", "upgrade")
    [script] = (waiting.path / "migrations" / "versions").glob("second*")
    text = script.read_text(encoding="utf-8").partition("def downgrade")[0]
    down = 'def downgrade():\n    op.drop_table("room")\n    op.execute("DELETE FROM rooms")\n'
    script.write_text(text + down, encoding="utf-8")
    assert not waiting.run("db", "downgrade").result.ok
    places = waiting.places()
    assert places.next_command is None
    assert places.sentence.startswith(
        "flask db downgrade failed halfway, and what it had done by then has stayed: - table room  (id). lab.undo()"
    )
    waiting.undo()
    assert "room" in waiting.read().table_names


def test_what_an_upgrade_elsewhere_has_left_halfway_is_not_said_to_be_made_by_no_script(waiting):
    half = 'op.create_table("room", sa.Column("id", sa.Integer()))\n    op.execute("UPDATE rooms SET id = 1")'
    states.waits(half)(waiting)
    sql(waiting, "CREATE TABLE room (id INTEGER)")
    sentence, _ = told(waiting)
    assert "it has table room, which no script that has run makes." in sentence
    assert "lab.undo()" not in sentence
