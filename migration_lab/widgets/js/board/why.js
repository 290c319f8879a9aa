// The button beside the state that shows the coach's page about it.

import { el } from "../parts/element.js";
import { keepFocus, tellingButton } from "../parts/focus.js";

/**
 * @param {(id: string) => boolean} show shows the page; false where that cannot be done
 * @param {() => HTMLElement | null} [beside] what has the focus when the button goes that had it
 */
export function whyButton(show, beside = () => null) {
  const node = el("span", { class: "mlab-why-state", hidden: true });
  let id = "";

  /** @param {string} entry empty where there is no page */
  function update(entry) {
    if (entry === id) return;
    id = entry;
    const draw = () => {
      node.hidden = !entry;
      node.replaceChildren(...(entry ? [button(entry)] : []));
    };
    keepFocus(node, draw, beside());
  }

  /** @param {string} entry */
  function button(entry) {
    const attributes = { class: "mlab-button mlab-small", "aria-label": `Why? Show the page about ${entry}` };
    const not = el("code", { title: "In a cell of a notebook, this shows the page." }, `lab.explain("${entry}")`);
    return tellingButton(attributes, "Why?", { act: () => show(entry), done: "A cell shows the page.", not });
  }

  return { node, update };
}
