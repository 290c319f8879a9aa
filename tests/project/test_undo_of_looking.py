"""A command that only looks runs the project's code all the same: what that changes is seen, told, and taken back."""

from __future__ import annotations

import shutil

import pytest

from migration_lab import magics
from migration_lab.kernel.telling import command_result
from migration_lab.project import Project
from migration_lab.widgets import ResponseView
from tests.project.small import command, live, sql

COUNT = "SELECT count(*) FROM speaker"
CLEANS_UP = "        db.session.execute(db.delete(Speaker))\n        db.session.commit()\n"
BESIDE_SQLALCHEMY = (
    "        import sqlite3\n"
    "        raw = sqlite3.connect(db.engine.url.database)\n"
    "        raw.execute('DELETE FROM speaker')\n"
    "        raw.commit()\n"
    "        raw.close()\n"
)
TO_WAL = "        db.session.execute(db.text('PRAGMA journal_mode = WAL'))\n"
LOOKING = [("db", "current"), ("db", "history"), ("db", "check"), ("routes",), ("--help",)]


def at_start(project: Project, body: str) -> None:
    """Let the app do that whenever it starts."""
    app = project.path / "app.py"
    text = app.read_text(encoding="utf-8")
    app.write_text(
        text.replace("    return app\n", f"    with app.app_context():\n{body}    return app\n"), encoding="utf-8"
    )


@pytest.mark.parametrize("words", LOOKING, ids=" ".join)
def test_rows_that_the_app_deletes_as_it_starts_are_told_and_come_back(seeded, words):
    at_start(seeded, CLEANS_UP)
    step = seeded.run(*words)
    assert step.result.ok, step.result.output
    assert sql(live(seeded), COUNT) == [(0,)]
    assert [(one.table, one.became.rows_gone) for one in step.rows] == [("speaker", 2)]
    assert step.changed
    assert step.undoable
    assert command_result(step)["undoable"]
    assert seeded.undo().command == step.result.command
    assert sql(live(seeded), COUNT) == [(2,)]


def test_tables_that_the_app_makes_as_it_starts_go_again(project):
    at_start(project, "        db.create_all()\n")
    assert project.run("db", "init").result.ok
    project.undo()
    step = project.run("db", "current")
    assert step.difference.tables == ("speaker",)
    assert project.undo().command == "flask db current"
    assert project.read().table_names == ()


def test_rows_that_go_without_any_sql_that_the_lab_can_see_are_told_too(seeded):
    at_start(seeded, BESIDE_SQLALCHEMY)
    step = seeded.run("db", "current")
    assert [(one.table, one.became.rows_gone) for one in step.rows] == [("speaker", 2)]
    assert step.changed
    assert seeded.undo().rows == (("speaker", 0, 2),)


def test_what_changes_in_no_table_is_told_in_words(seeded, capsys):
    at_start(seeded, BESIDE_SQLALCHEMY.replace("DELETE FROM speaker", "PRAGMA user_version = 7"))
    step = seeded.run("db", "current")
    assert step.unread == (
        "The command wrote to instance/conference.db, but none of the compared tables shows a change.",
    )
    assert step.undoable
    seeded.undo()
    assert sql(live(seeded), "PRAGMA user_version") == [(0,)]


def test_rows_of_another_bind_are_told(seeded):
    app = seeded.path / "app.py"
    uri = '    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///conference.db"\n'
    binds = '    app.config["SQLALCHEMY_BINDS"] = {"stats": "sqlite:///stats.db"}\n'
    app.write_text(app.read_text(encoding="utf-8").replace(uri, uri + binds), encoding="utf-8")
    stats = live(seeded).with_name("stats.db")
    sql(stats, "CREATE TABLE visit (page TEXT)", "INSERT INTO visit VALUES ('/')")
    body = (
        "        with db.engines['stats'].begin() as stats:\n            stats.exec_driver_sql('DELETE FROM visit')\n"
    )
    at_start(seeded, body)
    step = seeded.run("db", "current")
    (stats_after,) = step.elsewhere
    assert (stats_after.bind, stats_after.rows[0].table) == ("stats", "visit")
    assert (stats_after.rows[0].before.count, stats_after.rows[0].after.count) == (1, 0)
    seeded.undo()
    assert sql(stats, "SELECT page FROM visit") == [("/",)]


def test_a_database_that_only_takes_to_wal_has_not_changed(seeded):
    at_start(seeded, TO_WAL)
    step = seeded.run("db", "current")
    assert sql(live(seeded), "PRAGMA journal_mode") == [("wal",)]
    assert not step.undoable
    assert not step.changed
    assert step.unread == ()
    assert seeded.undo().command == "flask seed"


def test_an_empty_file_that_sqlite_makes_for_a_look_is_no_change(project):
    assert project.run("db", "init").result.ok
    step = project.run("db", "current")
    assert live(project).exists()
    assert not step.undoable
    assert project.undo().command == "flask db init"


def test_a_page_that_changed_something_says_so_and_how_to_take_it_back(seeded):
    at_start(seeded, CLEANS_UP)
    response = seeded.get("/speakers")
    assert response.json == []
    view = ResponseView(response)
    for form in (str(view), view.html()):
        assert "Asking the app has changed something. lab.undo() takes that back." in form
    seeded.undo()
    assert sql(live(seeded), COUNT) == [(2,)]


def test_a_page_that_changed_nothing_says_nothing(seeded):
    view = ResponseView(seeded.get("/speakers"))
    assert "changed" not in str(view) + view.html()


def test_where_no_copy_can_be_kept_a_command_that_looks_runs_on_a_copy_of_the_database(seeded):
    at_start(seeded, CLEANS_UP)
    shutil.rmtree(seeded.path / ".lab")
    (seeded.path / ".lab").write_text("", encoding="utf-8")
    said: list[str] = []
    step = seeded.run("db", "current", on_output=said.append)
    assert step.result.ok
    assert "Since this command only looks, it runs on a copy of the database" in "".join(said)
    assert sql(live(seeded), COUNT) == [(2,)]
    assert not step.undoable


def test_a_command_that_looks_and_fails_after_it_changed_something_says_so(seeded):
    at_start(seeded, CLEANS_UP + "        raise RuntimeError('no')\n")
    command(seeded, "fine", "pass")
    step = seeded.run("db", "current")
    assert not step.result.ok
    assert "It had already changed something. lab.undo() takes that back." in magics.failure(step)
