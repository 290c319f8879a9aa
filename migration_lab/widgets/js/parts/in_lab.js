// Ask JupyterLab for something from within a display: open a file, run a cell. Our JupyterLab extension listens.

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
