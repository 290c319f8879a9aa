"""The commands of ``notebooks/in_a_terminal.md`` do what the page says, in a project like the course's."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from migration_lab.course.chapters.chapter import chapters, find_chapter
from migration_lab.course.location import find_course
from migration_lab.course.workspaces.starting_point import put_starting_point
from migration_lab.project.commands.runner import Runner
from migration_lab.project.project import Project

PAGE = find_course().notebooks / "in_a_terminal.md"
BLOCKS = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
COPY, COPY_IN_PYTHON, RESTORE, RESTORE_IN_PYTHON, TRIAL, EMPTY, OTHER_FILE = BLOCKS
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the blocks are written for a POSIX shell")


@pytest.fixture
def app(tmp_path: Path, runner: Runner, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The course's finished app with its rows, in a terminal that finds this Python's commands."""
    monkeypatch.setenv("MIGRATION_LAB_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    folder = tmp_path / "app"
    put_starting_point(
        find_chapter("04"), find_course(), folder, end=True, open_project=lambda path: Project(path, runner=runner)
    )
    return folder


def shell(commands: str, folder: Path) -> str:
    done = subprocess.run(["sh", "-ec", commands], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def talks(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        (number,) = connection.execute("SELECT count(*) FROM talk").fetchone()
    return int(number)


@pytest.mark.parametrize(
    ("copy", "restore"),
    [
        pytest.param(COPY, RESTORE, marks=pytest.mark.skipif(not shutil.which("sqlite3"), reason="needs sqlite3")),
        (COPY_IN_PYTHON, RESTORE_IN_PYTHON),
    ],
    ids=["sqlite3", "Python"],
)
def test_a_copy_brings_rows_back(copy: str, restore: str, app: Path) -> None:
    file = app / "instance" / "conference.db"
    before = talks(file)
    shell(copy, app)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM talk")
    assert talks(file) == 0
    shell(restore, app)
    assert talks(file) == before > 0


def test_a_trial_leaves_the_database_in_use_alone(app: Path) -> None:
    before = (app / "instance" / "conference.db").read_bytes()
    assert "No new upgrade operations detected" in shell(TRIAL, app)
    assert (app / "instance" / "conference.db").read_bytes() == before
    assert talks(app.parent / "trial" / "instance" / "conference.db") > 0


@pytest.mark.parametrize(
    ("commands", "file"),
    [(EMPTY, "../empty/instance/conference.db"), (OTHER_FILE, "instance/empty.db")],
    ids=["folder", "DATABASE_URL"],
)
def test_an_empty_database_gets_all_tables(commands: str, file: str, app: Path) -> None:
    before = (app / "instance" / "conference.db").read_bytes()
    assert "No new upgrade operations detected" in shell(commands, app)
    assert talks(app / file) == 0
    assert (app / "instance" / "conference.db").read_bytes() == before


def test_the_page_is_linked_from_the_notebooks() -> None:
    linking = [one.number for one in chapters() if f"({PAGE.name})" in one.path.read_text(encoding="utf-8")]
    assert {"00", "04", "05", "06"} <= {*linking}
