"""A case of the clinic without help: the board beside the notebook goes away, and comes back when it is solved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab, course_server

pytestmark = pytest.mark.browser

NAME = "one.ipynb"
CELLS = {
    "with-help": 'from migration_lab import lab\nlab.clinic(seed=7)\nlab.open("clinic.4")',
    "alone": 'lab.open("clinic.9")',
    "diagnose": 'lab.diagnose("clinic.9")',
    "mend": 'lab.run("db stamp fd02fbf1d696")\nlab.run("db upgrade")',
    "check": 'lab.check("clinic.9")',
}
PANEL = ".jupyterlab-sidecar"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with course_server(tmp_path_factory.mktemp("lab"), one=CELLS) as address:
        yield address


def test_the_board_is_away_until_the_case_is_solved_and_the_check_shows_the_diagnosis(lab: Lab) -> None:
    board = lab.page.locator(f"{PANEL} .mlab-board")
    lab.open_notebook(NAME)
    lab.run_cell(NAME, "with-help")
    expect(board).to_contain_text("Case clinic.b")

    lab.run_cell(NAME, "alone")
    expect(lab.page.locator(PANEL)).to_have_count(0)
    lab.page.keyboard.press("Alt+Shift+B")
    expect(lab.page.locator(".Toastify")).to_contain_text("Board and coach are off in this case")

    lab.run_cell(NAME, "diagnose")
    choices = lab.cell("diagnose").get_by_role("radio")
    expect(choices).to_have_count(5)
    choices.nth(1).check()
    expect(lab.cell("diagnose")).to_contain_text("You can change it until the case is solved")

    lab.run_cell(NAME, "mend")
    lab.run_cell(NAME, "check")
    expect(board).to_contain_text("in step")
    expect(lab.cell("check")).to_contain_text(
        "Your diagnosis was right: alembic_version names a script that has not run."
    )
