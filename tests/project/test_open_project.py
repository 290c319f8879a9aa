"""Projects that are not ours: opened as they are, looked at without a byte of their databases changing."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import venv
from contextlib import closing
from pathlib import Path

import pytest

import migration_lab
from migration_lab import lab, magics
from migration_lab.errors import LabError
from migration_lab.kernel import session
from migration_lab.kernel.telling import command_result
from migration_lab.project import Project, open_project
from migration_lab.project.commands.interpreter import UnusablePython
from migration_lab.project.commands.refusals import CommandRefused
from migration_lab.project.kept_replays import CannotReplay
from tests.project.other_shapes import (
    BINDS,
    CREATE_ALL,
    HARD_CODED,
    blog,
    hashes,
    terminal,
    upgraded,
    write,
)

FROM_ENVIRONMENT = 'os.environ["BLOG_URL"]'
IN_MEMORY = '"sqlite://"'


def look_at_everything(project: Project) -> None:
    """All that a board asks for."""
    places = project.places()
    for revision in project.history().revisions:
        project.schema_at(revision.id)
        project.revision_sql(revision.id)
    project.run("db", "check")
    project.run("db", "current")
    project.run("routes")
    assert places == project.places()


@pytest.mark.parametrize("start", ["", CREATE_ALL], ids=["plain", "create_all"])
@pytest.mark.parametrize("url", [HARD_CODED, FROM_ENVIRONMENT, IN_MEMORY], ids=["hard-coded", "environment", "memory"])
def test_nothing_in_the_folder_changes(tmp_path, runner, monkeypatch, url, start):
    monkeypatch.setenv("BLOG_URL", f"sqlite:///{(tmp_path / 'elsewhere.sqlite').as_posix()}")
    folder = blog(tmp_path / "blog", HARD_CODED if url == IN_MEMORY else url)
    upgraded(folder, "blog")
    blog(folder, url, start + "\nclass Tag(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n" + start)
    before = hashes(tmp_path)
    look_at_everything(project := open_project(folder, app="blog", runner=runner))
    assert hashes(tmp_path) == before
    # Only now, since the check is what writes: an app that calls create_all() makes its tables by starting.
    places = project.places()
    assert places.in_step == (terminal(folder, "blog", "db", "check").returncode == 0)


@pytest.mark.parametrize("start", [CREATE_ALL, ""], ids=["create_all", "plain"])
def test_a_database_file_that_is_not_there_is_not_made(tmp_path, runner, start):
    folder = blog(tmp_path / "blog", start=start)
    look_at_everything(open_project(folder, app="blog", runner=runner))
    assert list(hashes(folder)) == ["blog.py"]


def test_looking_leaves_no_empty_folder(tmp_path, runner):
    """Flask-SQLAlchemy makes the folder of its database as the app starts."""
    folder = blog(tmp_path / "blog")
    look_at_everything(open_project(folder, app="blog", runner=runner))
    assert [path.name for path in folder.iterdir() if path.name != "__pycache__"] == ["blog.py"]


def test_it_says_which_database_it_looks_at(tmp_path, runner):
    project = open_project(upgraded(blog(tmp_path / "blog"), "blog"), app="blog", runner=runner)
    places = project.places()
    assert places.database == project.address == "SQLite, instance/blog.sqlite"
    assert places.state == "in step"


def test_a_migrations_folder_under_another_name_and_date_named_files(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    ini = folder / "schema_history" / "alembic.ini"
    dated = "[alembic]\nfile_template = %%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d-%%(rev)s_%%(slug)s\n"
    ini.write_text(ini.read_text(encoding="utf-8").replace("[alembic]\n", dated), encoding="utf-8")
    path = folder / "blog.py"
    path.write_text(path.read_text(encoding="utf-8") + "    body = db.Column(db.Text)\n", encoding="utf-8")
    assert terminal(folder, "blog", "db", "migrate", "-m", "body").returncode == 0
    project = open_project(folder, app="blog", runner=runner)
    newest, oldest = project.history().revisions
    assert newest.message == "body"
    assert newest.path.startswith("schema_history/versions/20")
    assert newest.parents == (oldest.id,)
    assert project.places().next_command == "flask db upgrade"
    assert str(project.places().rows[0]).startswith("+ column post.body  TEXT  NULL")


def test_a_server_default_counts_where_the_project_compares_it(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    path = folder / "blog.py"
    path.write_text(path.read_text(encoding="utf-8").replace('default="0"', 'default="5"'), encoding="utf-8")
    places = open_project(folder, app="blog", runner=runner).places()
    assert not places.in_step
    assert [str(change) for change in places.changes] == ["~ column post.stars  default '0' → '5'"]
    assert places.not_compared == ()


def test_a_factory_with_several_binds(tmp_path, runner):
    folder = upgraded(write(tmp_path / "shop", BINDS), "shop:make", "--multidb")
    project = open_project(folder, app="shop:make", runner=runner)
    places = project.places()
    assert (places.state, places.in_step, places.rows) == ("in step", True, ()), str(places)
    path = folder / "shop" / "models.py"
    path.write_text(path.read_text(encoding="utf-8") + "    who = db.Column(db.Text)\n", encoding="utf-8")
    places = project.places()
    assert [(row.bind, row.name) for row in places.rows] == [("audit", "event.who")]
    assert places.next_command == "flask db migrate -m 'add who to event'"
    [revision] = project.history().revisions
    assert project.schema_at(revision.id).table("item")
    assert project.schema_at(revision.id, bind="audit").table("event")


def test_the_one_of_several_databases_that_is_behind_is_named(tmp_path, runner):
    folder = upgraded(write(tmp_path / "shop", BINDS), "shop:make", "--multidb")
    project, audit = open_project(folder, app="shop:make", runner=runner), folder / "instance" / "audit.sqlite"
    with closing(sqlite3.connect(audit)) as connection:
        connection.execute("DELETE FROM alembic_version")
        connection.commit()
    places = project.places()
    assert (places.state, places.next_command) == ("no alembic_version", "flask db stamp head")
    assert "The database audit has tables (event) but no revision in alembic_version" in places.sentence
    assert places.in_step == (terminal(folder, "shop:make", "db", "check").returncode == 0)
    assert terminal(folder, "shop:make", "db", "upgrade").returncode != 0
    assert terminal(folder, "shop:make", "db", "stamp", "head").returncode == 0
    assert project.places().state == "in step"
    audit.unlink()
    places = project.places()
    assert (places.state, places.next_command) == ("database behind", "flask db upgrade")
    assert "The database audit is empty, but the others have run every revision" in places.sentence
    assert places.current == project.history().current
    assert terminal(folder, "shop:make", "db", "upgrade").returncode == 0
    assert project.places().state == "in step"


def test_a_command_that_fails_without_a_word_is_given_its_error(tmp_path):
    """The env.py of older templates silences the logger by which Flask-Migrate says why."""
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    try:
        migration_lab.open_project(folder, app="blog", read_only=False)
        env = folder / "schema_history" / "env.py"
        text = env.read_text(encoding="utf-8")
        quiet = "import logging; logging.getLogger('flask_migrate').disabled = True\n"
        env.write_text(text.replace("logger =", f"{quiet}logger =", 1), encoding="utf-8")
        (folder / "blog.py").write_text(
            (folder / "blog.py").read_text(encoding="utf-8") + "    body = db.Column(db.Text)\n", encoding="utf-8"
        )
        step = lab.run("db check")
        assert "New upgrade operations" not in step.result.output
        assert "New upgrade operations detected" in step.result.unsaid
        assert (
            "the output above does not say why, but this is the reason: New upgrade operations detected"
            in magics.failure(step)
        )
        assert "New upgrade operations detected" in command_result(step)["words"]
        env.write_text(text, encoding="utf-8")
        step = lab.run("db check")
        assert step.result.unsaid == ""
        assert "the reason is in the output above" in magics.failure(step)
    finally:
        session.close()


def test_a_bind_that_env_py_does_not_migrate_is_not_compared(tmp_path, runner):
    folder = upgraded(write(tmp_path / "shop", BINDS), "shop:make")
    places = open_project(folder, app="shop:make", runner=runner).places()
    assert places.in_step == (terminal(folder, "shop:make", "db", "check").returncode == 0)
    assert places.rows == ()
    assert places.not_compared == ("audit: + table event  (id, what)",)


def test_a_project_that_is_open_for_reading_only_refuses_to_be_changed(tmp_path, runner):
    project = open_project(upgraded(blog(tmp_path / "blog"), "blog"), app="blog", runner=runner)
    with pytest.raises(CommandRefused, match=r"open read-only.*read_only=False"):
        project.run("db", "downgrade")
    writable = open_project(project.path, app="blog", runner=runner, read_only=False)
    assert writable.run("db", "downgrade").result.ok
    assert writable.places().state == "empty"
    writable.undo()
    assert writable.places().state == "in step"


def test_a_page_of_a_read_only_project_sees_a_copy(tmp_path, runner):
    page = """
@app.get("/write")
def write():
    db.session.add(Post(title="x"))
    db.session.commit()
    return str(db.session.query(Post).count())
"""
    folder = upgraded(blog(tmp_path / "blog", start=page), "blog")
    before = hashes(folder)
    project = open_project(folder, app="blog", runner=runner)
    assert project.get("/write").text == "1"
    assert project.get("/write").text == "1"
    assert hashes(folder) == before


def test_the_projects_own_environment_runs_it(tmp_path):
    environment = tmp_path / "environment"
    venv.create(environment, symlinks=os.name != "nt")
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    [site] = environment.rglob("site-packages")
    (site / "ours.pth").write_text(packages, encoding="utf-8")
    tells = "\nimport sys\napp.config['PREFIX'] = sys.prefix\n@app.get('/prefix')\ndef prefix(): return sys.prefix\n"
    folder = upgraded(blog(tmp_path / "blog", start=tells), "blog")
    project = open_project(folder, app="blog", python=environment)
    try:
        assert project.places().state == "in step"
        assert Path(project.get("/prefix").text).resolve() == environment.resolve()
    finally:
        project.close()


def test_a_python_without_flask_migrate_is_told_so(tmp_path):
    environment = tmp_path / "environment"
    venv.create(environment, symlinks=os.name != "nt")
    with pytest.raises(UnusablePython, match="has no flask-migrate"):
        open_project(tmp_path, python=environment)
    with pytest.raises(UnusablePython, match="not a Python that starts"):
        open_project(tmp_path, python=tmp_path / "nowhere")


def test_a_folder_that_is_not_there():
    with pytest.raises(LabError, match=r"no folder nowhere"):
        open_project("nowhere")


def test_scripts_that_do_not_run_on_an_empty_database_say_so(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    [script] = (folder / "schema_history" / "versions").glob("*.py")
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace("    # ###", '    op.drop_table("gone")\n    # ###', 1), encoding="utf-8")
    project = open_project(folder, app="blog", runner=runner)
    places = project.places()
    assert (places.state, places.in_step) == ("cannot replay", True)
    with pytest.raises(CannotReplay, match="no such table: gone"):
        project.schema_at(project.history().heads[0])


def test_in_a_kernel_it_becomes_what_the_notebook_works_on(tmp_path):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    try:
        project = migration_lab.open_project(folder, app="blog")
        first, second, *_ = map(str.strip, repr(project).splitlines())
        assert (first, second) == ("Project blog", "Its database: SQLite, instance/blog.sqlite")
        assert lab.run("db check").result.ok
        assert str(lab.places()).startswith("In step")
        for run in (lambda: lab.run("db downgrade"), lambda: project.run("db", "downgrade")):
            with pytest.raises(CommandRefused):
                run()
        with pytest.raises(LabError, match="open read-only"):
            project.undo()
    finally:
        session.close()


def test_it_is_a_project_whose_commands_the_lab_knows_of(tmp_path):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    try:
        project = migration_lab.open_project(folder, app="blog", read_only=False)
        assert isinstance(project, Project)
        assert project.places().state == "in step"
        printed: list[str] = []
        step = project.run("db", "downgrade", on_output=printed.append)
        assert "Running downgrade" in "".join(printed)
        assert lab.last is step
        assert lab.tables().schema.table_names == project.read().table_names
        assert project.undo().command == "flask db downgrade"
        assert str(lab.places()).startswith("In step")
        lab.run("db downgrade")
        assert project.places().state == "empty"
        assert str(lab.undo()).startswith("Undone: flask db downgrade")
    finally:
        session.close()
    assert project.run("db", "current").result.ok, "it goes on when another one has been opened"


def test_an_unknown_setting_is_an_error_at_once(tmp_path):
    with pytest.raises(TypeError, match="readonly"):
        lab.open_project(tmp_path, readonly=True)  # type: ignore[call-arg]


SCRIPT = """\
import sys

from migration_lab import lab

project = lab.open_project("blog", app="blog", read_only=False)
print(project)
print(project.places().sentence)
print(project.run("db", "downgrade").result.ok, project.places().state)
print(project.undo().command, project.places().state)
print("IPython.display" in sys.modules and "IPython" in sys.modules and bool(sys.modules["IPython"].get_ipython()))
project.rows("nowhere")
"""


def test_a_script_uses_it_as_a_value(tmp_path):
    upgraded(blog(tmp_path / "blog"), "blog")
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    ran = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, encoding="utf-8")
    lines = ran.stdout.splitlines()
    assert lines[:2] == ["Project blog", "  Its database: SQLite, instance/blog.sqlite"], ran.stderr
    assert lines[-4].startswith("In step")
    assert lines[-3:] == ["True empty", "flask db downgrade in step", "False"]
    assert "There is no table 'nowhere' in the database. The tables are: " in ran.stderr.splitlines()[-1]
    assert ran.returncode == 1
