// An exercise's goal. Its state is made by `GoalView.state` (goal_view.py).

import { difference } from "./parts/difference.js";
import { el } from "./parts/element.js";
import { drawWith } from "./parts/live.js";
import { sign } from "./parts/signs.js";

/** @typedef {import("./parts/states.js").TableSides} TableSides */

/**
 * @param {HTMLElement} root
 * @param {import("./parts/states.js").GoalState} state
 */
export function drawGoal(root, state) {
  root.classList.add("mlab-goal");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", state.title);
  root.replaceChildren(
    el(
      "div",
      { class: state.done ? "mlab-head mlab-add" : "mlab-head" },
      el("p", {}, el("strong", {}, state.title)),
      ...state.how_far.map((line) => el("p", {}, line)),
      state.missing.length ? el("ul", {}, state.missing.map((line) => el("li", {}, el("em", {}, "not yet: "), line))) : null,
      ...state.notes.map((line) => el("p", {}, line)),
    ),
    ...state.ways.map(([summary, text]) => el("details", {}, el("summary", {}, summary), el("pre", {}, text))),
    ...state.tables.map((table) =>
      el("div", { class: "mlab-panel" }, title(table), difference(table, { before: "Now", after: "Goal", words: state.words, same: "as asked for" })),
    ),
  );
}

/** @param {TableSides} table */
function title(table) {
  const words = table.words ? [" ", sign("~", {}), table.words] : null;
  return el("p", { class: "mlab-title" }, el("strong", {}, el("bdi", {}, table.name)), words);
}

export default { render: drawWith(drawGoal) };
