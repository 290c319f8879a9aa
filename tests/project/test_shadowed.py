"""A project's module by the name of one of Python's, or of a package's: each gets the one it gets in a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from migration_lab.project import Project
from tests.project.other_shapes import prepare
from tests.project.try_command import command

NAMES = ("code", "token", "profile", "types", "queue", "select", "calendar", "logging", "email", "cmd", "glob", "gzip")
EMPTY = "OWN = True\n"
FLASK = "import sys; from flask.cli import main; sys.argv[0] = 'flask'; sys.exit(main())"


def in_terminal(folder: Path, *args: str) -> tuple[int, str]:
    """What that flask command gives in a terminal: its exit code and what it prints."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", FLASK, *args],
        cwd=folder,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout


def last(printed: str) -> str:
    return (printed.strip().splitlines() or [""])[-1]


def write(folder: Path, **modules: str) -> None:
    for name, text in modules.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")


def test_the_app_imports_its_own_modules_where_a_terminal_does(flask, folder):
    write(folder, **dict.fromkeys(NAMES, EMPTY))
    command(folder, f"for name in {NAMES}:\n    print(name, hasattr(__import__(name), 'OWN'))")
    expected = in_terminal(folder, "try")
    assert "code True" in expected[1]
    assert "types False" in expected[1]
    outcome, printed = flask("try")
    assert (outcome.exit_code, printed) == expected
    assert outcome.report.app.databases


@pytest.mark.parametrize("name", ["code", "types", "queue", "pickle"])
def test_a_command_with_such_a_module_does_what_it_does_in_a_terminal(flask, folder, name):
    prepare(folder, "app", "db", "init")
    prepare(folder, "app", "db", "migrate", "-m", "speakers")
    write(folder, **{name: EMPTY})
    expected = in_terminal(folder, "db", "upgrade")
    outcome, printed = flask("db", "upgrade")
    assert outcome.exit_code == expected[0], printed
    assert last(printed) == last(expected[1]) or not expected[0]


@pytest.mark.parametrize("name", ["asyncio", "sqlalchemy", "flask_sqlalchemy", "alembic"])
def test_one_that_breaks_a_package_gives_the_terminals_error(flask, folder, name):
    write(folder, **{name: EMPTY})
    expected = in_terminal(folder, "routes")
    assert "Error" in expected[1]
    outcome, printed = flask("routes")
    assert outcome.exit_code == expected[0]
    assert last(printed) == last(expected[1])


@pytest.mark.parametrize("name", ["queue", "gzip"])
def test_such_a_project_can_be_looked_at(folder, either_runner, name):
    for line in ("db init", "db migrate -m speakers", "db upgrade"):
        prepare(folder, "app", *line.split())
    project = Project(folder, runner=either_runner)
    write(folder, **{name: EMPTY})
    places = project.places()
    assert places.in_step, str(places)
    assert project.get("/speakers").status == 200
    assert project.history().current


def test_a_module_that_breaks_a_package_is_named_by_a_look(folder, either_runner):
    project = Project(folder, runner=either_runner)
    write(folder, sqlalchemy=EMPTY)
    places = project.places()
    assert places.state == "app does not load"
    assert "cannot import name" in str(places)
    assert not (folder / "instance").exists()
