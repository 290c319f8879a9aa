"""``python -m tests.execute_notebooks`` on small notebooks: what it writes, what it leaves out, and when it stops."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.execute_notebooks import WIDGET_VIEW, main

NOISY = """\
import os, sys
print("one", flush=True); print("two", file=sys.stderr, flush=True); print("three", flush=True)
print(os.environ["MIGRATION_LAB_WORKSPACE"].endswith("workspace"), os.environ.get("FLASK_APP"))"""
WIDGET = f"""\
from IPython.display import display
display({{"text/plain": "as text", "{WIDGET_VIEW}": {{"model_id": str(id(object()))}}}}, raw=True)"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    cells = [
        new_markdown_cell("# Grüße", id="title"),
        new_code_cell(NOISY, id="noisy"),
        new_code_cell(WIDGET, id="widget"),
    ]
    metadata = {"widgets": {"old": 1}, "language_info": {"name": "python", "version": "3.1"}}
    path = tmp_path / "small.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata=metadata), path)
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("1", id="fine"), new_code_cell("1 / 0", id="fails")]), path)
    return path


def test_what_it_writes_is_complete_stable_and_free_of_noise(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FLASK_APP", "elsewhere")
    assert main([str(path), "--check"]) == 1
    assert main([str(path)]) == 0
    written = path.read_bytes()
    assert main([str(path)]) == 0
    assert path.read_bytes() == written
    assert capsys.readouterr().out.splitlines() == [
        "small.ipynb: would change",
        "small.ipynb: written",
        "small.ipynb: as it was",
    ]
    assert "Grüße" in written.decode()
    assert written.endswith(b"}\n")
    notebook = json.loads(written)
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    assert "version" not in notebook["metadata"]["language_info"]
    noisy, widget = notebook["cells"][1:]
    assert [(output["name"], output["text"]) for output in noisy["outputs"]] == [
        ("stdout", ["one\n", "three\n", "True None\n"]),
        ("stderr", ["two\n"]),
    ]
    assert widget["outputs"][0]["data"] == {"text/plain": ["as text"]}
    assert [cell["metadata"] for cell in (noisy, widget)] == [{}, {}]
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_notebook_that_fails_is_named_with_its_cell_and_left_as_it_was(
    broken: Path, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = broken.read_bytes()
    assert main([str(broken), str(path)]) == 1
    assert broken.read_bytes() == before
    printed = capsys.readouterr()
    assert printed.err == "broken.ipynb, cell 2, id 'fails': ZeroDivisionError: division by zero\n"
    assert printed.out == "small.ipynb: written\n"


def test_a_file_that_is_no_notebook_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "no.ipynb"
    path.write_text("{", encoding="utf-8")
    assert main([str(path)]) == 1
    assert capsys.readouterr().err.startswith("no.ipynb is not a notebook: ")
    assert path.read_text(encoding="utf-8") == "{"
