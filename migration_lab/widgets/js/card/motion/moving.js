// Moves the cells as planned, by the Web Animations API: transforms and opacity only, so that nothing is laid out again.

import { el } from "../../parts/element.js";
import { planMoves } from "./plan.js";

/** @typedef {import("./plan.js").Move} Move */
/** @typedef {import("./stage.js").Rect} Rect */
/** @typedef {ReturnType<typeof import("./stage.js").makeStage>} Stage */
/** @typedef {{ rects: Map<string, Rect>, cells: Map<string, string | null>, nodes: Map<string, HTMLElement> }} Before */

const GENTLE = "cubic-bezier(0.3, 0, 0.15, 1)";
const GRAVITY = "cubic-bezier(0.45, 0, 0.9, 0.55)";

/** Whether nothing is to move: the reader wants it so, or the page cannot. */
export function isStill() {
  return !("animate" in document.createElement("i")) || globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches === true;
}

/**
 * @param {Move} move
 * @param {Rect} [rect] where it stands
 * @param {number} [floor] how high the stage is
 * @returns {Keyframe[]}
 */
export function framesOf({ kind, x, y, key }, rect, floor = 0) {
  const from = `translate(${x}px, ${y}px)`;
  const tilt = (rowOf(key).charCodeAt(0) || 0) % 2 ? 1 : -1; // the cells of a row fall as one
  switch (kind) {
    case "fly":
      return [
        { transform: from, opacity: 0, zIndex: 3 }, // so what has not set out yet hides nothing
        { transform: from, opacity: 1, zIndex: 3, offset: 0.06, easing: GENTLE },
        { transform: "none", opacity: 1, zIndex: 3 },
      ];
    case "move":
      return [{ transform: from, zIndex: 2 }, { transform: "none", zIndex: 2 }];
    case "slide":
    case "enter":
      return [{ transform: from, opacity: 0 }, { transform: "none", opacity: 1 }];
    case "change":
      return [{ transform: "rotateX(90deg)", opacity: 0.2 }, { transform: "rotateX(-20deg)", opacity: 1, offset: 0.7 }, { transform: "none", opacity: 1 }];
    case "fall":
      return [
        { transform: "none", opacity: 1 },
        { transform: `translate(${-2 * tilt}px, -5px) rotate(${2 * tilt}deg)`, opacity: 1, offset: 0.18 },
        { transform: `translate(${10 * tilt}px, ${Math.max(floor - (rect?.top ?? 0) - 20, 60)}px) rotate(${16 * tilt}deg)`, opacity: 0 },
      ];
    case "fade":
    case "leave":
      return [{ opacity: 1 }, { opacity: 0 }];
  }
}

/** @param {string} key */
const rowOf = (key) => (key.startsWith("[") ? String(JSON.parse(key)[1]) : "");

/**
 * Let the stage, which stands as after the step, come there from how it was.
 * @param {Stage} stage
 * @param {import("../../parts/motion_states.js").MotionStep} step
 * @param {Before} before
 * @param {Map<string, string | null>} cells what stands in them now
 * @param {number} wait before anything moves
 */
export function moveStage(stage, step, before, cells, wait) {
  const rects = stage.rects();
  const moves = planMoves(step, before, { rects, cells });
  const floor = stage.root.clientHeight;
  /** @type {Animation[]} */
  const running = [];
  const counters = countersOf(stage, step);
  for (const move of moves) {
    const gone = move.kind === "fall" || move.kind === "leave" || move.kind === "fade";
    const rect = (gone ? before.rects : rects).get(move.key);
    const node = gone ? ghost(stage, before, move, rect) : stage.get(move.key);
    if (!node || !rect) continue;
    const easing = move.kind === "fall" ? GRAVITY : GENTLE;
    const animation = node.animate(framesOf(move, rect, floor), { duration: move.duration, delay: wait + move.delay, easing, fill: gone ? "both" : "backwards" });
    if (move.kind === "fall") animation.addEventListener("finish", () => counters.count(move.key));
    running.push(animation);
  }
  for (const count of stage.root.querySelectorAll(".mlab-motion-lost")) {
    running.push(count.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 250, delay: wait + 300, fill: "backwards" })); // once the table has faded
  }
  return { running, end: counters.end };
}

/**
 * A copy of a cell that is gone, or of the value that it had, where it was.
 * @param {Stage} stage
 * @param {Before} before
 * @param {Move} move
 * @param {Rect | undefined} rect
 */
function ghost(stage, before, { key, kind }, rect) {
  const node = before.nodes.get(key);
  if (!node || !rect) return undefined;
  const value = before.cells.get(key);
  const copy = el(
    "div",
    {
      class: `mlab-motion-ghost mlab-motion-${kind}${node.tagName === "TH" ? " mlab-motion-head" : ""}`,
      style: `left: ${rect.left}px; top: ${rect.top}px; width: ${rect.width}px; height: ${rect.height}px`,
    },
    value === null ? el("span", { class: "mlab-null" }, "NULL") : el("bdi", {}, value),
  );
  stage.ghosts.append(copy);
  return copy;
}

/**
 * Count the values as they fall; at the last one that is shown, the whole number stands there, which may be higher.
 * @param {Stage} stage
 * @param {import("../../parts/motion_states.js").MotionStep} step
 */
function countersOf(stage, step) {
  const counters = step.lost.map(([table, column, words]) => ({ table, column, words, fallen: new Set(), node: [...(stage.get(table)?.querySelectorAll("[data-lost]") ?? [])].find((node) => node.getAttribute("data-lost") === column) }));
  for (const one of counters) if (one.node) one.node.textContent = one.words.replace(/^[\d,]+/, "0");
  return {
    count(/** @type {string} */ key) {
      const [table, row, column] = JSON.parse(key);
      for (const one of counters.filter((each) => each.table === table && (!each.column || each.column === column))) {
        if (!one.node || row === null) continue;
        one.fallen.add(row);
        one.node.textContent = one.words.replace(/^[\d,]+/, String(one.fallen.size));
      }
    },
    /** What stands there in the end. */
    end() {
      for (const one of counters) if (one.node) one.node.textContent = one.words;
    },
  };
}
