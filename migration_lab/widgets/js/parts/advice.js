// What the coach says: the line that it is about, what to do now, and why. Its state is made by advice_state.py.

import { copyButton } from "./copy.js";
import { el, fold } from "./element.js";
import { tellingButton } from "./focus.js";
import { NO_NOTEBOOK, inLab } from "./in_lab.js";

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
  const attributes = { class: "mlab-small-button", "aria-label": `${words} of ${place.name}`, title: place.file };
  const args = { path: place.path, line: place.line, beside: true };
  const act = () => inLab(node, "migration-lab:open-file", args);
  const node = tellingButton(attributes, words, { act, done: `${place.name} opens beside the notebook.`, not: "Open it in your editor." });
  return node;
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
  const attributes = { class: "mlab-small-button mlab-run", "aria-label": `Run ${command}` };
  return tellingButton(attributes, "Run", { act: () => inCell(`%${command}`), done: "A cell runs it.", not: NO_NOTEBOOK });
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
  return el(
    "p",
    { class: "mlab-more" },
    inCell && ENTRY.test(advice.id) ? pageButton(advice.id, source, inCell) : el("code", {}, source),
    advice.docs ? el("a", { href: advice.docs, target: "_blank", rel: "noopener noreferrer" }, "The documentation") : null,
    advice.chapter ? el("span", {}, `Chapter ${advice.chapter} of the course teaches it.`) : null,
  );
}

/**
 * @param {string} id
 * @param {string} source the cell that shows its page
 * @param {InCell} inCell
 */
function pageButton(id, source, inCell) {
  const attributes = { class: "mlab-small-button", "aria-label": `Show the whole page about ${id}` };
  const not = ["There is no notebook here. In a cell: ", el("code", {}, source)];
  return tellingButton(attributes, `All about ${id}`, { act: () => inCell(source), done: "A cell shows the page.", not });
}

/**
 * Why it is so, folded.
 * @param {AdviceState} advice
 * @param {InCell} [inCell]
 */
export function why(advice, inCell) {
  return fold("Why?", el("div", { class: "mlab-why-so" }, el("p", {}, advice.why), more(advice, inCell)));
}
