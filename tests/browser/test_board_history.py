"""The page of the history, without Jupyter: search, menu, comparison, and where the database goes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from migration_lab.project import Revision, RevisionGraph
from migration_lab.widgets import Board
from tests.browser.board_page import answering, asked, history, large, show

pytestmark = pytest.mark.browser

LOST = "Going there drops column speaker.bio, and everything in it."
MOMENT = {"tables": [], "script": "def upgrade(): pass", "statements": [], "losses": ["speaker.bio"], "beware": LOST}
STEP = {"id": "b2", "message": "add bio", "way": "upgrade", "known": True, "changes": ["speaker"], "loses": "table x"}
BETWEEN = {"tables": [], "statements": [], "words": "1 upgrade.", "steps": [STEP]}
ANSWERS = {
    "revision": MOMENT,
    "compare": BETWEEN,
    "script": {"path": "/work/b2.py", "line": 12},
    "search": {"ids": ["a1"]},
}
THREE = RevisionGraph(
    (
        Revision("c3", "drop bio", ("b2",), is_head=True, is_pending=True, path="versions/c3.py"),
        Revision("b2", "add bio", ("a1",), is_current=True, path="versions/b2.py"),
        Revision("a1", "create", path="versions/a1.py"),
    ),
    heads=("c3",),
    current=("b2",),
)


def graph_at(size: int, at: int) -> RevisionGraph:
    """The long history with the database at that revision."""
    return replace(history(size), current=(f"{at:012x}",))


def tell_history(page: Page, graph: RevisionGraph) -> None:
    board = Board()
    board.show_history(graph)
    page.evaluate("now => window.model.set('_history', now)", json.loads(json.dumps(board.state()["_history"])))


@pytest.fixture
def revisions(page: Page) -> Locator:
    """The history of three revisions, with a kernel that answers."""
    board = Board()
    board.show_history(THREE)
    show(page, board)
    answering(page, ANSWERS)
    page.get_by_role("tab", name="History").click()
    tell_history(page, THREE)
    page.clock.run_for(200)
    return page.get_by_role("listbox", name="Revisions")


def detail(page: Page) -> Locator:
    return page.get_by_role("region", name="The selected revision")


def option(page: Page, message: str) -> Locator:
    return page.get_by_role("option").filter(has_text=message)


def test_of_a_thousand_revisions_the_one_of_the_database_comes_into_view(page: Page) -> None:
    board = large()
    board.show_history(graph_at(1000, 300))
    show(page, board)
    page.get_by_role("tab", name="History").click()
    page.clock.run_for(200)
    expect(option(page, "change 300")).to_be_in_viewport()
    expect(option(page, "change 300")).to_have_attribute("aria-selected", "true")


def test_what_somebody_has_chosen_stays_until_the_database_moves(page: Page) -> None:
    board = large()
    board.show_history(graph_at(1000, 300))
    show(page, board)
    page.get_by_role("tab", name="History").click()
    page.get_by_role("listbox", name="Revisions").press("Home")
    page.clock.run_for(200)
    tell_history(page, replace(graph_at(1000, 300), problem="Something else has changed."))
    expect(page.get_by_role("option", selected=True)).to_contain_text("change 999")
    tell_history(page, graph_at(1000, 600))
    page.clock.run_for(200)
    expect(page.get_by_role("option", selected=True)).to_contain_text("change 600")
    expect(option(page, "change 600")).to_be_in_viewport()
    page.get_by_role("listbox", name="Revisions").press("End")
    page.get_by_role("button", name="To the database").click()
    page.clock.run_for(200)
    expect(page.get_by_role("option", selected=True)).to_contain_text("change 600")


def test_a_search_leaves_what_it_finds_in_messages_and_in_scripts(page: Page, revisions: Locator) -> None:
    field = page.get_by_role("searchbox", name="Search id, message")
    field.fill("BIO")
    page.clock.run_for(500)
    expect(page.get_by_role("option")).to_have_count(3)
    expect(option(page, "create")).to_contain_text("named in it")
    field.fill("c3")
    page.evaluate("() => { window.answers.search = { ids: [] }; }")
    page.clock.run_for(500)
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.get_by_text("1 of 3")).to_be_visible()
    field.press("Escape")
    page.clock.run_for(500)
    expect(page.get_by_role("option")).to_have_count(3)


def test_the_menu_of_a_revision_opens_with_the_keyboard_and_gives_the_focus_back(
    page: Page, revisions: Locator
) -> None:
    revisions.focus()
    revisions.press("Home")
    revisions.press("Shift+F10")
    menu = page.get_by_role("menu", name="Revision c3")
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    expect(menu.get_by_role("menuitem").first).to_have_text("Go here: flask db upgrade c3")
    results = Axe().run(page, context=".mlab-board")
    assert results.violations_count == 0, results.generate_report()
    page.keyboard.press("ArrowUp")
    expect(menu.get_by_role("menuitem").last).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(revisions).to_be_focused()


def test_a_script_is_opened_in_the_editor_and_shown_here_where_there_is_none(page: Page, revisions: Locator) -> None:
    page.evaluate("""() => { window.taken = []; document.addEventListener('migration-lab', window.take = event => {
        window.taken.push(event.detail);
        event.preventDefault();
    }); }""")
    option(page, "add bio").click(button="right")
    page.get_by_role("menuitem", name="Open the script").click()
    wanted = {"command": "migration-lab:open-file", "args": {"path": "/work/b2.py", "line": 12}}
    assert page.wait_for_function("() => window.taken[0]").json_value() == wanted
    page.evaluate("() => document.removeEventListener('migration-lab', window.take)")
    detail(page).get_by_role("button", name="versions/b2.py").click()
    page.clock.run_for(200)
    expect(detail(page).get_by_role("tab", name="Script")).to_have_attribute("aria-selected", "true")


def test_before_it_loses_something_it_says_what_and_asks_once(page: Page, revisions: Locator) -> None:
    option(page, "create").click()
    page.clock.run_for(200)
    run = page.get_by_role("button", name="Run flask db downgrade a1")
    warning = detail(page).get_by_text(LOST)
    above, below = warning.bounding_box(), run.bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]
    run.click()
    assert asked(page, "go") == []
    expect(page.get_by_role("button", name="Stay here")).to_be_focused()
    page.get_by_role("button", name="Yes, run flask db downgrade a1").click()
    [question] = asked(page, "go")
    assert (question["id"], question["command"]) == ("a1", "flask db downgrade a1")


def drag(page: Page, to: Locator) -> None:
    start, end = page.locator(".mlab-mine").bounding_box(), to.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 20, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 60, end["y"] + 10, steps=4)


def test_the_database_dragged_to_a_revision_asks_with_the_loss_in_view(page: Page, revisions: Locator) -> None:
    drag(page, option(page, "create"))
    expect(page.locator(".mlab-drop-target")).to_have_text("flask db downgrade a1")
    page.mouse.up()
    page.clock.run_for(200)
    expect(detail(page).get_by_text(LOST)).to_be_visible()
    assert asked(page, "go") == []
    page.get_by_role("button", name="Yes, run flask db downgrade a1").click()
    assert [one["id"] for one in asked(page, "go")] == ["a1"]


def test_a_drag_that_is_broken_off_or_leads_nowhere_does_nothing(page: Page, revisions: Locator) -> None:
    drag(page, option(page, "create"))
    page.keyboard.press("Escape")
    page.mouse.up()
    drag(page, page.get_by_role("searchbox", name="Search id"))
    page.mouse.up()
    page.clock.run_for(200)
    expect(page.get_by_role("button", name="Yes, run")).to_have_count(0)


def test_a_project_for_reading_lets_nobody_drag_or_go(page: Page, revisions: Locator) -> None:
    page.evaluate("() => document.querySelector('.mlab-board').classList.add('mlab-read-only')")
    drag(page, option(page, "create"))
    page.mouse.up()
    expect(page.get_by_role("button", name="Yes, run")).to_have_count(0)
    option(page, "create").click(button="right")
    expect(page.get_by_role("menuitem", name="Go here")).to_have_count(0)


def test_going_by_the_menu_asks_at_once(page: Page, revisions: Locator) -> None:
    option(page, "drop bio").click(button="right")
    page.get_by_role("menuitem", name="Go here").click()
    page.clock.run_for(200)
    expect(page.get_by_role("button", name="Stay here")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Run flask db upgrade c3")).to_be_focused()


def compare(page: Page) -> None:
    option(page, "create").click(button="right")
    page.get_by_role("menuitem", name="Compare from here").click()
    page.clock.run_for(200)
    expect(detail(page)).to_contain_text("Select another revision")
    option(page, "add bio").click()
    page.clock.run_for(200)


def test_two_revisions_are_compared_and_the_other_way_round(page: Page, revisions: Locator) -> None:
    compare(page)
    expect(detail(page)).to_contain_text("From a1 create to b2 add bio")
    expect(detail(page)).to_contain_text("drops table x, and what it holds")
    expect(option(page, "create")).to_contain_text("compared")
    page.get_by_role("button", name="The other way round").click()
    page.clock.run_for(200)
    expect(detail(page)).to_contain_text("From b2 add bio to a1 create")
    assert [(one["from"], one["to"]) for one in asked(page, "compare")] == [("a1", "b2"), ("b2", "a1")]
    page.get_by_role("button", name="Stop comparing").click()
    page.clock.run_for(200)
    expect(page.get_by_role("button", name="Stop comparing")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_comparison(page: Page, revisions: Locator, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    compare(page)
    results = Axe().run(page, context=".mlab-board")
    assert results.violations_count == 0, results.generate_report()
