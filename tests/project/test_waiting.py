"""Scripts that wait are tried on a copy of the database, with its rows: what is said of them is what then happens."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from migration_lab.project import Project
from tests.project import waiting_states as states
from tests.project.conftest import APP as ANY_APP
from tests.project.states import flask, live, script, sql
from tests.project.test_places import files, flask_db_check

UPGRADE = "flask db upgrade"
TRIED = "tried on a copy of the database, with its rows, it"
Table = tuple[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def template(tmp_path_factory, runner) -> Path:
    """A project that stands at its first revision, with rows."""
    folder = tmp_path_factory.mktemp("template") / "workspace"
    folder.mkdir()
    (folder / "app.py").write_text(states.APP, encoding="utf-8")
    (folder / "models.py").write_text(states.MODELS, encoding="utf-8")
    project = Project(folder, stable=True, runner=runner)
    flask(project, "db", "init")
    script(project, "first", None, states.FIRST)
    flask(project, "db", "upgrade")
    sql(project, *states.ROWS)
    assert flask_db_check(folder) == 0
    return folder


@pytest.fixture
def project(tmp_path, template, runner) -> Project:
    return Project(Path(shutil.copytree(template, tmp_path / "workspace")), stable=True, runner=runner)


def told(project: Project) -> tuple[str, str | None]:
    """What is said of the project, while nothing in it is changed."""
    before = files(project.path)
    places = project.places()
    assert files(project.path) == before
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
def test_an_upgrade_that_fails_on_the_rows_is_told_and_not_offered(project, make, where, why):
    make(project)
    sentence, command = told(project)
    assert command is None
    assert re.search(rf"upgrade would fail at revision {where}: {TRIED} ended with \w+: ", sentence), sentence
    assert why in sentence
    real = project.run("db", "upgrade").result
    assert not real.ok
    assert why in real.output


def test_what_a_failure_leaves_half_done_is_told(project):
    states.second_fails(project)
    sentence, _ = told(project)
    assert "The database would then stand at second." in sentence
    assert "What the script had done until then would stay: + table _alembic_tmp_speaker" in sentence
    project.run("db", "upgrade")
    assert project.versions() == ("second",)
    assert "_alembic_tmp_speaker" in project.read().table_names


def test_a_table_left_over_by_batch_mode_is_named_as_what_is_in_the_way(project):
    states.leftover(project)
    sentence, command = told(project)
    assert command is None
    assert "because the table _alembic_tmp_speaker is in the way" in sentence
    sql(project, "DROP TABLE _alembic_tmp_speaker")
    assert told(project)[1] == UPGRADE
    assert project.run("db", "upgrade").result.ok


LOSES = [
    (states.PARENT, "loses all 2 rows of talk", ("SELECT count(*) FROM talk", [(0,)])),
    (states.DROP_AND_ADD, "loses 2 values of talk.title", ("SELECT subject FROM talk", [(None,), (None,)])),
    (states.DROP_TABLE, "loses all 2 rows of talk", ("SELECT count(*) FROM sqlite_schema WHERE name = 'talk'", [(0,)])),
    (
        states.NO_CAST,
        "loses all 2 rows of talk and changes 1 value of speaker.phone",
        ("SELECT phone FROM speaker", [(12,), (0,), (None,)]),
    ),
]


@pytest.mark.parametrize(("upgrade", "words", "then"), LOSES, ids=["cascade", "drop and add", "drop", "cast"])
def test_what_an_upgrade_loses_is_told_with_the_command(project, upgrade, words, then):
    states.waits(upgrade)(project)
    sentence, command = told(project)
    assert (command, f"Beware: {TRIED} {words}." in sentence) == (UPGRADE, True), sentence
    flask(project, "db", "upgrade")
    assert project.query(then[0]) == then[1]


KEEPS = [
    (states.RENAME, "went well: no row and no value is lost."),
    (states.RENAME_TABLE, "went well: no row and no value is lost."),
    (states.BIO, "went well: no row and no value is lost."),
    (states.FILL, "went well: no row and no value is lost; it changes 1 value of speaker.phone."),
]


@pytest.mark.parametrize(("upgrade", "words"), KEEPS, ids=["rename", "rename table", "add", "fill"])
def test_an_upgrade_that_keeps_all_values_is_told_so(project, upgrade, words):
    states.waits(upgrade)(project)
    sentence, command = told(project)
    assert (command, sentence.endswith(f"Tried{TRIED[5:]} {words}") or f"{words} After" in sentence) == (UPGRADE, True)
    assert "Beware" not in sentence


def test_what_has_been_made_by_hand_is_not_said_to_be_made_by_no_script(project):
    states.made_by_hand_before(project)
    sentence, command = told(project)
    assert "it has column speaker.bio, which a script that has not run makes" in sentence
    assert ("duplicate column name: bio" in sentence, command) == (True, None)


def test_a_script_whose_tables_are_there_is_not_stamped_when_it_works_on_rows_too(project):
    states.half_done(project)
    sentence, command = told(project)
    assert command is None
    assert "second works on rows too, and whether that has been done cannot be told" in sentence


def test_what_the_models_want_after_it_is_said_as_what_it_is(project):
    states.models_want_less(project)
    sentence, _ = told(project)
    assert (
        "After that the models still want to drop column speaker.bio and to change column talk.room_id "
        "(type INTEGER → VARCHAR): flask db migrate." in sentence
    )


def test_before_a_merge_it_is_told_that_the_branches_do_not_run_on_the_rows(project):
    states.branches(project)
    sentence, command = told(project)
    assert command == "flask db merge heads -m 'merge left and right'"
    assert "The upgrade after it would fail at revision left" in sentence


def test_a_database_that_is_too_large_is_not_tried_and_that_is_said(project):
    states.waits(states.BIO)(project)
    sql(project, "CREATE TABLE heap (x BLOB)", "INSERT INTO heap VALUES (zeroblob(65 << 20))")
    sentence, command = told(project)
    assert command == UPGRADE
    assert "It was not tried on a copy beforehand. The database is larger than 64 MB." in sentence


def test_an_app_without_rows_gets_no_word_of_them(project):
    sql(project, "DELETE FROM talk")
    states.waits(states.RENAME)(project)
    assert "Tried on a copy of the database, it went well." in told(project)[0]


def test_without_foreign_keys_in_force_no_child_row_is_lost(project):
    """The same script as in a terminal, under the connection settings of the same app."""
    app = project.path / "app.py"
    app.write_text(app.read_text(encoding="utf-8").replace("= ON", "= OFF"), encoding="utf-8")
    states.waits(states.PARENT)(project)
    assert "no row and no value is lost" in told(project)[0]
    assert ANY_APP.count("foreign_keys") == 0


def test_the_copy_is_made_again_when_a_row_has_changed(project):
    states.waits(states.UNIQUE)(project)
    assert told(project)[1] is None
    with closing(sqlite3.connect(live(project))) as connection, connection:
        connection.execute("UPDATE talk SET title = 'Other' WHERE id = 2")
    assert told(project)[1] == UPGRADE
