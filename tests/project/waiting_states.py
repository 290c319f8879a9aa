"""Scripts that wait, and the rows that they meet: each takes a project that stands at ``first`` and has rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from migration_lab.project import Project
from migration_lab.project.commands.runner import Runner
from tests.project.by_hand import flask, models, script, sql

APP = """\
import sqlite3

from flask import Flask
from flask_migrate import Migrate
from sqlalchemy import Engine, event

from models import db


@event.listens_for(Engine, "connect")
def enforce(connection, _record):
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA foreign_keys = ON")


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///conference.db"
    db.init_app(app)
    Migrate(app, db)
    return app
"""

MODELS = """\
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import ForeignKey

db = SQLAlchemy()


class Speaker(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String, nullable=False)
    phone = db.Column(db.String)


class Talk(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String)
    speaker_id = db.Column(ForeignKey("speaker.id", ondelete="CASCADE"))
    room_id = db.Column(db.Integer)
"""

FIRST = """op.create_table(
        "speaker",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String()),
    )
    op.create_table(
        "talk",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("title", sa.String()),
        sa.Column("speaker_id", sa.Integer(), sa.ForeignKey("speaker.id", ondelete="CASCADE")),
        sa.Column("room_id", sa.Integer()),
    )"""
ROWS = (
    "INSERT INTO speaker VALUES (1, 'Ada', '12'), (2, 'Bob', 'none'), (3, 'Eve', NULL)",
    "INSERT INTO talk VALUES (1, 'Keys', 1, 9), (2, 'Keys', 2, NULL)",
)


def stands_at_first(folder: Path, runner: Runner) -> Path:
    """Make the project in this folder: it stands at its first revision, and has rows."""
    folder.mkdir()
    (folder / "app.py").write_text(APP, encoding="utf-8")
    (folder / "models.py").write_text(MODELS, encoding="utf-8")
    project = Project(folder, stable=True, runner=runner)
    flask(project, "db", "init")
    script(project, "first", None, FIRST)
    flask(project, "db", "upgrade")
    sql(project, *ROWS)
    return folder


def batch(table: str, change: str) -> str:
    return f'with op.batch_alter_table("{table}") as batch:\n        {change}'


def waits(upgrade: str, id: str = "second", parent: str = "first") -> Callable[[Project], None]:
    """The state in which one script waits."""

    def make(project: Project) -> None:
        script(project, id, parent, upgrade)

    return make


NOT_NULL = 'op.add_column("speaker", sa.Column("email", sa.String(), nullable=False))'
FORBID_NULLS = batch("speaker", 'batch.alter_column("phone", existing_type=sa.String(), nullable=False)')
UNIQUE = 'op.create_index("one_title", "talk", ["title"], unique=True)'
FOREIGN_KEY = 'op.create_table("room", sa.Column("id", sa.Integer(), primary_key=True))\n    ' + batch(
    "talk", 'batch.create_foreign_key("in_room", "room", ["room_id"], ["id"])'
)
NO_CAST = batch("speaker", 'batch.alter_column("phone", existing_type=sa.String(), type_=sa.Integer())')
PARENT = batch("speaker", 'batch.alter_column("name", existing_type=sa.String(), type_=sa.String(80))')
BIO = 'op.add_column("speaker", sa.Column("bio", sa.String()))'
DROP_AND_ADD = 'op.add_column("talk", sa.Column("subject", sa.String()))\n    ' + batch(
    "talk", 'batch.drop_column("title")'
)
RENAME = 'op.alter_column("talk", "title", new_column_name="subject")'
RENAME_TABLE = 'op.rename_table("talk", "session")'
DROP_TABLE = 'op.drop_table("talk")'
RAISES_ON_ROWS = (
    'for name, phone in op.get_bind().execute(sa.text("SELECT name, phone FROM speaker")):\n        int(phone)'
)
EMPTY = """op.execute("UPDATE speaker SET phone = NULL WHERE id = 1")"""
SAME_NAME = f"""{batch("speaker", 'batch.drop_column("phone")')}
    op.add_column("speaker", sa.Column("phone", sa.String()))"""
UPPER = 'op.execute("UPDATE speaker SET name = upper(name)")'
FILL = """op.execute("UPDATE speaker SET phone = '0' WHERE phone IS NULL")"""


def second_fails(project: Project) -> None:
    script(project, "second", "first", BIO)
    script(project, "third", "second", FORBID_NULLS)


def leftover(project: Project) -> None:
    script(project, "second", "first", FORBID_NULLS)
    assert not project.run("db", "upgrade").result.ok
    sql(project, "UPDATE speaker SET phone = '0'")


def half_done(project: Project) -> None:
    script(project, "second", "first", f"{BIO}\n    {RAISES_ON_ROWS}")
    assert not project.run("db", "upgrade").result.ok


def made_by_hand_before(project: Project) -> None:
    script(project, "second", "first", BIO)
    script(project, "third", "second", UNIQUE)
    sql(project, "ALTER TABLE speaker ADD COLUMN bio VARCHAR")


def models_want_less(project: Project) -> None:
    script(project, "second", "first", BIO)
    models(project, MODELS.replace("db.Column(db.Integer)\n", "db.Column(db.String)\n"))


def branches(project: Project) -> None:
    script(project, "left", "first", UNIQUE)
    script(project, "right", "first", BIO)
