"""The page of the tables, without Jupyter: search, pages of rows, foreign keys that lead somewhere, and the picture."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from migration_lab.schema import Schema, Table
from migration_lab.widgets import Board
from tests.browser.board_page import answering, asked, row_page, schema, show
from tests.widgets import examples

pytestmark = pytest.mark.browser

WITH_BIO = examples.with_columns(examples.SPEAKER, examples.BIO)
BEFORE = examples.schema(examples.SPEAKER, examples.VISITS)
AFTER = examples.schema(WITH_BIO, examples.TALK)
LINK = {"at": 0, "table": "speaker", "key": "speaker", "columns": ["id"], "values": [[3]]}
ANSWERS = {"rows": row_page("3", links=[LINK]), "find": {"tables": {"talk": "minutes"}}}
NEW, GONE, CHANGED = "talk, new table", "visit, table dropped", "speaker, changed"


def board_of(tables: Schema, before: Schema | None = None) -> Board:
    board = Board()
    board.show_tables(before or tables)
    if before is not None:
        board.show_change(before, tables)
    return board


def tell_tables(page: Page, board: Board) -> None:
    page.evaluate("now => window.model.set('_tables', now)", json.loads(json.dumps(board.state()["_tables"])))


@pytest.fixture
def tables(page: Page) -> Locator:
    """Three tables after a change, with a kernel that answers."""
    show(page, board_of(AFTER, BEFORE))
    answering(page, ANSWERS)
    page.get_by_role("tab", name="Tables").click()
    return page.get_by_role("tabpanel", name="Tables")


def box(tables: Locator, name: str) -> Locator:
    return tables.locator(f'details[data-table="{name}"]')


def names(tables: Locator) -> Iterable[str]:
    return [one.get_attribute("data-table") or "" for one in tables.locator("details[data-table]").all()]


def picture(tables: Locator) -> Locator:
    tables.get_by_role("button", name="Picture", exact=True).click()
    return tables.get_by_role("group", name="Picture of the tables")


def test_a_list_that_changed_while_it_was_hidden_is_there_again(page: Page) -> None:
    board = board_of(schema(4))
    show(page, board)
    low = "position: absolute; top: 400px; height: 640px; width: 640px;"  # as the docked board below something else
    page.evaluate("style => { document.querySelector('.mlab-board').style = style; }", low)
    page.get_by_role("tab", name="Tables").click()
    toggle = page.get_by_role("button", name="Picture", exact=True)
    toggle.click()
    board.show_tables(schema(3))
    tell_tables(page, board)
    page.clock.pause_at(page.evaluate("() => Date.now() / 1000 + 1"))  # nothing else may make the board draw again
    toggle.click()
    for _ in range(20):
        page.clock.run_for(50)
    assert [one.is_visible() for one in page.locator("details[data-table]").all()] == [True, True, True, True]


def test_a_search_finds_names_of_tables_and_of_columns(page: Page, tables: Locator) -> None:
    field = tables.get_by_role("searchbox", name="Search tables and columns")
    field.fill("SPEAK")
    page.clock.run_for(500)
    expect(box(tables, "speaker")).to_be_visible()
    expect(box(tables, "talk").locator("summary")).to_contain_text("column minutes")
    assert names(tables) == ["speaker", "talk"]
    expect(tables.get_by_text("2 of 3")).to_be_visible()
    assert asked(page, "find")[0]["text"] == "SPEAK"


def test_rows_are_filtered_and_paged_by_the_kernel(page: Page, tables: Locator) -> None:
    page.evaluate("page => { window.answers.rows = page; }", row_page("Ada", total=60))
    tables.get_by_role("button", name="Rows of speaker").click()
    tables.get_by_role("button", name="Later rows of speaker").click()
    field = tables.get_by_role("searchbox", name="Rows of speaker with")
    field.fill("x'; --")
    page.clock.run_for(500)
    wanted = [(one["first"], one["containing"]) for one in asked(page, "rows")]
    assert wanted == [(0, ""), (25, ""), (0, "x'; --")]
    expect(field).to_be_focused()


def test_a_foreign_key_leads_to_its_row_also_out_of_a_search(page: Page, tables: Locator) -> None:
    tables.get_by_role("searchbox", name="Search tables").fill("talk")
    page.clock.run_for(500)
    tables.get_by_role("button", name="Rows of talk").click()
    page.evaluate("page => { window.answers.rows = page; }", row_page("Ada", where="id = 3"))
    tables.get_by_role("button", name="3: go to speaker, id = 3").click()
    expect(tables.get_by_text("only id = 3, where talk.name leads")).to_be_visible()
    expect(box(tables, "speaker").locator("summary")).to_be_focused()
    last = asked(page, "rows")[-1]
    assert (last["table"], last["where"]) == ("speaker", {"id": 3})
    tables.get_by_role("button", name="All rows of speaker").click()
    assert asked(page, "rows")[-1]["where"] is None


def test_the_picture_marks_the_last_change_with_signs_and_words(page: Page, tables: Locator) -> None:
    drawn = picture(tables)
    assert [one.get_attribute("aria-label") for one in drawn.get_by_role("link").all()] == [
        "speaker, changed, 1 column added, go to it",
        "talk, new table, 3 columns, go to it",
        "visit, table dropped, go to it",
    ]
    speaker = drawn.get_by_role("link", name=CHANGED)
    expect(speaker.locator(".mlab-table-name")).to_have_text("~ speaker")
    expect(speaker.locator(".mlab-row-mark")).to_have_text("+")
    expect(drawn.get_by_role("link", name=NEW).locator(".mlab-table-name")).to_have_text("+ talk")
    expect(drawn.get_by_role("link", name=GONE).locator(".mlab-table-name")).to_have_text("\u2212 visit")
    expect(drawn.locator(".mlab-arrow-mark")).to_have_text("+")


def test_a_table_in_the_picture_is_reached_with_the_keyboard_and_leads_to_it(page: Page, tables: Locator) -> None:
    drawn = picture(tables)
    drawn.focus()
    for name in (CHANGED, NEW):
        page.keyboard.press("ArrowRight")
        expect(drawn.get_by_role("link", name=name)).to_be_focused()
    page.keyboard.press("Enter")
    expect(box(tables, "talk").locator("summary")).to_be_focused()
    expect(drawn).to_be_hidden()


def test_the_picture_grows_and_shrinks_with_keys_buttons_and_the_wheel(page: Page, tables: Locator) -> None:
    drawn = picture(tables)
    scale = tables.locator(".mlab-scale")
    expect(scale).to_have_text("100 %")
    drawn.focus()
    page.keyboard.press("+")
    expect(scale).to_have_text("125 %")
    page.keyboard.press("-")
    tables.get_by_role("button", name="Larger").click()
    expect(scale).to_have_text("125 %")
    drawn.hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, 100)
    page.keyboard.up("Control")
    expect(scale).to_have_text("112 %")
    assert page.evaluate("() => window.visualViewport.scale") == 1
    drawn.focus()
    page.keyboard.press("0")
    expect(scale).to_have_text("100 %")


@pytest.mark.parametrize("colours", ["light", "dark", "forced"])
def test_axe_finds_nothing_in_the_picture_nor_in_rows(page: Page, tables: Locator, colours: Any) -> None:
    if colours == "forced":
        page.emulate_media(forced_colors="active")
    else:
        page.emulate_media(color_scheme=colours)
    tables.get_by_role("button", name="Rows of talk").click()
    expect(tables.get_by_role("button", name="go to speaker")).to_be_visible()
    for look in (lambda: None, lambda: picture(tables)):
        look()
        results = Axe().run(page, context=".mlab-board")
        assert results.violations_count == 0, results.generate_report()


def test_hostile_names_in_the_picture_and_in_rows_stay_text(page: Page) -> None:
    hostile = Table(examples.HOSTILE, (examples.BIO,))
    show(page, board_of(Schema("sqlite", (hostile,))))
    link = {"at": 0, "table": examples.TAMED, "key": "x", "columns": [examples.HOSTILE], "values": [[examples.HOSTILE]]}
    answering(page, {"rows": row_page("<img src=x>", links=[link])})
    page.get_by_role("tab", name="Tables").click()
    page.get_by_role("button", name="Rows of").click()
    expect(page.get_by_role("cell", name="<img src=x>")).to_be_visible()
    picture(page.get_by_role("tabpanel", name="Tables"))
    assert page.evaluate("() => document.querySelectorAll('.mlab-board img, .mlab-board script').length") == 0


def test_of_a_thousand_tables_the_picture_has_those_that_are_searched_for(page: Page) -> None:
    show(page, board_of(schema(1000)))
    answering(page, {"find": {"tables": {}}})
    page.get_by_role("tab", name="Tables").click()
    tables = page.get_by_role("tabpanel", name="Tables")
    drawn = picture(tables)
    expect(tables.get_by_text("too many for one picture")).to_be_visible()
    tables.get_by_role("searchbox", name="Search tables").fill("table_012")
    page.clock.run_for(500)
    expect(drawn.get_by_role("link")).to_have_count(10)
