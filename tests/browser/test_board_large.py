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
HISTORY = RevisionGraph(
    (Revision("b2", "add bio", ("a1",), is_head=True, is_pending=True), Revision("a1", "create", is_current=True)),
    heads=("b2",),
    current=("a1",),
)
BEHIND = Places(
    "database behind",
    "Revision b2 (add bio) is written, and this database has not run it. flask db upgrade runs it.",
    False,
    next_command="flask db upgrade",
    heads=("b2",),
    current=("a1",),
    database="SQLite, instance/conference.db",
)
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


def status(page: Page, **news: Any) -> None:
    page.evaluate("news => window.model.set('_status', { ...window.model.get('_status'), ...news })", news)


def places(page: Page, places: Places) -> None:
    board = Board()
    board.show_places(places)
    page.evaluate("now => window.model.set('_places', now)", json.loads(json.dumps(board.state()["_places"])))


def asked(page: Page, what: str) -> list[dict[str, Any]]:
    sent: list[dict[str, Any]] = page.evaluate("what => window.sent.filter(one => one.what === what)", what)
    return sent


def working() -> Board:
    """A board with a command to run and one to undo."""
    board = Board()
    board.show_history(HISTORY)
    board.show_places(BEHIND)
    board.show_status(looking=False, undo="flask db migrate")
    return board


def result(command: str, **more: Any) -> dict[str, Any]:
    return {"command": command, "ok": True, "words": "is done", "output": "", "about": "What it printed", **more}


def test_after_run_the_keyboard_goes_on_at_the_result(page: Page) -> None:
    show(page, working())
    run = page.get_by_role("button", name="Run flask db upgrade")
    run.focus()
    run.press("Enter")
    [question] = asked(page, "run")
    status(page, last=result("flask db upgrade"))
    tell(page, {"answer": question["ask"]})
    expect(run).to_be_focused()
    places(page, Places("in step", "In step.", True))
    expect(page.locator(".mlab-last")).to_be_focused()
    expect(page.locator(".mlab-last")).to_contain_text("flask db upgrade is done")


def test_after_undo_the_keyboard_goes_on_at_the_result(page: Page) -> None:
    show(page, working())
    page.get_by_role("button", name="Undo flask db migrate").focus()
    page.keyboard.press("Enter")
    status(page, last=result("flask db migrate", words="is undone"), undo=None)
    expect(page.locator(".mlab-last")).to_be_focused()


def test_where_there_is_no_result_the_keyboard_goes_on_at_the_sentence(page: Page) -> None:
    show(page, working())
    page.get_by_role("button", name="Run flask db upgrade").focus()
    places(page, Places("in step", "In step.", True))
    expect(page.locator(".mlab-sentence")).to_be_focused()


def test_what_a_failed_command_printed_is_opened_at_its_end(page: Page) -> None:
    board = working()
    printed = "\n".join(f"line {number}" for number in range(200))
    words = "failed: OperationalError: no such table: talk"
    board.show_status(last=result("flask db upgrade", ok=False, words=words, output=printed))
    show(page, board)
    expect(page.locator(".mlab-last")).to_contain_text(f"✗ flask db upgrade {words}")
    page.get_by_text("What it printed").click()
    output = page.get_by_role("group", name="What it printed")
    page.wait_for_function("box => box.scrollTop > 100", arg=output.element_handle())
    assert output.evaluate("box => box.scrollHeight - box.scrollTop - box.clientHeight < 2")


def test_while_no_command_works_the_history_offers_none(page: Page) -> None:
    show(page, working())
    page.get_by_role("tab", name="History").click()
    page.get_by_role("option").filter(has_text="add bio").click()
    page.clock.run_for(200)
    answer = {"answer": asked(page, "revision")[-1]["ask"], "tables": [], "beware": "Going there drops table talk."}
    tell(page, answer)
    go = page.get_by_role("button", name="Run flask db upgrade b2")
    expect(go).to_be_visible()
    expect(page.get_by_text("Going there drops table talk.")).to_be_visible()
    places(page, Places("app does not load", "It does not load.", False))
    expect(go).to_be_hidden()
    expect(page.get_by_text("Going there drops table talk.")).to_be_hidden()


def test_rows_that_are_shown_follow_and_others_are_not_asked_for(page: Page) -> None:
    board = Board()
    board.show_tables(schema(3))
    show(page, board)
    page.get_by_role("tab", name="Tables").click()
    status(page, writes=1)
    assert asked(page, "rows") == []
    button = page.get_by_role("button", name="Rows of table_0001")
    button.click()
    for writes, name in ((2, "Ada"), (3, "Grace")):
        question = asked(page, "rows")[-1]
        assert question["table"] == "table_0001"
        sample = {"columns": ["name"], "rows": [[name]], "words": "1 row"}
        tell(page, {"answer": question["ask"], "sample": sample})
        expect(page.get_by_role("table", name="1 row")).to_contain_text(name)
        status(page, writes=writes)
    assert len(asked(page, "rows")) == 3
    button.click()
    expect(page.get_by_role("table", name="1 row")).to_have_count(0)
    status(page, writes=4)
    assert len(asked(page, "rows")) == 3


def test_rows_stay_when_their_table_changes(page: Page) -> None:
    board = Board()
    board.show_tables(schema(1))
    show(page, board)
    page.get_by_role("tab", name="Tables").click()
    page.get_by_role("button", name="Rows of table_0000").click()
    sample = {"columns": ["name"], "rows": [["Ada"]], "words": "1 row"}
    tell(page, {"answer": asked(page, "rows")[-1]["ask"], "sample": sample})
    board.show_tables(Schema("sqlite", (Table("table_0000", (Column("id", "INTEGER"),)),)))
    page.evaluate("now => window.model.set('_tables', now)", json.loads(json.dumps(board.state()["_tables"])))
    expect(page.get_by_role("table", name="1 row")).to_contain_text("Ada")
    assert len(asked(page, "rows")) == 2


@pytest.mark.parametrize("width", [240, 340, 520, 700, 1000])
def test_revision_ids_stand_whole_on_a_line_each(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    heads = ("7e0595562cae", "3ef02b6d1f07", "f937cab48d53", "f95b7873c096")
    board = Board()
    board.show_places(Places("several heads", "Four heads.", False, current=("f344ce7fbb9b",), heads=heads))
    show(page, board)
    lines = page.locator(".mlab-ids > *")
    expect(lines).to_have_text([*heads[:3], "and 1 more", "f344ce7fbb9b"])
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
    page.get_by_role("button", name="Rows of table_0002").or_(page.get_by_text("table_0002")).first.click()
    page.get_by_role("button", name="Rows of table_0002").click()
    tables = page.get_by_role("tabpanel", name="Tables")  # the history may have asked too, and has its own answer
    expect(tables.get_by_text("The kernel cannot be asked")).to_be_visible()


def test_taking_it_away_stops_all_of_it(page: Page) -> None:
    show(page, large())
    page.evaluate("() => window.stop()")
    expect(page.locator(".mlab-board")).to_have_count(0)
    assert page.evaluate("() => window.sent.some(one => one.what === 'unseen')")
