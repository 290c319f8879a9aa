// A page for the tests, without a browser. It lays nothing out: every size in it is 0.

import { Window } from "happy-dom";

const window = new Window();
for (const name of ["document", "CustomEvent", "Event", "IntersectionObserver", "KeyboardEvent", "MutationObserver", "ResizeObserver"]) {
  Object.defineProperty(globalThis, name, { value: Reflect.get(window, name), configurable: true, writable: true });
}

for (const name of ["addEventListener", "removeEventListener"]) {
  Object.defineProperty(globalThis, name, { value: Reflect.get(window, name).bind(window), configurable: true, writable: true });
}

/** @param {import("../parts/element.js").Children[]} children */
export function onPage(...children) {
  const root = document.createElement("div");
  root.append(.../** @type {(Node | string)[]} */ (children));
  document.body.replaceChildren(root);
  return root;
}

/**
 * What can be seen of an element: its text, without what is only heard.
 * @param {Element} node
 */
export function seen(node) {
  const copy = /** @type {Element} */ (node.cloneNode(true));
  for (const one of copy.querySelectorAll(".mlab-heard")) one.remove();
  return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
}

/**
 * A model such as anywidget hands over, that notes what it was told; `tell` is the kernel speaking.
 * @param {Record<string, any>} [state]
 * @param {object} [more]
 */
export function model(state = {}, more = {}) {
  /** @type {Map<string, Set<(message?: any) => void>>} */
  const calls = new Map();
  /** @type {any[]} */
  const sent = [];
  const of = (/** @type {string} */ event) => calls.get(event) ?? new Set();
  return {
    sent,
    heardBy: () => [...calls.values()].reduce((sum, one) => sum + one.size, 0),
    get: (/** @type {string} */ name) => state[name],
    on: (/** @type {string} */ event, /** @type {(message?: any) => void} */ call) => void calls.set(event, of(event).add(call)),
    off: (/** @type {string} */ event, /** @type {(message?: any) => void} */ call) => void of(event).delete(call),
    send: (/** @type {object} */ message) => void sent.push(message),
    tell: (/** @type {any} */ message) => [...of("msg:custom")].forEach((call) => call(message)),
    set(/** @type {string} */ name, /** @type {any} */ value) {
      state[name] = value;
      [...of(`change:${name}`)].forEach((call) => call());
    },
    ...more,
  };
}
