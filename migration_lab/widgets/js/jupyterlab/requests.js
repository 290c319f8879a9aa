// What our displays ask JupyterLab for: they send the event "migration-lab" (js/parts/in_lab.js).

import { filePath, notebookAround } from "./notebooks.js";

/**
 * Do what they ask, in the notebook in which they stand: another one may have had the focus last. A file outside of the server's folder cannot be opened: then the display shows it, or says where it is.
 * @param {import("./types.js").Lab} lab
 */
export function listen(lab) {
  const { commands } = lab.app;
  document.addEventListener("migration-lab", (event) => {
    const { command, args: asked } = /** @type {CustomEvent} */ (event).detail ?? {};
    const notebook = notebookAround(lab, /** @type {Node} */ (event.target))?.id;
    const args = notebook ? { ...asked, notebook } : asked;
    if (!ASKED.includes(command) || !commands.hasCommand(command)) return;
    if (command === OPEN_FILE && OUTSIDE.test(filePath(lab, args))) return;
    event.preventDefault();
    commands.execute(command, args).catch((error) => console.error(error));
  });
}

const OPEN_FILE = "migration-lab:open-file";
/** Nothing else can be asked for. */
const ASKED = [OPEN_FILE, "migration-lab:run-in-cell", "migration-lab:open-notebook"];
const OUTSIDE = /^(\/|[A-Za-z]:|\.\.\/)/; // what is inside is named from that folder on
