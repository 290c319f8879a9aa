import { el } from "./element.js";

/** @typedef {import("./element.js").Children} Children */

/**
 * A box that scrolls sideways when its content is too wide, and can then be reached by the keyboard.
 * @param {string} label
 * @param {Children[]} children
 */
export function scroller(label, ...children) {
  const box = el("div", { class: "mlab-scroll" }, ...children);
  // Until it is measured (once it is in view), it can be reached by the keyboard, to be on the safe side.
  const set = (/** @type {boolean} */ scrolls) => {
    for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", label]]) {
      if (scrolls) box.setAttribute(name, value);
      else box.removeAttribute(name);
    }
  };
  set(true);
  const watch = new ResizeObserver(() => set(box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1));
  watch.observe(box);
  [...box.children].forEach((child) => watch.observe(child));
  return box;
}
