// What is known to go wrong with a command, before it runs. Its state is `WarningsState` (advice_state.py).

import { runsCells } from "./parts/in_lab.js";
import { drawWith } from "./parts/live.js";
import { warningList } from "./parts/warnings.js";

/**
 * @param {HTMLElement} root
 * @param {import("./parts/states.js").WarningsState} state
 * @param {import("./parts/states.js").Model} [model]
 */
export function drawWarnings(root, state, model) {
  root.classList.add("mlab-warnings-view");
  root.replaceChildren(warningList(state, runsCells(root, model)));
}

export default { render: drawWith(drawWarnings) };
