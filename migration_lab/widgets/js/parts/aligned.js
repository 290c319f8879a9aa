// Rows before and after in one table: one row for each, with old → new in a cell that changed. See aligned_rows.py.

import { el } from "./element.js";
import { scroller } from "./scroller.js";
import { KINDS, sign } from "./signs.js";

/** @typedef {import("./states.js").Aligned} Aligned */
/** @typedef {import("./states.js").AlignedColumn} AlignedColumn */
/** @typedef {import("./states.js").AlignedCell} AlignedCell */

const LONG = 32;

/**
 * @param {string} caption
 * @param {Aligned} aligned
 */
export function alignedTable(caption, { columns, rows }) {
  const marked = rows.some((row) => row.mark);
  const head = columns.map((column) => el("th", { scope: "col", class: cellClass(column) }, sign(column.mark), column.was ? [el("del", {}, column.was), " → "] : null, column.name));
  const body = rows.map((row) =>
    el(
      "tr",
      { class: row.mark ? `mlab-row mlab-${KINDS[row.mark]}` : "mlab-row" },
      marked ? el("td", { class: "mlab-gutter" }, sign(row.mark)) : null,
      row.cells.map((cell, at) => {
        const isKey = at === 0 && columns[0].key;
        return el(isKey ? "th" : "td", { scope: isKey ? "row" : null, class: cellClass(columns[at], cell, row.mark) }, cellWords(columns[at], cell, row.mark));
      }),
    ),
  );
  return scroller(
    caption,
    el(
      "table",
      { class: "mlab-rows mlab-aligned" },
      el("caption", {}, el("span", { class: "mlab-stays" }, caption)),
      el("thead", {}, el("tr", {}, marked ? el("td", { class: "mlab-gutter" }) : null, head)),
      el("tbody", {}, body),
    ),
  );
}

/**
 * @param {AlignedColumn} column
 * @param {AlignedCell} [cell]
 * @param {string} [row] the mark of the row
 */
function cellClass(column, cell, row = "") {
  const kind = column.mark === "+" || column.mark === "-" ? KINDS[column.mark] : !cell && column.mark ? "change" : cell?.changed && !row.match(/[+-]/) ? "change" : "";
  const long = kind === "change" && cell && `${cell.before}${cell.after}`.length > LONG;
  return [kind ? `mlab-cell mlab-${kind}` : "", long ? "mlab-long" : ""].filter(Boolean).join(" ") || null;
}

/**
 * What a cell says: the value; struck out where it is gone; old → new where another one took its place.
 * @param {AlignedColumn} column
 * @param {AlignedCell} cell
 * @param {string} row
 */
export function cellWords(column, cell, row) {
  const gone = row === "-" || column.mark === "-";
  if ((gone && column.mark === "+") || (row === "+" && column.mark === "-")) return null;
  if (gone) return el("del", {}, shown(cell.before));
  if (row === "+" || column.mark === "+") return el("ins", {}, shown(cell.after));
  if (!cell.changed) return shown(cell.after);
  return [el("del", {}, shown(cell.before)), el("span", { class: "mlab-to" }, " → "), el("ins", {}, shown(cell.after))];
}

/** @param {string | null} value */
export function shown(value) {
  return value === null ? el("span", { class: "mlab-null" }, "NULL") : value;
}
