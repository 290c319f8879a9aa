// What every widget does with the model that Jupyter gives it.

import { el, freshId } from "./element.js";

/** @typedef {import("./states.js").Model} Model */

/**
 * Keep the notebook's one-key commands ("x" cuts the cell) away from the focused element; Ctrl, Cmd and Alt still work.
 * @param {HTMLElement} root
 */
export function guardKeys(root) {
  const guard = (/** @type {Event} */ event) => {
    const { altKey, ctrlKey, metaKey } = /** @type {KeyboardEvent} */ (event);
    const target = /** @type {Element} */ (event.target);
    target.toggleAttribute("data-lm-suppress-shortcuts", !(altKey || ctrlKey || metaKey));
  };
  for (const type of ["focusin", "keydown", "keyup"]) root.addEventListener(type, guard);
}

const AFTER = 1000;

/**
 * @param {Model} model
 * @param {object} message
 */
function tellKernel(model, message) {
  try {
    model.send(message);
  } catch {
    // there is no kernel, or the connection to it has gone
  }
}

/**
 * Draw now and at every change of the state; return the function that stops it. The kernel is told of both, so that it
 * can let go of what is no longer on any page.
 * @template State
 * @param {(root: HTMLElement, state: State, model: Model) => void} draw
 */
export function drawWith(draw) {
  return (/** @type {{ model: Model, el: HTMLElement }} */ { model, el: host }) => {
    const root = el("div", { class: "mlab" });
    guardKeys(root);
    const update = () => draw(root, model.get("_state"), model);
    update();
    model.on("change:_state", update);
    host.append(root);
    const view = freshId("view");
    tellKernel(model, { view, there: true });
    return () => {
      model.off("change:_state", update);
      root.remove();
      // A closed notebook loses its connection too. So nothing is said for a while, and the notebook can be opened again.
      setTimeout(() => tellKernel(model, { view, there: false }), AFTER);
    };
  };
}
