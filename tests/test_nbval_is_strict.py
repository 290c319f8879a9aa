"""The notebooks are only a test because nbval compares strictly: seen here on notebooks that are wrong on purpose."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from tests.execute_notebooks import NotebookFailed, executed_bytes

PROJECT = Path(__file__).resolve().parents[1]


def printed(text: str) -> NotebookNode:
    return new_output("stream", name="stdout", text=text)


def raised(name: str, value: str) -> NotebookNode:
    return new_output("error", ename=name, evalue=value, traceback=[f"{name}: {value}"])


def cell(source: str, *outputs: NotebookNode, tags: Sequence[str] = ()) -> NotebookNode:
    return new_code_cell(source, outputs=list(outputs), metadata={"tags": list(tags)}, execution_count=1)


CELLS = {
    "right": cell("print(1)", printed("1\n")),
    "right failure": cell("1 / 0", raised("ZeroDivisionError", "division by zero"), tags=["raises-exception"]),
    "wrong output": cell("print(1)", printed("2\n")),
    "an output too few": cell("pass", printed("1\n")),
    "an output too many": cell("print(1)"),
    "wrong error": cell("1 / 0", raised("KeyError", "1"), tags=["raises-exception"]),
    "raises no longer": cell("n = 0 / 1", raised("ZeroDivisionError", "division by zero"), tags=["raises-exception"]),
    "raises, not tagged": cell("1 / 0", raised("ZeroDivisionError", "division by zero")),
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Run the cells above, as one notebook, with this project's own settings for pytest."""
    path = tmp_path_factory.mktemp("strict") / "strict.ipynb"
    nbformat.write(new_notebook(cells=list(CELLS.values())), path)
    settings = ["-c", str(PROJECT / "pyproject.toml"), "--numprocesses=0", "-p", "no:cacheprovider", "--color=no"]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *settings, "-rA", str(path)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        cwd=PROJECT,
    )
    found = re.findall(r"^(PASSED|FAILED) \S*::Cell (\d+)", run.stdout, re.MULTILINE)
    assert len(found) == len(CELLS), run.stdout + run.stderr
    names = list(CELLS)
    return {names[int(number)]: outcome for outcome, number in found}


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_passes_only_if_it_does_what_the_notebook_says(outcomes: dict[str, str], name: str) -> None:
    assert outcomes[name] == ("PASSED" if name.startswith("right") else "FAILED")


def test_a_failure_that_no_longer_fails_is_not_written_down_either(tmp_path: Path) -> None:
    path = tmp_path / "one.ipynb"
    harmless = new_code_cell("0 / 1", metadata={"tags": ["raises-exception"]}, id="harmless")
    nbformat.write(new_notebook(cells=[harmless]), path)
    with pytest.raises(NotebookFailed, match=r"one\.ipynb, cell 1, id 'harmless': it is tagged raises-exception"):
        executed_bytes(path)
