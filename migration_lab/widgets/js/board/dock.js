// The board's place in JupyterLab's window: beside the notebook, above or below it, whole or as a strip.

import { el } from "../parts/element.js";
import { arrow, windowWith } from "./icons.js";
import { closeOthers, PANEL } from "./others.js";

/** @typedef {import("../parts/states.js").Ask} Ask */

const DOCK = ".lm-DockPanel";
const SHARE = 0.3; // of the window's width, at the right
const [LEAST, MOST] = [300, 520];
const ABOVE = 380; // pixels of height, on top or below
const STRIP = { right: 104, top: 36, bottom: 36 }; // pixels, as little as JupyterLab allows
const LOW = 0.5; // of its width: lower than that, its head is beside its pages
const FOLDS = /** @type {const} */ ({ right: ["right", "left"], top: ["up", "down"], bottom: ["down", "up"] });
const NEAR = 3; // pixels by which a size may be off
const TRIES = 6;

/**
 * Buttons that put the board elsewhere, and make a strip of it.
 * @param {HTMLElement} root
 * @param {Ask} ask
 */
export function dock(root, ask) {
  const fold = el("button", { type: "button", class: "mlab-button mlab-icon mlab-fold-board" });
  const move = el("button", { type: "button", class: "mlab-button mlab-icon mlab-move-board", hidden: true });
  /** @type {Element | null} */
  let sized = null; // the panel to which it has given its size
  let strip = false;
  let before = 0;

  function draw() {
    const side = place(root);
    root.classList.toggle("mlab-strip", strip);
    const [away, back] = side ? FOLDS[side] : FOLDS.top;
    root.classList.toggle("mlab-on-top", side === "top");
    root.classList.toggle("mlab-beside", side === "bottom" && !strip && root.offsetHeight < root.offsetWidth * LOW);
    fold.replaceChildren(arrow(strip ? back : away));
    name(fold, strip ? "Show the whole board" : "Show only the state and the next command");
    fold.setAttribute("aria-expanded", String(!strip));
    move.hidden = !side || side === "bottom" || strip; // only the presenter, or a hand, puts it below
    move.replaceChildren(windowWith(side === "top" ? "right" : "top"));
    name(move, side === "top" ? "Put the board at the right of the notebook" : "Put the board above the notebook");
  }

  function look() {
    const panel = root.closest(PANEL);
    if (panel && panel !== sized && panel.closest(DOCK) && root.offsetWidth) {
      sized = panel;
      giveSize();
    }
    draw();
  }

  /**
   * Give a panel that JupyterLab has just made half of the room what the board needs, once the board that it replaces
   * is gone: JupyterLab would share out that one's room afterwards. It lays out in the next frame, so look what came of it.
   */
  async function giveSize() {
    closeOthers(root);
    for (let tries = TRIES; tries; tries--) {
      await frame();
      await frame();
      if (!root.offsetWidth) sized = null; // covered or closed: when it is seen again
      const wanted = strip ? strip_(root) : whole(root);
      if (!sized || Math.abs(size(root) - wanted) < NEAR) return;
      resize(root, wanted);
    }
  }

  fold.addEventListener("click", () => {
    if (!strip) before = size(root);
    strip = !strip;
    draw();
    resize(root, strip ? strip_(root) : before || whole(root));
  });
  move.addEventListener("click", () => ask("dock", { side: place(root) === "top" ? "right" : "top" }));
  const watch = new ResizeObserver(look);
  watch.observe(root);
  draw();
  return { tools: [move, fold], stop: () => watch.disconnect() };
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/**
 * @param {HTMLElement} button
 * @param {string} words
 */
function name(button, words) {
  button.title = words;
  button.setAttribute("aria-label", words);
}

/**
 * Where the board is docked; null where it is in a cell, or alone.
 * @param {HTMLElement} root
 * @returns {"right" | "top" | "bottom" | null}
 */
function place(root) {
  const panel = root.closest(PANEL);
  const whole_ = panel?.closest(DOCK);
  if (!panel || !whole_) return null;
  const [own, all] = [panel.getBoundingClientRect(), whole_.getBoundingClientRect()];
  if (own.width < all.width * 0.9) return "right";
  if (own.height >= all.height * 0.85) return null;
  return own.top - all.top < all.bottom - own.bottom ? "top" : "bottom";
}

/** @param {HTMLElement} root */
function whole(root) {
  return place(root) !== "right" ? ABOVE : Math.min(MOST, Math.max(LEAST, innerWidth * SHARE));
}

/** @param {HTMLElement} root */
function strip_(root) {
  return STRIP[place(root) ?? "right"];
}

/** @param {HTMLElement} root */
function size(root) {
  const box = root.closest(PANEL)?.getBoundingClientRect();
  return (place(root) !== "right" ? box?.height : box?.width) ?? 0;
}

/**
 * Draw the edge between board and notebook, as a hand would: JupyterLab has no other way for that.
 * @param {HTMLElement} root
 * @param {number} wanted
 */
function resize(root, wanted) {
  const panel = root.closest(PANEL);
  const side = place(root);
  if (!panel || !side) return;
  const own = panel.getBoundingClientRect();
  const way = side === "right" ? "horizontal" : "vertical";
  const edge = [...(panel.closest(DOCK)?.querySelectorAll(`:scope > .lm-DockPanel-handle[data-orientation="${way}"]`) ?? [])].find((handle) => {
    const box = handle.getBoundingClientRect();
    if (side === "right") return Math.abs(box.right - own.left) < 6 && box.height > 0;
    const gap = side === "top" ? box.top - own.bottom : own.top - tabs(panel) - box.bottom;
    return Math.abs(gap) < 6 && box.width > 0;
  });
  if (!edge) return;
  const at = edge.getBoundingClientRect();
  const from = { clientX: at.left + 1, clientY: at.top + 1 };
  const more = wanted - size(root);
  const to = side === "right" ? { ...from, clientX: from.clientX - more } : { ...from, clientY: from.clientY + (side === "top" ? more : -more) };
  const send = (/** @type {EventTarget} */ target, /** @type {string} */ type, /** @type {object} */ where) =>
    target.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, button: 0, ...where }));
  send(edge, "pointerdown", from);
  send(document, "pointermove", to);
  send(document, "pointerup", to);
}

/**
 * The height of the tabs above a panel.
 * @param {Element} panel
 */
function tabs(panel) {
  const tab = document.getElementById(panel.getAttribute("aria-labelledby") ?? "");
  return tab?.closest(".lm-DockPanel-tabBar")?.getBoundingClientRect().height ?? 0;
}
