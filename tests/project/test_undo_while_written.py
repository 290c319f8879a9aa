"""No copy is taken for what a database holds when something else has written to it: those rows come back too."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from types import SimpleNamespace

import pytest

from migration_lab.backends.sqlite import sqlite_copies as copies
from migration_lab.backends.sqlite.sqlite_copies import DatabaseBusy
from migration_lab.project import Project, UndoAsks
from migration_lab.project.undo import undo_copies
from migration_lab.project.undo.bringing_back import CannotBringBack
from tests.project.small import command, live, ready, sql
from tests.project.test_undo_names import with_binds

INSERT = "INSERT INTO speaker (name) VALUES ('by hand')"
BY_HAND = "SELECT count(*) FROM speaker WHERE name = 'by hand'"


@pytest.fixture
def seeded(project: Project) -> Project:
    made = ready(project)
    command(made, "wipe", "db.session.execute(db.delete(Speaker))", "db.session.commit()")
    return made


def settle() -> None:
    """Let the file system count on, so that a copy counts as that of a database which nobody writes to."""
    time.sleep(0.05)


def test_what_was_written_through_a_symbolic_link_comes_back(seeded):
    link = live(seeded)
    real = seeded.path / "data" / "real.db"
    real.parent.mkdir()
    link.rename(real)
    link.symlink_to(real)
    sql(real, "PRAGMA journal_mode = WAL")
    with closing(sqlite3.connect(real)) as program:
        program.execute("SELECT * FROM speaker").fetchall()  # the journal stays for as long as this is open
        settle()
        seeded.run("routes")
        settle()
        with program:
            program.execute(INSERT)
        assert seeded.rows("speaker").count == 3
        settle()
        seeded.run("wipe")
        assert seeded.undo("flask wipe").command == "flask wipe"
        assert program.execute(BY_HAND).fetchone() == (1,)


def test_what_was_written_while_an_undo_ended_comes_back(seeded, monkeypatch):
    carry_over = undo_copies.carry_over

    def meanwhile(*args):
        sql(live(seeded), INSERT)
        carry_over(*args)

    seeded.run("wipe")
    monkeypatch.setattr(undo_copies, "carry_over", meanwhile)
    seeded.undo()
    monkeypatch.undo()
    settle()
    seeded.run("wipe")
    seeded.undo()
    assert sql(live(seeded), BY_HAND) == [(1,)]
    with pytest.raises(undo_copies.LabError, match="Something else, such as a terminal or a process"):
        seeded.undo()


def test_what_was_written_to_a_database_that_an_undo_left_alone_comes_back(seeded):
    with_binds(seeded)
    command(seeded, "empty", "with db.engines['stats'].begin() as c:", "    c.exec_driver_sql('DELETE FROM letter')")
    stats = seeded.path / "instance" / "stats.db"
    sql(stats, "CREATE TABLE letter (text TEXT)", "INSERT INTO letter VALUES ('old')")
    settle()
    seeded.run("wipe")
    settle()
    sql(stats, "INSERT INTO letter VALUES ('by hand')")
    settle()
    seeded.undo()
    settle()
    seeded.run("empty")
    assert sql(stats, "SELECT * FROM letter") == []
    seeded.undo()
    assert sql(stats, "SELECT * FROM letter") == [("old",), ("by hand",)]


def test_a_database_in_the_folder_of_the_scripts_is_brought_back_as_a_database(project):
    inside = project.path / "migrations" / "app.db"
    app = project.path / "app.py"
    uri = f"sqlite:///{inside.as_posix()}"
    app.write_text(app.read_text(encoding="utf-8").replace("sqlite:///conference.db", uri), encoding="utf-8")
    command(project, "wipe", "db.session.execute(db.delete(Speaker))", "db.session.commit()")
    ready(project)
    sql(inside, "PRAGMA journal_mode = WAL")
    with closing(sqlite3.connect(inside)) as program, program:
        program.execute("SELECT * FROM speaker").fetchall()
        settle()
        project.run("wipe")
        assert project.undo("flask wipe").scripts == ()
        assert program.execute("SELECT count(*) FROM speaker").fetchone() == (2,)
        program.execute(INSERT)
    assert sql(inside, "SELECT count(*) FROM speaker") == [(3,)]


def test_an_undo_that_finds_another_database_locked_does_not_say_that_nothing_was_changed(seeded):
    with_binds(seeded)
    both = ("with db.engines['stats'].begin() as c:", "    c.exec_driver_sql('DELETE FROM letter')")
    command(seeded, "both", "db.session.execute(db.delete(Speaker))", "db.session.commit()", *both)
    stats = seeded.path / "instance" / "stats.db"
    sql(stats, "CREATE TABLE letter (text TEXT)", "INSERT INTO letter VALUES ('a'), ('b')")
    settle()
    seeded.run("both")
    with closing(sqlite3.connect(live(seeded))) as program:
        reading = program.execute("SELECT * FROM sqlite_schema")
        reading.fetchone()
        with pytest.raises(CannotBringBack, match=r"stats\.db is as it was before, but .*conference\.db"):
            seeded.undo()
        reading.close()
    seeded.undo()
    assert sql(stats, "SELECT * FROM letter") == [("a",), ("b",)]
    assert sql(live(seeded), "SELECT count(*) FROM speaker") == [(2,)]


def test_a_database_that_took_to_other_pages_and_to_wal_comes_back(seeded):
    connect = "import sqlite3; c = sqlite3.connect(db.engine.url.database, isolation_level=None)"
    pragmas = ("DELETE FROM speaker", "PRAGMA page_size = 8192", "VACUUM", "PRAGMA journal_mode = WAL")
    command(seeded, "pages", connect, *(f"c.execute({one!r})" for one in pragmas), "c.close()")
    seeded.run("pages")
    seeded.undo()
    assert sql(live(seeded), "SELECT count(*) FROM speaker") == [(2,)]
    assert sql(live(seeded), "PRAGMA journal_mode", "PRAGMA page_size") == [(4096,)]


def test_what_is_written_while_an_undo_keeps_the_present_stops_it(seeded, monkeypatch):
    keep_present = undo_copies.UndoCopies._keep_present

    def meanwhile(*args):
        kept = keep_present(*args)
        sql(live(seeded), INSERT)
        return kept

    seeded.run("wipe")
    monkeypatch.setattr(undo_copies.UndoCopies, "_keep_present", meanwhile)
    with pytest.raises(DatabaseBusy, match=r"writing to instance/conference\.db just now"):
        seeded.undo()
    monkeypatch.undo()
    assert sql(live(seeded), BY_HAND) == [(1,)]
    assert seeded.undo("flask wipe").outside
    assert sql(live(seeded), "SELECT count(*) FROM speaker") == [(2,)]


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_what_another_program_commits_while_an_undo_waits_for_it_is_not_overwritten(seeded, monkeypatch, mode):
    sql(live(seeded), f"PRAGMA journal_mode = {mode}")
    seeded.run("wipe")
    settle()
    with closing(sqlite3.connect(live(seeded), isolation_level=None)) as program:
        program.execute("BEGIN IMMEDIATE")

        def commit_first(seconds: float) -> None:
            if program.in_transaction:
                program.execute(INSERT)
                program.execute("COMMIT")
            time.sleep(seconds)

        waiting = SimpleNamespace(sleep=commit_first, monotonic=time.monotonic, time_ns=time.time_ns)
        monkeypatch.setattr(copies, "time", waiting)
        with pytest.raises(DatabaseBusy, match=r"writing to conference\.db just now\. Nothing was done"):
            seeded.undo()
        assert not program.in_transaction
        assert program.execute(BY_HAND).fetchone() == (1,)
    with pytest.raises(UndoAsks, match="Something else, such as a terminal, has written to"):
        seeded.undo()
    assert seeded.undo("flask wipe").rows == (("speaker", 1, 2),)
