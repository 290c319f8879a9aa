// What is known before a script runs: each warning is one line, which opens. Its state is made by advice_state.py.

import { more, placeBox, steps } from "./advice.js";
import { el } from "./element.js";
import { glyph } from "./signs.js";

/** @typedef {import("./states.js").AdviceState} AdviceState */
/** @typedef {import("./states.js").WarningsState} WarningsState */
/** @typedef {import("./advice.js").InCell} InCell */

/** @type {Record<string, string>} the colours, besides the mark and the words */
export const HUES = { fails: "fail", loses: "drop", blocks: "change", risk: "change", style: "none" };

/**
 * @param {WarningsState} state
 * @param {InCell} [inCell]
 * @param {Set<string>} open the keys of those that are open; it is kept up to date
 */
export function warningList({ title, warnings }, inCell, open = new Set()) {
  return el(
    "div",
    { class: "mlab-warnings", role: "group", "aria-label": title },
    el("p", { class: "mlab-warnings-title" }, title),
    el("ul", {}, warnings.map((one) => el("li", {}, warning(one, inCell, open)))),
  );
}

/** @param {AdviceState} one */
function keyOf({ id, place, what }) {
  return `${id} ${place?.file ?? ""} ${what}`;
}

/**
 * @param {AdviceState} one
 * @param {InCell | undefined} inCell
 * @param {Set<string>} open
 */
function warning(one, inCell, open) {
  const box = el(
    "details",
    { class: `mlab-foretold mlab-${HUES[one.severity] ?? "none"}`, open: open.has(keyOf(one)) },
    el(
      "summary",
      {},
      el("span", { class: "mlab-how-bad" }, el("b", { "aria-hidden": "true" }, glyph(one.mark)), ` ${one.words}`),
      el("span", { class: "mlab-what-happens" }, one.what),
      el("span", { class: "mlab-at-line" }, one.place?.line ? `line ${one.place.line}` : one.id),
    ),
    el(
      "div",
      { class: "mlab-foretold-body" },
      one.place ? placeBox(one.place) : null,
      one.steps.length ? [el("p", { class: "mlab-do" }, "What to do"), steps(one.steps, inCell)] : null,
      el("p", { class: "mlab-do" }, "Why?"),
      el("p", {}, one.why),
      more(one, inCell),
    ),
  );
  box.addEventListener("toggle", () => (box.open ? open.add(keyOf(one)) : open.delete(keyOf(one))));
  return box;
}
