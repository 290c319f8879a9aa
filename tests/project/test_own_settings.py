"""Projects whose settings say where the scripts lie, what the version's table is called, and what else counts."""

from __future__ import annotations

import os
import shlex
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from migration_lab.backends.backend import NoDriver
from migration_lab.backends.database import Database
from migration_lab.backends.postgresql.postgresql_backend import readable
from migration_lab.project import open_project
from migration_lab.project.commands.interpreter import UnusablePython, find_python
from migration_lab.project.commands.runner import Runner
from migration_lab.schema import LockedDatabase, UnsupportedDatabase
from tests.project.other_shapes import CREATE_ALL, GLOBAL_DB, HARD_CODED, terminal, upgraded, write

BODY = "    body = db.Column(db.Text)\n"


def blog(folder: Path, start: str = "", **changes: str) -> Path:
    """The small project, with parts of its module replaced: ``old=new``, dots for what no keyword may hold."""
    write(folder, GLOBAL_DB, url=HARD_CODED, start=start)
    module = folder / "blog.py"
    text = module.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    module.write_text(text, encoding="utf-8")
    return folder


def ini(folder: Path, line: str) -> None:
    path = folder / "schema_history" / "alembic.ini"
    path.write_text(path.read_text(encoding="utf-8").replace("[alembic]\n", f"[alembic]\n{line}\n"), encoding="utf-8")


def script_of(folder: Path) -> Path:
    [script] = (folder / "schema_history" / "versions").glob("*.py")
    return script


def agrees(folder: Path, runner: Runner) -> None:
    """The lab sees what Alembic sees: the same head, run by the database, and nothing to do."""
    project = open_project(folder, app="blog", runner=runner)
    history, places = project.history(), project.places()
    assert (places.state, places.in_step) == ("in step", True), str(places)
    assert history.current == history.heads != ()
    assert history.heads[0] in terminal(folder, "blog", "db", "heads").stdout
    assert terminal(folder, "blog", "db", "check").returncode == 0


def test_scripts_in_folders_of_their_own_below_versions(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    script = script_of(folder)
    (script.parent / "2026").mkdir()
    script.rename(script.parent / "2026" / script.name)
    ini(folder, "recursive_version_locations = true")
    agrees(folder, runner)


def test_scripts_where_a_function_of_the_app_says(tmp_path, runner):
    configure = """
@db_migrate.configure
def elsewhere(config):
    config.set_main_option("version_locations", "changes")
    return config
"""
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    script = script_of(folder)
    (folder / "changes").mkdir()
    script.rename(folder / "changes" / script.name)
    blog(folder, **{"Migrate(app": "db_migrate = Migrate(app"}, start=configure)
    agrees(folder, runner)


def test_the_version_in_a_table_of_another_name_is_known_before_the_first_look(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog", compare_server='version_table="history", compare_server'), "blog")
    agrees(folder, runner)


def test_the_versions_table_that_env_py_names_is_not_forgotten_by_the_next_command(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    env = folder / "schema_history" / "env.py"
    named = env.read_text(encoding="utf-8").replace("context.configure(", 'context.configure(version_table="mine", ')
    env.write_text(named, encoding="utf-8")
    with closing(sqlite3.connect(folder / "instance" / "blog.sqlite")) as connection:
        connection.execute("ALTER TABLE alembic_version RENAME TO mine")
        connection.commit()
    project = open_project(folder, app="blog", runner=runner)
    assert project.places().state == "in step"
    assert project.run("db", "current").result.ok
    assert project.versions() == project.history().heads != ()


def test_with_several_heads_a_draft_needs_to_be_told_which_one_it_comes_after(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    (folder / "schema_history" / "versions" / "other.py").write_text(
        "revision = 'other'\ndown_revision = None\ndef upgrade(): pass\ndef downgrade(): pass\n", encoding="utf-8"
    )
    assert terminal(folder, "blog", "db", "upgrade", "heads").returncode == 0
    with (folder / "blog.py").open("a", encoding="utf-8") as file:
        file.write(BODY)
    places = open_project(folder, app="blog", runner=runner).places()
    assert (places.state, places.next_command) == ("models ahead", None)
    assert "--head" in places.sentence


def test_a_folder_in_which_flask_db_init_would_fail_is_not_called_missing(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    (folder / "schema_history" / "env.py").unlink()
    places = open_project(folder, app="blog", runner=runner).places()
    assert (places.state, places.next_command) == ("no migrations", None)
    assert "no env.py in the folder schema_history" in places.sentence


def test_no_command_is_offered_that_is_known_to_fail(tmp_path, runner):
    """create_all() makes the tables as flask starts, and so before the upgrade does."""
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    (folder / "instance" / "blog.sqlite").unlink()
    blog(folder, CREATE_ALL)
    places = open_project(folder, app="blog", runner=runner).places()
    assert (places.state, places.next_command) == ("empty", None)
    assert terminal(folder, "blog", "db", "upgrade").returncode != 0


def test_an_env_py_that_works_on_another_database_than_the_app(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    env = folder / "schema_history" / "env.py"
    text = env.read_text(encoding="utf-8")
    other = "connectable = create_engine('sqlite:///other.sqlite')"
    env.write_text(
        "from sqlalchemy import create_engine\n" + text.replace("connectable = get_engine()", other), encoding="utf-8"
    )
    places = open_project(folder, app="blog", runner=runner).places()
    assert places.state == "drift"
    assert "env.py does not use the database of the app, but sqlite:///other.sqlite" in places.sentence
    assert places.in_step == (terminal(folder, "blog", "db", "check").returncode == 0)


@pytest.mark.parametrize("start", ["", CREATE_ALL], ids=["plain", "create_all"])
def test_the_commands_that_are_offered_lead_in_step(tmp_path, runner, start):
    """Typed in a terminal one after the other, from nothing at all."""
    folder = blog(tmp_path / "blog")
    project = open_project(folder, app="blog", runner=runner)
    for _ in range(6):
        places = project.places()
        if places.next_command is None:
            break
        done = terminal(folder, "blog", *shlex.split(places.next_command)[1:])
        assert done.returncode == 0, done.stderr
        blog(folder, start)
    assert places.in_step


# Whose Python, and which driver


def test_a_pythonpath_is_that_of_a_terminal_in_the_projects_folder(tmp_path, monkeypatch):
    write(tmp_path / "blog" / "src", GLOBAL_DB, url=HARD_CODED, start="")
    monkeypatch.setenv("PYTHONPATH", "src")
    for python in (None, sys.executable):
        project = open_project(tmp_path / "blog", app="blog", python=python)
        try:
            assert project.places().state == "no migrations"
        finally:
            project.close()


@pytest.mark.skipif(os.name == "nt", reason="what stands for a Python here is a shell script")
def test_packages_that_are_too_old_are_named(tmp_path):
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\necho \'[[3, 12], {"flask-migrate": "4.0", "flask-sqlalchemy": "2.5.1"}]\'\n')
    python.chmod(0o755)
    with pytest.raises(UnusablePython, match=r"has flask-sqlalchemy 2\.5\.1, and the lab needs 3\.0\.2 or newer"):
        find_python(python)


def test_any_driver_that_this_python_has_will_do_to_read():
    assert readable(make_url("postgresql+psycopg2://me@here/blog")).get_driver_name() in ("psycopg", "psycopg2")
    with pytest.raises(UnsupportedDatabase, match="the app's database is MySQL"):
        Database("mysql+pymysql://me@here/blog")


def test_a_dialect_that_only_the_app_knows_hinders_nobody_from_reading_an_sqlite_file(tmp_path):
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE a (x)")
    assert Database(f"sqlite+ours:///{path.as_posix()}").read().table_names == ("a",)


def test_without_any_driver_it_is_said_which_one_to_install(monkeypatch):
    monkeypatch.setattr("migration_lab.backends.postgresql.postgresql_backend.find_spec", lambda name: None)
    with pytest.raises(NoDriver, match=r"psycopg\[binary\]"):
        Database("postgresql://me@here/blog")


def test_a_locked_database_is_named_as_people_know_it(tmp_path):
    path = tmp_path / "a b.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE a (x)")
        connection.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LockedDatabase) as told:
            Database(f"sqlite:///{path.as_posix()}").read()
        connection.execute("ROLLBACK")
    assert f"sqlite:///{path.as_posix()} is locked" in str(told.value)
