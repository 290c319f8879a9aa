// Two revisions compared: the steps between them, and what they change. Its state is made by kernel/comparing.py.

import { difference } from "../parts/difference.js";
import { el, fold, note } from "../parts/element.js";
import { STATES, WORDS, sign } from "../parts/signs.js";

/** @typedef {import("../parts/states.js").Comparison} Comparison */
/** @typedef {import("../parts/states.js").StepBetween} StepBetween */

const MOST_STEPS = 200;
const MANY = 8;

/**
 * @param {Comparison} answer
 * @param {string} before what the sides are called
 * @param {string} after
 * @returns {(Node | null)[]}
 */
export function comparison(answer, before, after) {
  const labels = { before, after, words: WORDS };
  const changed = answer.tables.filter((table) => table.state !== "unchanged");
  const same = answer.tables.length - changed.length;
  const loses = answer.steps.filter((step) => step.loses);
  return [
    el("p", { class: loses.length ? "mlab-drop mlab-between" : "mlab-between" }, answer.words),
    answer.steps.length ? steps(answer.steps) : null,
    answer.problem ? el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "Why they cannot be compared" }, answer.problem) : null,
    ...(answer.problem ? [] : [el("p", { class: "mlab-between" }, tablesWords(changed.length, same))]),
    ...changed.map((table) => box(table, changed.length <= MANY, labels)),
  ];
}

/**
 * @param {import("../parts/states.js").TableSides} table
 * @param {boolean} open
 * @param {import("../parts/difference.js").Labels} labels
 */
function box(table, open, labels) {
  const summary = el("summary", {}, sign(STATES[table.state]), el("strong", {}, el("bdi", {}, table.name)), ` ${table.words}`);
  return el("details", { class: "mlab-box", open }, summary, table.heads.length ? difference(table, labels) : null);
}

/**
 * @param {number} changed
 * @param {number} same
 */
function tablesWords(changed, same) {
  const many = (/** @type {number} */ number) => `${number} ${number === 1 ? "table" : "tables"}`;
  if (!changed) return `The structure is the same at both${same ? `: ${many(same)}` : ""}.`;
  return `${many(changed)} ${changed === 1 ? "differs" : "differ"}${same ? `; ${same} ${same === 1 ? "is" : "are"} the same` : ""}:`;
}

/** @param {StepBetween[]} list */
function steps(list) {
  const more = list.length - MOST_STEPS;
  const lines = el("ol", { class: "mlab-steps" }, list.slice(0, MOST_STEPS).map(step));
  const box = fold(list.length === 1 ? "The step between them" : `The ${list.length} steps between them`, lines, more > 0 ? note(`and ${more} more`) : null);
  box.open = list.length <= MANY;
  return box;
}

/** @param {StepBetween} one */
function step(one) {
  const said = one.known ? one.changes.join("; ") || "changes no table" : "what it changes is not known here";
  return el(
    "li",
    {},
    el("span", { class: `mlab-chip mlab-${one.way === "upgrade" ? "add" : "change"}` }, one.way),
    " ",
    el("code", {}, one.id),
    " ",
    one.message,
    el("span", { class: "mlab-step-words" }, said),
    one.loses ? el("span", { class: "mlab-step-words mlab-drop" }, sign("-", {}), `drops ${one.loses}, and what it holds`) : null,
  );
}
