// The button beside the state that shows the coach's page about it.

import { el } from "../parts/element.js";

/** @param {(id: string) => boolean} show shows the page; false where that cannot be done */
export function whyButton(show) {
  const button = el("button", { type: "button", class: "mlab-button mlab-small mlab-why-state" }, "Why?");
  const node = el("span", { hidden: true }, button);
  let id = "";
  button.addEventListener("click", () => {
    if (!show(id)) node.replaceChildren(el("code", { role: "status" }, `lab.explain("${id}")`));
  });

  /** @param {string} entry empty where there is no page */
  function update(entry) {
    if (entry === id) return;
    id = entry;
    node.hidden = !entry;
    button.setAttribute("aria-label", `Why? Show the page about ${entry}`);
    node.replaceChildren(button);
  }

  return { node, update };
}
