"""Looking changes no database and no file, whatever the project's own code does; SQLite, files and other programs.

Each attack is first seen to work in a terminal, so that none of these can pass because an attack is broken. It is then
made from the app's module, its factory, env.py and a revision script, on a project open read-only and on one
that may be changed.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from migration_lab.errors import LabError
from migration_lab.machine import has_landlock
from migration_lab.project import open_project
from migration_lab.project.commands.choosing import make_runner
from migration_lab.project.commands.runner import Runner
from tests.project.attacks import FILES, IN_C, PROGRAM, PROGRAMS, SQLITE
from tests.project.other_shapes import upgraded, write

PREFACE = """\
import os, posix, sqlite3, _sqlite3
HELD_OPEN, HELD_CONNECT, HELD_CONNECTION = open, _sqlite3.connect, _sqlite3.Connection
DB, ROOT, PROGRAM = {db!r}, {root!r}, {program!r}
"""
WITHOUT_LANDLOCK = """\
import sys
from migration_lab.child.sandbox import scratch_files
from migration_lab.child import warm
scratch_files.restrict_writing = lambda folders: False
sys.argv = sys.argv[-2:]
warm.main()
"""
APP = """\
import os
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)


def make():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("BLOG", "sqlite:///blog.sqlite")
    db.init_app(app)
    Migrate(app, db)
    return app
"""
ATTACK = """
try:
    exec({code!r}, {{"__name__": __name__}})
except BaseException:
    pass
"""
NEEDED = {"aiosqlite": "aiosqlite", "async engine": "aiosqlite", "apsw": "apsw"}
ATTACKS = [
    pytest.param(code, id=f"{kind}: {name}")
    for kind, attacks in (("SQLite", SQLITE), ("program", PROGRAMS), ("file", FILES))
    for name, code in attacks.items()
]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the attacks are written for POSIX")


def tree(folder: Path) -> dict[str, tuple[object, ...]]:
    """Every name below it, with contents, time and rights."""
    found = {}
    for path in sorted(folder.rglob("*")):
        stat = path.lstat()
        data = path.read_bytes() if path.is_file() else b""
        found[path.relative_to(folder).as_posix()] = (data, stat.st_mtime_ns, stat.st_mode)
    return found


def project(folder: Path) -> Path:
    write(folder, {"blog.py": APP})
    folder = upgraded(folder, "blog:make")
    write(folder, {"kept.txt": "kept\n", "full/one.txt": "1"})
    (folder / "empty").mkdir()
    for cache in folder.rglob("__pycache__"):
        shutil.rmtree(cache)
    return folder


def attack(folder: Path, place: str, code: str) -> None:
    """Put that into the project: the module ``blog``, its factory, env.py, or the upgrade of its revision."""
    text = ATTACK.format(code=code)
    inner = "\n".join(f"    {line}" for line in text.splitlines())
    [script] = (folder / "migrations" / "versions").glob("*.py")
    target = {"env.py": folder / "migrations" / "env.py", "script": script}.get(place, folder / "blog.py")
    source = target.read_text(encoding="utf-8")
    if place == "factory":
        source = source.replace("    db.init_app(app)\n", f"{inner}\n    db.init_app(app)\n")
    elif place == "script":
        source = source.replace("def upgrade():\n", f"def upgrade():\n{inner}\n")
    else:
        source = f"{source}\n{text}"
    target.write_text(source, encoding="utf-8")


def preface(folder: Path) -> str:
    return PREFACE.format(db=str(folder / "instance" / "blog.sqlite"), root=str(folder), program=PROGRAM)


@pytest.fixture(scope="module")
def python_alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """A warm process in which the kernel does not help: as on macOS, on Windows, and on an old Linux."""
    script = tmp_path_factory.mktemp("python") / "python"
    script.write_text(f"#!{sys.executable}\n{WITHOUT_LANDLOCK}", encoding="utf-8")
    script.chmod(0o755)
    runner = make_runner(True, python=str(script))
    yield runner
    runner.close()


@pytest.mark.parametrize("code", ATTACKS)
def test_an_attack_changes_nothing(tmp_path, python_alone, code):
    for name, module in NEEDED.items():
        if code == SQLITE[name] and importlib.util.find_spec(module) is None:
            pytest.skip(f"{module} is not installed")
    works_in_a_terminal_and_not_in_the_lab(tmp_path, python_alone, code)


@pytest.mark.skipif(not has_landlock(), reason="needs a Linux with Landlock")
@pytest.mark.parametrize("code", [pytest.param(code, id=name) for name, code in IN_C.items()])
def test_an_attack_that_python_does_not_see_changes_nothing_either(tmp_path, runner, code):
    works_in_a_terminal_and_not_in_the_lab(tmp_path, runner, code)


def works_in_a_terminal_and_not_in_the_lab(tmp_path: Path, runner: Runner, code: str) -> None:
    template = project(tmp_path / "template")
    victim = Path(shutil.copytree(template, tmp_path / "victim"))
    before = tree(victim)
    command = [sys.executable, "-c", preface(victim) + code]
    done = subprocess.run(command, cwd=victim, check=False, capture_output=True, text=True, timeout=60)
    assert tree(victim) != before, f"the attack does not work in a terminal either: {done.stderr}"
    for place in ("module", "factory", "env.py", "script"):
        folder = Path(shutil.copytree(template, tmp_path / place))
        attack(folder, place, preface(folder) + code)
        look(folder, runner, read_only=True)
        if place == "script":
            look(folder, runner, read_only=False)


def look(folder: Path, runner: Runner, read_only: bool) -> None:
    project = open_project(folder, app="blog:make", runner=runner, read_only=read_only)
    if not read_only:
        project.locate()  # which notes in .lab where the database is
    before = tree(folder)
    places = project.places()
    with suppress(LabError):
        project.schema_at(project.history().heads[0])
    assert tree(folder) == before, places
    # One of them empties the database that it is given: as the app starts, it is behind, and in a script, at an end.
    assert places.state in ("in step", "drift", "database behind", "cannot replay"), places
