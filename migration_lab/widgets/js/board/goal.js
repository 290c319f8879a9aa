// The exercise in hand: what it asks for, ticked off as it is met. Its state is made in the kernel (exercise_in_hand.py).

import { el, fold } from "../parts/element.js";

/** @typedef {import("../parts/states.js").Goal} Goal */

export function goalPanel() {
  const node = el("section", { class: "mlab-in-hand", "aria-label": "The exercise in hand", hidden: true });
  /** @type {Map<string, boolean>} */
  let met = new Map();
  let exercise = "";

  /** @param {Goal | null} goal */
  function update(goal) {
    node.hidden = !goal;
    if (!goal) return;
    const fresh = goal.id !== exercise;
    exercise = goal.id;
    const done = goal.items.filter((item) => item.met).length;
    const before = goal.before.length ? el("p", { class: "mlab-note" }, el("b", { "aria-hidden": "true" }, "✓ "), `done: ${goal.before.join(", ")}`) : null;
    const items = goal.items.map((item) => {
      const news = !fresh && met.get(item.words) !== item.met;
      const look = `mlab-${item.met ? "add" : "none"}${news ? " mlab-news-item" : ""}`;
      return el("li", { class: look }, el("span", { class: "mlab-tick", "aria-hidden": "true" }, item.met ? "✓" : "○"), el("span", { class: "mlab-heard" }, item.met ? "met: " : "not yet: "), el("span", {}, item.words));
    });
    met = new Map(goal.items.map((item) => [item.words, item.met]));
    const check = el("p", { class: goal.checked ? "mlab-add" : "mlab-note" }, goal.checked ? "✓ checked, and done" : [goal.met ? "All of it is there. Now run " : "Then run ", el("code", {}, goal.check), goal.met ? ": it tries the scripts too." : ""]);
    const bar = el("span", { class: "mlab-count", role: "status" }, `${done} of ${goal.items.length}`);
    const open = node.querySelector("details")?.open ?? true;
    const box = fold([el("strong", {}, goal.name), ` ${goal.title} `, bar], before, el("ul", { class: "mlab-items" }, items), check);
    box.open = open;
    node.classList.toggle("mlab-all-met", goal.met);
    node.replaceChildren(box);
  }

  return { node, update };
}
