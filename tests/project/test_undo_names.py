"""An undo takes back the command that it names, and nothing else; what would go besides is told before."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing

import pytest

from migration_lab.errors import LabError
from migration_lab.kernel.telling import undone_lines
from migration_lab.magics import failure
from migration_lab.project import AppFailed, NothingToUndo, Project, UndoAsks
from tests.project.small import command, dump, live, sql

FAILS = "raise SystemExit(3)"
IN_OTHER = (
    "import sqlite3",
    "from pathlib import Path",
    "other = sqlite3.connect(Path(app.instance_path, 'audit.sqlite'))",
    "other.execute('CREATE TABLE IF NOT EXISTS entry (text)')",
    "other.commit()",
    "other.close()",
)
BINDS = (
    '    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///conference.db"\n',
    '    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///conference.db"\n'
    '    app.config["SQLALCHEMY_BINDS"] = {"stats": "sqlite:///stats.db"}\n',
)


def only(project: Project, error: type[LabError] = UndoAsks) -> str:
    """What an undo says that does nothing."""
    before = dump(live(project)), sorted((project.path / "migrations").rglob("*.py"))
    with pytest.raises(error) as asked:
        project.undo()
    assert (dump(live(project)), sorted((project.path / "migrations").rglob("*.py"))) == before
    return str(asked.value)


def with_binds(project: Project) -> None:
    app = project.path / "app.py"
    app.write_text(app.read_text(encoding="utf-8").replace(*BINDS), encoding="utf-8")


def test_a_failed_command_that_wrote_a_csv_offers_no_undo_of_an_earlier_one(seeded):
    command(seeded, "report", "open('report.csv', 'w').write('1')", FAILS)
    step = seeded.run("report")
    assert not step.undoable
    assert "lab.undo()" not in failure(step)
    assert "It cannot be undone: it changed report.csv, which the lab does not copy" in failure(step)
    said = only(seeded)
    assert "flask report cannot be taken back: it changed report.csv" in said
    assert "To take back flask seed all the same: lab.undo('flask seed')" in said
    with pytest.raises(LabError, match=r"can be taken back is flask seed, and not flask db upgrade"):
        seeded.undo("flask db upgrade")
    undone = seeded.undo("flask seed")
    assert (undone.command, undone.later, undone.rows) == ("flask seed", ("flask report",), (("speaker", 2, 0),))
    assert seeded.undo().command == "flask db upgrade"


def test_what_is_known_of_the_last_command_outlives_the_kernel(seeded, runner):
    command(seeded, "report", "open('report.csv', 'w').write('1')")
    seeded.run("report")
    assert "flask report cannot be taken back" in only(Project(seeded.path, stable=True, runner=runner))


def test_a_command_that_changed_nothing_is_no_reason_to_ask(seeded):
    command(seeded, "fail", FAILS)
    step = seeded.run("fail")
    assert not step.undoable
    assert failure(step).endswith("Nothing was changed.")
    assert seeded.undo().command == "flask seed"


def test_a_command_that_changed_the_database_and_a_file_says_which_of_them_stays(seeded):
    body = ("open('report.csv', 'w').write('1')", "db.session.add(Speaker(name='Edsger'))", "db.session.commit()")
    command(seeded, "both", *body, FAILS)
    step = seeded.run("both")
    assert step.undoable
    assert "lab.undo() takes that back, except for report.csv, which the lab does not copy" in failure(step)
    undone = seeded.undo()
    assert undone.command == "flask both"
    assert any("report.csv" in line and "stays" in line for line in undone_lines(undone))
    assert (seeded.path / "report.csv").exists()


def test_a_log_file_is_no_work_that_an_undo_would_have_to_bring_back(seeded):
    command(seeded, "logs", "open('app.log', 'a').write('x')")
    seeded.run("logs")
    assert seeded.undo().command == "flask seed"


def test_a_database_in_memory_is_told_as_what_it_is(seeded):
    app = seeded.path / "app.py"
    app.write_text(app.read_text(encoding="utf-8").replace("sqlite:///conference.db", "sqlite://"), encoding="utf-8")
    command(seeded, "make", "db.create_all()")
    project = Project(seeded.path, runner=seeded._runner)
    step = project.run("make")
    assert step.result.ok
    assert not step.undoable
    with pytest.raises(UndoAsks, match=r"it changed the database in memory, which ended with the command"):
        project.undo()


def test_another_database_file_that_a_command_changed_is_told(seeded):
    command(seeded, "audit", *IN_OTHER)
    assert "instance/audit.sqlite, which no bind of the app names" in "".join(seeded.run("audit").way_back.not_kept)
    assert "flask audit cannot be taken back: it changed instance/audit.sqlite" in only(seeded)


def test_an_attached_database_that_a_command_changed_is_told(seeded):
    other = seeded.path / "far" / "other.db"
    other.parent.mkdir()
    sql(other, "CREATE TABLE entry (text)")
    body = (
        f"db.session.execute(db.text(\"ATTACH '{other.as_posix()}' AS far\"))",
        "db.session.execute(db.text(\"INSERT INTO far.entry VALUES ('x')\"))",
        "db.session.execute(db.text(\"INSERT INTO speaker (name) VALUES ('Edsger')\"))",
        "db.session.commit()",
    )
    command(seeded, "far", *body)
    step = seeded.run("far")
    assert step.result.ok, step.result.output
    assert step.way_back.not_kept == ("far/other.db, which no bind of the app names, so the lab does not copy it",)
    undone = seeded.undo()
    assert any("far/other.db" in line and "stays" in line for line in undone_lines(undone))
    assert sql(other, "SELECT text FROM entry") == [("x",)]


def test_a_page_of_an_app_that_does_not_load_says_whether_undo_takes_back_what_it_did(seeded):
    app = seeded.path / "app.py"
    text = app.read_text(encoding="utf-8")
    makes = "    with app.app_context():\n        db.session.add(Speaker(name='E'))\n        db.session.commit()\n"
    app.write_text(text.replace("    return app\n", f"{makes}    raise RuntimeError\n"), encoding="utf-8")
    with pytest.raises(AppFailed, match=r"It had already changed something\. lab\.undo\(\) takes that back"):
        seeded.get("/speakers")
    assert seeded.undo().command == 'lab.get("/speakers")'
    app.write_text(text.replace("    return app\n", "    raise RuntimeError\n"), encoding="utf-8")
    with pytest.raises(AppFailed) as failed:
        seeded.get("/speakers")
    assert "undo" not in str(failed.value)


def test_a_versions_folder_that_cannot_be_written_leaves_nothing_to_undo(seeded):
    versions = seeded.path / "migrations" / "versions"
    versions.rename(versions.with_name("aside"))
    versions.write_text("", encoding="utf-8")
    step = seeded.run("db", "revision", "-m", "half")
    assert not step.result.ok
    assert not step.undoable
    assert "lab.undo()" not in failure(step)


def test_two_undos_in_a_row_speak_of_nobody_else(seeded):
    seeded.run("seed")
    assert [seeded.undo().outside for _ in range(2)] == [False, False]
    seeded.run("seed")
    assert not seeded.undo().outside


def test_an_undo_leaves_a_database_alone_that_the_command_did_not_change(seeded):
    seeded.run("db", "revision", "-m", "half")
    sql(live(seeded), "INSERT INTO speaker (name) VALUES ('Edsger')")
    undone = seeded.undo()
    assert [what for _, what in undone.scripts] == ["removed"]
    assert undone.databases == ()
    assert seeded.rows("speaker").count == 3


def test_values_alone_that_an_undo_brought_back_are_told(seeded):
    command(
        seeded, "shout", "db.session.execute(db.text('UPDATE speaker SET name = upper(name)'))", "db.session.commit()"
    )
    seeded.run("shout")
    undone = seeded.undo()
    assert "instance/conference.db is as it was before flask shout." in undone_lines(undone)


def test_every_bind_is_compared_and_named(seeded):
    with_binds(seeded)
    sql(
        live(seeded).with_name("stats.db"),
        "CREATE TABLE visit (id INTEGER, page TEXT)",
        "INSERT INTO visit VALUES (1, '/')",
    )
    engine = "db.engines['stats']"
    command(
        seeded,
        "drop",
        f"with {engine}.begin() as connection:",
        "    connection.exec_driver_sql('ALTER TABLE visit DROP COLUMN page')",
        "    connection.exec_driver_sql('DELETE FROM visit')",
    )
    seeded.run("db", "current")
    step = seeded.run("drop")
    assert step.result.ok, step.result.output
    [stats] = step.elsewhere
    assert (stats.bind, str(stats.difference)) == ("stats", "- column visit.page  TEXT  NULL")
    assert step.changed
    lines = undone_lines(seeded.undo())
    assert "In the database stats: + column visit.page  TEXT  NULL" in lines
    assert "In the database stats: visit: 1 row again, 0 rows before the undo" in lines
    assert "instance/stats.db is as it was before flask drop." in lines


def test_the_end_of_a_command_that_nobody_saw_is_asked_about(seeded):
    [*_, moment] = seeded.undo_copies.moments()
    (moment.folder / "after.json").unlink()
    assert "The lab did not see the end of flask seed" in only(seeded)
    assert seeded.undo("%flask seed".removeprefix("%")).rows == (("speaker", 2, 0),)


def test_an_undo_that_was_cut_off_is_finished_by_the_next(seeded, monkeypatch):
    monkeypatch.setattr("migration_lab.project.undo.bringing_back.put_back", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        seeded.undo()
    monkeypatch.undo()
    assert seeded.undo().command == "flask seed"
    assert seeded.rows("speaker").count == 0


def test_a_project_for_reading_is_not_written_to_by_an_undo(seeded, runner):
    with pytest.raises(LabError, match="open read-only, so nothing was undone"):
        Project(seeded.path, runner=runner, read_only=True).undo()
    assert seeded.rows("speaker").count == 2


def test_an_interrupt_while_it_is_noted_what_a_command_did_leaves_the_way_back(seeded, monkeypatch):
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("migration_lab.project.undo.undo_copies.differing", interrupted)
    with pytest.raises(KeyboardInterrupt):
        seeded.run("seed")
    monkeypatch.undo()
    assert seeded.way_back.undoable
    assert seeded.undo("flask seed").rows == (("speaker", 4, 2),)


def test_nothing_to_undo_is_said_when_a_name_is_given_too(project):
    with pytest.raises(NothingToUndo):
        project.undo("flask seed")


def test_an_open_transaction_of_the_kernels_own_keeps_its_lock_while_a_copy_is_made(seeded):
    with closing(sqlite3.connect(live(seeded), isolation_level=None)) as own:
        own.execute("BEGIN")
        own.execute("SELECT * FROM speaker").fetchall()
        seeded.run("db", "stamp", "head")
        with closing(sqlite3.connect(live(seeded), isolation_level=None, timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("DELETE FROM speaker")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("COMMIT")
            other.execute("ROLLBACK")


@pytest.mark.parametrize("place", ["data/other.db", "../elsewhere/other.db"])
def test_a_database_that_a_command_writes_to_by_sqlite3_itself_is_told_and_nothing_earlier_is_undone(seeded, place):
    other = seeded.path / place
    other.parent.mkdir()
    sql(other, "CREATE TABLE visit (n)", "INSERT INTO visit VALUES (1)")
    connect = "import sqlite3", f"connection = sqlite3.connect({str(other)!r})"
    command(seeded, "forget", *connect, "connection.execute('DELETE FROM visit')", "connection.commit()")
    command(seeded, "look", *connect, "connection.execute('SELECT n FROM visit').fetchall()")
    assert seeded.run("look").way_back.not_kept == ()
    name = f"{place}, which no bind of the app names, so the lab does not copy it"
    assert seeded.run("forget").way_back.not_kept == (name,)
    with pytest.raises(UndoAsks, match="flask forget cannot be taken back"):
        seeded.undo()
    assert seeded.rows("speaker").count == 2


@pytest.mark.skipif(sys.platform != "linux", reason="no other system says which folder a descriptor is")
def test_a_folder_that_a_command_removes_is_told_by_the_names_of_its_files(seeded):
    (seeded.path / "uploads").mkdir()
    (seeded.path / "uploads" / "a.txt").touch()
    command(seeded, "tidy", "import shutil", "shutil.rmtree('uploads')")
    told = "uploads/a.txt, which the lab does not copy: it copies databases and scripts"
    assert seeded.run("tidy").way_back.not_kept == (told,)
