// What the lab says of the state, in a sentence or two; during a long look, what it is doing and how far it is.

import { el } from "../parts/element.js";

/** @typedef {import("../parts/states.js").Progress} Progress */

export function sentence() {
  const first = el("span", {});
  const far = el("span", { "aria-hidden": "true" });
  const rest = el("span", {});
  const node = el("p", { class: "mlab-sentence mlab-brief", role: "status", tabindex: "0" }, el("span", {}, first, far, rest));
  let said = ""; // without the count, which is not read aloud each time it grows

  /**
   * @param {import("../parts/states.js").Status} status
   * @param {string} words what is said when nothing else is
   * @param {boolean} old whether that may be out of date
   */
  function update({ problem, progress }, words, old) {
    const doing = problem ? null : progress;
    const told = doing ? [lookingAt(doing), doing.known && ` ${doing.known}`] : [problem ?? words, ""];
    if (said !== told.join("")) [first.textContent, rest.textContent] = told;
    said = told.join("");
    far.textContent = doing ? howFar(doing) : "";
    node.classList.toggle("mlab-old", old);
  }

  return { node, update };
}

/** @param {Progress} progress */
function lookingAt({ what }) {
  return `Still looking: ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
}

/** @param {Progress} progress */
function howFar({ done, of }) {
  return `${of ? `: ${done.toLocaleString("en")} of ${of.toLocaleString("en")}` : ""} …`;
}
