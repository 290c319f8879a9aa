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
  const kind = (/** @type {string} */ column) => (marks.has(column) ? `mlab-cell mlab-${KINDS[marks.get(column) ?? ""]}` : null);
  const head = sample.columns.map((column) => el("th", { scope: "col", class: kind(column) }, sign(marks.get(column)), column));
  /**
   * @param {string | null} value
   * @param {number} row
   * @param {number} at
   */
  const cell = (value, row, at) =>
    el("td", { class: kind(sample.columns[at]) }, value === null ? el("span", { class: "mlab-null" }, "NULL") : (inCell(value, row, at) ?? value));
  const box = scroller(
    caption,
    el(
      "table",
      { class: "mlab-rows mlab-sample" },
      el("caption", {}, el("span", { class: "mlab-stays" }, caption)),
      el("thead", {}, el("tr", {}, head)),
      el("tbody", {}, sample.rows.map((row, at) => el("tr", {}, row.map((value, column) => cell(value, at, column))))),
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
