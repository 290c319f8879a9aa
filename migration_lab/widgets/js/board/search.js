// A field to search with, the same on every page.

import { el } from "../parts/element.js";

const PAUSE = 120; // while somebody types, nothing is searched

/**
 * A field that tells what is sought, a moment after the last key; Escape empties it.
 * @param {string} label
 * @param {(text: string) => unknown} search
 */
export function searchField(label, search) {
  const field = el("input", { type: "search", class: "mlab-search", "aria-label": label, placeholder: label, spellcheck: "false", autocomplete: "off" });
  const found = el("span", { class: "mlab-found", role: "status" });
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let told = "";
  const tell = (/** @type {number} */ pause) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const text = field.value.trim();
      if (text !== told) search((told = text));
    }, pause);
  };
  field.addEventListener("input", () => tell(PAUSE));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") tell(0);
    if (event.key !== "Escape" || !field.value) return;
    event.stopPropagation();
    field.value = "";
    tell(0);
  });
  return {
    field,
    node: el("div", { class: "mlab-searching", role: "search" }, field, found),
    /** Say how much was found; nothing while nothing is sought. @param {string} words */
    say: (words) => (found.textContent = told ? words : ""),
    clear() {
      field.value = told = "";
      found.textContent = "";
    },
    stop: () => clearTimeout(timer),
  };
}

/**
 * Whether a text contains another one, whatever its capitals.
 * @param {string} text
 * @param {string} sought
 */
export function contains(text, sought) {
  return text.toLowerCase().includes(sought.toLowerCase());
}
