// Whether the kernel is alive, at the top of the board; and a warning where what is shown may be out of date.

import { el } from "../parts/element.js";
import { TRUSTED } from "./pulse.js";

/** @typedef {import("./pulse.js").Beat} Beat */

/** @type {Record<Beat, [mark: string, words: string, about: string]>} */
const PULSES = {
  live: ["●", "live", ""],
  busy: ["◐", "busy", "The kernel is running a cell. The board follows, buttons wait their turn."],
  silent: ["○", "no answer", "The kernel has not answered for a while. What you see here may be out of date."],
  cut: ["○", "not connected", "The connection to the kernel is lost. What you see here may be out of date."],
  gone: ["✗", "kernel gone", "The kernel was restarted or has ended, so nothing here is live. To go on with your work, run: "],
};

export function heart() {
  const node = el("span", { class: "mlab-heart" });
  const warning = el("p", { class: "mlab-warning", role: "alert", hidden: true });

  /**
   * @param {Beat} beat
   * @param {string} reopen what to run in a new kernel
   */
  function update(beat, reopen) {
    const [mark, words, about] = PULSES[beat];
    const told = beat === "gone" ? about + reopen : about;
    node.replaceChildren(el("span", { "aria-hidden": "true" }, mark), ` ${words}`);
    node.className = `mlab-heart mlab-${beat === "live" ? "add" : beat === "busy" ? "move" : "drop"}`;
    node.title = TRUSTED.includes(beat) ? about : "";
    if (warning.textContent !== told) warning.textContent = told;
    warning.hidden = TRUSTED.includes(beat);
  }

  return { node, warning, update };
}
