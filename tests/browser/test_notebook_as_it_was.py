"""A chapter that somebody has only opened: no byte of its file changes, and its pages leave no empty frame."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from migration_lab.values.result import Response
from migration_lab.widgets import ResponseView
from tests.browser.lab import Lab, course_server

pytestmark = pytest.mark.browser

PAGE = "<body>" + "<p>A talk</p>" * 25 + "</body>"
SAVE = """async () => {
    const context = window.jupyterapp.shell.currentWidget.context;
    while (!context.model.getMetadata('language_info')?.version) {  // which JupyterLab has from the kernel
        await new Promise(requestAnimationFrame);
    }
    await context.save();
    return context.model.dirty;
}"""


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with course_server(folder, page={"get": 'lab.get("/")'}) as address:
        page = folder / "course" / "notebooks" / "page.ipynb"
        notebook = nbformat.read(page, as_version=4)
        answer = ResponseView(Response("/", 200, "OK", "text/html", PAGE))
        notebook.cells[0].outputs = [nbformat.v4.new_output("display_data", {"text/html": answer.html()})]
        nbformat.write(notebook, page)
        yield address


def test_opening_and_saving_a_chapter_changes_no_byte(lab: Lab, folder: Path) -> None:
    chapters = sorted((folder / "course" / "notebooks").glob("[0-9][0-9]_*.ipynb"))
    assert len(chapters) > 4
    for chapter in chapters:
        before = chapter.read_bytes()
        lab.open_notebook(chapter.name)
        assert lab.page.evaluate(SAVE) is False
        assert chapter.read_bytes() == before, chapter.name


def test_a_page_in_a_notebook_that_is_not_trusted_leaves_no_empty_frame(lab: Lab) -> None:
    lab.open_notebook("page.ipynb")
    output = lab.cell("get").locator(".jp-OutputArea-output")
    expect(output.get_by_text("The page is drawn here when you run the cell.")).to_be_visible()
    expect(output.locator("iframe")).to_have_count(0)
    box = output.bounding_box()
    assert box
    assert box["height"] < 250
