// Drag the database's mark to another revision. The keyboard has the same in the menu of a revision.

import { el } from "../parts/element.js";

const FAR = 5; // pixels before a press becomes a drag
const EDGE = 24;

/**
 * @param {HTMLElement} box the list that scrolls; its rows are equally high
 * @param {object} how
 * @param {string} how.mark a selector of what can be dragged
 * @param {number} how.row the height of a row
 * @param {() => boolean} how.allowed
 * @param {(row: number) => string | null} how.words what dropping on that row would do; null where nothing
 * @param {(row: number) => void} how.drop
 */
export function dragMark(box, { mark, row, allowed, words, drop }) {
  const command = el("code", {});
  const target = el("div", { class: "mlab-drop-target", "aria-hidden": "true" }, command);
  /** @type {{ x: number, y: number, moved: boolean, at: number | null } | null} */
  let drag = null;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  let scrolling;

  /** Which row is under the pointer, and what would happen there. */
  function aim() {
    if (!drag) return;
    const list = box.getBoundingClientRect();
    const at = Math.floor((drag.y - list.top + box.scrollTop) / row);
    const said = drag.y >= list.top && drag.y <= list.bottom && drag.x >= list.left && drag.x <= list.right ? words(at) : null;
    drag.at = said === null ? null : at;
    target.hidden = said === null;
    command.textContent = said;
    target.style.top = `${at * row}px`;
  }

  const move = (/** @type {PointerEvent} */ event) => {
    if (!drag) return;
    if (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR) return;
    if (!drag.moved) {
      box.append(target);
      box.classList.add("mlab-dragging");
      scrolling = setInterval(scroll, 40);
    }
    drag = { ...drag, x: event.clientX, y: event.clientY, moved: true };
    event.preventDefault();
    aim();
  };
  const scroll = () => {
    if (!drag) return;
    const { top, bottom } = box.getBoundingClientRect();
    const way = drag.y < top + EDGE ? -1 : drag.y > bottom - EDGE ? 1 : 0;
    if (way) box.scrollTop += (way * row) / 3;
    if (way) aim();
  };
  const up = () => {
    const at = drag?.moved ? drag.at : null;
    end();
    if (at !== null) drop(at);
  };
  const key = (/** @type {KeyboardEvent} */ event) => event.key === "Escape" && end();

  function end() {
    drag = null;
    clearInterval(scrolling);
    target.remove();
    box.classList.remove("mlab-dragging");
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", up);
    document.removeEventListener("pointercancel", end);
    document.removeEventListener("keydown", key, true);
  }

  box.addEventListener("pointerdown", (event) => {
    const on = event.target instanceof Element ? event.target.closest(mark) : null;
    if (!on || event.button !== 0 || !allowed()) return;
    event.preventDefault(); // no text is selected
    drag = { x: event.clientX, y: event.clientY, moved: false, at: null };
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", up);
    document.addEventListener("pointercancel", end);
    document.addEventListener("keydown", key, true);
  });
  return end;
}
