"""Several displays in one page: none changes how another one looks, in whichever order they are shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pytest
from playwright.sync_api import Page

from migration_lab.widgets import Board, Card, OutcomeView, PredictionView, RenameQuestions, RowsView, TablesView
from migration_lab.widgets.live import LiveDisplay, widget_class
from migration_lab.widgets.sides import table_sides
from tests.browser.board_page import HISTORY, result, working
from tests.widgets import examples
from tests.widgets.prediction_examples import BIO, ERROR
from tests.widgets.test_rename_question import QUESTION

pytestmark = pytest.mark.browser

DRAW = """async ({ esm, state }) => {
    const model = { get: name => state[name], on() {}, off() {}, send() {} };
    const module = await import(URL.createObjectURL(new Blob([esm], { type: 'text/javascript' })));
    const host = document.createElement('div');
    document.body.append(host);
    module.default.render({ model, el: host });
    host.querySelectorAll('details').forEach(one => one.open = true);
}"""
DIFFERENCES = """([at, alone, orders]) => {
    const nodes = [...document.body.children[at].querySelectorAll('*')];
    const show = styles => {
        for (const one of document.querySelectorAll('style')) one.remove();
        for (const css of styles) {
            const style = document.createElement('style');
            style.textContent = css;
            document.head.append(style);
        }
    };
    // Sizes follow from the others, and from the window.
    const sizes = /(^|-)(width|height|inline-size|block-size|origin|top|bottom|block-end|block-start)$/;
    const looks = () => nodes.map(node => {
        const look = getComputedStyle(node);
        return names.map(name => look[name]);
    });
    const ours = name => /^(padding|margin|border)/.test(name) || !sizes.test(name);
    const names = [...getComputedStyle(nodes[0])].filter(ours);
    show([alone]);
    const before = looks();
    const told = new Set();
    for (const styles of orders) {
        show(styles);
        looks().forEach((values, node) => values.forEach((value, name) => {
            const was = before[node][name];
            const who = `${nodes[node].localName}.${nodes[node].className}`;
            if (value !== was) told.add(`${who}: ${names[name]} ${was} → ${value}`);
        }));
    }
    return [nodes.length, [...told]];
}"""


def tables() -> TablesView:
    view = TablesView(examples.schema(examples.SPEAKER, examples.VISITS))
    view.update(examples.schema(examples.with_columns(examples.SPEAKER, examples.BIO), examples.TALK))
    return view


def board() -> Board:
    shown = working()
    shown.show_history(HISTORY)
    shown.show_tables(examples.schema(examples.SPEAKER))
    shown.show_change(examples.schema(examples.SPEAKER), examples.schema(examples.SPEAKER, examples.TALK))
    shown.show_sql([examples.added_bio()])
    shown.show_status(last=result("flask db upgrade", output="much"))
    return shown


def goal() -> dict[str, Any]:
    with_bio = examples.with_columns(examples.SPEAKER, examples.BIO)
    sides = asdict(table_sides(examples.SPEAKER, with_bio))
    return {"title": "Goal", "done": False, "missing": ["a column"], "tables": [sides], "words": {"+": "to add"}}


def displays() -> list[tuple[str, Mapping[str, Any]]]:
    """Each widget with something to show, by its stem."""
    rows = RowsView("speaker", examples.speakers("id", bio=(None, "x", "y")))
    shown: list[LiveDisplay] = [board(), Card(examples.added_bio()), rows, tables()]
    states = [(one.stem, one.state() if one.traits != ("_state",) else {"_state": one.state()}) for one in shown]
    drawn = [RenameQuestions([QUESTION]), PredictionView(BIO, ERROR), OutcomeView(BIO, ERROR)]
    return [*states, ("goal_view", {"_state": goal()}), *((one.stem, {"_state": one.state()}) for one in drawn)]


def css(stem: str) -> str:
    text: str = widget_class(stem, Board.traits if stem == Board.stem else ("_state",))._css
    return text


def test_no_display_changes_how_another_one_looks(page: Page) -> None:
    page.set_content("<!doctype html><html lang=en><title>Displays</title><body>")
    shown = displays()
    stems = [stem for stem, _ in shown]
    for stem, state in shown:
        esm = widget_class(stem, Board.traits if stem == Board.stem else ("_state",))._esm
        page.evaluate(DRAW, {"esm": esm, "state": json.loads(json.dumps(state))})
    page.clock.run_for(1000)
    for at, stem in enumerate(stems):
        others = [css(one) for one in stems if one != stem]
        orders = [[*others, css(stem)], [css(stem), *others]]
        nodes, told = page.evaluate(DIFFERENCES, [at, css(stem), orders])
        assert nodes > 10
        assert (stem, told) == (stem, [])
