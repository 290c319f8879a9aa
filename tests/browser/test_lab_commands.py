"""JupyterLab's own ways to the lab: keys, palette, the board's tab, files beside it, a display's wishes, presenter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab, course_server
from tests.browser.lab_with_board import (
    ASK,
    CLOSE_IT,
    LAYOUT,
    LETTERS,
    LINE,
    NOTEBOOK,
    OPEN,
    PANEL,
    board,
    close_board,
    from_a_cell,
    handle,
    run_button,
    tab,
    tiles,
)

pytestmark = pytest.mark.browser
NAME = "one.ipynb"
CELLS = {
    "said": "print('said')",
    "open": 'from migration_lab import lab\nlab.open("03")',
    "elsewhere": 'lab.open("02.2")',
    "again": 'lab.open("03", resume=True)',
    "mark": "MARK = 1",
    "last": "MARK + 41",
    "asked": "'as ' + 'asked'",
}
CHAPTERS = ["02_make_the_first_revision", "03_add_a_column", "04_drop_and_rename_a_column"]
COURSE = {
    "chapters": [
        {"number": one[:2], "title": one[3:].replace("_", " "), "minutes": 30, "notebook": f"notebooks/{one}.ipynb"}
        for one in CHAPTERS
    ]
    + [{"number": "clinic", "title": "The clinic", "minutes": 20, "notebook": "notebooks/clinic.ipynb"}],
    "progress": "notebooks/progress.json",
}
"""As the server tells it; `migration-lab` tells it of the course that it serves, and here it serves another."""
LARGE = 20
"""Pixels at least, where the page is 1024 wide: one line of code has 60 letters of it."""


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with course_server(folder, one=CELLS) as address:
        page = folder / "home" / "JUPYTER_CONFIG_DIR" / "labconfig" / "page_config.json"
        page.parent.mkdir(parents=True)
        page.write_text(json.dumps({"migrationLabCourse": json.dumps(COURSE)}), encoding="utf-8")
        yield address


@pytest.fixture(scope="module")
def opened(lab: Lab) -> Lab:
    lab.open_notebook(NAME)
    for id in ("said", "open"):
        lab.run_cell(NAME, id)
    expect(board(lab)).to_contain_text("in step")
    return lab


def test_the_boards_tab_says_what_it_is(opened: Lab) -> None:
    expect(tab(opened, "Board · Chapter 03")).to_have_count(1)
    expect(tab(opened, "Board").locator("svg[data-icon='migration-lab:icon']")).to_be_visible()
    expect(tab(opened, "Board")).to_have_attribute(
        "title", "Board: models, scripts and database as they are now, and the next command"
    )


def test_the_boards_tab_says_what_is_open_now(opened: Lab) -> None:
    opened.run_cell(NAME, "elsewhere")
    expect(tab(opened, "Board · Exercise 02.2")).to_have_count(1)
    opened.run_cell(NAME, "again")
    expect(tab(opened, "Board · Chapter 03")).to_have_count(1)
    expect(tab(opened, "Board")).to_have_count(1)
    expect(board(opened)).to_contain_text("in step")


def test_undo_and_run_are_one_shortcut_away_from_a_cell(opened: Lab) -> None:
    opened.page.evaluate(NOTEBOOK)
    opened.cell("mark")
    opened.page.evaluate(ASK, ["migration-lab:run-in-cell", {"source": "%flask db downgrade"}])
    expect(run_button(opened)).to_have_attribute("aria-disabled", "false")
    from_a_cell(opened, "Alt+Shift+R")
    expect(board(opened)).to_contain_text("in step")
    expect(opened.page.locator(".jp-Notebook .cm-content").filter(has_text="%flask db upgrade")).to_have_count(1)
    expect(opened.cell("last").locator(".cm-content")).to_have_text("MARK + 41")
    for keys, what, then in (("Alt+Shift+U", "undo", "empty"), ("Alt+Shift+Y", "redo", "in step")):
        expect(board(opened).locator(f"[data-act={what}]")).to_have_attribute("aria-disabled", "false")
        from_a_cell(opened, keys)
        expect(board(opened).locator(".mlab-state")).to_contain_text(then)


def test_a_shortcut_that_has_nothing_to_do_says_so(opened: Lab) -> None:
    from_a_cell(opened, "Alt+Shift+R")
    expect(
        opened.page.locator(".jp-Notification-List, .Toastify").get_by_text("The board offers no command")
    ).to_be_visible()


def test_a_shortcut_goes_to_the_board_and_brings_back_a_closed_one(opened: Lab) -> None:
    from_a_cell(opened, "Alt+Shift+B")
    expect(run_button(opened)).to_be_focused()
    close_board(opened)
    from_a_cell(opened, "Alt+Shift+B")
    expect(board(opened)).to_contain_text("in step")
    expect(run_button(opened)).to_be_focused()


def test_the_palette_has_them_with_their_keys(opened: Lab) -> None:
    opened.page.evaluate("window.jupyterapp.commands.execute('apputils:activate-command-palette')")
    opened.page.locator(".lm-CommandPalette-input").fill("migration-lab board")
    item = opened.page.locator(".lm-CommandPalette-item").filter(has_text="Show the Board")
    expect(item).to_contain_text("Alt+Shift+B")
    opened.page.keyboard.press("Escape")


def test_a_file_that_is_opened_from_the_board_comes_beside_the_notebook(opened: Lab) -> None:
    from_a_cell(opened, "Alt+Shift+B")
    expect(run_button(opened)).to_be_focused()
    opened.page.evaluate(OPEN, "notebooks/INSTRUCTORS.md")
    expect(tab(opened, "INSTRUCTORS.md")).to_have_count(1)
    expect(opened.page.locator(".jp-FileEditor, .jp-MarkdownViewer")).to_be_visible()
    expect(board(opened)).to_be_visible()
    bar = opened.page.locator(".lm-DockPanel-tabBar").filter(has_text="Board")
    expect(bar.locator(".lm-TabBar-tab")).to_have_count(1)


def test_a_display_opens_a_file_at_a_line(opened: Lab) -> None:
    assert opened.page.evaluate(ASK, ["migration-lab:open-file", {"path": "notebooks/INSTRUCTORS.md", "line": 12}])
    opened.page.wait_for_function(f"({LINE})() === 12")
    assert opened.page.evaluate(
        ASK, ["migration-lab:open-notebook", {"path": "notebooks/04_drop_and_rename_a_column.ipynb"}]
    )
    expect(tab(opened, "04_drop")).to_have_class(re.compile("lm-mod-current"))
    opened.page.evaluate("() => window.jupyterapp.shell.currentWidget.dispose()")
    assert not opened.page.evaluate(ASK, ["docmanager:delete-file", {"path": "notebooks/INSTRUCTORS.md"}])


def test_a_display_runs_a_cell_below_the_current_one_and_keeps_the_focus(opened: Lab) -> None:
    opened.run_cell(NAME, "mark")
    from_a_cell(opened, "Alt+Shift+B")
    expect(run_button(opened)).to_be_focused()
    assert opened.page.evaluate(ASK, ["migration-lab:run-in-cell", {"source": "MARK = 2; 'ran ' * MARK"}])
    cell = opened.page.locator(".jp-Notebook:visible .jp-Cell").filter(has_text="'ran ' * MARK")
    expect(cell.locator(".jp-OutputArea-output")).to_contain_text("ran ran")
    expect(run_button(opened)).to_be_focused()
    opened.run_cell(NAME, "last")
    expect(opened.cell("last").locator(".jp-OutputArea-output")).to_contain_text("43")


def test_a_display_runs_the_notebooks_own_next_cell_where_it_is_the_same(opened: Lab) -> None:
    same = opened.page.locator(".jp-Notebook:visible .jp-Cell").filter(has_text=CELLS["asked"])
    opened.run_cell(NAME, "last")
    ask = ["migration-lab:run-in-cell", {"source": CELLS["asked"]}]
    assert opened.page.evaluate(ASK, ask)
    expect(opened.cell("asked").locator(".jp-OutputArea-output")).to_contain_text("as asked")
    expect(same).to_have_count(1)
    assert opened.page.evaluate(ASK, ask)
    expect(same).to_have_count(2)


def test_a_narrow_window_has_no_file_browser_beside_the_board(opened: Lab) -> None:
    files = opened.page.locator("#jp-left-stack")
    opened.page.evaluate("() => window.jupyterapp.shell.expandLeft()")
    opened.page.set_viewport_size({"width": 1000, "height": 800})
    close_board(opened)
    expect(files).to_be_visible()
    from_a_cell(opened, "Alt+Shift+B")
    expect(files).to_be_hidden()
    opened.page.set_viewport_size({"width": 1400, "height": 1000})
    opened.page.evaluate("() => window.jupyterapp.shell.expandLeft()")


def test_the_presenter_has_large_type_and_the_board_below_and_is_undone_by_the_same_keys(opened: Lab) -> None:
    page = opened.page
    page.evaluate(NOTEBOOK)
    opened.cell("last")
    layout, letters = page.evaluate(LAYOUT), page.evaluate(LETTERS)
    assert max(letters) < LARGE
    page.keyboard.press("Alt+Shift+P")
    expect(page.locator("body")).to_have_class(re.compile("mlab-presenter"))
    assert min(page.evaluate(LETTERS)) >= LARGE
    notebook, below = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)").bounding_box(), board(opened).bounding_box()
    assert notebook is not None
    assert below is not None
    assert below["y"] >= notebook["y"] + notebook["height"]
    assert min(notebook["width"], below["width"]) > page.viewport_size["width"] - 40
    expect(page.locator("#jp-left-stack, #jp-main-statusbar").filter(visible=True)).to_have_count(0)
    page.evaluate(OPEN, "notebooks/04_drop_and_rename_a_column.ipynb")
    expect(tab(opened, "04_drop")).to_have_count(1)
    page.evaluate(CLOSE_IT)
    page.keyboard.press("Alt+Shift+P")
    expect(page.locator("body")).not_to_have_class(re.compile("mlab-presenter"))
    assert page.evaluate(LAYOUT) == layout
    assert page.evaluate(LETTERS) == letters


def test_the_presenters_board_has_state_command_and_places_in_view_on_an_old_projector(opened: Lab) -> None:
    page = opened.page
    usual = page.viewport_size
    assert usual is not None
    page.set_viewport_size({"width": 1024, "height": 768})
    page.keyboard.press("Alt+Shift+P")
    below = opened.page.locator(f"{PANEL} .mlab-beside")
    state, places = below.locator(".mlab-state"), below.locator(".mlab-place")
    expect(places).to_have_count(3)
    for part in (state, run_button(opened), below.locator(".mlab-command"), *places.all()):
        expect(part).to_be_in_viewport(ratio=1)
    assert state.evaluate("node => node.scrollWidth <= node.clientWidth")
    expect(below.locator(".mlab-move-board")).to_be_hidden()
    whole = board(opened).evaluate("board => board.offsetHeight")
    board(opened).get_by_role("button", name="Show only the state and the next command").click()
    page.wait_for_function("([board, whole]) => board.offsetHeight < whole / 2", arg=[handle(opened), whole])
    board(opened).get_by_role("button", name="Show the whole board").click()
    page.wait_for_function("([board, whole]) => Math.abs(board.offsetHeight - whole) < 4", arg=[handle(opened), whole])
    page.keyboard.press("Alt+Shift+P")
    expect(page.locator("body")).not_to_have_class(re.compile("mlab-presenter"))
    page.set_viewport_size(usual)


def test_what_was_opened_meanwhile_stays_open_after_the_presenter(opened: Lab) -> None:
    page = opened.page
    page.keyboard.press("Alt+Shift+P")
    page.evaluate(OPEN, "notebooks/02_make_the_first_revision.ipynb")
    expect(tab(opened, "02_make")).to_have_count(1)
    page.keyboard.press("Alt+Shift+P")
    expect(tab(opened, "02_make")).to_have_count(1)
    expect(tab(opened, "Board")).to_have_count(1)
    page.evaluate(CLOSE_IT)


def test_the_launcher_has_the_chapters_and_which_is_done_and_which_is_next(opened: Lab, folder: Path) -> None:
    expect(tiles(opened)).to_have_text(
        [
            "Show the Board",
            "02make the first revision · 30 min · next",
            "03add a column · 30 min",
            "04drop and rename a column · 30 min",
            "+The clinic · 20 min",
        ]
    )
    opened.page.evaluate("() => window.jupyterapp.shell.currentWidget.dispose()")
    progress = {"chapters": {"02": {"done": True}}}
    (folder / "course" / "notebooks" / "progress.json").write_text(json.dumps(progress), encoding="utf-8")
    expect(tiles(opened).nth(1)).to_contain_text("done")
    expect(tiles(opened).nth(2)).to_contain_text("next")
    expect(opened.page.locator(".jp-Launcher:visible .jp-Launcher-sectionTitle").first).to_have_text("migration-lab")
    tiles(opened).nth(2).click()
    expect(tab(opened, "03_add_a_column")).to_have_class(re.compile("lm-mod-current"))


def test_the_next_chapter_is_one_shortcut_away(opened: Lab) -> None:
    opened.page.evaluate(OPEN, "notebooks/03_add_a_column.ipynb")
    expect(tab(opened, "03_add_a_column")).to_have_class(re.compile("lm-mod-current"))
    opened.page.keyboard.press("Alt+Shift+N")
    expect(tab(opened, "04_drop")).to_have_class(re.compile("lm-mod-current"))


def test_nothing_wanted_to_leave_the_machine(opened: Lab, strays: list[str]) -> None:
    assert strays == []
