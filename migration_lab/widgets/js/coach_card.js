// What the coach says of a command that has ended. Its state is `AdviceState` (advice_state.py).

import { placeBox, steps, why } from "./parts/advice.js";
import { el, fold } from "./parts/element.js";
import { runsCells } from "./parts/in_lab.js";
import { drawWith } from "./parts/live.js";
import { HUES } from "./parts/warnings.js";

/**
 * @param {HTMLElement} root
 * @param {import("./parts/states.js").AdviceState} advice
 * @param {import("./parts/states.js").Model} [model]
 */
export function drawCoach(root, advice, model) {
  const inCell = runsCells(root, model);
  root.classList.add("mlab-coach");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", `${advice.id}: ${advice.title}`);
  root.replaceChildren(
    el(
      "div",
      { class: `mlab-head mlab-${HUES[advice.severity] ?? "none"}` },
      el("p", { class: "mlab-coach-title" }, el("span", { class: "mlab-id" }, advice.id), el("strong", {}, advice.title)),
      el("p", {}, advice.what),
    ),
    el(
      "div",
      { class: "mlab-coach-body" },
      advice.place ? placeBox(advice.place) : null,
      advice.state ? el("p", { class: "mlab-state-now" }, advice.state) : null,
      advice.steps.length && !advice.folded ? [el("p", { class: "mlab-do" }, "What to do now"), steps(advice.steps, inCell)] : null,
    ),
    ...(advice.steps.length && advice.folded ? [fold("What to do now", el("div", { class: "mlab-why-so" }, steps(advice.steps, inCell)))] : []),
    why(advice, inCell),
  );
}

export default { render: drawWith(drawCoach) };
