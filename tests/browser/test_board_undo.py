"""The board's button that undoes: which command it names, and that it asks before it takes more than that."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.board_page import asked, result, show, status, tell, working

pytestmark = pytest.mark.browser
MIGRATE = "flask db migrate"
EARLIER = "the earlier "


def test_undo_that_asks_says_so_on_its_button_and_the_next_press_is_the_answer(page: Page) -> None:
    show(page, working())
    page.get_by_role("button", name=f"Undo {MIGRATE}", exact=True).click()
    [first] = asked(page, "undo")
    assert first["sure"] is None
    status(page, sure=MIGRATE, last=result("Undo", ok=False, words="did nothing yet", output="…", about="Why"))
    tell(page, {"answer": first["ask"]})
    expect(page.locator(".mlab-last")).to_contain_text("Undo did nothing yet")
    again = page.get_by_role("button", name=f"Undo {MIGRATE} all the same")
    expect(page.locator(".mlab-undone")).to_have_text(f"Undo takes back all the same {MIGRATE}")
    again.click()
    assert [question["sure"] for question in asked(page, "undo")] == [None, MIGRATE]


def test_undo_names_its_command_beside_a_result_that_it_would_not_take_back(page: Page) -> None:
    show(page, working())
    status(page, last=result("flask db upgrade", ok=False, words="failed", undoable=False))
    expect(page.locator(".mlab-undone")).to_have_text(f"Undo takes back {MIGRATE}")
    status(page, last=result(MIGRATE, ok=False, words="failed", undoable=False))
    expect(page.locator(".mlab-undone")).to_have_text(f"Undo takes back {EARLIER}{MIGRATE}")
    status(page, last=result(MIGRATE, undoable=True))
    expect(page.locator(".mlab-undone")).to_be_empty()
