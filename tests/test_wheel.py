"""The wheel has all that the lab and its course need, and nothing else; the source archive builds the same one."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
from pathlib import Path
from zipfile import ZipFile

import pytest

from migration_lab.course.copies.course_files import IN_THE_WHEEL, files_in

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "migration_lab"
SOURCES = PACKAGE / "widgets" / "js"
EXTENSIONS = PACKAGE / "jupyter" / "labextensions"
COURSE = f"migration_lab/{IN_THE_WHEEL}/"
INSTALLED = "share/jupyter/labextensions/"
"""Where Jupyter looks for extensions, below the folder of the environment."""

Content = dict[str, bytes]


def build(target: str, project: Path, to: Path) -> Path:
    """Build a ``wheel`` or an ``sdist`` of the project in that folder."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(to)]
    done = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8", errors="replace")
    assert done.returncode == 0, done.stdout + done.stderr
    [built] = (path for path in to.iterdir() if path.name.endswith((".whl", ".tar.gz")))
    return built


def content(wheel: Path) -> Content:
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel that is built now."""
    return build("wheel", PROJECT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def wheel(built: Path) -> set[str]:
    """The names of what is in it."""
    return {name for name in content(built) if ".dist-info/" not in name}


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a source archive is unpacked to."""
    archive = build("sdist", PROJECT, tmp_path_factory.mktemp("sdist"))
    to = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(archive) as packed:
        packed.extractall(to, filter="data")
    [folder] = to.iterdir()
    return folder


def package_files() -> set[str]:
    """What lies in the package, but for what Python and git's ignored tools leave there."""
    left = {"__pycache__", "node_modules"}
    files = (path for path in PACKAGE.rglob("*") if path.is_file() and not left.intersection(path.parts))
    return {path.relative_to(PROJECT).as_posix() for path in files if not path.is_relative_to(SOURCES)}


def test_the_wheel_has_every_file_of_the_package_and_of_the_course_and_no_other(wheel: set[str]) -> None:
    course = {f"{COURSE}{path.relative_to(PROJECT).as_posix()}" for path in files_in(PROJECT)}
    assert {name for name in wheel if ".data/" not in name} == package_files() | course


def test_of_the_course_nothing_is_missing_and_no_learners_work_is_in_it(wheel: set[str]) -> None:
    assert {f"{COURSE}{path.relative_to(PROJECT).as_posix()}" for path in PROJECT.glob("notebooks/*.ipynb")} <= wheel
    for path in ("notebooks/questions/03.toml", "sample_app/models.py", "sample_app/migrations/env.py"):
        assert f"{COURSE}{path}" in wheel
    parts = {part for name in wheel for part in Path(name).parts}
    assert not parts & {"workspace", "instance", ".ipynb_checkpoints", "tests"}


def test_a_plain_jupyter_lab_finds_the_extension(wheel: set[str]) -> None:
    there = {path.relative_to(EXTENSIONS).as_posix() for path in EXTENSIONS.rglob("*") if path.is_file()}
    assert "migration-lab/static/remoteEntry.js" in there
    assert {name.partition(".data/data/")[2] for name in wheel if ".data/" in name} == {
        INSTALLED + one for one in there
    }


def test_among_them_is_what_the_displays_are_drawn_with(wheel: set[str]) -> None:
    for stem in ("board", "card", "goal_view", "rows_view", "tables_view"):
        assert {f"migration_lab/widgets/static/{stem}.{kind}" for kind in ("js", "css")} <= wheel


def test_among_them_is_what_the_chapters_start_from_and_that_the_package_has_types(wheel: set[str]) -> None:
    assert {
        "migration_lab/course/chapters/main_line.json",
        "migration_lab/course/workspaces/starting_points.json",
        "migration_lab/py.typed",
    } <= wheel


def test_sources_of_the_javascript_and_tests_stay_out(wheel: set[str]) -> None:
    assert {name.split("/")[0] for name in wheel if ".data/" not in name} == {"migration_lab"}
    assert not [name for name in wheel if "/js/" in name or name.endswith(".test.js")]


def test_the_source_archive_builds_the_same_wheel(built: Path, sources: Path, tmp_path: Path) -> None:
    assert (sources / "tests" / "test_wheel.py").is_file()
    assert not (sources / "notebooks" / "workspace").exists()
    assert content(build("wheel", sources, tmp_path)) == content(built)


def test_readme_names_the_wheel_as_it_is_built(built: Path) -> None:
    assert f'pip install "dist/{built.name}[postgresql]"' in (PROJECT / "README.md").read_text(encoding="utf-8")


def test_contributing_says_how_large_the_wheel_is(built: Path) -> None:
    text = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    stated = re.search(r"The wheel has (\d+\.\d) MB", text)
    assert stated
    assert float(stated[1]) == pytest.approx(built.stat().st_size / 1_000_000, abs=0.3)
