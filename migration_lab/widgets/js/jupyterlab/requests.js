// What our displays ask JupyterLab for: they send the event "migration-lab" (js/parts/in_lab.js).

/**
 * @param {import("./types.js").Lab} lab
 */
export function listen({ app }) {
  document.addEventListener("migration-lab", (event) => {
    const { command, args } = /** @type {CustomEvent} */ (event).detail ?? {};
    if (!ASKED.includes(command) || !app.commands.hasCommand(command)) return;
    event.preventDefault();
    app.commands.execute(command, args).catch((error) => console.error(error));
  });
}

/** Nothing else can be asked for. */
const ASKED = ["migration-lab:open-file", "migration-lab:run-in-cell", "migration-lab:open-notebook"];
