"""A project as a notebook has it: what a command did, undo, and what bad states do (nothing is ever lost)."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest

from migration_lab.backends.database import NoSuchTable
from migration_lab.backends.sqlite import sqlite_copies as copies_module
from migration_lab.backends.sqlite.sqlite_copies import DatabaseBusy
from migration_lab.errors import LabError
from migration_lab.project import AppFailed, NoDatabase, Project
from migration_lab.project.commands.refusals import CommandRefused
from migration_lab.project.undo.undo_copies import CannotKeepCopy
from tests.project.small import BIO, add_bio, live, sql

# What a command did


def test_a_step_says_what_changed_in_tables_scripts_and_version(seeded):
    add_bio(seeded)
    step = seeded.run("db", "upgrade")
    assert str(step.difference) == "+ column speaker.bio  VARCHAR  NULL"
    assert len(step.revisions_before) == len(step.revisions_after) == 1
    assert step.revisions_before != step.revisions_after
    assert step.statements[0].sql == "ALTER TABLE speaker ADD COLUMN bio VARCHAR"
    [rows] = step.rows
    assert (rows.before.count, rows.after.count) == (2, 2)
    assert rows.before.sample == (("1", "Ada"), ("2", "Grace"))
    assert rows.after.sample == (("1", "Ada", None), ("2", "Grace", None))


def test_a_draft_is_a_written_script_and_no_change_of_tables(seeded):
    with (seeded.path / "models.py").open("a", encoding="utf-8") as file:
        file.write(BIO)
    step = seeded.run("db", "migrate", "-m", "bio")
    assert not step.difference
    assert [name.startswith("migrations/versions/") for name in step.result.written] == [True]
    assert step.changed


def test_rows_that_a_command_adds_are_counted(project):
    for words in (["db", "init"], ["db", "migrate", "-m", "speakers"], ["db", "upgrade"]):
        project.run(*words)
    [rows] = project.run("seed").rows
    assert (rows.table, rows.before.count, rows.after.count) == ("speaker", 0, 2)


def test_a_command_that_only_looks_changes_nothing(seeded):
    step = seeded.run("db", "current")
    assert not step.changed
    assert step.result.ok


def test_the_app_is_asked_as_its_files_are_now(seeded):
    assert seeded.get("/speakers").json == ["Ada", "Grace"]
    assert seeded.get("speakers").status == 200
    assert seeded.get("/nowhere").status == 404
    app = seeded.path / "app.py"
    app.write_text(app.read_text(encoding="utf-8").replace('"/speakers"', '"/people"'), encoding="utf-8")
    assert seeded.get("/people").ok


def test_what_a_terminal_did_is_noticed(seeded):
    assert not seeded.outside_changes()
    sql(live(seeded), "ALTER TABLE speaker ADD COLUMN nickname TEXT")
    assert str(seeded.outside_changes()) == "+ column speaker.nickname  TEXT  NULL"
    assert not seeded.outside_changes()


def test_a_database_that_was_deleted_and_made_anew_is_read_anew(seeded):
    add_bio(seeded)
    seeded.run("db", "upgrade")
    live(seeded).unlink()
    assert seeded.read().tables == ()
    sql(live(seeded), "CREATE TABLE speaker (id INTEGER PRIMARY KEY, other TEXT)")
    assert [column.name for column in seeded.read().table("speaker").columns] == ["id", "other"]


def test_what_failed_and_what_was_rolled_back_is_told_apart(seeded):
    seeded.run("db", "revision", "-m", "half")
    [script] = (seeded.path / "migrations" / "versions").glob("*_half.py")
    statements = [
        "CREATE TABLE kept (id INTEGER)",
        "UPDATE speaker SET name = ''",
        "CREATE TABLE gone (id INTEGER)",
        "x",
    ]
    body = "".join(f'    op.execute("{statement}")\n' for statement in statements)
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace("def upgrade():\n    pass\n", f"def upgrade():\n{body}"), encoding="utf-8")
    step = seeded.run("db", "upgrade")
    assert [(one.sql, one.failed, one.rolled_back) for one in step.statements] == [
        (statements[0], False, False),
        (statements[1], False, True),
        (statements[2], False, True),
        ("x", True, False),
    ]
    assert str(step.difference) == "+ table kept  (id)"
    assert seeded.get("/speakers").json == ["Ada", "Grace"]


# What bad input gets


@pytest.mark.parametrize("words", [["run"], ["shell"], ["db", "edit"], ["run", "--port", "5001"]])
def test_a_command_that_would_not_end_is_refused_with_what_to_do_instead(project, words):
    with pytest.raises(CommandRefused, match=r"cannot run in a cell\. .*(terminal|Open the file)"):
        project.run(*words)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [("def broken(:\n", "SyntaxError"), ("import nowhere\n", "No module named 'nowhere'"), ("nix\n", "NameError")],
)
def test_broken_models_give_the_commands_own_error_and_leave_the_database_alone(seeded, broken, reason):
    models = seeded.path / "models.py"
    models.write_text(models.read_text(encoding="utf-8") + broken, encoding="utf-8")
    before = live(seeded).read_bytes()
    step = seeded.run("db", "upgrade")
    assert not step.result.ok
    assert reason in step.result.output
    assert len(step.result.output.splitlines()) < 20
    assert not step.changed
    assert live(seeded).read_bytes() == before
    with pytest.raises(AppFailed, match="did not load"):
        seeded.get("/speakers")


def test_a_project_that_never_loaded_says_so(folder, runner):
    (folder / "app.py").write_text("nix", encoding="utf-8")
    project = Project(folder, runner=runner)
    assert not project.run("db", "upgrade").result.ok
    with pytest.raises(NoDatabase, match=r"%flask routes"):
        project.read()


def test_an_unknown_table_is_answered_with_those_there_are(seeded):
    with pytest.raises(NoSuchTable, match=r"no table 'speakers' in the database\. The tables are: speaker"):
        seeded.rows("speakers")


@pytest.mark.parametrize(
    "name", ['a"b', "a'b", "<script>alert(1)</script>", "two words", "🦊", "a;b--", "a.b", "select"]
)
def test_a_table_of_any_name_is_read_and_its_rows_counted(seeded, name):
    quoted = '"' + name.replace('"', '""') + '"'
    sql(
        live(seeded), f"CREATE TABLE {quoted} (id INTEGER PRIMARY KEY, x)", f"INSERT INTO {quoted} (x) VALUES (x'00ff')"
    )
    assert name in seeded.read().table_names
    assert seeded.rows(name).sample == (("1", "x'00ff'"),)


def test_a_missing_database_is_an_empty_one_and_is_not_made_by_looking(project):
    assert project.read().tables == ()
    assert project.versions() == ()
    assert not live(project).exists()


def test_a_file_that_is_no_database_is_said_and_kept_for_undo(seeded):
    live(seeded).write_bytes(b"These are my notes, not a database. " * 40)
    with pytest.raises(Exception, match="not a database"):
        seeded.read()
    assert live(seeded).read_bytes().startswith(b"These are my notes")


def test_a_locked_database_is_said_at_once_and_nothing_is_run(seeded, monkeypatch):
    monkeypatch.setattr(copies_module, "PATIENCE", 0.2)
    with closing(sqlite3.connect(live(seeded), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for move in (lambda: seeded.run("db", "downgrade"), seeded.undo, lambda: seeded.rows("speaker")):
            with pytest.raises(LabError, match="is locked: another program is writing"):
                move()
        with pytest.raises(DatabaseBusy, match="Nothing was changed"):
            copies_module.copy_out(live(seeded), seeded.path / "copy.sqlite")
        with pytest.raises(DatabaseBusy, match="Nothing was changed"):
            copies_module.copy_back(None, live(seeded))
        other.execute("ROLLBACK")
    assert seeded.rows("speaker").count == 2


def test_a_read_only_database_fails_with_the_databases_own_words_and_loses_nothing(seeded):
    before = live(seeded).read_bytes()
    app = seeded.path / "app.py"
    read_only = f"sqlite:///file:{live(seeded).as_posix()}?mode=ro&uri=true"
    app.write_text(app.read_text(encoding="utf-8").replace("sqlite:///conference.db", read_only), encoding="utf-8")
    step = seeded.run("db", "downgrade", "base")
    assert not step.result.ok
    assert "readonly database" in step.result.output
    assert not step.changed
    assert live(seeded).read_bytes() == before
    assert seeded.rows("speaker").count == 2


def test_a_full_disk_while_copying_stops_the_command_before_it_runs(seeded, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("migration_lab.backends.sqlite.sqlite_copies.copy_out", full)
    before = live(seeded).read_bytes()
    with pytest.raises(CannotKeepCopy, match=r"No space left.*The command was not run\. Make room"):
        seeded.run("db", "downgrade", "base")
    assert live(seeded).read_bytes() == before
    assert not list((seeded.path / ".lab" / "undo").glob("*.part"))


def test_a_workspace_that_was_deleted_says_so(seeded):
    shutil.rmtree(seeded.path)
    with pytest.raises(Exception, match=r"is gone\. Open the chapter again"):
        seeded.run("db", "current")
