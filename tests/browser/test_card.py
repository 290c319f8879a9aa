"""The card drawn by its own script on a page of its own: several databases, and a table too large to be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from migration_lab.rows.what_became import what_became
from migration_lab.values.result import Rows, Step, TableRows
from migration_lab.widgets import Card
from migration_lab.widgets.live import asset
from tests.widgets.examples import BIO, SPEAKER, VISITS, on_stats, schema, speakers, step, with_columns

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><head><title>Card</title><style>{style}</style></head>
<body data-jp-theme-light="{light}" style="{colours}"><main></main></body></html>"""
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

        def drawn(step: Step, theme: str = "light") -> Locator:
            card = Card(step)
            light = str(theme == "light").lower()
            page.set_content(PAGE.format(style=asset("card.css"), light=light, colours=COLOURS[theme]))
            page.evaluate(DRAW, [asset("card.js"), card.state()])
            return page.get_by_role("group", name=f"What {step.result.command} did")

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


def test_each_database_that_changed_is_named_before_what_changed_in_it(draw):
    card = draw(two_databases())
    expect(card.get_by_text("database stats: lost 2 values: visit.page is gone")).to_be_visible()
    tables = card.get_by_role("tabpanel", name="Tables")
    expect(tables.get_by_text("In the default database")).to_be_visible()
    expect(tables.get_by_text("In the database stats")).to_be_visible()
    words = tables.inner_text()
    order = [words.index(one) for one in ("In the default database", "speaker", "In the database stats", "visit")]
    assert order == sorted(order)
    expect(card.get_by_role("table", name="Before (table visit)")).to_contain_text("page")
    card.get_by_role("tab", name="Rows").click()
    rows = card.get_by_role("tabpanel", name="Rows")
    expect(rows.get_by_text("In the database stats")).to_be_visible()
    expect(rows.get_by_text("visit.page is gone, and with it 2 values")).to_be_visible()
    expect(card.get_by_text("In the database stats: alembic_version: revision a → b")).to_be_visible()


def test_a_second_database_alone_has_no_empty_page_of_the_default_one(draw):
    now = schema(SPEAKER)
    card = draw(step("tidy", before=now, after=now, elsewhere=(on_stats(VISITS, VISITS, lost=1),)))
    expect(card.get_by_text("database stats: lost 1 row of visit")).to_be_visible()
    expect(card.get_by_text("In the database stats", exact=True)).to_be_visible()
    expect(card.get_by_text("In the default database")).to_have_count(0)
    expect(card.get_by_role("tab")).to_have_count(0)


def test_one_database_is_not_named(draw):
    now = schema(SPEAKER)
    card = draw(step("db", "upgrade", before=now, after=schema(with_columns(SPEAKER, BIO))))
    expect(card.get_by_role("table", name="After (table speaker)")).to_be_visible()
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
