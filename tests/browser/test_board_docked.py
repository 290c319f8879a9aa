"""The place beside the notebooks: one board is in it, it can be closed, and it comes back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab import Lab, course_server

pytestmark = pytest.mark.browser

OPEN = 'from migration_lab import lab\nlab.open("03")'
AGAIN = 'from migration_lab import lab\nlab.open("03", resume=True)'
PANEL = ".jupyterlab-sidecar"
MOST_LEFT_OUT = 30
"""Pixels by which the notebooks may get narrower when another board comes."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    cells = {"open": OPEN, "again": AGAIN}
    with course_server(tmp_path_factory.mktemp("lab"), one=cells, two=cells) as address:
        yield address


@pytest.fixture(scope="module")
def notebook(lab: Lab) -> Lab:
    lab.open_notebook("one.ipynb")
    lab.run_cell("one.ipynb", "open")
    expect(boards(lab)).to_contain_text("in step")
    return lab


def boards(lab: Lab) -> Locator:
    return lab.page.locator(f"{PANEL} .mlab-board")


def tabs(lab: Lab, title: str) -> Locator:
    return lab.page.locator("#jp-main-dock-panel .lm-TabBar-tab").filter(has_text=title)


def width(lab: Lab) -> float:
    box = lab.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)").bounding_box()
    assert box is not None
    return box["width"]


def gets_its_width_back(lab: Lab, before: float) -> None:
    """The board that is replaced leaves its room to the notebooks, once JupyterLab has laid out what is left."""
    lab.page.wait_for_function(
        "least => document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden)').offsetWidth > least",
        arg=before - MOST_LEFT_OUT,
    )


def close(lab: Lab, title: str) -> None:
    tabs(lab, title).locator(".lm-TabBar-tabCloseIcon").click()
    expect(lab.page.locator(PANEL)).to_have_count(0)


def test_a_closed_panel_comes_back_when_the_chapter_is_opened_again(notebook: Lab) -> None:
    for _ in range(2):
        close(notebook, "Chapter 03")
        notebook.run_cell("one.ipynb", "again")
        expect(boards(notebook)).to_have_count(1)
        expect(boards(notebook)).to_contain_text("in step")


def test_it_comes_back_too_after_the_page_was_loaded_again(notebook: Lab) -> None:
    notebook.page.reload()
    expect(boards(notebook)).to_contain_text("in step")
    close(notebook, "Chapter 03")
    notebook.run_cell("one.ipynb", "again")
    expect(boards(notebook)).to_have_count(1)


def test_the_board_of_another_notebook_takes_the_place_of_the_one_that_is_there(notebook: Lab) -> None:
    before = width(notebook)
    notebook.run_cell("two.ipynb", "open")
    expect(tabs(notebook, "Chapter 03 · 03-2")).to_have_count(1)
    expect(tabs(notebook, "Chapter 03")).to_have_count(1)
    expect(boards(notebook)).to_have_count(1)
    gets_its_width_back(notebook, before)


def test_the_first_one_comes_back_when_its_cell_is_run_again(notebook: Lab) -> None:
    before = width(notebook)
    notebook.run_cell("one.ipynb", "again")
    expect(tabs(notebook, "Chapter 03 · 03-2")).to_have_count(0)
    expect(tabs(notebook, "Chapter 03")).to_have_count(1)
    expect(boards(notebook)).to_have_count(1)
    expect(boards(notebook)).to_contain_text("in step")
    gets_its_width_back(notebook, before)


def test_nothing_wanted_to_leave_the_machine(notebook: Lab, strays: list[str]) -> None:
    assert strays == []
