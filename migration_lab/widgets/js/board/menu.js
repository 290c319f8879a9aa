// A menu that opens where it is asked for, above everything else in the page.

import { el } from "../parts/element.js";

/** @typedef {{ label: import("../parts/element.js").Children, act: () => unknown }} Item */

const EDGE = 6;

/**
 * Open a menu at a place in the window. It takes the focus, gives it back to `owner`, and closes as soon as something
 * else happens.
 * @param {HTMLElement} root where it is put, so that it has the display's colours
 * @param {HTMLElement} owner
 * @param {{ x: number, y: number }} place
 * @param {string} label
 * @param {Item[]} items
 */
export function openMenu(root, owner, place, label, items) {
  root.querySelector(":scope > .mlab-menu")?.remove();
  const buttons = items.map(({ label: words, act }) => {
    const button = el("button", { type: "button", role: "menuitem", tabindex: "-1" }, words);
    button.addEventListener("click", () => {
      close(true);
      act();
    });
    return button;
  });
  const menu = el("div", { class: "mlab-menu", role: "menu", "aria-label": label, popover: "manual" }, buttons);

  /** @param {boolean} back whether the focus goes back to where it was */
  function close(back) {
    document.removeEventListener("pointerdown", elsewhere, true);
    removeEventListener("blur", leave);
    if (back) owner.focus({ preventScroll: true });
    menu.remove();
  }
  const leave = () => close(false);
  const elsewhere = (/** @type {Event} */ event) => {
    if (!menu.contains(/** @type {Node} */ (event.target))) close(false);
  };

  menu.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const at = buttons.findIndex((one) => one === document.activeElement);
    const last = buttons.length - 1;
    /** @type {Record<string, number>} */
    const ways = { ArrowDown: at < last ? at + 1 : 0, ArrowUp: at > 0 ? at - 1 : last, Home: 0, End: last };
    if (event.key === "Escape" || event.key === "Tab") close(true);
    else if (event.key in ways) buttons[ways[event.key]].focus();
    else return;
    event.preventDefault();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) close(false);
  });
  menu.addEventListener("contextmenu", (event) => event.preventDefault());
  root.append(menu);
  menu.showPopover?.();
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(EDGE, Math.min(place.x, innerWidth - width - EDGE))}px`;
  menu.style.top = `${Math.max(EDGE, Math.min(place.y, innerHeight - height - EDGE))}px`;
  document.addEventListener("pointerdown", elsewhere, true);
  addEventListener("blur", leave);
  buttons[0]?.focus();
}
