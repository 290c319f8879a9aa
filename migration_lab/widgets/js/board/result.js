// What the last command did, what it lost, and where to mend what failed; beside it stand Undo and Redo.

import { el, fold } from "../parts/element.js";
import { inLab } from "../parts/in_lab.js";
import { sign } from "../parts/signs.js";
import { actionButton } from "./buttons.js";

/** @typedef {import("../parts/states.js").Result} Result */
/** @typedef {import("../parts/states.js").Status} Status */
/** @typedef {import("../parts/states.js").Ask} Ask */

/** @param {Ask} ask */
export function result(ask) {
  const node = el("div", { class: "mlab-last", role: "status", tabindex: "0" });
  let made = "";

  /**
   * @param {Status} status
   * @param {import("../parts/states.js").LineToMend | undefined} mend
   */
  function update({ last, lost }, mend) {
    const wanted = JSON.stringify([last, lost, mend]);
    if (wanted === made) return;
    made = wanted;
    const acts = el("div", { class: "mlab-acts" }, mend?.path ? opening(mend) : null, last?.output ? printed(last) : null);
    const parts = el("div", {}, lost && loss(lost, ask), last && ended(last), acts.hasChildNodes() && acts);
    node.replaceChildren(...parts.childNodes);
    node.classList.toggle("mlab-loss", Boolean(lost));
    node.scrollTop = 0;
  }

  return { node, update };
}

/**
 * What is gone, until something else happens or somebody has taken note.
 * @param {NonNullable<Status["lost"]>} lost
 * @param {Ask} ask
 */
function loss(lost, ask) {
  return el(
    "div",
    { class: "mlab-lost-now mlab-drop" },
    el("p", {}, sign("-", {}), el("strong", {}, lost.what.join(", ")), " with ", el("code", {}, lost.command)),
    actionButton("×", { class: "mlab-button mlab-small", "aria-label": "Take the note about the loss away", title: "Take this note away" }, () => ask("dismiss")),
  );
}

/** @param {Result} last */
function ended(last) {
  return el(
    "p",
    { class: `mlab-ended mlab-${last.ok ? "add" : "fail"}`, title: `${last.command} ${last.words}` },
    el("span", { class: "mlab-mark", "aria-hidden": "true" }, last.ok ? "✓" : "✗"),
    " ",
    el("code", {}, last.command),
    ` ${last.words}`,
  );
}

/**
 * What it printed; it opens over the page, and pushes nothing away.
 * @param {Result} last
 */
function printed(last) {
  const output = el("pre", { class: "mlab-output", tabindex: "0", role: "group", "aria-label": last.about }, last.output);
  const more = fold(last.about, output);
  more.addEventListener("toggle", () => (output.scrollTop = output.scrollHeight));
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    more.open = false;
    more.querySelector("summary")?.focus();
  });
  return more;
}

/**
 * The line to mend, which opens in JupyterLab's editor; elsewhere the button says where it is.
 * @param {import("../parts/states.js").LineToMend} mend
 */
function opening(mend) {
  const name = mend.path.split("/").at(-1);
  return actionButton(`Open line ${mend.line} of ${name}`, { class: "mlab-button mlab-small mlab-open", title: mend.path }, (button) => {
    if (!inLab(button, "migration-lab:open-file", { path: mend.path, line: mend.line })) button.textContent = `${mend.path}, line ${mend.line}`;
  });
}
