"""JupyterLab with a board beside ``one.ipynb``: its parts, and what a test asks of the page by its commands."""

from __future__ import annotations

from playwright.sync_api import ElementHandle, Locator, expect

from tests.browser.lab import Lab

PANEL = ".jupyterlab-sidecar"
OPEN = "async path => { await window.jupyterapp.commands.execute('docmanager:open', { path }); }"
NOTEBOOK = """() => {
    const { shell } = window.jupyterapp;
    shell.activateById([...shell.widgets('main')].find(one => one.context?.path.endsWith('one.ipynb')).id);
}"""
EDIT = "window.jupyterapp.commands.execute('notebook:enter-edit-mode')"
LAYOUT = """() => {
    const { shell } = window.jupyterapp;
    const names = area => area.type === 'tab-area'
        ? area.widgets.map(one => one.title.label)
        : [area.orientation, area.sizes.map(size => Math.round(size * 50)), ...area.children.map(names)];
    const sides = [shell.leftCollapsed, shell.rightCollapsed, shell.isSideTabBarVisible('left')];
    const bars = document.querySelector('#jp-main-statusbar').getBoundingClientRect().height > 0;
    return JSON.stringify([names([...shell.widgets('main')][0].parent.saveLayout().main), sides, bars]);
}"""
CLOSE_IT = """async () => {
    const opened = window.jupyterapp.shell.currentWidget;
    const { sessionContext } = opened.context;
    await sessionContext.ready;  // JupyterLab itself throws when a notebook goes away before that
    await sessionContext.session?.kernel?.info;
    opened.dispose();
}"""
LETTERS = """() => ['.jp-Notebook .cm-content', '.mlab-board', '.jp-OutputArea-output pre']
    .map(one => document.querySelector(one)).map(node => parseFloat(getComputedStyle(node).fontSize))"""
ASK = """([command, args]) => {
    const options = { bubbles: true, cancelable: true, composed: true, detail: { command, args } };
    return !document.querySelector('.mlab-board').dispatchEvent(new CustomEvent('migration-lab', options));
}"""
LINE = """() => {
    const { editor } = window.jupyterapp.shell.currentWidget.content;
    return editor ? editor.getCursorPosition().line + 1 : 0;
}"""


def board(lab: Lab) -> Locator:
    return lab.page.locator(f"{PANEL} .mlab-board")


def handle(lab: Lab) -> ElementHandle:
    found = board(lab).element_handle()
    assert found is not None
    return found


def run_button(lab: Lab) -> Locator:
    return board(lab).locator("[data-act=run]")


def tab(lab: Lab, title: str) -> Locator:
    return lab.page.locator("#jp-main-dock-panel .lm-TabBar-tab").filter(has_text=title)


def close_board(lab: Lab) -> None:
    tab(lab, "Board").locator(".lm-TabBar-tabCloseIcon").click()
    expect(lab.page.locator(PANEL)).to_have_count(0)


def from_a_cell(lab: Lab, keys: str) -> None:
    """Press the keys while somebody types in the cell ``last``."""
    lab.page.evaluate(NOTEBOOK)
    lab.cell("last")
    lab.page.evaluate(EDIT)
    expect(lab.page.locator(".jp-Cell.jp-mod-active .cm-content")).to_be_focused()
    lab.page.keyboard.press(keys)


def tiles(lab: Lab) -> Locator:
    lab.page.evaluate("async () => { await window.jupyterapp.commands.execute('launcher:create'); }")
    return lab.page.locator(".jp-Launcher:visible .jp-LauncherCard[data-category='migration-lab']")
