// What came of a prediction. Its state is made by `OutcomeView.state` (outcome_view.py).

import { withCode } from "./parts/code_words.js";
import { el } from "./parts/element.js";
import { drawWith } from "./parts/live.js";

/**
 * @param {HTMLElement} root
 * @param {import("./parts/states.js").OutcomeState} state
 */
export function drawOutcome(root, state) {
  root.classList.add("mlab-outcome");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", state.title);
  root.replaceChildren(
    el("p", { class: "mlab-prediction-id" }, state.title),
    el("div", { class: "mlab-asked" }, state.question.map((line) => el("p", {}, withCode(line)))),
    el(
      "div",
      { class: "mlab-pair" },
      half("You said", state.said),
      half(state.what, state.happened, "mlab-happened"),
    ),
    ...state.because.map((line) => el("p", { class: "mlab-because" }, withCode(line))),
  );
}

/**
 * @param {string} title
 * @param {string} words
 * @param {string} [kind]
 */
function half(title, words, kind) {
  return el("div", { class: kind }, el("p", { class: "mlab-half" }, title), el("p", {}, withCode(words)));
}

export default { render: drawWith(drawOutcome) };
