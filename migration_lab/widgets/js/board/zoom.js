// Make a picture larger and smaller: with buttons, with keys, and with Ctrl and the wheel.

import { el } from "../parts/element.js";

const LEAST = 0.25;
const MOST = 2;
const STEP = 1.25;
const READABLE = 0.55; // at first, a large picture is cut off rather than made smaller than this

/**
 * @param {HTMLElement} box what scrolls
 * @param {(scale: number) => { width: number, height: number }} draw draws at that scale, and says how large it is at 1
 */
export function zoomer(box, draw) {
  let scale = 1;
  let chosen = false; // until somebody chooses a size, it goes with the width of its place
  let size = { width: 1, height: 1 };
  const shown = el("output", { class: "mlab-scale" });
  const button = (/** @type {string} */ words, /** @type {string} */ about, /** @type {() => void} */ act) => {
    const made = el("button", { type: "button", class: "mlab-button", "aria-label": about, title: about }, words);
    made.addEventListener("click", act);
    return made;
  };
  const node = el(
    "div",
    { class: "mlab-zoom", role: "group", "aria-label": "Size of the picture" },
    button("−", "Smaller (key −)", () => to(scale / STEP)),
    shown,
    button("+", "Larger (key +)", () => to(scale * STEP)),
    button("Fit", "The whole width (key 0)", () => whole()),
  );

  /**
   * @param {number} wanted
   * @param {{ x: number, y: number }} [about] the point of the box that stays where it is
   */
  function to(wanted, about = { x: box.clientWidth / 2, y: box.clientHeight / 2 }) {
    const next = Math.min(MOST, Math.max(LEAST, wanted));
    const [x, y] = [(box.scrollLeft + about.x) / scale, (box.scrollTop + about.y) / scale];
    scale = next;
    chosen = true;
    paint();
    box.scrollLeft = x * scale - about.x;
    box.scrollTop = y * scale - about.y;
  }

  function whole() {
    chosen = true;
    fit();
  }

  function fit(least = LEAST) {
    scale = Math.min(1, Math.max(least, box.clientWidth / size.width));
    paint();
  }

  function paint() {
    size = draw(scale);
    shown.textContent = `${Math.round(scale * 100)} %`;
  }

  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") to(scale * STEP);
    else if (event.key === "-") to(scale / STEP);
    else if (event.key === "0") whole();
    else return;
    event.preventDefault();
  });
  const wheel = (/** @type {WheelEvent} */ event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault(); // else the browser would make the whole page larger
    const { left, top } = box.getBoundingClientRect();
    to(scale * STEP ** (-Math.sign(event.deltaY) / 2), { x: event.clientX - left, y: event.clientY - top });
  };
  box.addEventListener("wheel", wheel, { passive: false });

  /** As large as it can be read, with the point `about` in view. @param {{ x: number, y: number }} [about] */
  function begin(about) {
    chosen = false;
    paint(); // only then is it known how large it is
    fit(READABLE);
    if (!about) return;
    box.scrollLeft = about.x * scale - box.clientWidth / 2;
    box.scrollTop = about.y * scale - box.clientHeight / 2;
  }

  // When its place gets another width, so does the picture.
  let width = 0;
  const watch = new ResizeObserver(() => {
    const changed = box.clientWidth !== width;
    width = box.clientWidth;
    if (changed && width && !chosen) fit(READABLE);
  });
  watch.observe(box);

  return { node, begin, again: paint, stop: () => watch.disconnect() };
}
