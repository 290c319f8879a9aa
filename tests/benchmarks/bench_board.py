"""From a command's return to the pixels of the board, as a share of the command's own time: in JupyterLab, for real."""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.chromium import HOW_TO, launch
from tests.browser.lab import NOTEBOOK, Lab, course_server
from tests.notebook_environment import notebook_environment

ROUNDS = 12
CELLS = {
    "open": 'import time\nfrom migration_lab import lab\nlab.open("03")',
    "upgrade": (
        'assert lab.run("db downgrade").result.ok\n'
        "time.sleep(1.5)\n"
        "began = time.time()\n"
        'get_ipython().run_line_magic("flask", "db upgrade")\n'
        "ended = time.time()"
    ),
}
ASK = """async name => {
    const session = window.notebook.context.sessionContext.session;
    const asked = session.kernel.requestExecute({ code: 'pass', silent: true, user_expressions: { it: name } });
    const reply = await asked.done;
    if (reply.content.status !== 'ok') throw new Error(reply.content.evalue);
    return reply.content.user_expressions.it.data['text/plain'];
}"""
WATCH = """() => {
    const board = document.querySelector('.jupyterlab-sidecar .mlab-board');
    const title = board.querySelector('.mlab-page-tables strong');
    const state = board.querySelector('.mlab-state');
    window.drawn = [];
    let asked = false;
    const note = () => {
        if (asked) return;
        asked = true;
        // The first frame has what changed until now; when the second begins, that one is on the screen.
        requestAnimationFrame(() => requestAnimationFrame(() => {
            asked = false;
            const texts = [title, state].map(one => one.textContent.trim());
            window.drawn.push([Date.now() / 1000, ...texts]);
        }));
    };
    const all = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver(note).observe(board, all);
}"""
RUN = """async id => {
    const notebook = window.notebook.content;
    notebook.activeCellIndex = notebook.widgets.findIndex(cell => cell.model.id === id);
    await window.jupyterapp.commands.execute('notebook:run-cell');
}"""
BEFORE, AFTER, VERDICT = "The database has no tables yet", "3 tables", "✓ in step"
DRAWN = """([before, after, verdict]) => {
    const gone = window.drawn.findIndex(([, title]) => title === before);
    return gone >= 0 && window.drawn.slice(gone).some(([, title, state]) => title === after && state === verdict);
}"""


def run() -> Iterator[tuple[str, float, float, str]]:
    """Yield the medians for the tables and for the verdict of a ``%flask db upgrade`` that makes three tables."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        patch.dict(os.environ, notebook_environment(Path(folder)), clear=True),
        course_server(Path(folder), pixels=CELLS) as address,
        sync_playwright() as playwright,
    ):
        browser = launch(playwright)
        if browser is None:
            print(f"No browser was found, so the board was not measured. {HOW_TO}", file=sys.stderr)
            return
        with browser, browser.new_page(viewport={"width": 1400, "height": 1000}) as page:
            command, tables, verdict = measure(page, address)
    goal = "within 2 times"
    yield "from the return of %flask db upgrade to the board's tables; itself", tables, command, goal
    yield "from its return to the board's verdict; itself", verdict, command, goal


def measure(page: Page, address: str) -> tuple[float, float, float]:
    """Medians in seconds: the command with its card, and from its return the tables and the verdict on the screen."""
    page.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    lab = Lab(page, address)
    lab.open_notebook("pixels.ipynb")
    page.evaluate(f"() => {{ window.notebook = {NOTEBOOK}; }}")
    page.evaluate(RUN, "open")
    board = page.locator(".jupyterlab-sidecar .mlab-board")
    expect(board.locator(".mlab-state")).to_have_text(VERDICT)
    board.get_by_role("tab", name="Tables", exact=True).click()
    page.evaluate(WATCH)
    found: list[list[float]] = []
    for _ in range(ROUNDS + 1):
        page.evaluate("() => { window.drawn = []; }")
        page.evaluate(RUN, "upgrade")
        page.wait_for_function(DRAWN, arg=[BEFORE, AFTER, VERDICT])
        began, ended = json.loads(page.evaluate(ASK, "[began, ended]"))
        drawn = page.evaluate("() => window.drawn")
        times = (first(drawn, AFTER), first(drawn, AFTER, VERDICT))
        found.append([ended - began, *(max(ended, time) - ended for time in times)])
    return tuple(map(statistics.median, zip(*found[1:], strict=True)))  # type: ignore[return-value]


def first(drawn: list[list[Any]], *texts: str) -> float:
    """When the texts that begin with these were on the screen, once the tables had gone."""
    gone = next(at for at, (_, title, _) in enumerate(drawn) if title == BEFORE)
    return next(time for time, *shown in drawn[gone:] if shown[: len(texts)] == [*texts])
