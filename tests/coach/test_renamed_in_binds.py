"""``--renamed`` in an app with several databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from migration_lab.errors import LabError
from migration_lab.project import Project
from migration_lab.project.commands.runner import Runner

APP = """\
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import Mapped, mapped_column

db = SQLAlchemy()


class Note(db.Model):
    __tablename__ = "{first}"
    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str | None]


class Visit(db.Model):
    __bind_key__ = "stats"
    __tablename__ = "visit"
    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str | None]


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///first.db"
    app.config["SQLALCHEMY_BINDS"] = {{"stats": "sqlite:///stats.db"}}
    db.init_app(app)
    Migrate(app, db)
    return app
"""


def made(path: Path, runner: Runner, first: str) -> Project:
    path.mkdir()
    (path / "app.py").write_text(APP.format(first=first), encoding="utf-8")
    project = Project(path, stable=True, runner=runner)
    for line in ("db init --multidb", "db migrate -m tables", "db upgrade"):
        step = project.run(*line.split())
        assert step.result.ok, step.result.full_output
    return project


def test_a_column_of_one_of_them_is_renamed_and_asked_about(tmp_path: Path, runner: Runner) -> None:
    project = made(tmp_path / "shop", runner, "note")
    app = project.path / "app.py"
    head, visit = app.read_text(encoding="utf-8").split("class Visit")
    app.write_text(f"{head}class Visit{visit.replace('page:', 'path:')}", encoding="utf-8")
    (question,) = project.run("db", "migrate", "-m", "path").questions
    assert (question.old, question.new, question.bind) == ("visit.page", "visit.path", "stats")
    step = project.run(*question.run.split()[1:])
    (file,) = step.result.written
    text = (project.path / file).read_text(encoding="utf-8")
    assert "drop_column" not in text
    for line in ("db upgrade", "db check", "db downgrade"):
        step = project.run(*line.split())
        assert step.result.ok, step.result.full_output


def test_an_answer_that_two_of_them_fit_is_refused(tmp_path: Path, runner: Runner) -> None:
    project = made(tmp_path / "shop", runner, "visit")
    app = project.path / "app.py"
    app.write_text(app.read_text(encoding="utf-8").replace("page:", "path:"), encoding="utf-8")
    with pytest.raises(LabError, match=r"several databases of the app drop visit\.page and add visit\.path"):
        project.run("db", "migrate", "-m", "path", "--renamed", "visit.page=visit.path")
    assert len([*(project.path / "migrations" / "versions").glob("*.py")]) == 1
