"""The board in a page of its own without Jupyter: boards to draw there, and what they are told and ask."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

from migration_lab.project import Places, Revision, RevisionGraph
from migration_lab.schema import Column, PrimaryKey, Schema, Table
from migration_lab.widgets import Board

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


def answering(page: Page, answers: dict[str, Any]) -> None:
    """Let a kernel answer each question from now on, by what it asks. A test may change ``window.answers``."""
    page.evaluate(
        """answers => {
            window.answers = answers;
            window.model.send = message => {
                window.sent.push(message);
                const answer = window.answers[message.what];
                const reply = { ...answer, answer: message.ask };
                if (answer) Promise.resolve().then(() => window.model.tell('msg:custom', reply));
            };
        }""",
        answers,
    )


def row_page(*names: str, **more: Any) -> dict[str, Any]:
    """What the kernel answers when it is asked for a page of rows: one row for each name."""
    rows = [[name] for name in names]
    words = "1 row" if len(rows) == 1 else f"{len(rows)} rows"
    page = {"columns": ["name"], "rows": rows, "words": words, "links": [], "first": 0, "size": 25, "where": ""}
    return {**page, "total": len(rows), **more}
