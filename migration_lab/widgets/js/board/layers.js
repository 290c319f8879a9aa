// Place boxes on layers: what others refer to stands above them, and lines pass between the boxes. Pure.

import { BETWEEN, GAP, order, place } from "./layer_order.js";

/** @typedef {{ id: string, width: number, height: number }} Box */
/** @typedef {{ from: string, to: string }} Arrow `from` refers to `to`, which stands above */
/** @typedef {{ x: number, y: number }} Point */
/** @typedef {{ id: string, width: number, height: number, x: number, y: number, layer: number, ups: Cell[], downs: Cell[] }} Cell */
/** @typedef {{ places: Map<string, Point>, lines: Point[][], width: number, height: number }} Layers */

const PASSING = 2; // the width of a line that passes a row

/**
 * Place the boxes, no more than about `widest` beside each other; `lines` are as `arrows`, each from its lower box's top to its
 * upper box's bottom, with bends. An arrow from a box to itself has no points.
 * @param {Box[]} boxes
 * @param {Arrow[]} arrows
 * @param {number} widest
 * @returns {Layers}
 */
export function layers(boxes, arrows, widest) {
  const linked = new Set(arrows.filter(({ from, to }) => from !== to).flatMap(({ from, to }) => [from, to]));
  const cells = new Map(boxes.filter(({ id }) => linked.has(id)).map((box) => [box.id, cellOf(box)]));
  const rank = ranks([...cells.keys()], arrows);
  const rows = inRows([...cells.values()], rank, widest);
  const chains = arrows.map(({ from, to }) => chain(cells.get(from), cells.get(to), rows));
  order(rows);
  const height = place(rows);
  const alone = boxes.filter(({ id }) => !linked.has(id)).map(cellOf);
  const bottom = beside(alone, Math.max(widest, ...rows.flat().map((cell) => cell.x + cell.width)), height);
  const all = [...cells.values(), ...alone];
  return {
    places: new Map(all.map(({ id, x, y }) => [id, { x, y }])),
    lines: chains.map(points),
    width: Math.max(0, ...all.map((cell) => cell.x + cell.width)),
    height: bottom,
  };
}

/**
 * @param {Box} box
 * @returns {Cell}
 */
function cellOf(box) {
  return { ...box, x: 0, y: 0, layer: 0, ups: [], downs: [] };
}

/**
 * How many boxes stand above each one; of arrows in a circle, one does not count.
 * @param {string[]} ids
 * @param {Arrow[]} arrows
 */
function ranks(ids, arrows) {
  /** @type {Map<string, string[]>} */
  const above = new Map(ids.map((id) => [id, []]));
  for (const { from, to } of arrows) if (from !== to) above.get(from)?.push(to);
  /** @type {Map<string, number>} */
  const found = new Map();
  /** @type {Set<string>} */
  const open = new Set();
  // With a stack of its own: a chain of tables may be longer than the one of the language.
  for (const start of ids) {
    const stack = [start];
    while (stack.length) {
      const id = stack[stack.length - 1];
      if (found.has(id)) {
        stack.pop();
        continue;
      }
      open.add(id);
      const others = above.get(id) ?? [];
      const next = others.find((one) => !found.has(one) && !open.has(one));
      if (next !== undefined) {
        stack.push(next);
        continue;
      }
      found.set(id, 1 + Math.max(-1, ...others.map((one) => found.get(one) ?? -1)));
      open.delete(id);
      stack.pop();
    }
  }
  return found;
}

/**
 * Lay the cells into rows by rank; a row that would be too wide is continued in the next one.
 * @param {Cell[]} cells
 * @param {Map<string, number>} rank
 * @param {number} widest
 */
function inRows(cells, rank, widest) {
  /** @type {Cell[][]} */
  const rows = [];
  const most = Math.max(0, ...rank.values());
  for (let at = 0; at <= most; at += 1) {
    let width = Infinity;
    for (const cell of cells.filter(({ id }) => rank.get(id) === at)) {
      if (width + cell.width > widest) {
        rows.push([]);
        width = 0;
      }
      cell.layer = rows.length - 1;
      rows[cell.layer].push(cell);
      width += cell.width + GAP;
    }
  }
  return rows;
}

/**
 * The cells of a line from a lower one to an upper one: in each row between them, an empty one keeps it a place.
 * @param {Cell | undefined} from
 * @param {Cell | undefined} to
 * @param {Cell[][]} rows
 */
function chain(from, to, rows) {
  if (!from || !to || from === to) return [];
  const [low, high] = from.layer >= to.layer ? [from, to] : [to, from];
  const cells = [low];
  for (let layer = low.layer - 1; layer > high.layer; layer -= 1) {
    const passing = { ...cellOf({ id: "", width: PASSING, height: 0 }), layer };
    rows[layer].push(passing);
    cells.push(passing);
  }
  cells.push(high);
  cells.slice(1).forEach((upper, at) => {
    cells[at].ups.push(upper);
    upper.downs.push(cells[at]);
  });
  return cells[0] === from ? cells : cells.reverse();
}

/**
 * Lay what is linked with nothing below the rest, line by line. Returns the height of all.
 * @param {Cell[]} cells
 * @param {number} widest
 * @param {number} from
 */
function beside(cells, widest, from) {
  let [x, y, high] = [0, from ? from + BETWEEN : 0, 0];
  for (const cell of cells) {
    if (x && x + cell.width > widest) [x, y, high] = [0, y + high + GAP, 0];
    [cell.x, cell.y] = [x, y];
    x += cell.width + GAP;
    high = Math.max(high, cell.height);
  }
  return cells.length ? y + high : from;
}

/**
 * Where a line bends: at the top of what refers, below and above each row that it passes, at the bottom of what it refers to. Several
 * lines at one box leave from places side by side.
 * @param {Cell[]} cells
 */
function points(cells) {
  if (cells.length < 2) return [];
  const up = cells[0].layer >= cells[cells.length - 1].layer;
  const end = (/** @type {Cell} */ cell, /** @type {Cell} */ next, /** @type {boolean} */ top) => {
    const others = [...(top ? cell.ups : cell.downs)].sort((a, b) => a.x - b.x);
    const place = (others.indexOf(next) + 1) / (others.length + 1);
    return { x: cell.x + cell.width * place, y: top ? cell.y : cell.y + cell.height };
  };
  const last = cells.length - 1;
  const passing = cells.slice(1, last).flatMap(({ x, y, width, height }) => {
    const both = [{ x: x + width / 2, y: y + height }, { x: x + width / 2, y }];
    return up ? both : both.reverse();
  });
  return [end(cells[0], cells[1], up), ...passing, end(cells[last], cells[last - 1], !up)];
}
