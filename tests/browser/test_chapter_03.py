"""Chapter 03 in JupyterLab, without a network: what a learner sees, in both themes, by mouse, keyboard and ear."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from tests.browser.lab import THEMES, Lab

pytestmark = pytest.mark.browser

WIDGETS = {"upgrade-bio": "card", "talk-after-failure": "tables", "rows-bio": "rows"}
"""A cell of the chapter that shows it, for each kind of widget."""


@pytest.fixture(scope="module")
def chapter(lab: Lab) -> Lab:
    lab.run_notebook("03_add_a_column.ipynb")
    return lab


@pytest.fixture
def card(chapter: Lab) -> Locator:
    return chapter.cell("upgrade-bio").get_by_role("group", name="What flask db upgrade did")


def test_the_card_says_what_became_of_the_table_and_shows_the_new_column_on_the_side_after(card: Locator) -> None:
    headline = card.locator(".mlab-headline")
    expect(headline).to_contain_text("speaker")
    expect(headline).to_contain_text("6 rows kept · bio is NULL in all 6")
    before, after = card.get_by_role("row", name="added bio").get_by_role("cell").all()
    expect(before).to_have_text("not there")
    expect(after).to_have_text("bio TEXT NULL ")


def test_what_alembic_logged_is_on_the_card_and_not_above_it(chapter: Lab, card: Locator) -> None:
    output = chapter.cell("upgrade-bio").locator(".jp-OutputArea-output")
    expect(output.filter(has_text="INFO  [alembic").filter(has_not=card.page.locator(".mlab"))).to_have_count(0)
    card.get_by_role("tab", name="Output").click()
    expect(card.get_by_role("tabpanel", name="Output")).to_contain_text("Running upgrade")
    card.get_by_role("tab", name="Tables").click()


def test_its_tabs_are_moved_through_with_the_keyboard(chapter: Lab, card: Locator) -> None:
    tabs = card.get_by_role("tab")
    names = tabs.all_inner_texts()
    assert names[:3] == ["Tables", "Rows", "SQL"]
    keyboard = chapter.page.keyboard
    tabs.first.focus()
    for key, name in (("ArrowRight", "Rows"), ("ArrowRight", "SQL"), ("End", names[-1]), ("Home", "Tables")):
        keyboard.press(key)
        expect(card.get_by_role("tab", name=name, selected=True)).to_be_focused()
        expect(card.get_by_role("tabpanel", name=name)).to_be_visible()
        expect(card.get_by_role("tabpanel")).to_have_count(1)
    keyboard.press("Tab")
    expect(card.get_by_role("tabpanel", name="Tables")).to_be_focused()


def test_it_says_which_sql_ran(card: Locator) -> None:
    card.get_by_role("tab", name="SQL").click()
    expect(card.get_by_role("tabpanel", name="SQL")).to_contain_text("ALTER TABLE speaker ADD COLUMN bio")


def test_its_rows_move_from_step_to_step_by_the_keyboard_and_no_key_reaches_the_notebook(chapter: Lab) -> None:
    cell = chapter.cell("upgrade-kind")
    cell.get_by_role("button", name="Watch the rows").press("Enter")
    motion = cell.get_by_role("group", name="The rows, step by step")
    keyboard = chapter.page.keyboard
    for key, place in (("Home", "Before the first"), ("ArrowRight", "Step 1 of 6"), ("End", "Step 6 of 6")):
        keyboard.press(key)
        expect(motion.get_by_text(place)).to_be_visible()
    keyboard.press("ArrowLeft")
    expect(motion.get_by_text("talk is dropped; its 8 rows are in _alembic_tmp_talk")).to_be_visible()
    expect(cell).to_contain_class("jp-mod-active")
    keyboard.press("Escape")
    expect(cell.get_by_role("button", name="Watch the rows")).to_be_focused()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("cell", WIDGETS, ids=WIDGETS.get)
def test_axe_finds_nothing_in_our_widgets(chapter: Lab, cell: str, theme: str) -> None:
    chapter.change_theme(theme)
    expect(chapter.cell(cell).locator(".mlab")).to_be_visible()
    results = Axe().run(chapter.page, context=".jp-Cell.jp-mod-active .mlab")
    assert results.violations_count == 0, results.generate_report()
    assert results.response["passes"]


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_behind_any_tab_of_the_card(chapter: Lab, card: Locator, theme: str) -> None:
    chapter.change_theme(theme)
    for tab in card.get_by_role("tab").all():
        tab.click()
        results = Axe().run(chapter.page, context=".jp-Cell.jp-mod-active .mlab")
        assert results.violations_count == 0, f"{tab.inner_text()}: {results.generate_report()}"


def test_nothing_wanted_to_leave_the_machine(chapter: Lab, strays: list[str]) -> None:
    assert strays == []
