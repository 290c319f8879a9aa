// Rows of one table. Their state is made by `RowsView.state` (rows_view.py).

import { drawWith } from "./parts/live.js";
import { sampleTable } from "./parts/rows.js";

/**
 * @param {HTMLElement} root
 * @param {import("./parts/states.js").RowsState} state
 */
export function drawRows(root, state) {
  root.classList.add("mlab-rowsview");
  const marks = new Map(state.marks);
  const since = marks.size ? `; marked is what ${state.since} changed` : "";
  root.replaceChildren(sampleTable(`${state.table}: ${state.sample.words}${since}`, state.sample, marks));
}

export default { render: drawWith(drawRows) };
