// The lines and spots of the history, beside its list. Rows and lanes come from graph_layout.py.

import { draw } from "../parts/element.js";

/** @typedef {import("../parts/states.js").Edge} Edge */
/** @typedef {import("../parts/states.js").HistoryState} HistoryState */

export const ROW = 30;
const LANES = ["move", "add", "change", "drop"];

/**
 * The position of a lane, from the left; the more lanes there are, the closer they are.
 * @param {number} lane
 * @param {number} width how many lanes there are
 */
export function x(lane, width) {
  return 12 + lane * Math.min(16, Math.max(4, 170 / Math.max(1, width)));
}

const y = (/** @type {number} */ row) => row * ROW + ROW / 2;

/**
 * The line from a revision to its parent: straight down in a lane, or a curve to another lane.
 * @param {[row: number, lane: number][]} points
 * @param {number} width
 */
export function edgePath(points, width) {
  const parts = points.map(([row, lane], index) => {
    if (!index) return `M${x(lane, width)} ${y(row)}`;
    const [above, from] = points[index - 1];
    if (from === lane) return `V${y(row)}`;
    const middle = (y(above) + y(row)) / 2;
    return `C${x(from, width)} ${middle} ${x(lane, width)} ${middle} ${x(lane, width)} ${y(row)}`;
  });
  return parts.join("");
}

/**
 * The elements of the picture that are in view.
 * @param {HistoryState} state
 * @param {number} first
 * @param {number} last
 */
export function graphParts({ entries, lanes, edges, width, here }, first, last) {
  const parts = [];
  for (const [kind, points] of edges) {
    const end = points[points.length - 1];
    if (points[0][0] > last || end[0] < first - 1) continue;
    const lane = Math.max(points[0][1], end[1], points[1][1]);
    parts.push(draw("path", { d: edgePath(points, width), class: `mlab-edge mlab-${kind} mlab-${hue(lane)}` }));
  }
  for (let row = Math.max(0, first); row < Math.min(last, entries.length); row += 1) {
    const entry = entries[row];
    const open = entry.mark === "o" ? " mlab-open" : "";
    const spot = { cx: x(lanes[row], width), cy: y(row), class: `mlab-spot mlab-${hue(lanes[row])}${open}` };
    if (here.includes(entry.id)) parts.push(draw("circle", { ...spot, r: 9, class: "mlab-here" }));
    parts.push(draw("circle", { ...spot, r: 5 }));
  }
  return parts;
}

/** @param {number} lane */
function hue(lane) {
  return LANES[lane % LANES.length];
}
