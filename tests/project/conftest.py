"""A small Flask-Migrate project on disk, and the two ways to run its commands."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from migration_lab.project import Project
from migration_lab.project.commands.choosing import make_runner
from migration_lab.project.commands.runner import Runner
from migration_lab.values.wire import Outcome, Request, RunFlask
from tests.coach.conftest import built, postgresql, scenario, sqlite
from tests.postgres import project_served
from tests.project.small import ready

__all__ = ["built", "postgresql", "scenario", "sqlite"]

APP = """\
from flask import Flask
from flask_migrate import Migrate

from models import Speaker, db


def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///conference.db"
    db.init_app(app)
    Migrate(app, db)

    @app.get("/speakers")
    def speakers():
        return [speaker.name for speaker in db.session.scalars(db.select(Speaker).order_by(Speaker.id))]

    @app.cli.command()
    def seed():
        db.session.add_all([Speaker(name="Ada"), Speaker(name="Grace")])
        db.session.commit()

    return app
"""

MODELS = """\
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)


class Speaker(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
"""

WAYS = [pytest.param(True, id="warm", marks=pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here"))]
WAYS.append(pytest.param(False, id="fresh"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with one model and no migrations yet."""
    project = tmp_path / "workspace"
    project.mkdir()
    (project / "app.py").write_text(APP, encoding="utf-8")
    (project / "models.py").write_text(MODELS, encoding="utf-8")
    return project


@pytest.fixture
def project(folder: Path, runner: Runner) -> Project:
    """That project, its revisions named as a course workspace names them."""
    return Project(folder, stable=True, runner=runner)


@pytest.fixture
def seeded(project: Project) -> Project:
    """That project at its first revision, with two rows."""
    return ready(project)


@pytest.fixture(scope="module", params=WAYS)
def either_runner(request: pytest.FixtureRequest) -> Iterator[Runner]:
    """The warm process, then a fresh interpreter for each command: what holds for one holds for the other."""
    made = make_runner(request.param)
    yield made
    made.close()


@pytest.fixture
def flask(folder: Path, either_runner: Runner) -> Callable[..., tuple[Outcome, str]]:
    """Run a ``flask`` command in the project: gives the outcome and what it printed."""

    def run(*args: str, **request: Any) -> tuple[Outcome, str]:
        printed: list[str] = []
        stable = request.pop("stable", False)
        asked = Request(RunFlask(args, stable), str(folder), dict(os.environ), **request)
        outcome = either_runner.run(asked, lambda text: printed.append(text or ""))
        return outcome, "".join(printed)

    return run


@pytest.fixture(scope="module")
def at_first(tmp_path_factory: pytest.TempPathFactory, runner: Runner) -> Path:
    """A project that stands at its first revision and has rows, to be copied."""
    from tests.project.waiting_states import stands_at_first

    return stands_at_first(tmp_path_factory.mktemp("at_first") / "workspace", runner)


@pytest.fixture
def waiting(tmp_path: Path, at_first: Path, runner: Runner) -> Project:
    """A copy of it, for scripts that wait."""
    return Project(Path(shutil.copytree(at_first, tmp_path / "waiting")), stable=True, runner=runner)


@pytest.fixture(scope="package")
def own_server() -> Iterator[Path]:
    """The folder of a project with a PostgreSQL of the lab's own; one server for all modules of ``own_postgresql``."""
    with project_served() as root:
        yield root
