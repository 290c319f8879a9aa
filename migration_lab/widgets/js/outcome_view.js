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
      "dl",
      { class: state.right ? "mlab-pair mlab-same" : "mlab-pair" },
      el("div", {}, el("dt", {}, "You said"), el("dd", {}, withCode(state.said))),
      el("div", { class: "mlab-happened" }, el("dt", {}, "What happened"), el("dd", {}, withCode(state.happened))),
    ),
    ...state.because.map((line) => el("p", { class: "mlab-because" }, withCode(line))),
  );
}

export default { render: drawWith(drawOutcome) };
