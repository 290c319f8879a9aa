"""The course as it stands, against the same notebooks with every ``%flask`` run as ``!flask``, a new process each."""

from __future__ import annotations

import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

from tests.execute_notebooks import NOTEBOOKS
from tests.notebook_environment import notebook_environment

MAGIC = re.compile(r"^%flask ", re.MULTILINE)
WRITTEN = re.compile(r"versions[/\\]([0-9a-f]+)_\w+\.py")


def run() -> Iterator[tuple[str, float, float, str]]:
    """Execute each notebook both ways, and yield the sums."""
    ours = theirs = 0.0
    commands = 0
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        commands += sum(len(MAGIC.findall(cell.source)) for cell in notebook.cells if cell.cell_type == "code")
        ours += seconds_to_execute(notebook)
        theirs += seconds_to_execute(in_new_processes(notebook))
    yield f"all notebooks, {commands} commands, and with each as `!flask`", ours, theirs, "at least 4 times faster"


def in_new_processes(notebook: NotebookNode) -> NotebookNode:
    """Return a copy in which the shell runs the commands, with the same revision ids, so that the later cells fit."""
    copy = nbformat.from_dict(notebook)
    for cell in copy.cells:
        if cell.cell_type == "code" and MAGIC.search(cell.source):
            cell.source = "\n".join(_as_shell_line(line, cell) for line in cell.source.splitlines())
    return copy


def _as_shell_line(line: str, cell: NotebookNode) -> str:
    if not MAGIC.match(line):
        return line
    written = WRITTEN.search("".join(output.get("text", "") for output in cell.outputs))
    makes_a_revision = re.match(r"%flask db (migrate|revision|merge)\b", line)
    named = f" --rev-id {written[1]}" if makes_a_revision and written and "--rev-id" not in line else ""
    return f"!{line.removeprefix('%')}{named}"


def seconds_to_execute(notebook: NotebookNode) -> float:
    """Execute a copy in a fresh workspace. A shell's failure raises nothing, so cells may fail that did not before."""
    copy = nbformat.from_dict(notebook)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        client = NotebookClient(
            copy, kernel_name="python3", allow_errors=True, resources={"metadata": {"path": str(NOTEBOOKS)}}
        )
        started = time.perf_counter()
        client.execute(env=notebook_environment(Path(folder)), stderr=subprocess.DEVNULL)
        return time.perf_counter() - started
