"""A blog that is not ours with its database on a server: its project, and what a terminal does in it.

A module of tests takes the fixtures by importing them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import URL, Engine, text

from migration_lab.project import Project, open_project
from migration_lab.project.commands.runner import Runner
from tests.project.other_shapes import GLOBAL_DB, prepare, write


@pytest.fixture
def folder(tmp_path: Path, postgres_url: URL, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose database is a fresh one on the server."""
    monkeypatch.setenv("BLOG_URL", postgres_url.render_as_string(hide_password=False))
    return blog(tmp_path / "blog")


@pytest.fixture
def project(folder: Path, runner: Runner) -> Project:
    return open_project(folder, app="blog", runner=runner)


def blog(folder: Path, start: str = "") -> Path:
    return write(folder, GLOBAL_DB, url='os.environ["BLOG_URL"]', start=start)


def terminal(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "FLASK_APP": "blog"}
    command = [sys.executable, "-m", "flask", *words]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


def flask(folder: Path, *words: str) -> None:
    prepare(folder, "blog", *words)


def upgraded(folder: Path) -> None:
    for words in (("db", "init"), ("db", "migrate", "-m", "first"), ("db", "upgrade")):
        flask(folder, *words)


def scratch_databases(server: Engine) -> list[str]:
    with server.connect() as connection:
        names = connection.execute(text("SELECT datname FROM pg_database")).scalars()
        return [name for name in names if name.startswith("migration_lab_scratch_")]
