"""The run that compares a notebook's outputs holds its file to the byte: seen on files that are wrong on purpose."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tests.execute_notebooks import WIDGET_VIEW, executed_bytes
from tests.stored_notebooks import NAME

PROJECT = Path(__file__).resolve().parents[1]
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
SOURCES = {
    "streams": """\
import sys
print("one", flush=True); print("two", file=sys.stderr, flush=True); print("three", flush=True)
print("10 %\\r20 %\\rdone", end="", flush=True)""",
    "shown": f"""\
from IPython.display import display, update_display, clear_output
print("gone"); clear_output()
display({{"text/plain": "before"}}, raw=True, display_id="it")
view = {{"model_id": str(id(object()))}}
display({{"text/plain": "a picture", "image/png": {PNG!r}, "{WIDGET_VIEW}": view}}, raw=True)
update_display({{"text/plain": "after"}}, raw=True, display_id="it")""",
    "widget": "import ipywidgets\nipywidgets.IntSlider(3)",
    "raises": "def f():\n    return 1 / 0\n\nf()",
    "history": "_2 = 'the first cell was no expression'\nlen(In)",
}
"""What the kernel says in ways that nbval and nbclient each have to put together."""


def small(sources: dict[str, str]) -> nbformat.NotebookNode:
    cells = [new_code_cell(source, id=id) for id, source in sources.items()]
    for cell in cells:
        if cell.id == "raises":
            cell.metadata["tags"] = ["raises-exception"]
    return new_notebook(cells=[new_markdown_cell("# Grüße", id="title"), *cells])


def run_pytest(*args: str) -> tuple[dict[str, list[str]], str]:
    """What became of each notebook's cells and of its file; and all that pytest printed.

    Where it was given one notebook alone, pytest calls that by no name.
    """
    settings = ["-c", str(PROJECT / "pyproject.toml"), "--numprocesses=0", "-p", "no:cacheprovider", "--color=no"]
    command = [sys.executable, "-m", "pytest", *settings, "-p", "tests.stored_notebooks", "-rA", *args]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", cwd=PROJECT)
    found: dict[str, list[str]] = {}
    for outcome, path, what in re.findall(r"^(PASSED|FAILED) (\S*?)::(.+)$", run.stdout, re.MULTILINE):
        found.setdefault(Path(path).stem, []).append(f"{outcome} {'file' if what.startswith(NAME) else 'cell'}")
    return {name: sorted(outcomes) for name, outcomes in found.items()}, run.stdout + run.stderr


def change(notebook: Any) -> None:
    """Make wrong all that nbval does not look at."""
    printed, raised, result, picture = (cell["outputs"][0] for cell in notebook["cells"][1:])
    notebook["cells"][1]["execution_count"] = 7
    notebook["cells"][1]["metadata"]["ExecuteTime"] = "now"
    notebook["cells"][1]["outputs"] = [{**printed, "text": [line]} for line in printed["text"]]
    raised["traceback"] = ["of another day"]
    result["execution_count"] = 8
    result["data"][WIDGET_VIEW] = {"model_id": "1"}
    result["metadata"] = {"size": 1}
    picture["data"]["image/png"] = "AAAA"
    notebook["metadata"]["widgets"] = {}


WRONG = {
    "an execution count": r'-\s+"execution_count": 7,',
    "a cell's metadata": r'-\s+"ExecuteTime": "now"',
    "a stream in two parts": r'-\s+"one\\n"\n-\s+\]\n-\s+\},\n-\s+\{\n',
    "a traceback": r'-\s+"of another day"',
    "a result's count": r'-\s+"execution_count": 8,',
    "a widget's model": rf'-\s+"{re.escape(WIDGET_VIEW)}": \{{',
    "an output's metadata": r'-\s+"size": 1',
    "a picture": r'-\s+"image/png": "AAAA"',
    "the notebook's metadata": r'-\s+"widgets": ',
}
"""What is wrong, and what the failure shows of it."""


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[str]], str]:
    """A small notebook as it should be, and others that are wrong."""
    folder = tmp_path_factory.mktemp("stored")
    sources = {
        "print": "print('one')\nprint('two')",
        "raises": SOURCES["raises"],
        "result": "3",
        "picture": f"get_ipython().display_pub.publish({{'text/plain': 'x', 'image/png': {PNG!r}}})",
    }
    right = folder / "right.ipynb"
    nbformat.write(small(sources), right)
    content = executed_bytes(right)
    right.write_bytes(content)
    notebook = json.loads(content)
    change(notebook)
    text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    (folder / "wrong.ipynb").write_text(text, encoding="utf-8", newline="\n")
    (folder / "no_line_end.ipynb").write_bytes(content.rstrip())
    another = nbformat.reads(content.decode(), as_version=4)
    another.cells[1].outputs = [new_output("stream", name="stdout", text="another\n")]
    nbformat.write(another, folder / "an_output.ipynb")
    return run_pytest(str(folder))


def test_a_notebook_that_is_as_the_script_writes_it_passes(ran: tuple[dict[str, list[str]], str]) -> None:
    assert ran[0]["right"] == ["PASSED cell"] * 4 + ["PASSED file"], ran[1]


@pytest.mark.parametrize("name", ["wrong", "no_line_end"])
def test_what_nbval_lets_pass_fails_by_the_byte(ran: tuple[dict[str, list[str]], str], name: str) -> None:
    assert ran[0][name] == ["FAILED file", *["PASSED cell"] * 4], ran[1]


@pytest.mark.parametrize("what", WRONG)
def test_the_failure_shows_all_that_is_wrong(ran: tuple[dict[str, list[str]], str], what: str) -> None:
    assert re.search(f"^{WRONG[what]}", ran[1], re.MULTILINE), ran[1]


def test_a_wrong_output_fails_as_a_cell_and_by_the_byte_and_says_what_to_do(ran: Any) -> None:
    found, printed = ran
    assert found["an_output"] == ["FAILED cell", "FAILED file", *["PASSED cell"] * 3], printed
    assert "Run python -m tests.execute_notebooks, read what changed, and commit it." in printed
    assert re.search(r'^-\s+"another\\n"$', printed, re.MULTILINE)


def test_of_all_that_a_kernel_can_say_it_makes_the_same_file_as_the_script(tmp_path: Path) -> None:
    path = tmp_path / "noisy.ipynb"
    nbformat.write(small(SOURCES), path)
    path.write_bytes(executed_bytes(path))
    found, printed = run_pytest(f"{path}::{NAME}")
    assert found == {"": ["FAILED file"]}, printed
    assert "noisy.ipynb: not all of its cells were run before this test" in printed
    found, printed = run_pytest(str(path))
    assert "PASSED file" in found[""], printed


def test_every_notebook_of_the_course_has_that_test_after_its_cells() -> None:
    command = [sys.executable, "-m", "pytest", "--numprocesses=0", "--collect-only", "-q", "notebooks"]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=PROJECT)
    last = {}
    for line in run.stdout.splitlines():
        path, found, name = line.partition("::")
        if found:
            last[Path(path).name] = name
    assert last == {path.name: NAME for path in (PROJECT / "notebooks").glob("*.ipynb")}, run.stdout
