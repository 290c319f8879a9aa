// From the places of all cells before a step and after it: which moves from where, when, and how. Nothing here draws.

import { headOf, keyOf } from "./marks.js";

/** @typedef {import("../../parts/motion_states.js").MotionStep} MotionStep */
/** @typedef {import("./stage.js").Rect} Rect */
/** @typedef {Map<string, Rect>} Rects */
/**
 * `move` and `fly` come from another place, `slide` and `enter` from nowhere, `change` has another value; `fall` and
 * `leave` are of cells that are gone, `fade` of a value that another one replaces.
 * @typedef {object} Move
 * @property {string} key
 * @property {"move" | "fly" | "slide" | "enter" | "change" | "fall" | "leave" | "fade"} kind
 * @property {number} x how far it comes from
 * @property {number} y
 * @property {number} delay
 * @property {number} duration
 */

const ROW = 130;
const CELL = 55;
const TIMES = { move: 700, fly: 800, slide: 520, enter: 420, change: 620, fall: 950, leave: 380, fade: 260 };

/**
 * @param {MotionStep} step
 * @param {{ rects: Rects, cells: Map<string, string | null> }} before
 * @param {{ rects: Rects, cells: Map<string, string | null> }} after
 * @returns {Move[]}
 */
export function planMoves(step, before, after) {
  const sources = sourcesOf(step);
  const lost = new Set(step.lost.map(([table, column]) => (column ? headOf(table, column) : table)));
  const rows = new RowCount();
  /** @type {Move[]} */
  const moves = [];
  const add = (/** @type {string} */ key, /** @type {Move["kind"]} */ kind, x = 0, y = 0, delay = 0) => moves.push({ key, kind, x, y, delay, duration: TIMES[kind] });
  for (const [key, to] of after.rects) {
    const from = before.rects.get(key);
    const [table, row, column] = partsOf(key);
    const source = sources.get(key);
    const start = source && before.rects.get(source);
    if (column === undefined) {
      if (!from && step.flows.some((flow) => flow.to_table === key)) continue; // its rows fly in
      if (!from) add(key, "enter");
      else if (far(from, to)) add(key, "move", from.left - to.left, from.top - to.top);
      continue;
    }
    const changed = from && before.cells.get(key) !== after.cells.get(key);
    const at = rows.of(table, row);
    if (changed) add(key, "fade", 0, 0, start ? at * ROW + TIMES.fly * 0.7 : at * CELL * 1.5);
    if (start && (!from || changed)) add(key, "fly", start.left - to.left, start.top - to.top, at * ROW);
    else if (changed) add(key, "change", 0, 0, at * CELL * 1.5);
    else if (from) {
      // Its table may move as a whole: only what it moves within it is its own.
      const [was, now] = [before.rects.get(table), after.rects.get(table)];
      const x = from.left - to.left - ((was?.left ?? 0) - (now?.left ?? 0));
      const y = from.top - to.top - ((was?.top ?? 0) - (now?.top ?? 0));
      if (Math.abs(x) > 0.5 || Math.abs(y) > 0.5) add(key, "move", x, y);
    } else if (before.rects.has(table)) {
      if (!before.rects.has(headOf(table, column))) add(key, "slide", 36, 0, row === null ? 0 : 180 + at * CELL);
      else add(key, "enter", 0, -10, at * ROW);
    }
  }
  const going = new RowCount();
  for (const key of before.rects.keys()) {
    const [table, row, column] = partsOf(key);
    if (after.rects.has(key) || column === undefined) continue;
    const falls = lost.has(headOf(table, column)) ? before.cells.get(key) !== null : lost.has(table) && row !== null;
    add(key, falls ? "fall" : "leave", 0, 0, falls ? going.of(table, row) * 90 : 0);
  }
  return moves;
}

/**
 * For each cell to which a value is carried: the cell from which it comes.
 * @param {MotionStep} step
 */
function sourcesOf(step) {
  /** @type {Map<string, string>} */
  const sources = new Map();
  for (const { from_table, to_table, columns, rows } of step.flows) {
    for (const [from, to] of rows) for (const [old, now] of columns) sources.set(keyOf(to_table, to, now), keyOf(from_table, from, old));
  }
  return sources;
}

/** Which of its table's rows a row is, in the order in which they are met; a head is before the first. */
class RowCount {
  /** @type {Map<string, Map<string, number>>} */
  tables = new Map();

  /**
   * @param {string} table
   * @param {string | null | undefined} row
   */
  of(table, row) {
    if (row == null) return 0;
    const rows = this.tables.get(table) ?? new Map();
    this.tables.set(table, rows);
    if (!rows.has(row)) rows.set(row, rows.size);
    return rows.get(row) ?? 0;
  }
}

/**
 * Table, row and column of a key; a table's own key has only the first.
 * @param {string} key
 * @returns {[table: string, row?: string | null, column?: string]}
 */
function partsOf(key) {
  return key.startsWith("[") ? JSON.parse(key) : [key];
}

/**
 * @param {Rect} one
 * @param {Rect} other
 */
function far(one, other) {
  return Math.abs(one.left - other.left) > 0.5 || Math.abs(one.top - other.top) > 0.5;
}
