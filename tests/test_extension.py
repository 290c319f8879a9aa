"""Our extension of JupyterLab, as files: it is found, it takes none of JupyterLab's own keys, it needs no network."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jupyterlab
import pytest
from jupyterlab_server.config import get_federated_extensions

from migration_lab import cli

EXTENSION = cli.JUPYTER / "labextensions" / "migration-lab"
PACKAGE = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
SCHEMA = json.loads((EXTENSION / "schemas" / "migration-lab" / "plugin.json").read_text(encoding="utf-8"))
SCRIPT = (EXTENSION / "static" / "remoteEntry.js").read_text(encoding="utf-8")
SVG = "http://www.w3.org/2000/svg"
"""A name, and no address that anything is fetched from."""


def shortcuts(schema: dict[str, object]) -> list[dict[str, object]]:
    return list(schema.get("jupyter.lab.shortcuts", []))  # type: ignore[call-overload]


def theirs() -> set[tuple[str, ...]]:
    """The keys that JupyterLab itself listens to, anywhere."""
    folder = Path(sys.prefix, "share", "jupyter", "lab", "schemas")
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in folder.rglob("*.json")]
    keys = ("keys", "winKeys", "macKeys", "linuxKeys")
    return {tuple(one[kind]) for schema in schemas for one in shortcuts(schema) for kind in keys if kind in one}


def test_jupyterlab_finds_it_with_the_version_of_the_package() -> None:
    from importlib.metadata import version

    found = get_federated_extensions([str(EXTENSION.parent)])["migration-lab"]
    assert found["version"] == version("migration-lab")
    assert (EXTENSION / found["jupyterlab"]["_build"]["load"]).is_file()
    assert found["dependencies"] == {}  # so there is nothing to build, and nothing to ask about


def test_a_plain_jupyter_lab_finds_it_in_the_environment() -> None:
    command = [sys.executable, "-m", "jupyter", "labextension", "list"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace")
    assert re.search(r"migration-lab v\S+.*enabled.*OK", done.stdout + done.stderr)


def test_its_shortcuts_are_nobody_elses() -> None:
    there = theirs()
    assert len(there) > 50, jupyterlab.__version__
    ours = [tuple(one["keys"]) for one in shortcuts(SCHEMA)]  # type: ignore[arg-type]
    assert len(ours) == len(set(ours)) == 6
    assert there.isdisjoint(ours)


def test_each_shortcut_is_for_a_command_that_is_there() -> None:
    for one in shortcuts(SCHEMA):
        assert f'"{str(one["command"]).removeprefix("migration-lab:")}"' in SCRIPT


@pytest.mark.parametrize("name", ["remoteEntry.js", "style.css"])
def test_it_fetches_nothing(name: str) -> None:
    text = (EXTENSION / "static" / name).read_text(encoding="utf-8").replace(SVG, "")
    code = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    assert not re.search(r"https?:|\bimport\(|@import", code)
