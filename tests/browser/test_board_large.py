"""The board with a great deal to show, and with a kernel that falls silent, in a page of its own without Jupyter."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from migration_lab.project import Places, Revision, RevisionGraph
from migration_lab.schema import Column, Schema, Table
from migration_lab.widgets import Board
from tests.browser.board_page import (
    large,
    result,
    show,
    status,
    tell,
    working,
)
from tests.widgets.examples import HOSTILE

pytestmark = pytest.mark.browser

MOST_NODES = 2500
"""Of the whole board, whatever it shows."""
NODES = "() => document.querySelectorAll('.mlab-board *').length"


def test_of_a_thousand_tables_only_those_in_view_are_in_the_page(page: Page) -> None:
    show(page, large())
    page.get_by_role("tab", name="Tables").click()
    tables = page.get_by_role("tabpanel", name="Tables")
    expect(tables.get_by_text("table_0000")).to_be_visible()
    assert page.evaluate(NODES) < MOST_NODES
    for at in (0.3, 0.7, 1):
        tables.evaluate("(box, at) => { box.scrollTop = at * box.scrollHeight; }", at)
        page.clock.run_for(200)
    expect(tables.get_by_text("table_0999")).to_be_in_viewport()
    expect(tables.get_by_text("table_0000")).to_have_count(0)
    assert page.evaluate(NODES) < MOST_NODES


def test_of_a_thousand_revisions_only_those_in_view_are_in_the_page(page: Page) -> None:
    show(page, large())
    page.get_by_role("tab", name="History").click()
    revisions = page.get_by_role("listbox", name="Revisions")
    revisions.focus()
    for key, message in (("End", "change 0"), ("Home", "change 999"), ("PageDown", "change")):
        revisions.press(key)
        chosen = revisions.get_by_role("option", selected=True)
        expect(chosen).to_be_in_viewport()
        expect(chosen).to_contain_text(message)
        expect(revisions).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "none")
        assert page.evaluate(NODES) < MOST_NODES
    assert page.evaluate("() => document.querySelectorAll('.mlab-graph *').length") < 200


def test_a_table_that_is_opened_is_asked_for_once(page: Page) -> None:
    show(page, large())
    page.get_by_role("tab", name="Tables").click()
    page.get_by_role("tabpanel", name="Tables").get_by_text("table_0002").click()
    asked = page.wait_for_function("() => window.sent.find(one => one.what === 'table')").json_value()
    assert asked["table"] == "table_0002"
    cells = {"mark": "", "before": ["id"], "after": ["id"]}
    table = {"name": "table_0002", "heads": ["column"], "columns": [cells], "keys": []}
    tell(page, {"answer": asked["ask"], "table": table})
    expect(page.get_by_role("rowheader", name="id")).to_be_visible()


def test_silence_of_the_kernel_is_never_taken_for_in_step(page: Page) -> None:
    show(page, large())
    state = page.locator(".mlab-state")
    expect(state).to_have_text("✓ in step")
    page.clock.run_for(5000)
    tell(page, {"beat": True})
    page.clock.run_for(5000)
    expect(state).to_have_text("✓ in step")
    page.clock.run_for(5000)
    expect(state).to_have_text("✗ not live")
    expect(page.get_by_role("alert")).to_contain_text("may be out of date")
    tell(page, {"beat": True})
    expect(state).to_have_text("✓ in step")


def test_while_it_looks_again_it_does_not_say_in_step(page: Page) -> None:
    show(page, large())
    status = {"looking": True, "problem": None, "last": None, "undo": None, "read_only": False}
    page.evaluate("status => window.model.set('_status', status)", status)
    expect(page.locator(".mlab-state")).to_contain_text("looking")


def test_a_project_for_reading_has_no_button_that_changes_it(page: Page) -> None:
    board = Board()
    board.show_places(Places("database behind", "Not yet.", False, next_command="flask db upgrade"))
    board.show_status(looking=False, read_only=True)
    show(page, board)
    expect(page.get_by_text("open read-only")).to_be_visible()
    expect(page.get_by_role("button", name="Run")).to_have_count(0)
    expect(page.get_by_role("button", name="Copy flask db upgrade")).to_be_visible()


@pytest.mark.parametrize("width", [300, 340, 520, 700, 1000])
def test_revision_ids_stand_whole_on_a_line_each(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    heads = ("7e0595562cae", "3ef02b6d1f07", "f937cab48d53", "f95b7873c096")
    board = Board()
    board.show_places(Places("several heads", "Four heads.", False, current=("f344ce7fbb9b",), heads=heads))
    show(page, board)
    lines = page.locator(".mlab-ids > *")
    expect(lines).to_have_text(["your classes", *heads[:3], "and 1 more", "f344ce7fbb9b"])
    for line in lines.all():
        whole = "node => node.scrollWidth <= node.clientWidth + 1 || getComputedStyle(node).display === 'inline'"
        assert line.evaluate(whole)
        box, inside = line.bounding_box(), line.locator("xpath=../..").bounding_box()
        assert box
        assert inside
        assert box["height"] < 30
        assert inside["x"] <= box["x"] <= box["x"] + box["width"] <= inside["x"] + inside["width"] + 1


def test_with_large_letters_the_page_keeps_its_place_and_no_chip_wraps(page: Page) -> None:
    page.set_viewport_size({"width": 220, "height": 300})
    board = working()
    board.show_status(last=result("flask db upgrade", output="much"))
    show(page, board)
    for name in ("Three places", "History", "Tables", "SQL"):
        tab = page.get_by_role("tab", name=name)
        tab.click()
        box = tab.bounding_box()
        assert box
        assert box["x"] + box["width"] <= 220
        height = page.get_by_role("tabpanel", name=name).evaluate("panel => panel.clientHeight")
        assert height >= 8 * 14
    page.get_by_role("tab", name="History").click()
    for chip in page.locator(".mlab-chip").all():
        box = chip.bounding_box()
        assert box
        assert box["height"] < 26
        assert chip.get_attribute("title")


def test_hostile_names_stay_text(page: Page) -> None:
    board = Board()
    board.show_history(RevisionGraph((Revision("<img src=x onerror=alert(1)>", HOSTILE),)))
    board.show_tables(Schema("sqlite", (Table(HOSTILE, (Column(HOSTILE, "TEXT"),)),)))
    board.show_places(Places("drift", HOSTILE, False, next_command=HOSTILE))
    show(page, board)
    for name in ("History", "Tables", "Three places"):
        page.get_by_role("tab", name=name).click()
    assert page.evaluate("() => document.querySelectorAll('.mlab-board img, .mlab-board script').length") == 0


@pytest.mark.parametrize("width", [320, 480, 900])
def test_nothing_sticks_out_however_narrow_it_is(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    show(page, large())
    for name in ("Three places", "History", "Tables", "SQL"):
        page.get_by_role("tab", name=name).click()
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def test_a_kernel_that_cannot_be_asked_is_an_answer(page: Page) -> None:
    show(page, large())
    page.get_by_role("tab", name="Tables").click()
    page.evaluate("() => { window.model.send = () => { throw new Error('the kernel is dead'); }; }")
    tables = page.get_by_role("tabpanel", name="Tables")  # the history may have asked too, and has its own answer
    tables.get_by_text("table_0002").click()
    page.get_by_role("button", name="Rows of table_0002").click()
    expect(tables.get_by_text("The kernel cannot be asked")).to_be_visible()


def test_taking_it_away_stops_all_of_it(page: Page) -> None:
    show(page, large())
    page.evaluate("() => window.stop()")
    expect(page.locator(".mlab-board")).to_have_count(0)
    assert page.evaluate("() => window.sent.some(one => one.what === 'unseen')")


def test_a_long_look_says_what_is_known_and_how_far_it_is_and_only_the_words_are_read_aloud(page: Page) -> None:
    show(page, large())
    sentence = page.locator(".mlab-sentence")
    before = sentence.text_content()
    known, what = "The database has run all 1,000 revisions.", "Running the scripts on an empty database"
    for done in (340, 341):
        status(page, looking=True, progress={"known": known, "what": what, "done": done, "of": 1000})
        expect(sentence).to_have_text(
            f"Still looking: running the scripts on an empty database: {done} of 1,000 … {known}"
        )
    expect(sentence.locator("[aria-hidden=true]")).to_have_text(": 341 of 1,000 …")
    status(page, looking=True, progress={"known": "", "what": "Loading the app", "done": 0, "of": 0})
    expect(sentence).to_have_text("Still looking: loading the app …")
    status(page, looking=False, progress=None)
    expect(sentence).to_have_text(before or "")
