// A long list: the page holds only the items that are in view, and a few around them.

import { el } from "../parts/element.js";

const AROUND = 240;

/**
 * @template Item
 * @typedef {object} Virtual
 * @property {(list: Item[]) => void} show
 * @property {(index: number) => void} reveal scroll so that the item is in view, at once or when the list is no longer hidden
 * @property {() => void} stop
 */

/**
 * Choose the items to draw, and say how high the others are, before and after them.
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
 * Fill `body` with the items that are in view while `box` scrolls. `drawOne(item, index)` returns an element of any
 * height, and `guess` is a first estimate of it. `spacer` makes the elements that take the place of the rest. `keyOf`
 * identifies an item, so that an unchanged one stays the same element, with its focus and its open folds.
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
  let typical = guess; // the least height that was measured at first: a good guess needs no second look
  const heightOf = (/** @type {Item} */ item) => heights.get(keyOf(item)) ?? typical;

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

  /** @type {number | null} */
  let wanted = null; // the item to scroll to, as soon as the list can be measured

  /** What is hidden has no place and no size: nothing of it can be measured. */
  const hidden = () => !box.clientHeight || !body.getClientRects().length;

  /** Fill, and repeat while the heights of the drawn items turn out to be different from the estimate. */
  function settle() {
    if (hidden()) return;
    if (wanted !== null) {
      fill(); // only then is the list as high as it is going to be
      scrollTo(wanted);
    }
    for (let turn = 0; turn < 4; turn += 1) {
      fill();
      if (!measure()) break;
      if (wanted !== null) scrollTo(wanted);
    }
    wanted = null;
  }

  /** Note the heights of the drawn items; true if one was not as expected. */
  function measure() {
    const first = !heights.size && window.size > 0;
    let moved = false;
    for (const [key, { node }] of window) {
      const height = node.getBoundingClientRect().height;
      if (Math.abs(height - (heights.get(key) ?? typical)) > 0.5) moved = true;
      heights.set(key, height);
    }
    if (first) typical = Math.min(...heights.values()) || guess;
    return moved;
  }

  /**
   * Scroll no farther than needed; but put what is far away in the middle.
   * @param {number} index
   */
  function scrollTo(index) {
    const item = items[index];
    if (!item) return;
    const above = items.slice(0, index).reduce((sum, one) => sum + heightOf(one), 0);
    const start = top.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop + above;
    const own = heightOf(item);
    const [before, after] = [box.scrollTop - start, start + own - box.scrollTop - box.clientHeight];
    if (Math.max(before, after) > box.clientHeight / 2) box.scrollTop = start - (box.clientHeight - own) / 2;
    else if (before > 0) box.scrollTop = start;
    else if (after > 0) box.scrollTop = start + Math.min(0, own - box.clientHeight);
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
  watch.observe(body); // it may be hidden on its own
  box.addEventListener("scroll", soon, { passive: true });

  return {
    show(list) {
      items = list;
      settle();
    },
    reveal(index) {
      wanted = index;
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
