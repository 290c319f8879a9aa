"""Flask-Migrate projects of other shapes than the course's, as files to write, and what a terminal does in them."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from migration_lab.project.commands.choosing import make_runner
from migration_lab.project.commands.runner import Runner
from migration_lab.values.wire import Request, RunFlask

KEPT = tempfile.TemporaryDirectory(prefix="migration-lab-", ignore_cleanup_errors=True)
atexit.register(KEPT.cleanup)
MADE: dict[tuple[object, ...], Path] = {}
"""Projects that were upgraded before, by their files as they were until then; for this process of the tests."""
HARD_CODED = '"sqlite:///blog.sqlite"'
CREATE_ALL = "\nwith app.app_context():\n    db.create_all()\n"

GLOBAL_DB = {
    "blog.py": """\
import os

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = {url}
db = SQLAlchemy(app)
Migrate(app, db, directory="schema_history", compare_server_default=True)


class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80), nullable=False)
    stars = db.Column(db.Integer, server_default="0")
{start}
""",
}
"""An app module with a global ``db``, its scripts under another name."""

BINDS = {
    "shop/__init__.py": """\
from flask import Flask
from flask_migrate import Migrate

from shop.models import db


def make(name="shop"):
    app = Flask(name)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///shop.sqlite"
    app.config["SQLALCHEMY_BINDS"] = {"audit": "sqlite:///audit.sqlite"}
    db.init_app(app)
    Migrate(app, db)
    return app
""",
    "shop/models.py": """\
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Item(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(40))


class Event(db.Model):
    __bind_key__ = "audit"
    id = db.Column(db.Integer, primary_key=True)
    what = db.Column(db.Text)
""",
}
"""A factory of its own name in a package, with several binds."""

INSTALLED = {
    "blog.py": """\
import blog_driver
from flask import Flask
from flask_migrate import Migrate

from models import db

app = Flask(__name__)
app.config.update(SQLALCHEMY_DATABASE_URI="sqlite:///blog.db", SQLALCHEMY_ENGINE_OPTIONS={"module": blog_driver})
db.init_app(app)
Migrate(app, db)
""",
    "models.py": """\
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.Text)
""",
    "blog_driver.py": "from sqlite3.dbapi2 import *\n\nimport models\n",
    "blog_commands.py": "import click\n\nimport models\n\n\n@click.command()\ndef hello():\n    pass\n",
    "blog-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: blog\nVersion: 1.0\n",
    "blog-1.0.dist-info/entry_points.txt": "[flask.commands]\nhello=blog_commands:hello\n",
}
"""As ``pip install -e .`` has it, once the folder is on Python's path."""


def write(folder: Path, files: dict[str, str], **holes: str) -> Path:
    """Write these files below ``folder``; ``{url}`` and the like are filled in where there are any to fill."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for hole, value in holes.items():
            text = text.replace(f"{{{hole}}}", value)
        path.write_text(text, encoding="utf-8")
    return folder


def blog(folder: Path, url: str = HARD_CODED, start: str = "") -> Path:
    return write(folder, GLOBAL_DB, url=url, start=start)


def hashes(folder: Path) -> dict[str, str]:
    """Every file below the folder, with its content's hash."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def terminal(folder: Path, app: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A command in a terminal, which may do what the lab may not."""
    env = {**os.environ, "FLASK_APP": app}
    command = [sys.executable, "-m", "flask", *words]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


@cache
def runner() -> Runner:
    """One for all that only has to be there before a test begins: thirty times as fast as a terminal, and the same."""
    made = make_runner()
    atexit.register(made.close)
    return made


def prepare(folder: Path, app: str, *words: str) -> None:
    """Run the real command where a test has no need of a terminal of its own."""
    printed: list[str] = []
    request = Request(RunFlask(words), str(folder), {**os.environ, "FLASK_APP": app})
    outcome = runner().run(request, lambda text: printed.append(text or ""))
    assert outcome.exit_code == 0, "".join(printed)


def upgraded(folder: Path, app: str, *init: str) -> Path:
    """Run init, migrate and upgrade; what that made of the same files before is copied."""
    before = hashes(folder)
    key = (*before.items(), app, *init)
    if key in MADE:
        return Path(shutil.copytree(MADE[key], folder, dirs_exist_ok=True))
    for words in (("db", "init", *init), ("db", "migrate", "-m", "first"), ("db", "upgrade")):
        prepare(folder, app, *words)
    if "BLOG_URL" not in "".join((folder / name).read_text(encoding="utf-8") for name in before):
        MADE[key] = Path(shutil.copytree(folder, Path(KEPT.name, str(len(MADE)))))
    return folder
