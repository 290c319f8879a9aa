"""The board with a great deal to show, and with a kernel that falls silent, in a page of its own without Jupyter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from migration_lab.project import Places, Revision, RevisionGraph
from migration_lab.schema import Column, PrimaryKey, Schema, Table
from migration_lab.widgets import Board
from tests.widgets.examples import HOSTILE

pytestmark = pytest.mark.browser

MOST_NODES = 2500
"""Of the whole board, whatever it shows."""
DRAW = """async ({ esm, css, state }) => {
    const style = document.createElement('style');
    style.textContent = css;
    document.head.append(style);
    const listeners = {};
    window.sent = [];
    window.model = {
        get: name => state[name],
        on: (name, call) => (listeners[name] ??= []).push(call),
        off: (name, call) => (listeners[name] = (listeners[name] ?? []).filter(one => one !== call)),
        send: message => window.sent.push(message),
        tell: (name, value) => (listeners[name] ?? []).forEach(call => call(value)),
        set: (name, value) => { state[name] = value; window.model.tell(`change:${name}`); },
    };
    const module = await import(URL.createObjectURL(new Blob([esm], { type: 'text/javascript' })));
    const began = performance.now();
    window.stop = module.default.render({ model: window.model, el: document.body });
    return performance.now() - began;
}"""
NODES = "() => document.querySelectorAll('.mlab-board *').length"


def history(size: int) -> RevisionGraph:
    """``size`` revisions with a branch and a merge in every ten."""
    made: list[Revision] = []
    for number in range(size):
        at = number % 10
        back = {0: (1,), 4: (2,), 8: (1, 5), 9: (1,)}.get(at, (1,))
        parents = tuple(f"{number - one:012x}" for one in back if number - one >= 0)
        made.append(Revision(f"{number:012x}", f"change {number}", parents, is_pending=number > size - 20))
    return RevisionGraph(tuple(reversed(made)), current=(f"{size - 20:012x}",))


def schema(size: int) -> Schema:
    columns = (Column("id", "INTEGER", False), Column("name", "TEXT"))
    return Schema("sqlite", tuple(Table(f"table_{n:04}", columns, PrimaryKey(("id",))) for n in range(size)))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    thrown: list[str] = []
    with browser.new_context(viewport={"width": 700, "height": 900}) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: thrown.append(str(error)))
        page.clock.install()
        yield page
    assert thrown == []


def show(page: Page, board: Board) -> float:
    """Draw the board, and give the milliseconds that it took."""
    page.set_content("<!doctype html><html lang=en><title>Board</title><body>")
    made = board.widget
    state = json.loads(json.dumps(board.state()))
    took: float = page.evaluate(DRAW, {"esm": made._esm, "css": made._css, "state": state})
    return took


def large() -> Board:
    board = Board()
    board.show_history(history(1000))
    board.show_tables(schema(1000))
    board.show_places(Places("in step", "In step.", True))
    board.show_status(looking=False)
    return board


def tell(page: Page, message: dict[str, Any]) -> None:
    page.evaluate("message => window.model.tell('msg:custom', message)", message)


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
    page.get_by_text("table_0002").click()
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
    expect(page.get_by_text("open for reading only")).to_be_visible()
    expect(page.get_by_role("button", name="Run")).to_have_count(0)
    expect(page.get_by_role("button", name="Copy flask db upgrade")).to_be_visible()


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


def test_taking_it_away_stops_all_of_it(page: Page) -> None:
    show(page, large())
    page.evaluate("() => window.stop()")
    expect(page.locator(".mlab-board")).to_have_count(0)
    assert page.evaluate("() => window.sent.some(one => one.what === 'unseen')")
