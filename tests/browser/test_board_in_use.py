"""The board while it is used: where the keyboard goes on, and what is shown of results and of rows."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from migration_lab.project import Places
from migration_lab.schema import Column, Schema, Table
from migration_lab.widgets import Board
from tests.browser.board_page import (
    asked,
    places,
    result,
    row_page,
    schema,
    show,
    status,
    tell,
    working,
)

pytestmark = pytest.mark.browser


def test_after_run_the_keyboard_stays_where_it_is(page: Page) -> None:
    show(page, working())
    run = page.locator("[data-act=run]")
    expect(run).to_be_enabled()
    run.press("Enter")
    run.press("Enter")
    [question] = asked(page, "run")
    status(page, last=result("flask db upgrade"))
    tell(page, {"answer": question["ask"]})
    places(page, Places("in step", "In step.", True))
    expect(run).to_be_focused()
    expect(run).to_be_disabled()
    expect(page.locator(".mlab-last")).to_contain_text("flask db upgrade is done")


def test_after_undo_the_keyboard_stays_where_it_is(page: Page) -> None:
    show(page, working())
    undo = page.locator("[data-act=undo]")
    expect(undo).to_be_enabled()
    undo.press("Enter")
    assert len(asked(page, "undo")) == 1
    status(page, last=result("flask db migrate", words="is undone"), undo=None)
    expect(undo).to_be_focused()
    expect(undo).to_be_disabled()


def test_choosing_a_page_moves_no_tab(page: Page) -> None:
    show(page, working())
    tabs = page.get_by_role("tablist", name="Board").get_by_role("tab").all()
    before = [tab.bounding_box() for tab in tabs]
    for chosen in tabs:
        chosen.click()
        assert [tab.bounding_box() for tab in tabs] == before


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
        tell(page, {"answer": question["ask"], **row_page(name)})
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
    tell(page, {"answer": asked(page, "rows")[-1]["ask"], **row_page("Ada")})
    board.show_tables(Schema("sqlite", (Table("table_0000", (Column("id", "INTEGER"),)),)))
    page.evaluate("now => window.model.set('_tables', now)", json.loads(json.dumps(board.state()["_tables"])))
    expect(page.get_by_role("table", name="1 row")).to_contain_text("Ada")
    assert len(asked(page, "rows")) == 2
