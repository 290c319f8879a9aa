// The notebooks that are open, and their kernels.

/** @typedef {import("./types.js").Lab} Lab */

/**
 * The kernel of the notebook that had the focus last.
 * @param {Lab} lab
 */
export function kernelOf(lab) {
  return lab.notebooks.currentWidget?.sessionContext?.session?.kernel ?? null;
}

/** @typedef {{ notebook?: string, kernel?: string }} Which the id of a notebook, or of its kernel */

/**
 * This notebook, if it is open; if none is named, the one that had the focus last.
 * @param {Lab} lab
 * @param {Which} [which]
 */
export function notebookOf(lab, { notebook, kernel } = {}) {
  if (!notebook && !kernel) return lab.notebooks.currentWidget;
  const isIt = (/** @type {any} */ one) => (notebook ? one.id === notebook : one.sessionContext.session?.kernel?.id === kernel);
  return lab.notebooks.find(isIt) ?? null;
}

/**
 * The notebook in which something stands; null for what stands beside it, such as the docked board.
 * @param {Lab} lab
 * @param {Node} node
 */
export function notebookAround(lab, node) {
  return lab.notebooks.find((/** @type {any} */ one) => one.node.contains(node)) ?? null;
}

/** @type {WeakSet<object>} the cells that ran since the page was opened, by their models */
const ran = new WeakSet();

/**
 * Note which cells run, from now on.
 * @param {Lab} lab
 */
export function noteRuns({ packages }) {
  const { NotebookActions } = packages["@jupyterlab/notebook"];
  NotebookActions.executed.connect((/** @type {any} */ _, /** @type {any} */ { cell }) => ran.add(cell.model));
}

/**
 * Whether the next code cell that has not run yet, from the current one on, has just this source. Then it is made current.
 * @param {any} notebook
 * @param {string} source
 */
function comesNext(notebook, source) {
  const at = notebook.widgets.findIndex(
    (/** @type {any} */ { model }, /** @type {number} */ index) => index >= notebook.activeCellIndex && model.type === "code" && !ran.has(model),
  );
  if (notebook.widgets[at]?.model.sharedModel.getSource().trim() !== source) return false;
  notebook.activeCellIndex = at;
  return true;
}

/**
 * Run the next cell of the notebook if it has this source; else put a new one with it below the current one, and run that.
 * Scroll to it. The focus stays where it is.
 * @param {Lab} lab
 * @param {string} source
 * @param {Which} [which]
 */
export async function runInCell(lab, source, which) {
  const panel = notebookOf(lab, which);
  if (!panel) throw new Error("The notebook is not open. Open it, and try again.");
  const { NotebookActions } = lab.packages["@jupyterlab/notebook"];
  const notebook = panel.content;
  const release = keepFocusOut(panel.node);
  if (!comesNext(notebook, source)) {
    NotebookActions.insertBelow(notebook);
    notebook.activeCell.model.sharedModel.setSource(source);
  }
  const cell = notebook.activeCell;
  notebook.deselectAll(); // else all that are selected would run
  try {
    const running = NotebookActions.run(notebook, panel.sessionContext);
    notebook.scrollToItem(notebook.activeCellIndex, "smart");
    await running;
    await notebook.scrollToCell(cell, "smart");
  } finally {
    release();
  }
}

/**
 * Leave the focus where it is, outside of the notebook, though the notebook asks for it several times. A click into the
 * notebook or a key ends that. Returns the function that ends it too.
 * @param {HTMLElement} node of the notebook
 */
function keepFocusOut(node) {
  const had = /** @type {HTMLElement | null} */ (document.activeElement);
  if (!had || had === document.body || node.contains(had)) return () => {};
  const back = () => had.isConnected && had.focus({ preventScroll: true });
  const release = () => {
    node.removeEventListener("focusin", back);
    node.removeEventListener("pointerdown", release, true);
    document.removeEventListener("keydown", release, true);
  };
  node.addEventListener("focusin", back);
  node.addEventListener("pointerdown", release, true);
  document.addEventListener("keydown", release, true);
  return () => setTimeout(release, SETTLED);
}

const SETTLED = 300; // milliseconds, in which a notebook has done what it still had to do

/** A home directory, which Jupyter's server writes as "~" in the name of its root. */
const HOME = /^([A-Za-z]:)?\/(root|(home|Users)\/[^/]+)(?=\/)/;

/**
 * The path below the server's root, as its files are named.
 * @param {string} root as the server tells it
 * @param {string} path absolute, or below the root already
 */
export function belowRoot(root, path) {
  const [slashes, above] = [path, root].map((one) => one.replaceAll("\\", "/").replace(/\/$/, ""));
  const from = above.startsWith("~") ? slashes.replace(HOME, "~") : slashes;
  return from.startsWith(`${above}/`) ? from.slice(above.length + 1) : slashes;
}

/**
 * @param {Lab} lab
 * @param {string} path
 */
export function serverPath({ packages }, path) {
  return belowRoot(packages["@jupyterlab/coreutils"].PageConfig.getOption("serverRoot"), path);
}

/**
 * The path of a file to open; where it is named `beside` the notebook, it is relative to the notebook's folder.
 * @param {Lab} lab
 * @param {{ path: string, beside?: boolean } & Which} asked
 */
export function filePath(lab, { path, beside, ...which }) {
  const notebook = beside ? notebookOf(lab, which)?.context.path : null;
  return serverPath(lab, notebook ? besideNotebook(notebook, path) : path);
}

/**
 * Where a path leads from a notebook. One that is whole stays as it is.
 * @param {string} notebook
 * @param {string} path
 */
export function besideNotebook(notebook, path) {
  if (WHOLE.test(path)) return path;
  const parts = notebook.split("/").slice(0, -1);
  for (const part of path.replaceAll("\\", "/").split("/")) {
    if (part === ".." && parts.length && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

const WHOLE = /^(\/|[A-Za-z]:)/;

const LINES_BELOW = 10; // shown below the line, where there are that many

/**
 * Open a file beside the notebook, at a line.
 * @param {Lab} lab
 * @param {string} path below the server's root
 * @param {number} [line] counted from 1
 * @param {Which} [which]
 */
export async function openFile(lab, path, line, which) {
  const notebook = notebookOf(lab, which);
  const options = notebook ? { mode: "tab-after", ref: notebook.id } : {};
  const opened = await lab.app.commands.execute("docmanager:open", { path, factory: "Editor", options });
  await opened?.context?.ready;
  const editor = opened?.content?.editor;
  if (!line || !editor) return;
  editor.revealPosition({ line: Math.min(line + LINES_BELOW, editor.lineCount) - 1, column: 0 });
  editor.setCursorPosition({ line: Math.min(line, editor.lineCount) - 1, column: 0 });
  editor.focus();
}
