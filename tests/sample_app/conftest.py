"""A copy of the sample app in a folder of its own, with a database that its own migrations made."""

from __future__ import annotations

import importlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest
from flask import Flask
from flask.testing import FlaskClient

SAMPLE_APP = Path(__file__).resolve().parents[2] / "sample_app"


@dataclass(frozen=True)
class Project:
    """The copy, and the database its commands work on."""

    folder: Path
    url: str | None
    """What ``DATABASE_URL`` says; ``None`` leaves it unset."""

    def flask(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Run the real command, as a terminal in the app's folder would."""
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("FLASK_", "DATABASE_"))
        }
        if self.url is not None:
            environment["DATABASE_URL"] = self.url
        return subprocess.run(
            [sys.executable, "-m", "flask", *args],
            cwd=self.folder,
            env={**environment, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    @property
    def file(self) -> str:
        return self.url.removeprefix("sqlite:///")

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """What a statement gives; it is committed."""
        with closing(sqlite3.connect(self.file)) as connection, connection:
            return connection.execute(sql, values).fetchall()

    def succeed(self, *args: str) -> str:
        done = self.flask(*args)
        assert done.returncode == 0, done.stdout
        return done.stdout


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("app") / "sample_app"
    shutil.copytree(SAMPLE_APP, place, ignore=shutil.ignore_patterns("instance", "__pycache__"))
    return place


@pytest.fixture(scope="session")
def upgraded(folder: Path) -> Path:
    """A database file: upgraded from nothing, no rows."""
    file = folder.parent / "upgraded.db"
    Project(folder, sqlite(file)).succeed("db", "upgrade")
    return file


@pytest.fixture(scope="session")
def filled(folder: Path, upgraded: Path) -> Path:
    """A database file: upgraded, then seeded once."""
    file = Path(shutil.copy(upgraded, folder.parent / "filled.db"))
    said = Project(folder, sqlite(file)).succeed("seed")
    assert said == "Rows added: 17. Rows with empty fields filled in: 0.\n"
    return file


@pytest.fixture
def project(folder: Path, upgraded: Path, tmp_path: Path) -> Project:
    """Tables and no rows, to do with as a test likes."""
    return Project(folder, sqlite(shutil.copy(upgraded, tmp_path / "empty.db")))


@pytest.fixture
def seeded(folder: Path, filled: Path, tmp_path: Path) -> Project:
    """Tables with rows, to do with as a test likes."""
    return Project(folder, sqlite(shutil.copy(filled, tmp_path / "seeded.db")))


@pytest.fixture
def app(seeded: Project) -> Iterator[Flask]:
    """The app itself, in this process; its modules (`app`, `models`, …) are forgotten afterwards."""
    with modules_of(seeded.folder) as module:
        made = module.create_app({"SQLALCHEMY_DATABASE_URI": seeded.url, "TESTING": True})
        yield made
        with made.app_context():
            made.extensions["sqlalchemy"].engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def sqlite(file: Path | str) -> str:
    return f"sqlite:///{Path(file).as_posix()}"


class modules_of:
    """Import ``app`` from a folder; on leaving, no module from there stays and ``sys.path`` is as it was."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> ModuleType:
        self.path = sys.path[:]
        sys.path.insert(0, str(self.folder))
        importlib.invalidate_caches()
        return importlib.import_module("app")

    def __exit__(self, *error: object) -> None:
        sys.path[:] = self.path
        for name, module in list(sys.modules.items()):
            if (getattr(module, "__file__", None) or "").startswith(str(self.folder)):
                del sys.modules[name]
