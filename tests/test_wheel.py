"""The wheel has all that the lab needs to run, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "migration_lab"
SOURCES = PACKAGE / "widgets" / "js"
INSTALLED = {"labextensions": "share/jupyter/labextensions", "serverconfig": "etc/jupyter/jupyter_server_config.d"}
"""Where Jupyter looks for the extensions in these folders of ours, below the folder of the environment."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of what is in a wheel that is built now."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, encoding="utf-8", errors="replace")
    assert done.returncode == 0, done.stdout + done.stderr
    [built] = folder.glob("*.whl")
    with ZipFile(built) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def package_files() -> set[str]:
    """What lies in the package, but for what Python and git's ignored tools leave there."""
    left = {"__pycache__", "node_modules"}
    files = (path for path in PACKAGE.rglob("*") if path.is_file() and not left.intersection(path.parts))
    return {path.relative_to(PROJECT).as_posix() for path in files if not path.is_relative_to(SOURCES)}


def test_the_wheel_has_every_file_of_the_package_and_no_other(wheel: set[str]) -> None:
    assert {name for name in wheel if ".data/" not in name} == package_files()


def test_a_plain_jupyter_lab_finds_the_extensions(wheel: set[str]) -> None:
    there = {
        f"{installed}/{path.relative_to(ours).as_posix()}"
        for folder, installed in INSTALLED.items()
        for ours in [PACKAGE / "jupyter" / folder]
        for path in ours.rglob("*")
        if path.is_file()
    }
    assert "share/jupyter/labextensions/migration-lab/static/remoteEntry.js" in there
    assert {name.partition(".data/data/")[2] for name in wheel if ".data/" in name} == there


def test_among_them_is_what_the_displays_are_drawn_with(wheel: set[str]) -> None:
    for stem in ("board", "card", "goal_view", "rows_view", "tables_view"):
        assert {f"migration_lab/widgets/static/{stem}.{kind}" for kind in ("js", "css")} <= wheel


def test_among_them_is_what_the_chapters_start_from(wheel: set[str]) -> None:
    assert {
        "migration_lab/course/chapters/main_line.json",
        "migration_lab/course/workspaces/starting_points.json",
    } <= wheel


def test_sources_of_the_javascript_notebooks_and_tests_stay_out(wheel: set[str]) -> None:
    assert {name.split("/")[0] for name in wheel if ".data/" not in name} == {"migration_lab"}
    assert not [name for name in wheel if "/js/" in name or name.endswith((".ipynb", ".test.js"))]
