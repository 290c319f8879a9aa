// Rows of a table, the same in card, board and view. Their state is made by sample.py.

import { el, note } from "./element.js";
import { scroller } from "./scroller.js";
import { KINDS, sign } from "./signs.js";

/** @typedef {import("./states.js").Sample} Sample */

/**
 * Rows under their columns' names; NULL looks unlike any text.
 * @param {string} caption
 * @param {Sample} sample
 * @param {Map<string, string>} [marks] by the column's name
 */
export function sampleTable(caption, sample, marks = new Map()) {
  const kind = (/** @type {string} */ column) => (marks.has(column) ? `mlab-cell mlab-${KINDS[marks.get(column) ?? ""]}` : null);
  const head = sample.columns.map((column) => el("th", { scope: "col", class: kind(column) }, sign(marks.get(column)), column));
  const cell = (/** @type {string | null} */ value, /** @type {number} */ at) =>
    el("td", { class: kind(sample.columns[at]) }, value === null ? el("span", { class: "mlab-null" }, "NULL") : value);
  const box = scroller(
    caption,
    el(
      "table",
      { class: "mlab-rows mlab-sample" },
      el("caption", {}, el("span", { class: "mlab-stays" }, caption)),
      el("thead", {}, el("tr", {}, head)),
      el("tbody", {}, sample.rows.map((row) => el("tr", {}, row.map(cell)))),
    ),
  );
  if (marks.size) bringIntoView(box);
  return box;
}

/**
 * Scroll to the first added column, or else to another marked one, once the box is laid out; the first column stays.
 * @param {HTMLElement} box
 */
function bringIntoView(box) {
  const watch = new ResizeObserver(() => {
    const marked = /** @type {HTMLElement | null} */ (box.querySelector("th.mlab-add") ?? box.querySelector("th.mlab-cell"));
    if (!marked || !box.clientWidth) return;
    watch.disconnect();
    const right = marked.offsetLeft + marked.offsetWidth;
    if (right > box.clientWidth) box.scrollLeft = right - box.clientWidth;
  });
  watch.observe(box);
}

/**
 * Rows that the kernel was asked for; its answer may be a problem instead, or there may be no answer yet.
 * @param {{ problem?: string, sample?: Sample }} answer
 */
export function rowsTable({ problem, sample }) {
  if (problem || !sample) return note(problem ?? "");
  return sample.rows.length ? sampleTable(sample.words, sample) : note(sample.words);
}
