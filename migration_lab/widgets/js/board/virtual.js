// A long list of which only what is in view, and a little around it, is in the page.

import { el } from "../parts/element.js";

const AROUND = 240;

/**
 * @template Item
 * @typedef {object} Virtual
 * @property {(list: Item[]) => void} show
 * @property {(index: number) => void} reveal scroll so that the item is in view
 * @property {() => void} stop
 */

/**
 * Which items are to be drawn, and how high those before and after them are.
 * @param {number[]} heights of all items
 * @param {number} start how far the view is from the top of the list
 * @param {number} height of the view
 */
export function inView(heights, start, height) {
  let above = 0;
  let first = 0;
  while (first < heights.length && above + heights[first] < start - AROUND) above += heights[first++];
  let last = first;
  let reach = above;
  while (last < heights.length && reach < start + height + AROUND) reach += heights[last++];
  const below = heights.slice(last).reduce((sum, one) => sum + one, 0);
  return { first, last, above, below };
}

/**
 * Fill `body` with a window on a list, as `box`, which scrolls, is scrolled. `drawOne(item, index)` gives an element
 * of any height, `guess` is a first idea of it; `spacer` makes the elements that stand for the rest; `keyOf` names an
 * item, so that one that has not changed stays the same element, with its focus and its open folds.
 * @template Item
 * @param {HTMLElement} box
 * @param {HTMLElement} body
 * @param {object} how
 * @param {(item: Item, index: number) => HTMLElement} how.drawOne
 * @param {(item: Item) => string | number} how.keyOf
 * @param {number} [how.guess]
 * @param {() => HTMLElement} [how.spacer]
 * @param {(first: number, last: number) => void} [how.drawn]
 * @returns {Virtual<Item>}
 */
export function virtual(box, body, { drawOne, keyOf, guess = 32, spacer = emptyItem, drawn = () => {} }) {
  const top = spacer();
  const bottom = spacer();
  for (const one of [top, bottom]) one.classList.add("mlab-spacer");
  body.append(top, bottom);
  /** @type {Item[]} */
  let items = [];
  /** @type {Map<string | number, { node: HTMLElement, made: string }>} */
  let window = new Map();
  /** @type {Map<string | number, number>} */
  const heights = new Map();
  const heightOf = (/** @type {Item} */ item) => heights.get(keyOf(item)) ?? guess;

  function range() {
    const start = box.getBoundingClientRect().top - top.getBoundingClientRect().top;
    return inView(items.map(heightOf), start, box.clientHeight);
  }

  function fill() {
    const { first, last, above, below } = range();
    /** @type {typeof window} */
    const next = new Map();
    let before = top;
    for (let at = first; at < last; at += 1) {
      const key = keyOf(items[at]);
      const made = JSON.stringify(items[at]);
      const old = window.get(key);
      const node = old?.made === made ? old.node : drawOne(items[at], at);
      next.set(key, { node, made });
      if (before.nextSibling !== node) before.after(node);
      before = node;
      watch.observe(node);
    }
    for (const [key, { node }] of window) {
      if (next.get(key)?.node !== node) {
        watch.unobserve(node);
        node.remove();
      }
    }
    window = next;
    top.style.height = `${above}px`;
    bottom.style.height = `${below}px`;
    drawn(first, last);
  }

  /** Fill, and again while what is drawn turns out to be of other heights than was thought. */
  function settle() {
    if (!box.clientHeight) return;
    for (let turn = 0; turn < 4; turn += 1) {
      fill();
      let moved = false;
      for (const [key, { node }] of window) {
        const height = node.getBoundingClientRect().height;
        if (Math.abs(height - (heights.get(key) ?? guess)) > 0.5) moved = true;
        heights.set(key, height);
      }
      if (!moved) break;
    }
  }

  let asked = false;
  const soon = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      settle();
    });
  };
  const watch = new ResizeObserver(soon);
  watch.observe(box);
  box.addEventListener("scroll", soon, { passive: true });

  return {
    show(list) {
      items = list;
      settle();
    },
    reveal(index) {
      const above = items.slice(0, index).reduce((sum, item) => sum + heightOf(item), 0);
      const start = top.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop + above;
      const own = items[index] ? heightOf(items[index]) : 0;
      if (start < box.scrollTop) box.scrollTop = start;
      else if (start + own > box.scrollTop + box.clientHeight) box.scrollTop = start + own - box.clientHeight;
      settle();
    },
    stop() {
      watch.disconnect();
      box.removeEventListener("scroll", soon);
    },
  };
}

function emptyItem() {
  return el("li", { "aria-hidden": "true" });
}
