"""The small project on a PostgreSQL that the lab made, for the tests of undo and redo there.

A module of tests takes the fixtures by importing them. They share one server, ``own_server`` of ``conftest.py``, and
each test gets a database of its own on it.
"""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, NullPool, create_engine

from migration_lab.backends.postgresql import template_copies
from migration_lab.backends.postgresql.dropping import drop, wait_until_dropped
from migration_lab.backends.postgresql.embedded_server import serve
from migration_lab.project import Project
from migration_lab.schema import Schema, compare
from tests.project.conftest import APP, MODELS

URL = 'app.config["SQLALCHEMY_DATABASE_URI"] = '
NUMBERS = itertools.count(1)


@pytest.fixture
def folder(own_server: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project at its beginning, with an empty database of its own on that server."""
    root = own_server
    for path in (*root.iterdir(), *(root / ".lab").iterdir()):
        if path.name not in (".lab", "postgresql"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    left = names(root, "lab_")  # of tests before, whose notes of them are gone by now
    with serve(root).maintenance.connect() as connection:
        for name in left:
            drop(connection, name)
    app = APP.replace(f'{URL}"sqlite:///conference.db"', f'import os; {URL}os.environ["DATABASE_URL"]')
    (root / "app.py").write_text(app, encoding="utf-8")
    (root / "models.py").write_text(MODELS, encoding="utf-8")
    address, new = template_copies.provide(root, f"app{next(NUMBERS)}")
    assert new
    monkeypatch.setenv("DATABASE_URL", address)
    return root


@pytest.fixture
def other(folder: Path) -> Iterator[Engine]:
    """Somebody else's way to the database."""
    engine = create_engine(os.environ["DATABASE_URL"], poolclass=NullPool)
    yield engine
    engine.dispose()


def state(project: Project) -> tuple[object, ...]:
    """All that the database and the scripts hold."""
    schema = project.read()
    rows = {name: sorted(project.query(f"SELECT * FROM {name}")) for name in schema.table_names}
    scripts = sorted(path.name for path in (project.path / "migrations").rglob("*.py"))
    return str(compare(Schema("postgresql"), schema)), rows, scripts


def script(project: Project, *lines: str, back: str = "pass", title: str = "next") -> None:
    """A revision that does this."""
    assert project.run("db", "revision", "-m", title).result.ok
    [path] = (project.path / "migrations" / "versions").glob(f"*_{title}.py")
    up, down = path.read_text(encoding="utf-8").rsplit("pass", 1)[0].split("pass", 1)
    path.write_text(f"{up}{f'{chr(10)}    '.join(lines)}{down}{back}\n", encoding="utf-8")


def names(root: Path, like: str) -> list[str]:
    wait_until_dropped()
    with serve(root).maintenance.connect() as connection:
        return [
            name for name in connection.exec_driver_sql("SELECT datname FROM pg_database").scalars() if like in name
        ]


def name_of(project: Project) -> str:
    [name] = filter(None, project._where.undo_names().values())
    return name
