"""A folder whose app does not load, or that is another kind of project: named by what it is, with what to do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

import pytest

from migration_lab.errors import LabError
from migration_lab.installing import install_command
from migration_lab.kernel.telling import project_lines
from migration_lab.project import Places, open_project
from migration_lab.project.commands.interpreter import UnusablePython, find_python
from migration_lab.project.project_databases import NoDatabase
from tests.project.other_shapes import HARD_CODED, blog, terminal, upgraded, write

FASTAPI = "from fastapi import FastAPI\n\napp = FastAPI()\n"
FACTORY = "from flask import Flask\n\ndef create_app():\n    return Flask(__name__)\n"
NEEDY = FACTORY.replace("()", "(name)", 1)
PLAIN = 'from flask import Flask\n\napp = Flask("plain")\n'


def look(folder: Path, runner, app: str | None = None) -> Places:
    places = open_project(folder, app=app, runner=runner).places()
    assert places.next_command is None
    return places


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (
            {"alembic.ini": "[alembic]\n", "main.py": FASTAPI},
            r"FastAPI project, and it uses plain Alembic",
        ),
        ({"app.py": FASTAPI}, "This is a FastAPI project. The lab opens Flask-Migrate projects for now"),
        ({"alembic.ini": "[alembic]\n"}, "an Alembic project without Flask"),
        ({"manage.py": "import django\n"}, "Django project"),
        ({"notes.txt": "nothing"}, "There is no app yet: flask looks for a file app.py, but there is none"),
        ({"server/app.py": PLAIN}, "Is the project in the folder server"),
        ({"shop/__init__.py": FACTORY}, r'one in shop: open_project\(…, app="shop"\)'),
        (
            {"src/shop/__init__.py": FACTORY},
            r'in the folder src: open that folder, with app="s',
        ),
        (
            {"app.py": NEEDY},
            r"create_app in app makes the app, and it needs arguments",
        ),
        ({"app.py": "x = 1\n"}, r'no Flask app that flask finds by itself.*app="app:NAME"'),
        ({"app.py": "import shop\n", "src/shop/__init__.py": ""}, r"shop is in the folder src.*PYTHONPATH"),
    ],
)
def test_what_the_folder_is_said_to_be(tmp_path, runner, files, words):
    folder = write(tmp_path / "it", files)
    places = look(folder, runner)
    assert places.state == "app does not load"
    assert re.search(words, places.sentence), places.sentence


def test_an_app_that_is_not_there_is_named_with_one_that_is(tmp_path, runner):
    places = look(blog(tmp_path / "blog"), runner, app="nope")
    assert "There is no module nope in this folder" in places.sentence
    assert 'There seems to be one in blog: open_project(…, app="blog")' in places.sentence


def test_an_app_without_a_database_loads_and_is_told_as_that(tmp_path, runner):
    project = open_project(write(tmp_path / "plain", {"app.py": PLAIN}), runner=runner)
    places = project.places()
    assert (places.state, places.next_command) == ("no migrations", None)
    assert "The app loads, but it has no Flask-SQLAlchemy" in places.sentence
    with pytest.raises(NoDatabase, match="has no Flask-SQLAlchemy"):
        project.read()
    assert any("has no Flask-SQLAlchemy" in line for line in project_lines(project, None))


def test_a_file_in_place_of_a_folder(tmp_path):
    blog(tmp_path / "blog")
    with pytest.raises(LabError, match=r'blog\.py is a file\. Give the folder.*app="blog"'):
        open_project(tmp_path / "blog" / "blog.py")


def test_a_flaskenv_that_names_the_app_is_read(tmp_path, runner):
    folder = blog(tmp_path / "blog")
    (folder / ".flaskenv").write_text("FLASK_APP=blog\n", encoding="utf-8")
    places = open_project(folder, runner=runner).places()
    if find_spec("dotenv"):
        assert places.state == "no migrations"
    else:
        assert "flask needs python-dotenv to read it, which this Python does not have" in places.sentence


def test_a_variable_that_the_app_wants_is_named(tmp_path, runner, monkeypatch):
    monkeypatch.delenv("BLOG_URL", raising=False)
    project = open_project(blog(tmp_path / "blog", 'os.environ["BLOG_URL"]'), app="blog", runner=runner)
    assert "It needs the environment variable BLOG_URL. Set it first: %env BLOG_URL=…" in project.places().sentence
    monkeypatch.setenv("BLOG_URL", "sqlite:///blog.sqlite")
    assert project.places().state == "no migrations"


# Whose Python


def test_an_app_that_needs_its_own_environment_is_told_of_python(tmp_path, runner):
    folder = blog(tmp_path / "blog", start="\nimport only_there\n")
    words = look(folder, runner, app="blog").sentence
    assert "does not have only_there" in words
    assert 'python="…"' in words
    venv.create(folder / ".venv", symlinks=os.name != "nt")
    assert 'open_project(…, python=".venv")' in look(folder, runner, app="blog").sentence
    packages = next(path for path in sys.path if path.endswith("site-packages"))
    [site] = (folder / ".venv").rglob("site-packages")
    (site / "ours.pth").write_text(packages, encoding="utf-8")
    (site / "only_there.py").write_text("", encoding="utf-8")
    project = open_project(folder, app="blog", python=".venv")
    try:
        assert project.places().state == "no migrations"
        (site / "only_there.py").unlink()
        assert "The Python given as python= does not have only_there" in project.places().sentence
    finally:
        project.close()


@pytest.mark.parametrize(
    ("name", "why"),
    [("nowhere", "no such file or folder"), ("folder", "the folder has no Python in it"), ("true", "another program")],
)
def test_a_python_that_is_none_is_told_in_one_line(tmp_path, name, why):
    (tmp_path / "folder").mkdir()
    python = shutil.which("true") if name == "true" else tmp_path / name
    if python is None:
        pytest.skip("there is no program true here")
    with pytest.raises(UnusablePython) as told:
        find_python(python)
    assert why in str(told.value)
    assert "importlib" not in str(told.value)
    assert "\n" not in str(told.value)


def test_the_command_that_installs_is_one_that_works_there(tmp_path, monkeypatch):
    venv.create(tmp_path / "bare", symlinks=os.name != "nt")
    bare = find_bare(tmp_path / "bare")
    assert subprocess.run([bare, "-m", "pip", "--version"], capture_output=True, check=False).returncode != 0
    monkeypatch.setattr("shutil.which", lambda name: "/somewhere/uv")
    assert install_command("x", bare).startswith("!uv pip install --python ")
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert "ensurepip" in install_command("x", bare)
    monkeypatch.setattr("migration_lab.installing.find_spec", lambda name: object())
    assert install_command("psycopg[binary]") == "%pip install 'psycopg[binary]'"


def find_bare(environment: Path) -> str:
    return str(environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


# Which database

STUB = """
paramstyle, threadsafety, apilevel, version_info = "pyformat", 1, "2.0", (1, 4, 0, "final", 0)
class Error(Exception): pass
class converters: pass
def connect(*args, **kwargs): raise Error("nobody is there")
"""


@pytest.mark.parametrize(("scheme", "name"), [("mysql", "MySQL"), ("mariadb", "MariaDB")])
def test_a_database_that_the_lab_does_not_read_is_named(tmp_path, runner, scheme, name):
    folder = blog(tmp_path / "blog", f'"{scheme}+pymysql://me:secret@here/shop"')
    (folder / "pymysql.py").write_text(STUB, encoding="utf-8")
    project = open_project(folder, app="blog", runner=runner)
    lines = "\n".join(project_lines(project, "blog"))
    places = project.places()
    assert (places.state, places.next_command) == ("cannot look", None)
    assert f"the app's database is {name} ({scheme}+pymysql://me:***@here/shop" in places.sentence
    assert places.sentence in lines
    assert "secret" not in lines + str(places)
    assert project.run("routes").result.ok
    with pytest.raises(NoDatabase, match=name):
        project.read()


def test_a_path_in_a_folder_that_is_not_there_is_not_called_empty(tmp_path, runner):
    folder = upgraded(blog(tmp_path / "blog"), "blog")
    nowhere = tmp_path / "nowhere"
    blog(folder, f'"sqlite:///{(nowhere / "blog.db").as_posix()}"')
    project = open_project(folder, app="blog", runner=runner)
    places = project.places()
    assert (places.state, places.next_command) == ("unreachable database", None)
    assert f"There is no folder {nowhere.as_posix()}" in places.sentence
    assert terminal(folder, "blog", "db", "upgrade").returncode != 0
    nowhere.mkdir()
    assert project.places().state == "empty"
    blog(folder, HARD_CODED)
    shutil.rmtree(folder / "instance")
    assert project.places().state == "empty"
