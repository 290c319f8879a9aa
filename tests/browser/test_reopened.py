"""A notebook that was run, saved and opened again, with a new kernel, by whomever and wherever: it looks as it did."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import Locator, expect

from migration_lab.widgets.live import DRAWN
from tests.browser.lab import Lab, course_server

pytestmark = pytest.mark.browser
CELLS = {
    "open": 'from migration_lab import lab\nlab.open("03")',
    "rows": 'lab.rows("speaker")',
    "down": "%flask db downgrade",
    "up": "%flask db upgrade",
    "goal": 'lab.check("03.1")',
    "tables": "lab.tables()",
    "board": "lab.board()",
}
DISPLAYS = {"down": ".mlab-card", "up": ".mlab-card", "goal": ".mlab-goal", "rows": ".mlab-rowsview"}
"""What needs no kernel: it looks the same, to the pixel."""
NOT_LIVE = "Not live: this is how it was when the cell ran."
LOOK = """display => [display, ...display.querySelectorAll('*')].map(node => {
    const { color, backgroundColor, fontSize, fontFamily, display, paddingLeft } = getComputedStyle(node);
    const { width, height } = node.getBoundingClientRect();
    const own = [...node.childNodes].filter(one => one.nodeType === 3).map(one => one.data).join('');
    const style = [color, backgroundColor, fontSize, fontFamily, display, paddingLeft];
    return [node.tagName, node.className, own, ...style, Math.round(width), Math.round(height)].join(' ');
})"""
CLOSE = "node => [...window.jupyterapp.shell.widgets('main')].find(one => one.node === node).close()"
"""The board: beside it, the notebook would be narrower than when it is opened again."""
SAVE_AND_END = """async () => {
    await window.jupyterapp.commands.execute('docmanager:save');
    const { sessionContext } = window.jupyterapp.shell.currentWidget.context;
    await sessionContext.shutdown();
}"""


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with course_server(folder, saved=CELLS) as address:
        yield address


def display(lab: Lab, cell: str, kind: str) -> Locator:
    return lab.cell(cell).locator(kind)


@pytest.fixture(scope="module")
def before(lab: Lab) -> dict[str, list[str]]:
    """How the displays looked while the kernel lived; afterwards the notebook is saved, and its kernel has ended."""
    lab.open_notebook("saved.ipynb")
    for id in CELLS:
        lab.run_cell("saved.ipynb", id)
    expect(lab.page.locator(".jupyterlab-sidecar .mlab-board")).to_contain_text("in step")
    lab.page.locator(".jupyterlab-sidecar").evaluate(CLOSE)
    looks = {cell: display(lab, cell, kind).evaluate(LOOK) for cell, kind in DISPLAYS.items()}
    expect(display(lab, "tables", ".mlab-tables-view")).to_be_visible()
    expect(lab.cell("tables")).not_to_contain_text(NOT_LIVE)
    lab.page.evaluate(SAVE_AND_END)
    return looks


@pytest.fixture(scope="module")
def reopened(lab: Lab, before: dict[str, list[str]]) -> Lab:
    lab.open_notebook("saved.ipynb")
    return lab


@pytest.mark.parametrize("cell", DISPLAYS)
def test_a_display_looks_as_it_did(reopened: Lab, before: dict[str, list[str]], cell: str) -> None:
    again = display(reopened, cell, DISPLAYS[cell])
    expect(again).to_be_visible()
    assert again.evaluate(LOOK) == before[cell]
    assert len(before[cell]) > 3


def test_its_tabs_work_still(reopened: Lab) -> None:
    card = display(reopened, "up", ".mlab-card")
    card.get_by_role("tab", name="SQL").click()
    expect(card.get_by_role("tabpanel", name="SQL")).to_contain_text("CREATE TABLE")


def test_what_followed_the_database_says_that_it_does_no_longer(reopened: Lab) -> None:
    tables = reopened.cell("tables")
    expect(tables).to_contain_text(NOT_LIVE)
    expect(tables.locator(".mlab-tables-view")).to_contain_text("speaker")
    board = display(reopened, "board", ".mlab-board")
    expect(board).to_contain_text("kernel gone")
    expect(board.get_by_role("button", name="Run")).to_have_count(0)


def test_no_widget_is_missed(reopened: Lab) -> None:
    for id in CELLS:
        expect(reopened.cell(id)).not_to_contain_text("model not found")


def test_when_the_cell_runs_again_it_follows_again(reopened: Lab) -> None:
    reopened.run_cell("saved.ipynb", "open")
    reopened.run_cell("saved.ipynb", "tables")
    expect(display(reopened, "tables", ".mlab-tables-view")).to_be_visible()
    expect(reopened.cell("tables")).not_to_contain_text(NOT_LIVE)
    reopened.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    reopened.page.reload()
    reopened.page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget?.context?.isReady")
    expect(display(reopened, "tables", ".mlab-tables-view")).to_be_visible()
    expect(reopened.cell("tables")).not_to_contain_text(NOT_LIVE)


def saved(folder: Path) -> Any:
    return nbformat.read(folder / "course" / "notebooks" / "saved.ipynb", as_version=4)


def test_a_stranger_who_does_not_trust_it_sees_the_cards_too(
    reopened: Lab, folder: Path, before: dict[str, list[str]]
) -> None:
    notebook = saved(folder)
    notebook.cells[0].source += "  # changed elsewhere, so this server has not signed it"
    nbformat.write(notebook, folder / "course" / "notebooks" / "strange.ipynb")
    reopened.open_notebook("strange.ipynb")
    assert (
        reopened.page.evaluate("() => window.jupyterapp.shell.currentWidget.content.model.cells.get(1).trusted")
        is False
    )
    again = display(reopened, "up", ".mlab-card")
    expect(again).to_be_visible()
    assert again.evaluate(LOOK) == before["up"]


def test_what_is_stored_for_it_is_less_than_twice_the_html(before: dict[str, list[str]], folder: Path) -> None:
    outputs = [output for cell in saved(folder).cells for output in cell.outputs if DRAWN in output.get("data", {})]
    assert len(outputs) == len(CELLS)  # the downgrade has its warning beside its card
    html = sum(len(output.data["text/html"]) for output in outputs)
    assert len(json.dumps([output.data[DRAWN] for output in outputs])) < 2 * html
    assert "widgets" not in saved(folder).metadata


def test_an_export_shows_every_display(before: dict[str, list[str]], folder: Path) -> None:
    page, _ = HTMLExporter().from_notebook_node(saved(folder))
    assert "widget-view" not in page
    for text in (
        "<strong><code>flask db upgrade</code></strong>",
        "<strong>Exercise 03.1",
        "6 rows",
        "alembic_version",
    ):
        assert text in page
