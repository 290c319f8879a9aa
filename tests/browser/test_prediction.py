"""Predictions in a browser: readable in both themes, answered by keyboard in JupyterLab, and shown again later."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from migration_lab.widgets import OutcomeView, PredictionView
from tests.browser.lab import Lab, course_server
from tests.browser.test_card import NARROW, SMALL, draw
from tests.widgets.prediction_examples import BIO, ERROR, TYPED, WRONG

__all__ = ["draw"]
pytestmark = pytest.mark.browser
NAME = "asked.ipynb"
ID = "03.bio-in-old-rows"
CELLS = {
    "open": 'from migration_lab import lab\nlab.open("03")',
    "predict": f'lab.predict("{ID}")',
    "edit": """\
from pathlib import Path
models = Path("models.py").read_text()
line = "    phone: Mapped[str | None] = mapped_column(String(20))\\n"
_ = Path("models.py").write_text(models.replace(line, line + "    bio: Mapped[str | None]\\n"))""",
    "draft": '%flask db migrate -m "bio"',
    "upgrade": "%flask db upgrade",
    "reveal": f'lab.reveal("{ID}")',
    "recap": 'lab.recap("03")',
}
SAVE_AND_END = """async () => {
    await window.jupyterapp.commands.execute('docmanager:save');
    const { sessionContext } = window.jupyterapp.shell.currentWidget.context;
    await sessionContext.shutdown();
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "display",
    [
        *(PredictionView(BIO, answer) for answer in (None, ERROR, WRONG)),
        PredictionView(TYPED, None),
        OutcomeView(BIO, WRONG),
        OutcomeView(BIO, None),
    ],
    ids=["asked", "answered", "final", "typed", "outcome", "nothing said"],
)
def test_it_reads_well_and_is_accessible(draw, display, theme) -> None:
    shown = draw(display, theme, width=NARROW)
    expect(shown).to_contain_text(display.prediction.question.replace("`", ""))
    assert shown.evaluate(SMALL) == []
    assert shown.evaluate("node => node.scrollWidth <= node.clientWidth")
    found = Axe().run(shown.page, context=".mlab")
    assert found.violations_count == 0, found.generate_report()


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with course_server(folder, asked=CELLS) as address:
        yield address


@pytest.fixture(scope="module")
def opened(lab: Lab) -> Lab:
    lab.open_notebook(NAME)
    for cell in ("open", "predict"):
        lab.run_cell(NAME, cell)
    return lab


def kept(folder: Path) -> Any:
    return json.loads((folder / "workspace" / "progress.json").read_text(encoding="utf-8"))["predictions"]


def status(lab: Lab, cell: str = "predict") -> Locator:
    return lab.cell(cell).locator(".mlab-prediction p[role=status]")


def test_a_choice_by_the_keyboard_is_kept_and_can_be_changed(opened: Lab, folder: Path) -> None:
    cell = opened.cell("predict")
    choices = cell.get_by_role("radiogroup").get_by_role("radio")
    expect(choices).to_have_count(3)
    choices.first.focus()
    opened.page.keyboard.press("Space")
    expect(status(opened)).to_contain_text("You said: NULL, in all six")
    opened.page.keyboard.press("ArrowDown")
    expect(status(opened)).to_contain_text("You said: an empty text, in all six")
    assert kept(folder) == {ID: {"answer": "an empty text, in all six", "right": None}}
    expect(choices.nth(1)).to_be_focused()
    opened.page.keyboard.press("x")  # it would cut the cell
    expect(choices).to_have_count(3)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_it_follows_the_theme(opened: Lab, theme: str) -> None:
    opened.change_theme(theme)
    shown = opened.cell("predict").locator(".mlab-prediction")
    expect(shown).to_be_visible()
    found = Axe().run(opened.page, context=".mlab-prediction")
    assert found.violations_count == 0, found.generate_report()


def test_before_the_cells_have_run_the_reveal_gives_nothing_away(opened: Lab, folder: Path) -> None:
    opened.run_cell(NAME, "reveal")
    expect(opened.cell("reveal")).to_contain_text("in this workspace it came out otherwise")
    assert kept(folder)[ID]["right"] is None


def test_the_reveal_shows_what_happened_beside_the_answer_and_closes_the_question(opened: Lab, folder: Path) -> None:
    for cell in ("edit", "draft", "upgrade", "reveal"):
        opened.run_cell(NAME, cell)
    outcome = opened.cell("reveal").get_by_role("group", name="what happened")
    expect(outcome.locator(".mlab-pair > div")).to_have_text(
        ["You saidan empty text, in all six", "What happenedNULL, in all six"]
    )
    assert kept(folder) == {ID: {"answer": "an empty text, in all six", "right": False}}
    expect(status(opened)).to_contain_text("it stays")
    choices = opened.cell("predict").get_by_role("radio")
    assert [choices.nth(at).is_disabled() for at in range(3)] == [True, True, True]
    expect(opened.cell("predict").get_by_text("(your answer)").filter(visible=True)).to_have_count(1)
    opened.run_cell(NAME, "recap")
    expect(opened.cell("recap").get_by_role("table")).to_contain_text("an empty text, in all six")


def test_when_the_cell_runs_again_the_earlier_answer_is_shown(opened: Lab) -> None:
    opened.run_cell(NAME, "predict")
    expect(status(opened)).to_contain_text("You said: an empty text, in all six")
    expect(opened.cell("predict").get_by_role("radio").nth(1)).to_be_checked()


def test_a_notebook_that_is_opened_again_shows_it_and_takes_no_answer(opened: Lab) -> None:
    opened.page.evaluate(SAVE_AND_END)
    opened.open_notebook(NAME)
    expect(opened.cell("reveal").locator(".mlab-pair")).to_contain_text("What happened")
    cell = opened.cell("predict")
    expect(cell).to_contain_text("Not live")
    expect(cell.get_by_role("radio").nth(1)).to_be_checked()
    expect(cell.get_by_role("radio").nth(0)).to_be_disabled()
