// What the coach says: the line that it is about, what to do now, and why. Its state is made by advice_state.py.

import { copyButton } from "./copy.js";
import { el, fold } from "./element.js";
import { inLab } from "./in_lab.js";

/** @typedef {import("./advice_states.js").AdvicePlace} AdvicePlace */
/** @typedef {import("./advice_states.js").AdviceState} AdviceState */
/** @typedef {import("./advice_states.js").AdviceStep} AdviceStep */
/** @typedef {(source: string) => boolean} InCell runs this in a new cell of the notebook; false where that cannot be done */

/**
 * The line, with its neighbours, and a button that opens it in JupyterLab's editor; elsewhere the line above says where it is.
 * @param {AdvicePlace} place
 */
export function placeBox(place) {
  return el(
    "figure",
    { class: "mlab-place-of" },
    el("figcaption", {}, el("code", { title: place.file }, place.name), openButton(place)),
    place.lines.length
      ? el(
          "pre",
          { tabindex: "0", "aria-label": `${place.name}, around line ${place.line}` },
          place.lines.map((one) =>
            el(
              one.marked ? "mark" : "span",
              { class: "mlab-code-line" },
              el("span", { class: "mlab-number", "aria-hidden": "true" }, el("b", {}, one.marked ? "▸" : ""), String(one.number)),
              el("span", { style: `--lab-indent: ${one.text.search(/\S|$/)}` }, one.text.trimStart() || " "),
              "\n",
            ),
          ),
        )
      : null,
  );
}

/** @param {AdvicePlace} place */
export function openButton(place) {
  const words = place.line ? `Open line ${place.line}` : "Open the file";
  const button = el("button", { type: "button", class: "mlab-small-button", "aria-label": `${words} of ${place.name}`, title: place.file }, words);
  button.addEventListener("click", () => {
    const args = { path: place.path, line: place.line, beside: true };
    if (!inLab(button, "migration-lab:open-file", args)) button.replaceWith(el("span", { class: "mlab-note", role: "status" }, "Open it in your editor."));
  });
  return button;
}

/**
 * What to do now, as numbered steps, each with what to type.
 * @param {AdviceStep[]} list
 * @param {InCell} [inCell]
 */
export function steps(list, inCell) {
  return el("ol", { class: "mlab-to-do" }, list.map((step) => el("li", {}, el("p", {}, step.say), step.place ? placeBox(step.place) : null, toType(step, inCell), change(step))));
}

/**
 * @param {AdviceStep} step
 * @param {InCell} [inCell]
 */
function toType(step, inCell) {
  const text = step.run || step.sql;
  if (!text) return null;
  return el("div", { class: "mlab-type" }, el("pre", {}, el("code", {}, text)), el("span", { class: "mlab-type-acts" }, copyButton(step.run ? `the command ${text}` : "the statement", text), inCell && step.sure && step.run ? runButton(step.run, inCell) : null));
}

/** The commands that a button runs: nothing in them means anything to the notebook itself, and no sign in them ends a line. */
const PLAIN = /^flask db [\w .:@+="'/-]+$/;

/**
 * @param {string} command
 * @param {InCell} inCell
 */
function runButton(command, inCell) {
  if (!PLAIN.test(command)) return null;
  const button = el("button", { type: "button", class: "mlab-small-button mlab-run", "aria-label": `Run ${command}` }, "Run");
  button.addEventListener("click", () => {
    if (!inCell(`%${command}`)) button.remove();
  });
  return button;
}

/** @param {AdviceStep} step */
function change({ replace, by }) {
  if (!replace && !by) return null;
  return el("pre", { class: "mlab-replace" }, replace ? el("del", {}, replace) : null, replace && by ? "\n" : null, by ? el("ins", {}, by) : null);
}

/** An entry's name: no more than that comes into a cell. */
const ENTRY = /^[A-Za-z0-9]+$/;

/**
 * Where to read more about it.
 * @param {AdviceState} advice
 * @param {InCell} [inCell]
 */
export function more(advice, inCell) {
  const source = `lab.explain("${advice.id}")`;
  const page = el("button", { type: "button", class: "mlab-small-button", "aria-label": `Show the whole page about ${advice.id}` }, `All about ${advice.id}`);
  page.addEventListener("click", () => {
    if (!inCell?.(source)) page.replaceWith(el("code", {}, source));
  });
  return el(
    "p",
    { class: "mlab-more" },
    inCell && ENTRY.test(advice.id) ? page : el("code", {}, source),
    advice.docs ? el("a", { href: advice.docs, target: "_blank", rel: "noopener noreferrer" }, "The documentation") : null,
    advice.chapter ? el("span", {}, `Chapter ${advice.chapter} of the course teaches it.`) : null,
  );
}

/**
 * Why it is so, folded.
 * @param {AdviceState} advice
 * @param {InCell} [inCell]
 */
export function why(advice, inCell) {
  return fold("Why?", el("div", { class: "mlab-why-so" }, el("p", {}, advice.why), more(advice, inCell)));
}
