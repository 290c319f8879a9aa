"""Projects that are not ours: opened as they are, looked at without a byte of their databases changing."""

from __future__ import annotations

import os
import sys
import venv
from pathlib import Path

import pytest

from migration_lab.errors import LabError
from migration_lab.project import Project, open_project
from migration_lab.project.commands.interpreter import UnusablePython
from migration_lab.project.commands.refusals import CommandRefused
from migration_lab.project.kept_replays import CannotReplay
from tests.project.other_shapes import CREATE_ALL, HARD_CODED, blog, hashes, terminal, upgraded

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
