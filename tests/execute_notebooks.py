"""Execute the notebooks of the course and write down what they print: ``python -m tests.execute_notebooks``.

A notebook's outputs are read on the web and compared by the tests, so they are never edited by hand: change a cell, run
this, read the difference, commit both. A second run changes no byte. What differs from run to run or from machine to
machine without meaning anything is left out: widgets' model ids and states, execution times, the version of Python. So
is what our extension of JupyterLab draws: it would double the files, and says nothing that the HTML does not say.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from migration_lab.course.location import find_course
from migration_lab.course.workspaces.record_ready_made import refresh_all
from migration_lab.errors import LabError
from migration_lab.widgets.live import DRAWN, WIDGET_VIEW
from tests.notebook_environment import notebook_environment

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
CELL_SECONDS = 120


class NotebookFailed(Exception):
    """A notebook that could not be executed to its end; the message names the notebook and the cell."""


def main(argv: Sequence[str] | None = None) -> int:
    """Execute the notebooks named in ``argv``, or all, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.execute_notebooks", description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", type=Path, help="these only (default: the whole course)")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if something would change")
    options = parser.parse_args(argv)
    paths = options.notebooks or sorted(NOTEBOOKS.glob("*.ipynb"))
    exit_code = 0
    course = find_course()
    of_the_course = any(path.resolve().parent == NOTEBOOKS for path in paths)
    if of_the_course and not options.check:  # first, since it decides how chapters begin
        try:
            for line in refresh_all(course):
                print(line)
        except LabError as error:
            print(error, file=sys.stderr)
            exit_code = 1
    for path in paths:
        try:
            executed = executed_bytes(path)
        except NotebookFailed as failure:
            print(failure, file=sys.stderr)
            exit_code = 1
            continue
        if executed == path.read_bytes():
            print(f"{path.name}: as it was")
        elif options.check:
            print(f"{path.name}: would change")
            exit_code = 1
        else:
            _replace(path, executed)
            print(f"{path.name}: written")
    return exit_code


def executed_bytes(path: Path) -> bytes:
    """Execute the notebook at ``path`` in its folder, with a fresh workspace, and return the file that it should be.

    Writes nothing beside it. Raises NotebookFailed.
    """
    try:
        notebook = nbformat.read(path, as_version=4)
    except Exception as error:
        raise NotebookFailed(f"{path.name} is not a notebook: {error}") from error
    with tempfile.TemporaryDirectory(prefix="migration-lab-", ignore_cleanup_errors=True) as folder:
        client = make_client(notebook, path)
        try:
            with client.setup_kernel(env=notebook_environment(Path(folder)), stderr=subprocess.DEVNULL):
                run_cells(client, path)
        except DeadKernelError as error:
            raise NotebookFailed(f"{path.name}: {error}") from error
    return content_of(notebook)


def content_of(notebook: NotebookNode) -> bytes:
    """The file that an executed notebook is stored as."""
    normalize(notebook)
    return (nbformat.writes(notebook) + "\n").encode()


def normalize(notebook: NotebookNode) -> None:
    """Leave out of an executed notebook, in place, what is different on every run or machine."""
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
        }
    )
    for cell in notebook.cells:
        for name in ("execution", "trusted", "ExecuteTime", "collapsed"):
            cell.metadata.pop(name, None)
        for output in cell.get("outputs", ()):
            for mime in (WIDGET_VIEW, DRAWN):
                output.get("data", {}).pop(mime, None)
            if output.output_type == "stream":
                output.text = same_everywhere(output.text)


def same_everywhere(printed: str) -> str:
    """Return what a cell has printed as every system prints it: with ``!``, lines may end as on a terminal."""
    return printed.replace("\r\n", "\n")


def make_client(notebook: NotebookNode, path: Path) -> NotebookClient:
    """Who asks a kernel to run the notebook's cells, and writes into the notebook what it says."""
    return NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        coalesce_streams=True,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.resolve().parent)}},
    )


def run_cells(client: NotebookClient, path: Path) -> None:
    """Run all cells, by the kernel that the client has. Raises NotebookFailed."""
    for number, cell in enumerate(client.nb.cells):
        try:
            client.execute_cell(cell, number)
            _insist_that_it_raised(cell)
        except (CellExecutionError, CellTimeoutError, DeadKernelError, NotebookFailed) as error:
            where = f"{path.name}, cell {number + 1}, id {cell.get('id')!r}"
            raise NotebookFailed(f"{where}: {_in_short(error)}") from error


def _in_short(error: Exception) -> str:
    if isinstance(error, CellExecutionError):  # its own text is the whole traceback, in colour
        return f"{error.ename}: {error.evalue}"
    return str(error)


def _insist_that_it_raised(cell: NotebookNode) -> None:
    """A lesson about a failure that no longer fails teaches nothing, and nbclient would let it pass."""
    if cell.cell_type != "code" or "raises-exception" not in cell.metadata.get("tags", ()):
        return
    if not any(output.output_type == "error" for output in cell.outputs):
        raise NotebookFailed("it is tagged raises-exception, and raised nothing")


def _replace(path: Path, content: bytes) -> None:
    """Write the whole file or none of it."""
    draft = path.with_name(f".{path.name}.new")
    draft.write_bytes(content)
    draft.replace(path)


if __name__ == "__main__":
    sys.exit(main())
