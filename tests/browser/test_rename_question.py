"""Was this a rename? In both themes, and answered with the keyboard in JupyterLab, also when it was opened again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from migration_lab.widgets import RenameQuestions
from tests.browser.lab import Lab, course_server
from tests.browser.test_card import CUT, NARROW, SMALL, draw
from tests.widgets.test_rename_question import QUESTION

__all__ = ["draw"]
pytestmark = pytest.mark.browser
NAME = "rename.ipynb"
CELLS = {
    "open": 'from migration_lab import lab\nlab.open("04")',
    "edit": """\
from pathlib import Path
models = Path("models.py").read_text()
_ = Path("models.py").write_text(models.replace("    length:", "    duration:"))""",
    "draft": '%flask db migrate -m "duration"',
    "text": 'print(next(Path("migrations/versions").glob("*duration*")).read_text())',
}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_reads_well_and_is_accessible(draw, theme):
    question = draw(RenameQuestions([QUESTION]), theme, width=NARROW)
    expect(question.get_by_role("group", name=QUESTION.title)).to_contain_text("both are VARCHAR")
    assert question.evaluate(CUT) == []
    assert question.evaluate(SMALL) == []
    found = Axe().run(question.page, context=".mlab")
    assert found.violations_count == 0, found.generate_report()


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with course_server(folder, rename=CELLS) as address:
        yield address


def test_yes_by_the_keyboard_drafts_it_again(lab: Lab) -> None:
    lab.open_notebook(NAME)
    for cell in ("open", "edit", "draft"):
        lab.run_cell(NAME, cell)
    group = lab.cell("draft").get_by_role("group", name="renamed to talk.duration?")
    expect(group).to_contain_text("would fit into duration")
    no = group.get_by_role("button", name="No")
    no.focus()
    lab.page.keyboard.press("Enter")
    expect(group.locator("p[role=status]")).to_have_text("The draft stays as it is.")
    lab.page.keyboard.press("Shift+Tab")
    lab.page.keyboard.press("Enter")
    answer = lab.page.locator(".jp-CodeCell", has=lab.page.locator(".cm-content", has_text="--renamed"))
    expect(answer).to_contain_text("again, with the answer")
    lab.run_cell(NAME, "text")
    expect(lab.cell("text")).to_contain_text("new_column_name='duration'")
    expect(lab.cell("text")).not_to_contain_text("drop_column")
