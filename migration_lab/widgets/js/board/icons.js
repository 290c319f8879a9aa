// Small pictures for the buttons of the board itself.

import { draw } from "../parts/element.js";

/**
 * A window, with the part filled in which the board will be.
 * @param {"right" | "top"} side
 */
export function windowWith(side) {
  const box = { x: 1.5, y: 2.5, width: 13, height: 11, rx: 1.5, fill: "none", stroke: "currentColor", "stroke-width": 1.3 };
  const part = side === "right" ? { x: 9.5, y: 2.5, width: 5, height: 11 } : { x: 1.5, y: 2.5, width: 13, height: 4.5 };
  return icon(draw("rect", box), draw("rect", { ...part, rx: 1.5, fill: "currentColor" }));
}

/**
 * An arrow to the edge of the window, or away from it.
 * @param {"right" | "left" | "up" | "down"} to
 */
export function arrow(to) {
  const turned = { right: 0, down: 90, left: 180, up: 270 }[to];
  const line = { d: "M5 3.5 9.5 8 5 12.5", fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round", transform: `rotate(${turned} 8 8)` };
  return icon(draw("path", line));
}

/** @param {Element[]} parts */
function icon(...parts) {
  return draw("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, ...parts);
}
