"""A course of three short chapters, for tests that must not wait for the real one or change with it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from migration_lab.course.location import Course
from migration_lab.values.revision_ids import revision_id

APP = """\
import os

import click
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)


def create_app():
    import models

    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "sqlite:///small.db")
    db.init_app(app)
    Migrate(app, db)

    @app.cli.command("seed")
    @click.argument("name", default="Ada")
    def seed(name):
        db.session.execute(text("INSERT INTO speaker (name) VALUES (:name)"), {"name": name})
        db.session.commit()

    return app
"""
SPEAKER = """\
from sqlalchemy.orm import Mapped, mapped_column

from app import db


class Speaker(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
"""
WITH_BIO = SPEAKER + "    bio: Mapped[str | None]\n"
FIRST = revision_id([], "create speaker")
SECOND = revision_id([FIRST], "add bio")
EDITED = f'''\
"""add bio

Revision ID: {SECOND}
Revises: {FIRST}
"""

import sqlalchemy as sa
from alembic import op

revision = "{SECOND}"
down_revision = "{FIRST}"


def upgrade():
    op.add_column("speaker", sa.Column("bio", sa.String()))
    op.execute("UPDATE speaker SET bio = 'said at ' || name")


def downgrade():
    op.drop_column("speaker", "bio")
'''

PHONE = """
[[exercise]]
id = "03.1"
title = "Add a phone"
task = "Speakers have a phone."
goal = "ALTER TABLE speaker ADD COLUMN phone VARCHAR(20)"
hints = ["Look at bio.", "Migrate.", "phone: Mapped[str | None]"]
solution = [
  {edit = "models.py", old = "    bio:", new = "    phone: Mapped[str | None]\\n    bio:"},
  {flask = ["db", "migrate", "-m", "add phone"]},
  {flask = ["db", "upgrade"]},
]
wrong = [
  {why = "by hand", steps = [{sql = "ALTER TABLE speaker ADD COLUMN phone TEXT"}]},
  {why = "not upgraded", steps = [
    {edit = "models.py", old = "    bio: Mapped[str | None]\\n", new = "    phone: Mapped[str | None]\\n"},
    {flask = ["db", "migrate", "-m", "add phone"]},
  ]},
]
"""
SHORT = """
[[exercise]]
id = "03.2"
title = "Shorten the bios"
task = "Every bio is short."
goal = "SELECT 1"
rows = [
  {question = "SELECT bio FROM speaker", expect = [["short"], ["short"]], says = "Not yet short."},
]
hints = ["a", "b", "c"]
solution = [{sql = "UPDATE speaker SET bio = 'short'"}]
wrong = [
  {why = "only one", steps = [{sql = "UPDATE speaker SET bio = 'short' WHERE id = 1"}]},
  {why = "all gone", steps = [{sql = "DELETE FROM speaker"}]},
]
scripts = false
"""

HALFWAY = """
[[exercise]]
id = "03.3"
title = "Get out of a failed upgrade"
task = "An upgrade has failed halfway. Mend it."
start = [
  {edit = "models.py", old = "    name:", new = "    phone: Mapped[str | None]\\n    name:"},
  {flask = ["db", "migrate", "-m", "add phone"]},
  {edit = "migrations/versions/*_add_phone.py", old = "\\n\\n\\ndef downgrade", new = '''

    op.execute('UPDATE nowhere SET x = 1')


def downgrade'''},
  {flask = ["db", "upgrade"], fails = true},
  {sql = "UPDATE speaker SET name = 'Ada L.' WHERE name = 'Ada'"},
]
rows = [{question = "SELECT name FROM speaker ORDER BY id", expect = [["Ada L."], ["Grace"]], says = "A name is lost."}]
hints = ["a", "b", "c"]
solution = [
  {sql = "ALTER TABLE speaker DROP COLUMN phone"},
  {edit = "migrations/versions/*_add_phone.py", old = "    op.execute('UPDATE nowhere SET x = 1')\\n", new = ""},
  {flask = ["db", "upgrade"]},
]
also = [[
  {edit = "migrations/versions/*_add_phone.py", old = "    op.execute('UPDATE nowhere SET x = 1')\\n", new = ""},
  {flask = ["db", "stamp", "head"]},
]]
wrong = [
  {why = "the same once more", steps = [{flask = ["db", "upgrade"]}]},
  {why = "stamped, and the script still fails", steps = [{flask = ["db", "stamp", "head"]}]},
]
"""


ON_POSTGRESQL = """
[[exercise]]
id = "03.4"
title = "Nothing is half there"
database = "postgresql"
task = "An upgrade has failed on PostgreSQL. Mend it: a speaker has a `phone` and a `mood`."
start = [
  {edit = "models.py", old = "from sqlalchemy.orm", new = "from sqlalchemy import Enum\\nfrom sqlalchemy.orm"},
  {edit = "models.py", old = "    name:", new = '''
    phone: Mapped[str | None]
    mood: Mapped[str | None] = mapped_column(Enum("good", "bad", name="mood"))
    name:'''},
  {flask = ["db", "migrate", "-m", "add phone and mood"]},
  {edit = "migrations/versions/*_add_phone_and_mood.py", old = '''
def upgrade():
''', new = '''
def upgrade():
    sa.Enum('good', 'bad', name='mood').create(op.get_bind())
'''},
  {edit = "migrations/versions/*_add_phone_and_mood.py", old = "\\n\\n\\ndef downgrade", new = '''

    op.execute('UPDATE nowhere SET x = 1')


def downgrade'''},
  {flask = ["db", "upgrade"], fails = true},
  {sql = "UPDATE speaker SET name = 'Ada L.' WHERE name = 'Ada'"},
]
goal = "CREATE TYPE mood AS ENUM ('bad', 'good'); ALTER TABLE speaker ADD phone VARCHAR, ADD mood mood"
rows = [{question = "SELECT name FROM speaker ORDER BY id", expect = [["Ada L."], ["Grace"]], says = "A name is lost."}]
hints = ["a", "b", "c"]
solution = [
  {edit = "migrations/versions/*_mood.py", old = "    op.execute('UPDATE nowhere SET x = 1')\\n", new = ""},
  {edit = "migrations/versions/*_mood.py", old = "\\ndef downgrade():\\n", new = '''
def downgrade():
    op.execute('ALTER TABLE speaker DROP mood, DROP phone')
    op.execute('DROP TYPE mood')
    return
'''},
  {flask = ["db", "upgrade"]},
]
only_one = "It is for a test."
wrong = [
  {why = "the same once more", steps = [{flask = ["db", "upgrade"]}]},
  {why = "the type stays, so it is in the way", steps = [
    {edit = "migrations/versions/*_mood.py", old = "    op.execute('UPDATE nowhere SET x = 1')\\n", new = ""},
    {flask = ["db", "upgrade"]},
  ]},
]
"""


def code(source: str, *tags: str) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {"tags": list(tags)}, "outputs": []}


def prose(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source.splitlines(keepends=True), "metadata": {}}


def write_notebook(path: Path, cells: Iterable[dict[str, Any]]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    notebook = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def write_small_course(folder: Path) -> Course:
    """Its notebooks, without a finished app yet."""
    course = Course(folder)
    write_notebook(course.notebooks / "00_start_here.ipynb", [prose("# Start"), code("%flask routes", "aside")])
    write_notebook(
        course.notebooks / "01_write_an_app.ipynb",
        [
            prose("%flask seed"),
            code("from migration_lab import lab\nlab.open('01')"),
            code(f"%%writefile app.py\n{APP.rstrip()}"),
            code(f"%%writefile models.py\n{SPEAKER}"),
            code("%flask routes"),
        ],
    )
    write_notebook(
        course.notebooks / "02_draft_a_revision.ipynb",
        [
            code("%flask db init"),
            code('%flask db migrate -m "create speaker"\n%flask db upgrade'),
            code("%flask db upgrade\n%flask seed"),
            code("%flask db downgrade base", "aside"),
            code("%flask seed Grace\n%flask db current"),
        ],
    )
    write_notebook(
        course.notebooks / "03_add_a_column.ipynb",
        [
            code("%%edit models.py\n     name: Mapped[str]\n+    bio: Mapped[str | None]"),
            code("%flask seed Too early", "raises-exception"),
            code('%flask db migrate -m "add bio"'),
            code(f"%%writefile migrations/versions/{SECOND}_add_bio.py\n{EDITED}"),
            code("%flask db upgrade"),
        ],
    )
    return course
