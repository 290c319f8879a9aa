// Rows of a table, the same in card, board and view. Their state is made by sample.py.

import { el } from "./element.js";
import { scroller } from "./scroller.js";
import { KINDS, sign } from "./signs.js";

/** @typedef {import("./states.js").Sample} Sample */

/**
 * Rows under their columns' names; NULL looks unlike any text.
 * @param {string} caption
 * @param {Sample} sample
 * @param {Map<string, string>} [marks] by the column's name
 * @param {(value: string, row: number, column: number) => Node | null} [inCell] what stands for a value; null for itself
 */
export function sampleTable(caption, sample, marks = new Map(), inCell = () => null) {
  const head = sample.columns.map((column) =>
    el("th", { scope: "col", class: marks.has(column) ? `mlab-${KINDS[marks.get(column) ?? ""]}` : null }, sign(marks.get(column)), column),
  );
  /**
   * @param {string | null} value
   * @param {number} row
   * @param {number} column
   */
  const cell = (value, row, column) =>
    el("td", {}, value === null ? el("span", { class: "mlab-null" }, "NULL") : (inCell(value, row, column) ?? value));
  return scroller(
    caption,
    el(
      "table",
      { class: "mlab-rows" },
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, head)),
      el("tbody", {}, sample.rows.map((row, at) => el("tr", {}, row.map((value, column) => cell(value, at, column))))),
    ),
  );
}
