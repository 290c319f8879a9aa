// Questions to the kernel, and its answers.

import { freshId } from "../parts/element.js";

/**
 * Ask the kernel: `ask("rows", { table })` gives a promise of the answer, even if it comes late. If the kernel cannot be
 * asked, the answer is a `problem`. Several views may share a model and receive all of its answers, so each question has
 * an id that is unique among all views.
 * @param {import("../parts/states.js").Model} model
 * @returns {[ask: import("../parts/states.js").Ask, stop: () => void]}
 */
export function asker(model) {
  /** @type {Map<string, (answer: any) => void>} */
  const open = new Map();
  const hear = (/** @type {any} */ message) => {
    open.get(message?.answer)?.(message);
    open.delete(message?.answer);
  };
  model.on("msg:custom", hear);
  const ask = (/** @type {string} */ what, more = {}) =>
    new Promise((resolve) => {
      const name = freshId("question");
      open.set(name, resolve);
      try {
        model.send({ ask: name, what, ...more });
      } catch {
        open.delete(name);
        resolve({ problem: "The kernel cannot be asked: it has ended, or the connection to it is lost." });
      }
    });
  return [ask, () => model.off("msg:custom", hear)];
}
