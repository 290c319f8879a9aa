"""A chapter's rows come to PostgreSQL as they are, and what an exercise begins with is kept beside its database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import URL

from migration_lab.backends.postgresql.databases_beside import DatabasesBeside
from migration_lab.course.workspaces.on_postgresql import VARIABLE, put_on_postgresql
from migration_lab.course.workspaces.own_start import OwnStart
from migration_lab.errors import LabError
from migration_lab.project.project import Project
from tests.course.conftest import OpenShared

pytestmark = pytest.mark.postgres
APP = """\
import os
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()

def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "sqlite:///app.db")
    db.init_app(app)
    Migrate(app, db)
    return app
"""
SCRIPT = """\
import sqlalchemy as sa
from alembic import op

revision, down_revision = "a1", None

def upgrade():
    op.create_table(
        "Order of \\"things\\"",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("group", sa.Text),
        sa.Column("flag", sa.Boolean),
        sa.Column("raw", sa.LargeBinary),
        sa.Column("at", sa.DateTime),
        sa.Column("price", sa.Numeric(8, 2)),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("Order of \\"things\\".id")),
    )

def downgrade():
    pass
"""
TABLE = '"Order of ""things"""'
VALUES = (7, 'it\'s 100% \\ "quoted"; ✓\nnext', 1, b"\x00'\xff", "2026-09-18 09:30:00.000000", 12.5, 9)
Put = Callable[..., Project]


@pytest.fixture
def begin(tmp_path: Path, open_shared: OpenShared) -> Path:
    """A project on SQLite, at the head of its scripts."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "app.py").write_text(APP, encoding="utf-8")
    project = open_shared(folder)
    assert project.run("db", "init").result.ok
    (folder / "migrations" / "versions" / "a1_things.py").write_text(SCRIPT, encoding="utf-8")
    assert project.run("db", "upgrade").result.ok
    return folder


@pytest.fixture
def put(begin: Path, open_shared: OpenShared, postgres_url: URL) -> Put:
    """Puts that project on PostgreSQL, as the start of an exercise."""
    address = postgres_url.render_as_string(hide_password=False)

    def put(carry_out: Callable[[Project], None] = lambda project: None) -> Project:
        put_on_postgresql(begin, OwnStart("01.1", "", "", carry_out, on_postgresql=True), open_shared, address)
        project = open_shared(begin)
        project.settings = {VARIABLE: address}
        return project

    return put


def sqlite(folder: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / "instance" / "app.db")) as database, database:
        database.execute(sql, values)


def test_every_value_arrives_as_its_columns_type_and_new_numbers_go_on_after_it(begin: Path, put: Put) -> None:
    sqlite(begin, f"INSERT INTO {TABLE} VALUES (?, ?, ?, ?, ?, ?, ?)", *VALUES)
    sqlite(begin, f"INSERT INTO {TABLE} (id) VALUES (9)")
    project = put()
    first, second = project.query(f"SELECT * FROM {TABLE} ORDER BY id")
    price = Decimal("12.50")
    assert first == (7, VALUES[1], True, VALUES[3], datetime(2026, 9, 18, 9, 30), price, 9)
    assert second == (9, *(None,) * 6)
    assert project.versions() == ("a1",)
    project.database.backend.execute_script(project.database.url, f"INSERT INTO {TABLE} (flag) VALUES (true)")
    assert project.query(f"SELECT id FROM {TABLE} WHERE flag ORDER BY id") == [(7,), (10,)]
    assert not (begin / "instance").exists()


def test_the_exercises_own_steps_come_after_the_rows_and_what_they_leave_is_kept(begin: Path, put: Put) -> None:
    sqlite(begin, f"INSERT INTO {TABLE} (id) VALUES (1)")

    def twice(project: Project) -> None:
        assert project.run("db", "current").result.ok
        project.database.backend.execute_script(project.database.url, f"INSERT INTO {TABLE} (id) VALUES (2)")

    project = put(twice)
    beside = DatabasesBeside(project.database.address)
    with beside.scratch(beside.start) as address:
        assert DatabasesBeside(address).database.startswith("lab_scratch_")
        project.settings = {VARIABLE: address}
        assert project.query(f"SELECT count(*) FROM {TABLE}") == [(2,)]


def test_a_text_that_postgresql_cannot_hold_is_refused_in_words(begin: Path, put: Put) -> None:
    sqlite(begin, f'INSERT INTO {TABLE} ("group") VALUES (?)', "a\0b")
    with pytest.raises(LabError, match="zero character, which PostgreSQL cannot hold"):
        put()


def test_a_database_without_scripts_cannot_be_brought_there(begin: Path, put: Put) -> None:
    sqlite(begin, "DROP TABLE alembic_version")
    with pytest.raises(LabError, match=r"app\.db was not made by revision scripts"):
        put()


def test_an_app_that_has_its_database_elsewhere_is_left_alone(begin: Path, put: Put) -> None:
    app = begin / "app.py"
    fixed = app.read_text(encoding="utf-8").replace(
        'os.environ.get("DATABASE_URL", "sqlite:///app.db")', '"sqlite:///app.db"'
    )
    app.write_text(fixed, encoding="utf-8")
    with pytest.raises(LabError, match=r"01\.1 is on PostgreSQL, and the app does not take its database from DATABASE"):
        put()
    assert (begin / "instance" / "app.db").exists()
