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
  const head = sample.columns.map((column) =>
    el("th", { scope: "col", class: marks.has(column) ? `mlab-${KINDS[marks.get(column) ?? ""]}` : null }, sign(marks.get(column)), column),
  );
  const cell = (/** @type {string | null} */ value) =>
    el("td", {}, value === null ? el("span", { class: "mlab-null" }, "NULL") : value);
  return scroller(
    caption,
    el(
      "table",
      { class: "mlab-rows" },
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, head)),
      el("tbody", {}, sample.rows.map((row) => el("tr", {}, row.map(cell)))),
    ),
  );
}

/**
 * Rows that the kernel was asked for; its answer may be a problem instead, or there may be no answer yet.
 * @param {{ problem?: string, sample?: Sample }} answer
 */
export function rowsTable({ problem, sample }) {
  if (problem || !sample) return note(problem ?? "");
  return sample.rows.length ? sampleTable(sample.words, sample) : note(sample.words);
}
