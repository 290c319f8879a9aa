"""JupyterLab as a person uses it: open a notebook, run it, look at a cell, change the theme."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import nbformat
from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.execute_notebooks import NOTEBOOKS
from tests.lab_server import TOKEN, lab_server

NOTEBOOK = "[...window.jupyterapp.shell.widgets('main')].find(one => one.context?.path.endsWith('.ipynb'))"
"""The notebook in the page, also while the board has the focus."""
OPENED = """() => {
    const app = window.jupyterapp;
    return app?.shell?.currentWidget?.context?.isReady && app.commands.hasCommand('notebook:run-all-cells');
}"""
KERNEL_READY = """async () => {
    const session = window.jupyterapp.shell.currentWidget.context.sessionContext;
    await session.ready;
    await session.session.kernel.info;
}"""
RUN_ALL = """async () => {
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
RUN_CELL = """async ([name, id]) => {
    const app = window.jupyterapp;
    await app.commands.execute('docmanager:open', { path: `notebooks/${name}` });
    const notebook = [...app.shell.widgets('main')].find(one => one.context?.path.endsWith(name));
    await notebook.context.ready;
    await notebook.context.sessionContext.ready;
    await notebook.context.sessionContext.session.kernel.info;
    while (app.shell.currentWidget !== notebook) {
        app.shell.activateById(notebook.id);
        await new Promise(requestAnimationFrame);
    }
    const index = notebook.content.widgets.findIndex(cell => cell.model.id === id);
    if (index < 0) throw new Error(`the notebook has no cell ${id}`);
    notebook.content.activeCellIndex = index;
    await app.commands.execute('notebook:run-cell');
}"""
TO_NOTEBOOK = f"""async () => {{
    const {{ shell }} = window.jupyterapp;
    while (shell.currentWidget !== {NOTEBOOK}) {{
        shell.activateById({NOTEBOOK}.id);
        await new Promise(requestAnimationFrame);
    }}
}}"""
NOT_RUN = """() => window.jupyterapp.shell.currentWidget.content.widgets
    .filter(cell => cell.model.type === 'code' && cell.model.sharedModel.execution_count === null)
    .map(cell => cell.model.id)"""
CHANGE_THEME = "async theme => { await window.jupyterapp.commands.execute('apputils:change-theme', { theme }); }"
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}


@contextmanager
def course_server(folder: Path, **notebooks: Mapping[str, str]) -> Iterator[str]:
    """A JupyterLab that serves a copy of the course's notebooks; gives its address. All of it lies in ``folder``.

    ``notebooks`` are others to put beside them: by name, their cells' sources by id.
    """
    served, home = folder / "course", folder / "home"
    home.mkdir()
    leave_out = shutil.ignore_patterns("workspace", ".*")
    shutil.copytree(NOTEBOOKS, served / "notebooks", ignore=leave_out, dirs_exist_ok=True)
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for name, sources in notebooks.items():
        cells = [nbformat.v4.new_code_cell(source, id=id) for id, source in sources.items()]
        notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
        nbformat.write(notebook, served / "notebooks" / f"{name}.ipynb")
    options = (f"--ServerApp.root_dir={served}", "--LabApp.expose_app_in_browser=True")
    with lab_server(home, *options, MIGRATION_LAB_WORKSPACE=str(folder / "workspace")) as address:
        yield address


class Lab:
    """One page with JupyterLab in it. ``address`` is that of its first page."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self._origin = address.partition("/lab")[0]

    def open_notebook(self, name: str) -> None:
        """Open the notebook in an empty JupyterLab, and wait for its kernel."""
        workspace = name.partition(".")[0]
        self.page.goto(f"{self._origin}/lab/workspaces/{workspace}/tree/notebooks/{name}?token={TOKEN}")
        self.page.wait_for_function(OPENED)
        self.page.evaluate(KERNEL_READY)

    def run_notebook(self, name: str) -> None:
        """Open the notebook in an empty JupyterLab, clear all outputs, run all cells, and wait for the last.

        Raises AssertionError if an error stopped it on the way.
        """
        self.open_notebook(name)
        self.page.evaluate(RUN_ALL)  # returns at the first error, even one that a tag allows and that stops nothing
        try:
            self.page.wait_for_function(f"() => ({NOT_RUN})().length === 0")
        except PlaywrightTimeout:
            raise AssertionError(f"{name} stopped before {self.page.evaluate(NOT_RUN)[0]!r}") from None

    def run_cell(self, name: str, id: str) -> None:
        """Run one cell of a notebook, which is opened beside what is open already, and wait for its end."""
        self.page.evaluate(RUN_CELL, [name, id])

    def to_notebook(self) -> None:
        """Go from the board, or wherever the focus is, to the notebook."""
        self.page.evaluate(TO_NOTEBOOK)

    def cell(self, id: str) -> Locator:
        """Bring the cell with this id into view, as a reader would by scrolling, and give it."""
        self.page.evaluate(SHOW_CELL, id)
        return self.page.locator(".jp-Notebook .jp-Cell.jp-mod-active")

    def change_theme(self, theme: str) -> None:
        """Switch to the ``light`` or the ``dark`` theme while everything stays open."""
        self.page.evaluate(CHANGE_THEME, THEMES[theme])
        light = str(theme == "light").lower()
        self.page.locator(f"body[data-jp-theme-light={light}]").wait_for(state="attached")
