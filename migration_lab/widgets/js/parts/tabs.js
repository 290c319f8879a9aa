import { el, freshId } from "./element.js";

/** @typedef {import("./element.js").Children} Children */

/**
 * Tabs with arrow keys, Home and End; one page needs no tab.
 * @param {string} label
 * @param {{ title: string, body: Children }[]} pages
 */
export function tabs(label, pages) {
  if (pages.length < 2) return el("div", { class: "mlab-panel" }, pages.map((page) => page.body));
  const id = freshId("tab");
  const buttons = pages.map((page, at) =>
    el("button", { type: "button", role: "tab", id: `${id}-tab-${at}`, "data-title": page.title, "aria-controls": `${id}-panel-${at}` }, page.title),
  );
  const panels = pages.map((page, at) =>
    el("div", { class: "mlab-panel", role: "tabpanel", id: `${id}-panel-${at}`, "aria-labelledby": `${id}-tab-${at}`, tabindex: "0" }, page.body),
  );
  const select = (/** @type {number} */ chosen, /** @type {boolean} */ focus) => {
    buttons.forEach((button, at) => {
      button.setAttribute("aria-selected", String(at === chosen));
      button.tabIndex = at === chosen ? 0 : -1;
      panels[at].hidden = at !== chosen;
    });
    if (focus) buttons[chosen].focus();
  };
  const list = el("div", { class: "mlab-tabs", role: "tablist", "aria-label": label }, buttons);
  buttons.forEach((button, at) => button.addEventListener("click", () => select(at, true)));
  list.addEventListener("keydown", (event) => {
    const at = buttons.findIndex((button) => button === document.activeElement);
    /** @type {Record<string, number>} */
    const ways = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 };
    const to = ways[event.key];
    if (to === undefined) return;
    event.preventDefault();
    select((to + buttons.length) % buttons.length, true);
  });
  select(0, false);
  return el("div", {}, list, panels);
}
