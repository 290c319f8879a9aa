"""What an app does as it starts makes no difference: a command does what it does in a terminal, and a look works."""

from __future__ import annotations

import os
import re
import shutil
import textwrap
from pathlib import Path

import pytest

from migration_lab.project import Project
from migration_lab.project.commands.runner import Runner
from tests.project.conftest import APP, MODELS
from tests.project.start_ups import START_UPS
from tests.project.test_shadowed import in_terminal

CHANCE = re.compile(r"0x[0-9a-f]+|[0-9.]+s ago|cached since \S+|\[generated in [0-9.]+s\]|\d{4}-\d\d-\d\d [\d:,]+")
FRAMES = re.compile(r"^(?:  (?:File|  ).*|    .*)\n", re.MULTILINE)
IMPORTING = re.compile(r"^.*\bsetup plugin .*\n", re.MULTILINE)
SHOWN = ("app.log", "ended.txt", "faults.log", "cache", "instance", "lib", "uploads", "vendor")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory, runner: Runner) -> Path:
    """A project with one revision that its database has not run yet, to be copied."""
    folder = tmp_path_factory.mktemp("written") / "project"
    folder.mkdir()
    (folder / "app.py").write_text(APP, encoding="utf-8")
    (folder / "models.py").write_text(MODELS, encoding="utf-8")
    project = Project(folder, stable=True, runner=runner)
    assert project.run("db", "init").result.ok
    assert project.run("db", "migrate", "-m", "speakers").result.ok
    return folder


def copy(written: Path, folder: Path, start: str) -> Path:
    shutil.copytree(written, folder, ignore=shutil.ignore_patterns(".lab"))
    (folder / "app.py").write_text(textwrap.dedent(start) + "\n" + APP, encoding="utf-8")
    return folder


def said(printed: str, folder: Path) -> str:
    """What was printed, of a traceback its error: the frames outside the project are not the same.

    What Alembic logs as it is imported is not said by a process that has imported it before.
    """
    printed = IMPORTING.sub("", FRAMES.sub("", printed))
    return CHANCE.sub("…", printed.replace(str(folder), "FOLDER"))


def files(folder: Path) -> list[str]:
    found = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
    return sorted(
        path
        for path in found
        if path.startswith(SHOWN) and not path.startswith(("cache/tmp", "app.log.", "lib/__pycache__"))
    )


def state(folder: Path) -> dict[str, tuple[int, bytes]]:
    found = [path for path in folder.rglob("*") if path.is_file() and ".lab" not in path.parts]
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in found}


@pytest.mark.skipif(os.name == "nt", reason="many of these are POSIX's")
@pytest.mark.parametrize("name", START_UPS)
def test_a_command_and_a_look_are_what_a_terminal_gives(written, tmp_path, runner, name):
    there = copy(written, tmp_path / "terminal" / "project", START_UPS[name])
    here = copy(written, tmp_path / "lab" / "project", START_UPS[name])
    code, printed = in_terminal(there, "db", "upgrade")
    project = Project(here, runner=runner)
    result = project.run("db", "upgrade").result
    assert (result.exit_code, said(result.full_output, here)) == (code, said(printed, there))
    assert files(here) == files(there)
    before = state(here)
    places = project.places()
    assert places.in_step == (code == 0), str(places)
    assert state(here) == before


CONFIGURES = "import logging.config\nlogging.config.dictConfig({'version': 1})\n"


@pytest.mark.parametrize("place", ["first", "last"])
def test_loggers_that_exist_are_disabled_and_those_to_come_are_not(written, tmp_path, either_runner, place):
    there = copy(written, tmp_path / "terminal", CONFIGURES if place == "first" else "")
    if place == "last":
        app = (there / "app.py").read_text(encoding="utf-8")
        app = app.replace("def create_app", CONFIGURES + "\n\ndef create_app")
        (there / "app.py").write_text(app, encoding="utf-8")
    here = Path(shutil.copytree(there, tmp_path / "lab"))
    code, printed = in_terminal(there, "db", "upgrade")
    assert ("Running upgrade" in printed) == (place == "first")
    result = Project(here, runner=either_runner).run("db", "upgrade").result
    assert (result.exit_code, result.full_output) == (code, printed)
