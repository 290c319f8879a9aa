"""The notebooks as files: how each is built, that no cell escapes the comparison, that their outputs hold still.

What the cells print is compared by nbval, which collects the notebooks themselves; that a stored file is what the
script would write, to the byte, by ``tests/stored_notebooks.py`` in the same run.
"""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from tests.execute_notebooks import NOTEBOOKS, WIDGET_VIEW, content_of

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
KNOWN_TAGS = {"aside", "raises-exception"}
ESCAPES = re.compile(r"#\s*(NBVAL_|PYTEST_VALIDATE_)|sanitize", re.IGNORECASE)
NOT_FOR_EVERYBODY = {
    "a memory address": re.compile(r"\b0x[0-9a-fA-F]{6,}\b"),
    "a path of one machine": re.compile(r"(?<![\w./:>-])/(home|root|tmp|Users|usr|var|private|work|opt)/|\b[A-Z]:\\"),
    "a model id of a widget": re.compile(re.escape(WIDGET_VIEW) + r"|IPY_MODEL_"),
    "a colour code": re.compile("\x1b"),
}


@pytest.fixture(scope="module", params=PATHS, ids=lambda path: path.stem)
def path(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture
def notebook(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def test_the_course_has_notebooks_numbered_from_00_without_a_gap_and_the_clinic() -> None:
    numbered = [path for path in PATHS if path.name != "clinic.ipynb"]
    assert [path.name[:3] for path in numbered] == [f"{number:02}_" for number in range(len(PATHS) - 1)]
    assert PATHS[0].name == "00_start_here.ipynb"


def test_it_is_stored_as_the_script_stores_it(path: Path, notebook: NotebookNode) -> None:
    assert content_of(notebook) == path.read_bytes()


def test_it_begins_with_what_to_do_what_to_learn_and_how_long_it_takes(notebook: NotebookNode) -> None:
    first = notebook.cells[0]
    assert first.cell_type == "markdown"
    assert first.source.startswith("# ")
    words = first.source.lower()
    assert "do" in re.findall(r"\w+", words)
    assert "learn" in words
    assert re.search(r"\d+ minutes", words)


def test_every_cell_has_an_id_of_its_own_that_a_person_can_read(notebook: NotebookNode) -> None:
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert [id for id in ids if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", id)] == []


def test_every_code_cell_was_run_and_in_order(notebook: NotebookNode) -> None:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert all(cell.source.strip() for cell in code)


def test_no_cell_escapes_the_comparison(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        assert set(cell.metadata.get("tags", ())) <= KNOWN_TAGS, cell.id
        assert not ESCAPES.search(cell.source), cell.id


def test_a_cell_that_raises_is_tagged_so_and_only_such_a_cell(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        raised = any(output.output_type == "error" for output in cell.get("outputs", ()))
        assert raised == ("raises-exception" in cell.metadata.get("tags", ())), cell.id


def test_a_failure_is_short(notebook: NotebookNode) -> None:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                assert len("\n".join(output.traceback).splitlines()) <= 12, cell.id


@pytest.mark.parametrize("what", NOT_FOR_EVERYBODY)
def test_what_it_prints_is_the_same_on_every_machine(notebook: NotebookNode, what: str) -> None:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            found = NOT_FOR_EVERYBODY[what].search("\n".join(_texts(output)))
            assert found is None, f"{cell.id}: {found.group()!r}"


def test_no_setting_of_pytest_softens_the_comparison(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.option.nbval
    assert pytestconfig.option.nbval_current_env
    assert not pytestconfig.option.nbval_lax
    assert not pytestconfig.option.nbval_sanitize_with


def _texts(output: NotebookNode) -> list[str]:
    """Return every text that an output shows. An error's traceback is left to IPython, which colours it."""
    if output.output_type == "stream":
        return [output.text]
    if output.output_type == "error":
        return [output.evalue]
    return [f"{mime}: {data}" for mime, data in output.data.items()]
