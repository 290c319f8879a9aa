"""The console command ``migration-lab``, for real: a server starts, and its first page is the first notebook."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from migration_lab import cli
from tests import lab_server as lab_server_module
from tests.lab_server import SECONDS, TOKEN, lab_server

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start ``migration-lab`` in a folder far from the course, with options of ``jupyter lab``."""
    with lab_server(tmp_path_factory.mktemp("elsewhere")) as address:
        yield address


def test_the_address_that_it_prints_is_the_first_notebook(address: str) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/lab/tree/notebooks/00_start_here\.ipynb", address)


def test_jupyterlab_answers_there(address: str) -> None:
    assert "JupyterLab" in fetch(address)


def test_it_prints_what_to_open_and_how_to_stop_and_nothing_else(tmp_path: Path) -> None:
    with lab_server(tmp_path) as address:
        fetch(address)
        time.sleep(1.5)  # until then JupyterLab used to list the language servers that are missing
        printed = (tmp_path / "server.log").read_text(encoding="utf-8")
    lines = [line for line in printed.splitlines() if line and not line.startswith("[E ")]  # errors are still shown
    assert lines == [
        f"JupyterLab with the course in {PROJECT} runs at",
        f"  {address}?token=...",
        "To stop it, press Ctrl+C in this terminal.",
    ], printed


def test_with_debug_it_prints_all_that_jupyterlab_prints(tmp_path: Path) -> None:
    with lab_server(tmp_path, "--debug") as address:
        printed = (tmp_path / "server.log").read_text(encoding="utf-8")
    assert "Serving notebooks from local directory" in printed
    assert f"] {address}" in printed
    assert "To stop it" not in printed


def test_it_does_not_ask_about_news(address: str) -> None:
    schema = json.loads(
        fetch(address.partition("/tree/")[0] + "/api/settings/@jupyterlab/apputils-extension:notification")
    )
    assert schema["schema"]["properties"]["fetchNews"]["default"] == "false"
    assert schema["raw"] == "{}"


def test_what_is_typed_is_saved_soon_since_one_ctrl_c_ends_the_server(address: str) -> None:
    schema = json.loads(fetch(address.partition("/tree/")[0] + "/api/settings/@jupyterlab/docmanager-extension:plugin"))
    assert schema["schema"]["properties"]["autosaveInterval"]["default"] == 20


def test_its_pages_know_the_map_of_the_course(address: str) -> None:
    config = re.search(r'<script id="jupyter-config-data" type="application/json">(.*?)</script>', fetch(address), re.S)
    told = json.loads(json.loads(config[1])["migrationLabCourse"])
    assert told["chapters"][0] == {
        "number": "00",
        "title": "Start here",
        "minutes": 10,
        "notebook": "notebooks/00_start_here.ipynb",
    }


def test_the_notebook_is_served(address: str) -> None:
    notebook = (PROJECT / "notebooks" / "00_start_here.ipynb").read_text(encoding="utf-8")
    assert fetch(address.replace("/lab/tree/", "/files/")) == notebook


def test_options_go_on_to_jupyter_lab_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    from jupyterlab.labapp import LabApp

    launched = []
    monkeypatch.setattr(LabApp, "launch_instance", launched.append)
    options = ["--port", "9000", "--LabApp.news_url=somewhere", "notebooks/x.ipynb", "--help-all"]
    assert cli.main(options) == 0
    assert launched == [options]


def test_an_option_of_the_user_goes_before_a_setting_of_the_course_and_a_port_in_use_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        options = [f"--port={taken}" if one.startswith("--port") else one for one in lab_server_module.OPTIONS]
        monkeypatch.setattr(lab_server_module, "OPTIONS", options)
        with lab_server(tmp_path, f"--ServerApp.root_dir={tmp_path}", "--LabApp.default_url=/lab/mine") as address:
            assert address.endswith("/lab/mine")
            assert int(re.search(r":(\d+)/", address)[1]) != taken


def test_help_says_what_it_does_and_how_to_pass_options_on(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--help"])
    assert stopped.value.code == 0
    printed = capsys.readouterr().out
    assert cli.FIRST_NOTEBOOK in printed
    assert 'goes on to "jupyter lab"' in printed
    assert max(map(len, printed.splitlines())) <= 120


def test_help_names_each_subcommand(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    printed = capsys.readouterr().out
    assert [name for name in cli.SUBCOMMANDS if f"migration-lab {name} " not in printed] == []


@pytest.mark.parametrize("name", cli.SUBCOMMANDS)
def test_a_subcommand_starts_without_jupyterlab(name: str) -> None:
    """Its help is printed by a process that has imported neither JupyterLab nor anything of a notebook or an app."""
    program = (
        "import sys; from migration_lab.cli import main\n"
        f"try: main([{name!r}, '--help'])\n"
        "except SystemExit: print(sorted({'jupyterlab', 'IPython', 'traitlets', 'flask', 'alembic'} & {*sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.startswith(f"usage: migration-lab {name} ")
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_path_that_is_called_as_a_subcommand_is_still_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    launched = []
    monkeypatch.setattr("jupyterlab.labapp.LabApp.launch_instance", launched.append)
    assert cli.main(["./review"]) == 0
    assert launched == [["./review"]]


def test_a_notebook_that_help_names_is_there() -> None:
    named = re.findall(r"notebooks/\w+\.ipynb", cli.DESCRIPTION + cli.EPILOG)
    assert [name for name in named if not (PROJECT / name).is_file()] == []


def test_without_a_course_in_it_it_says_so_in_one_line_and_makes_no_folder(tmp_path: Path) -> None:
    """As for a package that was built without the notebooks."""
    package = tmp_path / "site" / "migration_lab"
    package.parent.mkdir()
    _copy_sources(package)
    run = subprocess.run(
        [sys.executable, "-c", "import sys; from migration_lab.cli import main; sys.exit(main([]))"],
        cwd=package.parent,
        env=os.environ | {"HOME": str(tmp_path / "home"), "JUPYTER_DATA_DIR": str(tmp_path / "data")},
        capture_output=True,
        encoding="utf-8",
    )
    assert run.returncode == 1
    assert run.stdout == ""
    assert run.stderr.startswith("migration-lab: ")
    assert len(run.stderr.splitlines()) == 1
    assert "This installation has no course in it" in run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_its_version_is_the_one_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--version"])
    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"migration-lab {tomllib.loads(pyproject())['project']['version']}\n"


def test_our_extension_of_jupyterlab_has_the_version_of_the_package() -> None:
    package = PROJECT / "migration_lab" / "jupyter" / "labextensions" / "migration-lab" / "package.json"
    assert (
        json.loads(package.read_text(encoding="utf-8"))["version"] == tomllib.loads(pyproject())["project"]["version"]
    )


def pyproject() -> str:
    return (PROJECT / "pyproject.toml").read_text(encoding="utf-8")


def test_flask_in_a_cell_is_the_one_of_this_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "elsewhere")
    monkeypatch.setattr("jupyterlab.labapp.LabApp.launch_instance", lambda options: None)
    cli.main([])
    cli.main([])
    scripts, rest = os.environ["PATH"].split(os.pathsep)
    assert rest == "elsewhere"
    assert shutil.which("flask", path=scripts)


def fetch(address: str) -> str:
    with urllib.request.urlopen(f"{address}?token={TOKEN}", timeout=SECONDS) as answer:
        return answer.read().decode()


def _copy_sources(package: Path) -> None:
    for source in (PROJECT / "migration_lab").rglob("*.py"):
        copy = package / source.relative_to(PROJECT / "migration_lab")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(source.read_bytes())
