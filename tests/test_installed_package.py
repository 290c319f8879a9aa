"""The package works for somebody who has no clone: in an empty environment, from the wheel alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

from migration_lab.widgets.live import DRAWN
from tests.course.learners import write_room
from tests.lab_server import SECONDS, TOKEN, lab_server
from tests.test_wheel import PROJECT, build

pytestmark = pytest.mark.installed

NOTEBOOK = "notebooks/03_add_a_column.ipynb"
AS_STORED = f"""
from nbval.plugin import IPyNbFile
setup = IPyNbFile.setup
def leaving_out(self):
    setup(self)
    self.skip_compare += ({DRAWN!r},)
IPyNbFile.setup = leaving_out
"""
"""What our extension of JupyterLab draws is in no stored file; its HTML says the same (see execute_notebooks)."""


@dataclass(frozen=True)
class Installed:
    python: Path
    home: Path

    @property
    def variables(self) -> dict[str, str]:
        """The environment of a learner who has only this."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("MIGRATION_LAB_", "PYTHON"))}
        return kept | {"HOME": str(self.home), "USERPROFILE": str(self.home), "MIGRATION_LAB_WORKSPACE": ""}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, and what a test of a notebook needs, in an environment of its own."""
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        pytest.skip("Tests of the installed package need uv: pip install uv")
    folder = tmp_path_factory.mktemp("installed")
    wheel = build("wheel", PROJECT, folder)
    python = folder / "environment" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    for words in (
        ("venv", "--quiet", "--no-project", "--python", sys.executable, folder / "environment"),
        ("pip", "install", "--quiet", "--python", python, wheel, "nbval", "pytest"),
    ):
        done = subprocess.run([uv, *words], capture_output=True, encoding="utf-8", errors="replace")
        if done.returncode:
            pytest.skip(f"Tests of the installed package need a network, once: {done.stderr.strip()}")
    home = folder / "home"
    home.mkdir()
    return Installed(python, home)


@pytest.fixture(scope="module")
def copy(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy of the course that the first start makes, in an empty home; its first page is opened."""
    with lab_server(
        tmp_path_factory.mktemp("elsewhere"), python=str(installed.python), **installed.variables
    ) as address:
        assert address.endswith("/lab/tree/notebooks/00_start_here.ipynb")
        with urllib.request.urlopen(f"{address}?token={TOKEN}", timeout=SECONDS) as answer:
            assert "migrationLabCourse" in answer.read().decode()
    return installed.home / "migration-lab"


def run(installed: Installed, *words: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(installed.python), *words],
        cwd=folder,
        env=installed.variables | variables,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=10 * SECONDS,
    )


def test_the_package_is_not_the_one_of_the_repository(installed: Installed) -> None:
    said = run(installed, "-c", "import migration_lab; print(migration_lab.__file__)", folder=installed.home).stdout
    assert Path(said.strip()).is_relative_to(installed.python.parents[1])


def test_a_whole_chapter_prints_what_it_prints_in_the_repository(
    installed: Installed, copy: Path, tmp_path: Path
) -> None:
    (tmp_path / "as_stored.py").write_text(AS_STORED, encoding="utf-8")
    scripts = os.pathsep.join([str(installed.python.parent), os.environ["PATH"]])
    options = ["-q", "-p", "no:cacheprovider", "-p", "as_stored", "--nbval", "--nbval-current-env", NOTEBOOK]
    done = run(installed, "-m", "pytest", *options, folder=copy, PATH=scripts, PYTHONPATH=str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert (copy / NOTEBOOK).read_bytes() == (PROJECT / NOTEBOOK).read_bytes()
    assert (copy / "notebooks" / "workspace" / "03" / "models.py").is_file()


def test_what_a_room_has_exported_can_be_read_where_nobody_has_a_copy(installed: Installed, tmp_path: Path) -> None:
    write_room(tmp_path, 2)
    words = ("-m", "migration_lab.cli", "collect", str(tmp_path))
    done = run(installed, *words, folder=tmp_path, HOME=str(tmp_path), USERPROFILE=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Add a column" in (tmp_path / "class.html").read_text(encoding="utf-8")


def test_update_finds_the_copy_from_anywhere(installed: Installed, copy: Path, tmp_path: Path) -> None:
    done = run(installed, "-m", "migration_lab.cli", "update", folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"There is nothing new for the course in {copy} ")
