// The presenter: large type, nothing but the notebook and, below it, the board. The same command puts all of it back.

import { boardPanel } from "./board_panel.js";

/** @typedef {import("./types.js").Lab} Lab */

const CLASS = "mlab-presenter";
const NOTEBOOK_SHARE = 0.55;
const SIDES = /** @type {const} */ (["left", "right"]);

/** @param {Lab} lab */
export function presenter(lab) {
  /** @type {(() => void) | null} */
  let putBack = null;
  return {
    get on() {
      return putBack !== null;
    },
    toggle() {
      if (putBack) putBack();
      putBack = putBack ? null : begin(lab);
      lab.app.commands.notifyCommandChanged("migration-lab:presenter");
    },
  };
}

/**
 * @param {Lab} lab
 * @returns {() => void} what puts it back
 */
function begin(lab) {
  const undo = [...(lab.labShell ? [...awayWithSides(lab.labShell), awayWithStatus(lab), boardBelow(lab)] : []), largeType()];
  const notebook = lab.notebooks.currentWidget;
  if (notebook) lab.app.shell.activateById(notebook.id);
  return () => undo.reverse().forEach((one) => one());
}

function largeType() {
  document.body.classList.add(CLASS);
  window.dispatchEvent(new Event("resize"));
  return () => {
    document.body.classList.remove(CLASS);
    window.dispatchEvent(new Event("resize"));
  };
}

/** @param {any} shell */
function awayWithSides(shell) {
  const undo = [];
  for (const side of SIDES) {
    const name = side === "left" ? "Left" : "Right";
    if (!shell[`${side}Collapsed`]) {
      shell[`collapse${name}`]();
      undo.push(() => shell[`expand${name}`]());
    }
    if (shell.isSideTabBarVisible(side)) {
      shell.toggleSideTabBarVisibility(side);
      undo.push(() => shell.toggleSideTabBarVisibility(side));
    }
  }
  return undo;
}

/** @param {Lab} lab */
function awayWithStatus({ app }) {
  const bar = /** @type {any} */ ([...app.shell.widgets("bottom")].find((one) => one.id === "jp-main-statusbar"));
  if (!bar || bar.isHidden) return () => {};
  bar.hide();
  return () => bar.show();
}

/**
 * Put the board under all else.
 * @param {Lab} lab
 */
function boardBelow(lab) {
  const notebook = lab.notebooks.currentWidget;
  const dock = notebook?.parent;
  if (!dock?.saveLayout) return () => {};
  const before = dock.saveLayout();
  const board = boardPanel(lab);
  const widgets = [...dock.widgets()].filter((one) => one !== board);
  /** @param {any[]} shown */
  const area = (shown) => ({ type: "tab-area", widgets: shown, currentIndex: Math.max(shown.indexOf(notebook), 0) });
  const parts = [area(widgets), ...(board ? [area([board])] : [])];
  const sizes = board ? [NOTEBOOK_SHARE, 1 - NOTEBOOK_SHARE] : [1];
  dock.restoreLayout({ main: { type: "split-area", orientation: "vertical", sizes, children: parts } });
  return () => {
    const now = [...dock.widgets()];
    dock.restoreLayout({ main: without(before.main, now) });
    const there = new Set(dock.widgets());
    for (const one of now) if (!there.has(one)) lab.app.shell.add(one, "main", { ref: notebook.isAttached ? notebook.id : null, mode: "tab-after" });
  };
}

/**
 * The layout without what has been closed since.
 * @param {any} part
 * @param {any[]} open
 * @returns {any} null if nothing is left of it
 */
export function without(part, open) {
  if (!part) return null;
  if (part.type === "tab-area") {
    const widgets = part.widgets.filter((/** @type {any} */ one) => open.includes(one));
    const current = Math.max(widgets.indexOf(part.widgets[part.currentIndex]), 0);
    return widgets.length ? { ...part, widgets, currentIndex: current } : null;
  }
  const kept = part.children.map((/** @type {any} */ one, /** @type {number} */ at) => [without(one, open), part.sizes[at]]);
  const left = kept.filter((/** @type {any[]} */ [one]) => one);
  if (!left.length) return null;
  const [children, sizes] = [0, 1].map((which) => left.map((/** @type {any[]} */ pair) => pair[which]));
  return { ...part, children, sizes };
}
