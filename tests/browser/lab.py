"""JupyterLab as a person uses it: open a notebook, run it, look at a cell, change the theme."""

from __future__ import annotations

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.lab_server import TOKEN

OPENED = """() => {
    const app = window.jupyterapp;
    return app?.shell?.currentWidget?.context?.isReady && app.commands.hasCommand('notebook:run-all-cells');
}"""
RUN_ALL = """async () => {
    const session = window.jupyterapp.shell.currentWidget.context.sessionContext;
    await session.ready;
    await session.session.kernel.info;
    await window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs');
    await window.jupyterapp.commands.execute('notebook:run-all-cells');
}"""
SHOW_CELL = """async id => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    const index = notebook.widgets.findIndex(cell => cell.model.id === id);
    if (index < 0) throw new Error(`the notebook has no cell ${id}`);
    notebook.activeCellIndex = index;
    await notebook.scrollToItem(index, 'start');
}"""
NOT_RUN = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .filter(cell => cell.model.type === 'code' && cell.model.sharedModel.execution_count === null)
    .map(cell => cell.model.id)"""
CHANGE_THEME = "async theme => { await window.jupyterapp.commands.execute('apputils:change-theme', { theme }); }"
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}


class Lab:
    """One page with JupyterLab in it. ``address`` is that of its first page."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self._origin = address.partition("/lab")[0]

    def run_notebook(self, name: str) -> None:
        """Open the notebook in an empty JupyterLab, clear all outputs, run all cells, and wait for the last.

        Raises AssertionError if an error stopped it on the way.
        """
        workspace = name.partition(".")[0]
        self.page.goto(f"{self._origin}/lab/workspaces/{workspace}/tree/notebooks/{name}?token={TOKEN}")
        self.page.wait_for_function(OPENED)
        self.page.evaluate(RUN_ALL)  # returns at the first error, even one that a tag allows and that stops nothing
        try:
            self.page.wait_for_function(f"() => ({NOT_RUN})().length === 0")
        except PlaywrightTimeout:
            raise AssertionError(f"{name} stopped before {self.page.evaluate(NOT_RUN)[0]!r}") from None

    def cell(self, id: str) -> Locator:
        """Bring the cell with this id into view, as a reader would by scrolling, and give it."""
        self.page.evaluate(SHOW_CELL, id)
        return self.page.locator(".jp-Notebook .jp-Cell.jp-mod-active")

    def change_theme(self, theme: str) -> None:
        """Switch to the ``light`` or the ``dark`` theme while everything stays open."""
        self.page.evaluate(CHANGE_THEME, THEMES[theme])
        light = str(theme == "light").lower()
        self.page.locator(f"body[data-jp-theme-light={light}]").wait_for(state="attached")
