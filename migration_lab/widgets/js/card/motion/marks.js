// What a step does to each cell, found by comparing the tables before it and after it. Nothing here draws.

/** @typedef {import("../../parts/motion_states.js").Motion} Motion */
/** @typedef {import("../../parts/motion_states.js").MotionStep} MotionStep */
/** @typedef {import("../../parts/motion_states.js").Picture} Picture */
/** @typedef {"+" | "~" | "-"} Mark */

/**
 * The key of a cell; without a row that of a column's head.
 * @param {string} table
 * @param {string} row
 * @param {string} column
 */
export const keyOf = (table, row, column) => JSON.stringify([table, row, column]);
/**
 * @param {string} table
 * @param {string} column
 */
export const headOf = (table, column) => JSON.stringify([table, null, column]);

/**
 * All cells of these tables, heads and values, with what stands in them.
 * @param {Picture[]} pictures
 */
export function cellsOf(pictures) {
  /** @type {Map<string, string | null>} */
  const cells = new Map();
  for (const { id, columns, rows } of pictures) {
    for (const [column, name] of columns) cells.set(headOf(id, column), name);
    for (const [row, values] of rows) columns.forEach(([column], at) => cells.set(keyOf(id, row, column), values[at]));
  }
  return cells;
}

/**
 * The tables on the stage before a step or after it.
 * @param {Motion} motion
 * @param {number[]} places
 */
export const pictured = (motion, places) => places.map((place) => motion.pictures[place]);

/**
 * The mark of each cell in the picture after a step: `+` new, `~` another value or name, `-` about to be lost. Heads
 * have theirs too. A new table and the rows that were copied into one are marked as a whole, by `+` at its name alone.
 * @param {Motion} motion
 * @param {number} at
 */
export function marksAfter(motion, at) {
  const step = motion.steps[at];
  const before = cellsOf(pictured(motion, step.before));
  const was = new Set(pictured(motion, step.before).filter((one) => !one.gone).map((one) => one.id));
  /** @type {Map<string, Mark>} */
  const marks = new Map();
  for (const [key, value] of cellsOf(pictured(motion, step.after))) {
    if (!was.has(JSON.parse(key)[0])) continue;
    if (!before.has(key)) marks.set(key, "+");
    else if (before.get(key) !== value) marks.set(key, "~");
  }
  for (const key of copiedUnderAnotherName(motion, step)) marks.set(key, "~");
  for (const [table, column] of doomed(motion, at)) {
    const picture = pictured(motion, step.after).find((one) => one.id === table);
    if (!picture?.columns.some(([id]) => id === column)) continue;
    marks.set(headOf(table, column), "-");
    for (const [row] of picture.rows) marks.set(keyOf(table, row, column), "-");
  }
  return marks;
}

/**
 * The heads, on both sides, of columns that are copied from one table to another where they have another name.
 * @param {Motion} motion
 * @param {MotionStep} step
 */
function copiedUnderAnotherName(motion, step) {
  const heads = cellsOf([...pictured(motion, step.before), ...pictured(motion, step.after)]);
  return step.flows
    .filter(({ from_table, to_table }) => from_table !== to_table)
    .flatMap(({ from_table, to_table, columns }) => columns.map(([from, to]) => [headOf(from_table, from), headOf(to_table, to)]))
    .filter(([from, to]) => heads.get(from) !== heads.get(to))
    .flat();
}

/**
 * The columns whose values were left behind when the others were copied, and that a later step loses.
 * @param {Motion} motion
 * @param {number} at
 */
export function doomed(motion, at) {
  const copied = new Set(motion.steps.slice(0, at + 1).flatMap((step) => step.flows.map((flow) => flow.from_table)));
  return motion.steps.slice(at + 1).flatMap((step) => step.lost.filter(([table, column]) => column && copied.has(table)));
}
