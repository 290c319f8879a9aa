"""The card drawn by its own script on a page of its own: at a notebook's widths, and of several databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from migration_lab.rows.what_became import what_became
from migration_lab.values.result import Rows, Step, TableRows
from migration_lab.widgets import Card, GoalView, RowsView
from migration_lab.widgets.live import DrawnDisplay, asset
from tests.widgets.examples import (
    BIO,
    PEOPLE,
    RENAME,
    SPEAKER,
    TALK,
    VISITS,
    added_bio,
    on_stats,
    renamed,
    schema,
    speakers,
    step,
    with_columns,
)
from tests.widgets.test_goal_view import NOT_YET

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><head><title>Card</title>
<style>{style}</style><style>.jp-OutputArea-output pre {{ white-space: pre-wrap; word-break: break-all }}</style></head>
<body data-jp-theme-light="{light}" style="{colours}"><main class="jp-OutputArea-output"></main></body></html>"""
COLOURS = {
    "light": "background: #fff",
    "dark": "background: #111; --jp-layout-color1: #111; --jp-layout-color2: #333; --jp-content-font-color1: #fff",
}
DRAW = """async ([script, state]) => {
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    const { default: widget } = await import(url);
    const model = { get: () => state, on() {}, off() {}, send() {} };
    await widget.render({ model, el: document.querySelector("main") });
}"""


@pytest.fixture
def draw(browser: Browser) -> Iterator[Callable[..., Locator]]:
    with browser.new_context(viewport={"width": 1000, "height": 900}) as context:
        page: Page = context.new_page()
        thrown: list[str] = []
        page.on("pageerror", lambda error: thrown.append(str(error)))

        def drawn(given: Step | DrawnDisplay, theme: str = "light", width: int = 1000) -> Locator:
            display = Card(given) if isinstance(given, Step) else given
            page.set_viewport_size({"width": width, "height": 900})
            light = str(theme == "light").lower()
            page.set_content(PAGE.format(style=asset(f"{display.stem}.css"), light=light, colours=COLOURS[theme]))
            page.evaluate(DRAW, [asset(f"{display.stem}.js"), display.state()])
            return page.locator(".mlab")

        yield drawn
        assert thrown == []


def two_databases() -> Step:
    """A column comes in the default database, and one goes in the second, with its values."""
    return step(
        "db",
        "upgrade",
        before=schema(SPEAKER),
        after=schema(with_columns(SPEAKER, BIO)),
        rows=(TableRows("speaker", speakers("id", "name"), speakers("id", "name", bio=(None,) * 3)),),
        revisions=(("3f2ad07e9b1c",), ("9b1c3f2ad07e",)),
        elsewhere=(on_stats(VISITS, with_columns(VISITS, without=["page"])),),
    )


NARROW = 410
"""About what a notebook has beside the board at 1366 by 768."""
SMALL = """card => [...card.querySelectorAll('*')].filter(one => one.checkVisibility()
    && [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
    && parseFloat(getComputedStyle(one).fontSize) < 13).map(one => one.outerHTML)"""
CUT = """card => [...card.querySelectorAll('.mlab-scroll')].filter(one => one.checkVisibility()
    && one.scrollWidth > one.clientWidth).map(one => one.innerText)"""


def wide_rows() -> Step:
    """A column comes at the end of a table of many, and one value changes."""
    more = {f"column_{at}": PEOPLE for at in range(8)}
    before = speakers("id", "name", **more)
    after = speakers("id", name=("Ada", "Hopper", "Alan"), **more, bio=(None,) * 3)
    columns = [type(BIO)(name, "TEXT") for name in more]
    was = with_columns(SPEAKER, *columns, without=["email"])
    rows = (TableRows("speaker", before, after),)
    return step("db", "upgrade", before=schema(was), after=schema(with_columns(was, BIO)), rows=rows)


@pytest.mark.parametrize("width", [NARROW, 640, 900])
def test_what_changed_in_the_rows_is_in_view_and_the_key_stays(draw, width):
    card = draw(wide_rows(), width=width)
    card.get_by_role("tab", name="Rows").click()
    table = card.get_by_role("tabpanel", name="Rows").get_by_role("table")
    expect(table).to_have_count(1)
    expect(table.locator("thead th").nth(1)).to_have_text("~changed: name")
    expect(table.locator("thead th").nth(2)).to_have_text("+added: bio")
    hopper = table.locator("td", has_text="Hopper")
    expect(hopper).to_have_text("Grace → Hopper")
    for cell in (hopper, table.locator("td.mlab-add").first):
        expect(cell).to_be_in_viewport(ratio=1)
    key = table.locator("tbody th").first
    before = key.bounding_box()
    table.evaluate("table => table.parentElement.scrollLeft = 1000")
    assert key.bounding_box() == before


def test_a_changed_table_is_one_and_both_sides_in_full_are_a_choice(draw):
    card = draw(added_bio(), width=NARROW)
    tables = card.get_by_role("tabpanel", name="Tables").get_by_role("table")
    expect(tables).to_have_count(1)
    row = tables.get_by_role("row", name="added bio")
    expect(row.get_by_role("cell")).to_have_text(["not there", "bio TEXT NULL "])
    expect(tables.get_by_text("VARCHAR(80)").first).to_be_hidden()
    card.get_by_role("button", name="3 columns unchanged: id, name, email").press("Enter")
    expect(tables.get_by_text("VARCHAR(80)").first).to_be_visible()
    card.get_by_role("button", name="Two whole tables").press("Space")
    expect(tables).to_have_count(2)


@pytest.mark.parametrize("width", [NARROW, 560, 620, 900])
def test_no_text_is_small_and_no_structure_is_cut_at_any_width(draw, width):
    made = step("db", "upgrade", before=schema(SPEAKER), after=schema(SPEAKER, TALK), sql=("CREATE TABLE talk (id)",))
    for one in (made, added_bio()):
        card = draw(one, width=width)
        assert card.evaluate(CUT) == []
        for tab in card.get_by_role("tab").all():
            tab.click()
            assert card.evaluate(SMALL) == []
        assert not any(hidden.is_visible() for hidden in card.locator("[hidden]").all())


def test_among_the_rows_of_a_table_what_the_last_command_changed_is_in_view(draw):
    last = wide_rows()
    after = last.rows[0].after
    view = draw(RowsView("speaker", after, last), width=NARROW)
    added = view.get_by_role("columnheader", name="added: bio")
    expect(added).to_be_in_viewport(ratio=1)
    expect(view.locator("td.mlab-add").first).to_be_in_viewport(ratio=1)
    for stays in (
        view.get_by_role("columnheader", name="id"),
        view.get_by_text("marked is what flask db upgrade changed"),
    ):
        expect(stays).to_be_in_viewport(ratio=1)


def test_a_goal_is_one_table_and_nothing_of_it_is_cut(draw):
    goal = draw(GoalView(NOT_YET), width=NARROW)
    expect(goal.get_by_role("table", name="now and goal")).to_have_count(len(NOT_YET.difference.tables))
    assert goal.evaluate(CUT) == []
    assert goal.evaluate(SMALL) == []


def test_a_long_path_is_whole_and_can_be_copied(draw):
    path = f"migrations/versions/fd02fbf1d696_{'rename_length_to_minutes_' * 3}.py"
    now = schema(SPEAKER)
    card = draw(step("db", "migrate", before=now, after=now, written=(path,)), width=NARROW)
    shown = card.get_by_text(path)
    assert shown.bounding_box()["width"] < NARROW - 80
    card.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card.get_by_role("button", name=f"Copy the path {path}").click()
    expect(card.get_by_role("status").get_by_text("Copied")).to_be_attached()


def test_words_of_sql_are_not_broken_and_the_statement_can_be_copied(draw):
    card = draw(added_bio(), width=NARROW)
    card.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card.get_by_role("tab", name="SQL").click()
    statement = card.locator("pre").first
    assert statement.evaluate("one => getComputedStyle(one).wordBreak") == "normal"
    expect(statement.locator(".mlab-sql-keyword")).to_have_text(["ALTER", "TABLE", "ADD", "COLUMN"])


@pytest.mark.parametrize("theme", COLOURS)
def test_axe_finds_nothing_in_a_card_of_each_kind_of_change(draw, theme):
    for one in (wide_rows(), renamed(PEOPLE, [RENAME]), renamed([None] * 3)):
        card = draw(one, theme, NARROW)
        for tab in card.get_by_role("tab").all():
            tab.click()
            results = Axe().run(card.page, context=".mlab")
            assert results.violations_count == 0, f"{tab.inner_text()}: {results.generate_report()}"


def test_each_database_that_changed_is_named_before_what_changed_in_it(draw):
    card = draw(two_databases())
    loss = card.locator(".mlab-headline", has_text="2 values of page lost")
    expect(loss).to_contain_text("database stats: visit")
    tables = card.get_by_role("tabpanel", name="Tables")
    expect(tables.get_by_text("In the default database")).to_be_visible()
    expect(tables.get_by_text("In the database stats")).to_be_visible()
    words = tables.inner_text()
    order = [words.index(one) for one in ("In the default database", "speaker", "In the database stats", "visit")]
    assert order == sorted(order)
    expect(card.get_by_role("table", name="Table visit, before and after")).to_contain_text("page")
    card.get_by_role("tab", name="Rows").click()
    rows = card.get_by_role("tabpanel", name="Rows")
    expect(rows.get_by_text("In the database stats")).to_be_visible()
    expect(rows.get_by_text("visit.page is gone, and with it 2 values")).to_be_visible()
    expect(card.get_by_text("In the database stats: alembic_version: revision a → b")).to_be_visible()


def test_a_second_database_alone_has_no_empty_page_of_the_default_one(draw):
    now = schema(SPEAKER)
    card = draw(step("tidy", before=now, after=now, elsewhere=(on_stats(VISITS, VISITS, lost=1),)))
    expect(card.locator(".mlab-headline")).to_contain_text(
        "database stats: visit\N{MINUS SIGN}1 row lost: 2 before, 1 after"
    )
    expect(card.get_by_text("In the database stats", exact=True)).to_be_visible()
    expect(card.get_by_text("In the default database")).to_have_count(0)
    expect(card.get_by_role("tab")).to_have_count(0)


def test_one_database_is_not_named(draw):
    now = schema(SPEAKER)
    card = draw(step("db", "upgrade", before=now, after=schema(with_columns(SPEAKER, BIO))))
    expect(card.get_by_role("table", name="Table speaker, before and after")).to_be_visible()
    expect(card.get_by_text("In the")).to_have_count(0)


def test_of_a_large_table_it_says_how_many_rows_were_compared(draw):
    now = schema(SPEAKER)
    first = tuple((str(at), f"name {at}", f"{at}@example.org") for at in range(50))
    part = Rows(12_000, ("id", "name", "email"), first, first)
    became = what_became(TableRows("speaker", part, part), SPEAKER, SPEAKER)
    card = draw(step("tidy", before=now, after=now, rows=(TableRows("speaker", part, part, became),)))
    expect(card.get_by_text("no change seen in the first 50 of 12,000 rows of speaker")).to_be_visible()
    expect(card.get_by_text("the first 50 of 12,000 rows were compared")).to_be_visible()


@pytest.mark.parametrize("theme", COLOURS)
def test_axe_finds_nothing_in_a_card_of_two_databases(draw, theme):
    card = draw(two_databases(), theme)
    for tab in card.get_by_role("tab").all():
        tab.click()
        results = Axe().run(card.page, context=".mlab")
        assert results.violations_count == 0, f"{tab.inner_text()}: {results.generate_report()}"
