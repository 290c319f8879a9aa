// Order the boxes of each layer, and give them their places, so that lines are short and few of them cross. Pure.

/** @typedef {import("./layers.js").Cell} Cell */

export const GAP = 26; // between two boxes
export const BETWEEN = 46; // between two layers
const NEAR = 9; // between two lines that pass a layer
const SWEEPS = 10;

/**
 * Order each row by where its cells lead, again and again, upwards and downwards: few lines cross then.
 * @param {Cell[][]} rows
 */
export function order(rows) {
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const down = sweep % 2 === 0;
    for (const row of down ? rows : [...rows].reverse()) {
      rows.forEach((each) => each.forEach((cell, at) => (cell.x = (at + 0.5) / each.length)));
      const wish = new Map(row.map((cell) => [cell, mean(down ? cell.ups : cell.downs, cell.x)]));
      row.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0));
    }
  }
}

/**
 * @param {Cell[]} others
 * @param {number} otherwise
 */
function mean(others, otherwise) {
  return others.length ? others.reduce((sum, one) => sum + one.x + one.width / 2, 0) / others.length : otherwise;
}

/**
 * Give each cell its place: in its row's order, as near as possible to those above and below. Returns the height.
 * @param {Cell[][]} rows
 */
export function place(rows) {
  let y = 0;
  for (const row of rows) {
    let x = 0;
    for (const cell of row) {
      [cell.x, cell.y] = [x, y];
      x += cell.width + GAP;
    }
    const high = Math.max(0, ...row.map((cell) => cell.height));
    for (const cell of row) if (!cell.id) cell.height = high;
    y += high + BETWEEN;
  }
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const row of sweep % 2 ? [...rows].reverse() : rows) settle(row);
  }
  const left = Math.min(0, ...rows.flat().map((cell) => cell.x));
  for (const cell of rows.flat()) cell.x -= left;
  return Math.max(0, y - BETWEEN);
}

/**
 * Move the cells of a row to where they would like to be, as far as the others let them: from both ends, and the middle
 * of both is taken.
 * @param {Cell[]} row
 */
function settle(row) {
  const wish = row.map((cell) => mean([...cell.ups, ...cell.downs], cell.x + cell.width / 2) - cell.width / 2);
  const right = [...wish];
  for (let at = 1; at < row.length; at += 1) right[at] = Math.max(wish[at], right[at - 1] + row[at - 1].width + gap(row[at - 1], row[at]));
  const left = [...wish];
  for (let at = row.length - 2; at >= 0; at -= 1) left[at] = Math.min(wish[at], left[at + 1] - row[at].width - gap(row[at], row[at + 1]));
  row.forEach((cell, at) => (cell.x = (right[at] + left[at]) / 2));
}

/**
 * @param {Cell} one
 * @param {Cell} other
 */
function gap(one, other) {
  return one.id || other.id ? (one.id && other.id ? GAP : GAP / 2) : NEAR;
}
