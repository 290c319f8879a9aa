// Ask JupyterLab for something from within a display: open a file, run a cell. Our JupyterLab extension listens.

/** Said where nobody could run a cell. */
export const NO_NOTEBOOK = "There is no notebook that could run it here. Type the command into a cell.";

/**
 * Ask for one of the extension's commands; false if nobody listens, as in an editor without the extension.
 * @param {Element} node where it is asked, inside the page
 * @param {string} command
 * @param {Record<string, unknown>} [args]
 */
export function inLab(node, command, args = {}) {
  const detail = { command, args };
  return !node.dispatchEvent(new CustomEvent("migration-lab", { bubbles: true, cancelable: true, composed: true, detail }));
}

/**
 * What runs a source in a new cell of the notebook; undefined where a display is not to be trusted, as in a notebook that
 * came from somewhere else.
 * @param {Element} node in the page
 * @param {import("./states.js").Model} [model]
 * @returns {((source: string) => boolean) | undefined}
 */
export function runsCells(node, model) {
  if (!model || (model.stored && !model.trusted)) return undefined;
  return (source) => inLab(node, "migration-lab:run-in-cell", { source, kernel: model.widget_manager?.kernel?.id });
}
