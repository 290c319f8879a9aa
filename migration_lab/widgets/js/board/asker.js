// Questions to the kernel, and its answers.

/**
 * Questions to the kernel: `ask("rows", { table })` gives a promise of the answer, also when it comes late. Where the
 * kernel cannot even be asked, the answer is a `problem`.
 * @param {import("../parts/states.js").Model} model
 * @returns {[ask: import("../parts/states.js").Ask, stop: () => void]}
 */
export function asker(model) {
  /** @type {Map<number, (answer: any) => void>} */
  const open = new Map();
  let last = 0;
  const hear = (/** @type {any} */ message) => {
    open.get(message?.answer)?.(message);
    open.delete(message?.answer);
  };
  model.on("msg:custom", hear);
  const ask = (/** @type {string} */ what, more = {}) =>
    new Promise((resolve) => {
      last += 1;
      open.set(last, resolve);
      try {
        model.send({ ask: last, what, ...more });
      } catch {
        open.delete(last);
        resolve({ problem: "The kernel cannot be asked: it has ended, or the connection to it is lost." });
      }
    });
  return [ask, () => model.off("msg:custom", hear)];
}
