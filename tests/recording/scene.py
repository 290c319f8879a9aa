"""The scene of README's recording: a model gets a column, ``migrate``, ``upgrade``, and the rows as they move.

Everything in it is real: JupyterLab with a board, on a fresh workspace of chapter 03.
"""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.lab import Lab
from tests.recording.film import Film

NOTEBOOK = "a_migration"
EDIT = """\
%%edit models.py
     phone: Mapped[str | None] = mapped_column(String(20))
+    language: Mapped[str] = mapped_column(server_default="en")"""
TYPED_FROM = EDIT.index("\n+") + 1
MIGRATE = '%flask db migrate -m "add language"'
UPGRADE = "%flask db upgrade"
CELLS = {"open": 'from migration_lab import lab\n\nlab.open("03")', "edit": " ", "migrate": " ", "upgrade": " "}

WRITE = """([id, text]) => {
    const { widgets } = window.jupyterapp.shell.currentWidget.content;
    widgets.find(cell => cell.model.id === id).model.sharedModel.setSource(text);
}"""
TIDY = """async () => {
    const { commands, shell } = window.jupyterapp;
    shell.collapseLeft();
    shell.collapseRight();
    if (shell.isSideTabBarVisible("left")) shell.toggleSideTabBarVisibility("left");
    if (shell.isSideTabBarVisible("right")) shell.toggleSideTabBarVisibility("right");
    await commands.execute("statusbar:toggle");
}"""
SELECT = """id => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    notebook.activeCellIndex = notebook.widgets.findIndex(cell => cell.model.id === id);
}"""
FAR = """id => {
    const { content } = window.jupyterapp.shell.currentWidget;
    const outer = content.node.querySelector(".jp-WindowedPanel-outer");
    const cell = content.widgets.find(one => one.model.id === id).node;
    const wanted = outer.scrollTop + cell.getBoundingClientRect().top - outer.getBoundingClientRect().top - 8;
    return [outer.scrollTop, Math.min(wanted, outer.scrollHeight - outer.clientHeight)];
}"""
SCROLL = """top => {
    window.jupyterapp.shell.currentWidget.content.node.querySelector(".jp-WindowedPanel-outer").scrollTop = top;
}"""
SCROLLING = 10
"""In how many pictures the notebook is scrolled."""
QUICK = 50
LETTERS = 2
"""How many letters come with a picture of somebody typing."""


def play(lab: Lab, film: Film) -> int:
    """Play the scene, and return the number of the picture that stands for all of it."""
    page = lab.page
    board = page.locator(".jupyterlab-sidecar .mlab-board")
    notebook = f"{NOTEBOOK}.ipynb"
    lab.open_notebook(notebook)
    lab.run_cell(notebook, "open")
    page.evaluate(TIDY)
    expect(board).to_contain_text("in step")
    write(lab, "edit", EDIT[:TYPED_FROM])
    select(page, "edit")
    scroll_to(page, film, "edit", filmed=False)
    settle(page)
    film.show(1200)

    type_text(lab, film, "edit", EDIT, TYPED_FROM)
    film.show(400)
    lab.run_cell(notebook, "edit")
    expect(board).to_contain_text("speaker.language")
    settle(page)
    film.show(1700)

    type_text(lab, film, "migrate", MIGRATE)
    lab.run_cell(notebook, "migrate")
    expect(board).to_contain_text("flask db upgrade")
    settle(page)
    scroll_to(page, film, "migrate")
    film.show(1500)

    type_text(lab, film, "upgrade", UPGRADE)
    lab.run_cell(notebook, "upgrade")
    expect(board).to_contain_text("in step")
    watch = lab.cell("upgrade").get_by_role("button", name="Watch the rows")
    expect(watch).to_be_visible()
    settle(page)
    scroll_to(page, film, "upgrade")
    film.show(2000)

    watch.evaluate("button => button.click()")
    film.show_moving(every=QUICK, at_most=2500)
    film.show(2500)
    return len(film.frames) - 1


def write(lab: Lab, id: str, text: str) -> None:
    lab.to_notebook()
    lab.page.evaluate(WRITE, [id, text])


def select(page: Page, id: str) -> None:
    page.evaluate(SELECT, id)


def type_text(lab: Lab, film: Film, id: str, text: str, start: int = 0) -> None:
    lab.to_notebook()
    select(lab.page, id)
    for end in range(start + LETTERS, len(text) + LETTERS, LETTERS):
        write(lab, id, text[:end])
        film.show(QUICK)


def scroll_to(page: Page, film: Film, id: str, *, filmed: bool = True) -> None:
    """Bring a cell to the top, slowly at both ends."""
    start, end = page.evaluate(FAR, id)
    for number in range(1, SCROLLING + 1):
        part = number / SCROLLING
        page.evaluate(SCROLL, start + (end - start) * part * part * (3 - 2 * part))
        if filmed and start != end:
            film.show(QUICK)


def settle(page: Page) -> None:
    """Wait until nothing on the page moves any more, and what was marked as new has been seen."""
    page.wait_for_function("() => !document.getAnimations().some(one => one.playState === 'running')")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
