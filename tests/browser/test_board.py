"""The board in JupyterLab: it is docked once, follows what changes the three places, and its buttons do real work."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from tests.browser.lab import NOTEBOOK, THEMES, Lab, course_server

pytestmark = pytest.mark.browser

CELLS = {
    "open": 'from migration_lab import lab\nlab.open("03")',
    "again": 'lab.open("03")',
    "where": "import os\nprint(os.getcwd())",
    "model": (
        "from pathlib import Path\n"
        'models = Path("models.py")\n'
        "models.write_text(models.read_text().replace(\n"
        '    "    phone:", "    nickname: Mapped[str | None] = mapped_column(String(40))\\n    phone:"))'
    ),
    "migrate": '%flask db migrate -m "add nickname"',
    "here": "lab.board()",
}
"""After a button of the board, the focus may still be on its way back to it."""
PAGES = ("Three places", "History", "Tables", "SQL")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a JupyterLab with one small notebook beside the course's own."""
    with course_server(tmp_path_factory.mktemp("lab"), board_test=CELLS) as address:
        yield address


@pytest.fixture(scope="module")
def notebook(lab: Lab) -> Lab:
    lab.run_notebook("board_test.ipynb")
    return lab


@pytest.fixture(scope="module")
def board(notebook: Lab, workspace: Path) -> Locator:
    board = notebook.page.locator(".jupyterlab-sidecar").get_by_role("region", name="Board")
    expect(board.locator(".mlab-state")).to_have_text("≠ database behind")
    return board


@pytest.fixture(scope="module")
def workspace(notebook: Lab) -> Path:
    return Path(notebook.cell("where").locator(".jp-OutputArea-output").inner_text().strip())


def flask(workspace: Path, *args: str) -> None:
    """What somebody types into a terminal."""
    subprocess.run([sys.executable, "-m", "flask", *args], cwd=workspace, check=True, capture_output=True)


def tab(board: Locator, name: str) -> Locator:
    """Turn to that page of the board."""
    board.get_by_role("tab", name=name, exact=True).first.click()
    return board.get_by_role("tabpanel", name=name, exact=True)


def test_there_is_one_board_however_often_the_chapter_is_opened(board: Locator, notebook: Lab) -> None:
    expect(notebook.page.locator(".jupyterlab-sidecar")).to_have_count(1)
    expect(notebook.page.locator(".jupyterlab-sidecar .mlab-board")).to_have_count(1)
    expect(notebook.cell("open").locator(".mlab-board")).to_have_count(0)


def test_it_says_which_place_lacks_the_new_column(board: Locator) -> None:
    row = tab(board, "Three places").get_by_role("row", name="speaker.nickname")
    expect(row.get_by_role("cell")).to_contain_text(["nickname", "nickname", "no nickname"])
    expect(board.locator(".mlab-sentence")).to_contain_text("add nickname")


def test_the_time_machine_shows_the_tables_as_they_were(board: Locator) -> None:
    page = tab(board, "History")
    slider = page.get_by_role("slider", name="Time machine")
    slider.focus()
    slider.press("End")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("add nickname"))
    then = page.get_by_role("region", name="The selected revision")
    expect(then.get_by_role("row").filter(has_text="nickname")).to_contain_text("added")
    slider.press("ArrowLeft")
    expect(then).to_contain_text("create speaker, room and talk")
    expect(then).not_to_contain_text("nickname")
    slider.press("Home")
    expect(then).to_contain_text("Before the first revision")
    expect(then).to_contain_text("No tables yet")


def test_a_revision_is_chosen_with_the_keyboard_and_shows_its_script(board: Locator) -> None:
    page = tab(board, "History")
    revisions = page.get_by_role("listbox", name="Revisions")
    revisions.focus()
    revisions.press("Home")
    expect(revisions.get_by_role("option", selected=True)).to_contain_text("add nickname")
    then = page.get_by_role("region", name="The selected revision")
    then.get_by_role("tab", name="Script").click()
    expect(then.get_by_role("tabpanel", name="Script")).to_contain_text("def upgrade():")


def test_the_suggested_command_is_run_from_the_board(board: Locator) -> None:
    board.get_by_role("button", name="Run flask db upgrade", exact=True).click()
    expect(board.locator(".mlab-state")).to_have_text("✓ in step")
    expect(tab(board, "Tables").get_by_role("row").filter(has_text="nickname")).to_contain_text("added")
    expect(tab(board, "SQL")).to_contain_text("ALTER TABLE speaker ADD COLUMN nickname")


def test_undo_brings_back_what_was_before(board: Locator) -> None:
    board.get_by_role("button", name="Undo flask db upgrade").click()
    expect(board.locator(".mlab-last")).to_contain_text("flask db upgrade is undone")
    expect(board.locator(".mlab-state")).to_have_text("≠ database behind")


def test_a_command_in_a_terminal_shows_up(board: Locator, workspace: Path) -> None:
    flask(workspace, "db", "upgrade")
    expect(board.locator(".mlab-state")).to_have_text("✓ in step")


def test_the_database_goes_to_the_chosen_revision(board: Locator) -> None:
    page = tab(board, "History")
    page.get_by_role("option").filter(has_text="create speaker").click()
    page.get_by_role("button", name="Run flask db downgrade").click()
    page.get_by_role("button", name="Yes, run flask db downgrade").click()
    expect(page.get_by_role("option").filter(has_text="create speaker")).to_contain_text("database here")


def test_the_same_board_stands_in_a_cell_too(board: Locator, notebook: Lab) -> None:
    notebook.to_notebook()
    here = notebook.cell("here").get_by_role("region", name="Board")
    for one in (board, here):
        expect(one.locator(".mlab-state")).to_have_text("≠ database behind")
    expect(notebook.page.locator(".mlab-board")).to_have_count(2)


def test_rows_come_on_demand_with_their_count(board: Locator) -> None:
    page = tab(board, "Tables")
    page.get_by_role("button", name="Rows of room").click()
    expect(page.get_by_role("table", name="rows")).to_be_visible()


def test_a_foreign_key_in_a_row_leads_to_the_row_that_it_means(board: Locator) -> None:
    page = tab(board, "Tables")
    page.get_by_role("button", name="Rows of talk").click()
    page.get_by_role("button", name="go to speaker, id = 1").first.click()
    expect(page.get_by_text("only id = 1, where talk.speaker_id leads")).to_be_visible()
    expect(page.get_by_role("table", name="1 row")).to_contain_text("Amara Okafor")


def test_the_picture_has_the_tables_and_leads_to_them(board: Locator) -> None:
    page = tab(board, "Tables")
    page.get_by_role("button", name="Picture", exact=True).click()
    page.get_by_role("link", name="room, 3 columns, go to it").click()
    expect(page.locator(".mlab-boxes").get_by_text("room", exact=True)).to_be_visible()
    expect(page.get_by_role("link")).to_have_count(0)


def test_two_revisions_are_compared(board: Locator) -> None:
    page = tab(board, "History")
    page.get_by_role("option").last.click(button="right")
    board.get_by_role("menuitem", name="Compare from here").click()
    page.get_by_role("option").first.click()
    then = page.get_by_role("region", name="The selected revision")
    expect(then).to_contain_text("1 upgrade; no step drops a table or a column.")
    expect(then.get_by_role("row").filter(has_text="nickname")).to_contain_text("added")
    then.get_by_role("button", name="Stop comparing").click()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(notebook: Lab, board: Locator, name: str, theme: str) -> None:
    notebook.change_theme(theme)
    page = tab(board, name)
    expect(page).to_be_visible()
    results = Axe().run(notebook.page, context=".jupyterlab-sidecar .mlab-board")
    assert results.violations_count == 0, results.generate_report()
    if folder := os.environ.get("MIGRATION_LAB_SCREENSHOTS"):
        notebook.page.screenshot(path=Path(folder, f"board_{name}_{theme}.png"))


def test_a_restarted_kernel_is_never_taken_for_in_step(notebook: Lab, board: Locator) -> None:
    notebook.page.evaluate(f"async () => await {NOTEBOOK}.context.sessionContext.session.kernel.restart()")
    expect(board.locator(".mlab-state")).to_have_text("✗ not live")
    expect(board.get_by_role("alert")).to_contain_text('lab.open("03", resume=True)')
    expect(board.get_by_role("button", name="Run")).to_have_count(0)


def test_after_a_restart_the_new_board_takes_the_place_of_the_old(notebook: Lab) -> None:
    notebook.to_notebook()
    notebook.page.evaluate("async () => await window.jupyterapp.commands.execute('notebook:run-all-cells')")
    boards = notebook.page.locator(".jupyterlab-sidecar .mlab-board")
    expect(boards.first.locator(".mlab-state")).to_contain_text("database behind")
    expect(boards).to_have_count(1)


def test_nothing_wanted_to_leave_the_machine(notebook: Lab, strays: list[str]) -> None:
    assert strays == []
