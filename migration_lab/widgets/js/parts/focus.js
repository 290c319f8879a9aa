// The focus of the keyboard: where something is drawn anew it stays, and a button that was pressed says what came of it.

import { el } from "./element.js";

/** @typedef {import("./element.js").Children} Children */
/** @typedef {import("./element.js").Attributes} Attributes */

/**
 * A button that stays when it is pressed, and so keeps the focus. What came of it is read aloud; it can be seen too where
 * nothing came of it.
 * @param {Attributes} attributes
 * @param {string} words
 * @param {{ act: () => boolean, done: string, not: Children }} press what it does, which is false where that cannot be done; and what is said then
 */
export function tellingButton(attributes, words, { act, done, not }) {
  const button = el("button", { type: "button", ...attributes }, words);
  const said = el("span", { class: "mlab-heard", role: "status" });
  button.addEventListener("click", () => {
    const well = act();
    said.className = well ? "mlab-heard" : "mlab-note";
    said.replaceChildren(el("span", {}, well ? done : not));
  });
  return el("span", { class: "mlab-telling" }, button, said);
}

const FOCUSABLE = "button, summary, a[href], input, select, [tabindex='0']";

/**
 * Draw what is in a node anew. If the focus was in there, it goes to what has the same name now; else to the first that can
 * have it; and if there is none, to what stands in for it.
 * @param {HTMLElement} node
 * @param {() => void} draw
 * @param {HTMLElement | null} [instead]
 */
export function keepFocus(node, draw, instead) {
  const had = node.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
  const which = had ? sameAs(node, had).indexOf(had) : -1;
  draw();
  if (!had || (had.isConnected && !node.hidden)) return;
  const same = node.hidden ? [] : sameAs(node, had);
  const first = node.hidden ? null : /** @type {HTMLElement | null} */ (node.querySelector(FOCUSABLE));
  for (const to of [same[which], same[0], first, instead]) {
    to?.focus({ preventScroll: true });
    if (to && document.activeElement === to) return; // what is folded cannot have it
  }
}

/**
 * @param {HTMLElement} node
 * @param {HTMLElement} one
 */
function sameAs(node, one) {
  const name = nameOf(one);
  return [.../** @type {NodeListOf<HTMLElement>} */ (node.querySelectorAll(FOCUSABLE))].filter((other) => nameOf(other) === name);
}

/** @param {HTMLElement} one */
function nameOf(one) {
  return `${one.tagName} ${one.getAttribute("aria-label") ?? one.textContent}`;
}
