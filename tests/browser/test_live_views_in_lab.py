"""In JupyterLab: a live view is let go of when its cell is run again and when its output is cleared."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Lab, course_server

pytestmark = pytest.mark.browser
CELLS = {
    "open": "from migration_lab import lab\nfrom migration_lab.kernel import session\n"
    "from migration_lab.widgets import presence\n"
    'presence.GRACE = 0.2\nlab.open("03")',
    "tables": "lab.tables()",
    "count": "len(session.current().views)",
}
CLEAR = "async () => { await window.jupyterapp.commands.execute('notebook:clear-cell-output'); }"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with course_server(tmp_path_factory.mktemp("lab"), views=CELLS) as address:
        yield address


def followed(lab: Lab) -> str:
    """How many views follow the database, as the kernel has it."""
    lab.run_cell("views.ipynb", "count")
    return lab.cell("count").locator(".jp-OutputArea-output pre").inner_text()


def settled(lab: Lab, number: str) -> bool:
    """Whether that many views follow in the end: the page says what has left it a little later."""
    for _ in range(40):
        if followed(lab) == number:
            return True
        lab.page.wait_for_timeout(250)
    return False


def test_a_view_is_let_go_of_when_its_cell_is_run_again_and_when_its_output_is_cleared(lab):
    lab.open_notebook("views.ipynb")
    for id in ("open", "tables"):
        lab.run_cell("views.ipynb", id)
    expect(lab.cell("tables").locator(".mlab-tables-view")).to_be_visible()
    assert settled(lab, "1")
    lab.run_cell("views.ipynb", "tables")
    lab.run_cell("views.ipynb", "tables")
    expect(lab.cell("tables").locator(".mlab-tables-view")).to_be_visible()
    assert settled(lab, "1")
    lab.cell("tables")
    lab.page.evaluate(CLEAR)
    assert settled(lab, "0")


def test_a_notebook_that_is_closed_and_opened_again_has_its_views_still(lab):
    lab.run_cell("views.ipynb", "tables")
    assert settled(lab, "1")
    lab.page.evaluate("async () => { await window.jupyterapp.commands.execute('docmanager:save'); }")
    lab.page.evaluate("() => window.jupyterapp.shell.currentWidget.dispose()")
    expect(lab.page.locator(".jp-Notebook")).to_have_count(0)
    lab.page.wait_for_timeout(3000)
    lab.run_cell("views.ipynb", "count")
    assert settled(lab, "1")
    expect(lab.cell("tables").locator(".mlab-tables-view")).to_be_visible()
