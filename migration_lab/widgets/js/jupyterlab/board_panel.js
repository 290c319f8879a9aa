// The board beside the notebook: find it, give its tab our icon, and keep files out of its place.

import { kernelOf } from "./notebooks.js";

/** @typedef {import("./types.js").Lab} Lab */
/** @typedef {import("./types.js").LabWidget} LabWidget */

const PANEL = ".jupyterlab-sidecar";
const ABOUT = "Board: models, scripts and database as they are now, and the next command";
const DOCK = "from migration_lab import lab; lab.dock(closed=True)";
const PATIENCE = 15_000;
const NARROW = 1100; // a window with no room for three columns

/**
 * The panel with the board, if there is one.
 * @param {Lab} lab
 */
export function boardPanel({ app }) {
  return sidecars(app).find((one) => boardOf(one) !== null);
}

/** @param {import("./types.js").App} app */
function sidecars({ shell }) {
  return [...shell.widgets("main"), ...shell.widgets("right")].filter((one) => one.node.matches(PANEL));
}

/** @param {LabWidget} panel */
export function boardOf(panel) {
  return /** @type {HTMLElement | null} */ (panel.node.querySelector(".mlab-board"));
}

/**
 * Bring the board to the front; if it was closed, let the notebook's kernel show it again. Raises an Error that says
 * what to do when there is nothing to show.
 * @param {Lab} lab
 * @returns {Promise<HTMLElement>}
 */
export async function showBoard(lab) {
  let panel = boardPanel(lab);
  if (!panel) {
    const kernel = kernelOf(lab);
    if (!kernel) throw new Error("There is no notebook with a kernel. Open a chapter, and run its first cell.");
    const done = await kernel.requestExecute({ code: DOCK, silent: true, store_history: false, stop_on_error: false }).done;
    if (done.content.status !== "ok") throw new Error(why(done.content));
    panel = await appearing(() => boardPanel(lab));
    if (!panel) throw new Error("The board did not appear. It needs the package sidecar in JupyterLab's environment.");
  }
  lab.app.shell.activateById(panel.id);
  return /** @type {HTMLElement} */ (boardOf(panel));
}

/** @param {{ ename?: string, evalue?: string }} content */
function why({ ename, evalue }) {
  if (ename === "ModuleNotFoundError") return "The notebook's kernel has no migration_lab.";
  return evalue || "The kernel could not show the board.";
}

/**
 * @template Found
 * @param {() => Found | undefined} find
 * @returns {Promise<Found | undefined>}
 */
async function appearing(find) {
  const end = Date.now() + PATIENCE;
  while (!find() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
  return find();
}

/**
 * Give the board's tab our icon whenever it appears, and the name of what is open, which may change. A file that is opened while the board has the focus would cover it:
 * it is put beside the notebook instead.
 * @param {Lab} lab
 */
export function followBoard(lab) {
  /** @type {Set<string>} the panels that were there before, wherever the learner has put them */
  let known = new Set();
  /** @type {WeakSet<LabWidget>} */
  const watched = new WeakSet();
  const icon = lab.icon.bindprops({ stylesheet: "mainAreaTab" });
  const look = () => {
    for (const one of sidecars(lab.app)) {
      if (watched.has(one)) continue;
      watched.add(one);
      new MutationObserver(mark).observe(one.node, { childList: true, subtree: true, attributeFilter: ["data-title"] });
      if (innerWidth < NARROW) lab.labShell.collapseLeft(); // the file browser makes room for the notebook
    }
    const panel = mark();
    if (panel) for (const one of strangers(panel)) if (!known.has(one.id)) besideNotebook(lab, panel, one);
    known = new Set([...lab.app.shell.widgets("main")].map((one) => one.id));
  };
  const mark = () => {
    const panel = boardPanel(lab);
    if (panel && panel.title.icon !== icon) {
      panel.title.icon = icon;
      panel.title.caption = ABOUT;
    }
    const title = panel && boardOf(panel)?.dataset.title;
    if (title && panel.title.label !== title) panel.title.label = title;
    return panel;
  };
  lab.labShell.layoutModified.connect(look);
  lab.labShell.currentChanged.connect(look);
  look();
}

/**
 * The others in the board's tab area.
 * @param {LabWidget} panel
 * @returns {LabWidget[]}
 */
function strangers(panel) {
  return tabBarOf(panel)?.titles.map((/** @type {any} */ title) => title.owner).filter((/** @type {any} */ one) => one !== panel) ?? [];
}

/** @param {LabWidget} widget */
function tabBarOf(widget) {
  const bars = widget.parent?.tabBars?.();
  return bars ? [...bars].find((bar) => bar.titles.includes(widget.title)) : undefined;
}

/**
 * @param {Lab} lab
 * @param {LabWidget} panel
 * @param {LabWidget} widget
 */
function besideNotebook(lab, panel, widget) {
  const notebook = lab.notebooks.currentWidget;
  if (!notebook?.isAttached || notebook === widget || tabBarOf(panel)?.titles.includes(notebook.title)) return;
  const focused = lab.app.shell.currentWidget === widget;
  lab.app.shell.add(widget, "main", { ref: notebook.id, mode: "tab-after", activate: focused });
  if (focused) lab.app.shell.activateById(widget.id);
}
