// A table's structure, alone or before and after a change. Its state is made by sides.py.

import { el } from "./element.js";
import { scroller } from "./scroller.js";
import { KINDS, SIGNS, STATES, WORDS, sign, tag } from "./signs.js";

/** @typedef {import("./states.js").Line} Line */
/** @typedef {import("./states.js").TableSides} TableSides */

/**
 * A table's structure: columns first, then keys. `side` "both" shows the lines of both sides.
 * @param {TableSides} table
 * @param {"before" | "after" | "both"} side
 * @param {string} caption
 */
export function structure(table, side, caption, words = WORDS) {
  const cells = (/** @type {Line} */ line) => (side === "both" ? (line.after ?? line.before) : line[side]);
  /**
   * @param {Line[]} list
   * @param {(line: Line, own: string[]) => import("./element.js").Children[]} draw
   */
  const lines = (list, draw) =>
    list.map((line) => {
      const own = cells(line);
      if (!own) return blank(table, line);
      return el("tr", { class: line.mark ? `mlab-line mlab-${KINDS[line.mark]}` : "mlab-line" }, draw(line, own));
    });
  const marked = [...table.columns, ...table.keys].some((line) => line.mark);
  const gutter = (/** @type {Line} */ line) =>
    el("td", { class: marked ? "mlab-gutter mlab-marked" : "mlab-gutter" }, tag(line, words));
  const columns = lines(table.columns, (line, own) => [
    gutter(line),
    own.map((cell, at) =>
      at
        ? el("td", { class: cellClass(table.heads[at], differs(line, at)) }, cellText(table.heads[at], cell))
        : el("th", { scope: "row" }, side === "both" && line.renamed && line.before ? [el("del", {}, line.before[0]), " → "] : null, cell),
    ),
  ]);
  const keys = lines(table.keys, (line, own) => [
    gutter(line),
    el("th", { scope: "row", class: "mlab-kind" }, own[0]),
    el("td", { colspan: Math.max(table.heads.length - 1, 1), class: "mlab-definition" }, own[1]),
  ]);
  const head = el(
    "tr",
    {},
    el("td", { class: "mlab-gutter" }),
    table.heads.map((name) => el("th", { scope: "col" }, name)),
  );
  return el(
    "table",
    { class: "mlab-structure" },
    el("caption", {}, caption, el("span", { class: "mlab-heard" }, ` (table ${table.name})`)),
    el("thead", {}, head),
    el("tbody", {}, columns),
    keys.length ? el("tbody", { class: "mlab-keys" }, keys) : null,
  );
}

/**
 * Leave out what the head already says; keep an arrow together with what it points to.
 * @param {string} head
 * @param {string} cell
 */
export function cellText(head, cell) {
  const text = head === "default" ? cell.replace(/^DEFAULT /, "") : cell;
  return text.replace("→ ", "→\u00a0");
}

/**
 * @param {string} head
 * @param {boolean} differs
 */
function cellClass(head, differs) {
  const wraps = { default: "mlab-wraps mlab-default", key: "mlab-wraps" }[head];
  return [wraps, differs ? "mlab-differs" : ""].filter(Boolean).join(" ") || null;
}

/**
 * @param {Line} line
 * @param {number} at
 */
export function differs(line, at) {
  return line.mark === "~" && line.before !== null && line.after !== null && line.before[at] !== line.after[at];
}

/**
 * A blank for a line that is missing on this side, so that the sides stay level; it says what was lost with the line.
 * @param {TableSides} table
 * @param {Line} line
 */
function blank(table, line) {
  if (line.lost) {
    const words = [el("b", { "aria-hidden": "true" }, SIGNS["-"]), ` ${line.lost} lost`];
    return el("tr", { class: "mlab-line mlab-lost mlab-drop" }, el("td", { colspan: table.heads.length + 1 }, words));
  }
  return el(
    "tr",
    { class: "mlab-line mlab-blank", "aria-hidden": "true" },
    el("td", { colspan: table.heads.length + 1 }, "·"),
  );
}

/**
 * A table's columns and keys as they are now, with changes marked.
 * @param {TableSides} table
 */
export function wholeTable(table) {
  return scroller(table.name, structure(table, "both", "Columns and keys"));
}

/**
 * One table in a fold: its name and what happened to it, then its structure, if that is known here.
 * @param {TableSides} table
 * @param {boolean} open
 */
export function tableBox(table, open) {
  return el(
    "details",
    { class: "mlab-box", "data-table": table.name, open },
    el("summary", {}, sign(STATES[table.state]), el("strong", {}, table.was ? [el("del", {}, el("bdi", {}, table.was)), " → "] : null, el("bdi", {}, table.name)), ` ${table.words}`),
    table.state === "dropped" || !table.heads.length ? null : wholeTable(table),
  );
}

/**
 * Both sides next to each other, with their lines level; one below the other where there is no room.
 * @param {TableSides} table
 */
export function sideBySide(table, before = "Before", after = "After", words = WORDS) {
  const side = (/** @type {"before" | "after"} */ which, /** @type {string} */ caption) =>
    scroller(`${table.name}, ${caption}`, structure(table, which, caption, words));
  const state = table.state;
  const left = state === "added" ? absent(before, "no such table") : side("before", before);
  const gone = words === WORDS ? "no such table any more" : "no such table";
  const right = state === "dropped" ? absent(after, gone) : side("after", after);
  const pair = el("div", { class: table.heads.length > 4 ? "mlab-sides mlab-wide" : "mlab-sides" }, left, right);
  if (state !== "added" && state !== "dropped") keepLevel(left, right, pair);
  return pair;
}

/**
 * The text on a side that has nothing to show.
 * @param {string} caption
 * @param {string} words
 */
export function absent(caption, words) {
  return el("div", { class: "mlab-absent" }, el("strong", {}, caption), words);
}

/**
 * Give the lines of both sides the same height, again whenever the width changes.
 * @param {HTMLElement} left
 * @param {HTMLElement} right
 * @param {HTMLElement} pair
 */
function keepLevel(left, right, pair) {
  const rows = [left, right].map((side) => [...side.querySelectorAll("tr")]);
  const watch = new ResizeObserver(() => {
    const level = left.offsetTop === right.offsetTop;
    rows.flat().forEach((row) => (row.style.height = ""));
    if (!level) return;
    const heights = rows[0].map((row, at) => Math.max(row.offsetHeight, rows[1][at].offsetHeight));
    rows.forEach((side) => side.forEach((row, at) => (row.style.height = `${heights[at]}px`)));
  });
  watch.observe(pair);
}
