// The head of the board, above its pages: the state, the next command, and what the last one did.

import { el, fold } from "../parts/element.js";
import { actionButton, copyButton } from "./buttons.js";
import { TRUSTED } from "./pulse.js";

/** @typedef {import("../parts/states.js").PlacesState} PlacesState */
/** @typedef {import("../parts/states.js").Result} Result */
/** @typedef {import("../parts/states.js").Status} Status */
/** @typedef {import("../parts/states.js").Ask} Ask */
/** @typedef {import("./pulse.js").Beat} Beat */

/** @type {Record<Beat, [mark: string, words: string, about: string]>} */
const PULSES = {
  live: ["●", "live", ""],
  busy: ["◐", "kernel busy", "The kernel is running a cell. The board follows, buttons wait their turn."],
  silent: ["○", "no answer", "The kernel has not answered for a while. What you see here may be out of date."],
  cut: ["○", "not connected", "The connection to the kernel is lost. What you see here may be out of date."],
  gone: ["✗", "kernel gone", "The kernel was restarted or has ended, so nothing here is live. To go on with your work, run: "],
};

/** @param {Ask} ask */
export function boardHead(ask) {
  const chip = el("span", { class: "mlab-state" });
  const heart = el("span", { class: "mlab-heart" });
  const where = el("span", { class: "mlab-where" });
  const sentence = el("p", { class: "mlab-sentence", role: "status", tabindex: "-1" });
  const far = el("span", { "aria-hidden": "true" });
  const next = el("div", { class: "mlab-next" });
  const warning = el("p", { class: "mlab-warning", role: "alert", hidden: true });
  const last = el("div", { class: "mlab-last", role: "status", tabindex: "-1" });
  const undone = el("code", {});
  const undo = actionButton(["Undo ", undone], { class: "mlab-button mlab-undo", hidden: true }, () => ask("undo", { sure }));
  const node = el(
    "header",
    { class: "mlab-board-head" },
    el("div", { class: "mlab-line-of" }, chip, where, heart),
    warning,
    sentence,
    next,
    el("div", { class: "mlab-line-of" }, last, undo),
  );
  /** @type {string | null} */
  let command = null;
  /** @type {string | null} */
  let made = null;
  let said = ""; // the sentence without the count, which is not read aloud each time it grows
  /** @type {string | null} */
  let sure = null; // the command that the next press of Undo takes back all the same

  /** Where the focus goes when the button that had it has disappeared: to the result of the command. */
  function focusResult() {
    (last.hasChildNodes() ? last : sentence).focus();
  }

  /**
   * @param {Beat} beat
   * @param {string} reopen
   */
  function drawPulse(beat, reopen) {
    const [mark, words, about] = PULSES[beat];
    const told = beat === "gone" ? about + reopen : about;
    heart.replaceChildren(el("span", { "aria-hidden": "true" }, mark), ` ${words}`);
    heart.className = `mlab-heart mlab-${beat === "live" ? "add" : beat === "busy" ? "move" : "drop"}`;
    heart.title = TRUSTED.includes(beat) ? about : "";
    if (warning.textContent !== told) warning.textContent = told;
    warning.hidden = TRUSTED.includes(beat);
  }

  /**
   * @param {PlacesState | null} places
   * @param {Status} status
   * @param {boolean} trusted
   */
  function drawState(places, status, trusted) {
    const looking = status.looking || !places;
    const [mark, words, hue] = standing(looking ? null : places.state, trusted);
    chip.className = `mlab-state mlab-${hue}`;
    chip.title = words;
    chip.replaceChildren(el("span", { "aria-hidden": "true" }, `${mark} `), words);
    const told = status.problem ?? (status.progress ? lookingAt(status.progress) : places?.sentence) ?? "";
    if (said !== told) sentence.replaceChildren(told, far);
    said = told;
    far.textContent = status.problem ? "" : howFar(status.progress);
    sentence.classList.toggle("mlab-old", looking || !trusted);
    where.textContent = [places?.database, status.read_only ? "open read-only" : null].filter(Boolean).join(" · ");
  }

  /** @param {string | null} wanted */
  function drawNext(wanted) {
    if (wanted === command) return;
    command = wanted;
    next.replaceChildren(...(command ? nextCommand(command, ask) : []));
    next.hidden = !command;
  }

  /** @param {Status} status */
  function drawUndo(status) {
    undo.hidden = !status.undo;
    sure = status.sure ?? null;
    const named = status.undo === status.last?.command; // beside the button
    const which = named && !status.last?.undoable ? "the earlier " : "";
    const words = `${which}${status.undo ?? ""}${sure ? " all the same" : ""}`;
    undo.title = `Undo ${words}: database and scripts as they were before it`;
    undo.setAttribute("aria-label", `Undo ${words}`);
    undone.textContent = named && !which && !sure ? "" : words;
  }

  /** @param {Result | null} result */
  function drawLast(result) {
    const wanted = result ? JSON.stringify(result) : null;
    if (wanted === made) return;
    made = wanted;
    last.replaceChildren(...(result ? lastCommand(result) : []));
  }

  /**
   * @param {PlacesState | null} places
   * @param {Status} status
   * @param {Beat} beat
   */
  function update(places, status, beat) {
    const had = document.activeElement;
    const wasNext = next.contains(had);
    const wasUndo = had === undo && undo.getAttribute("aria-label");
    drawPulse(beat, status.reopen);
    drawState(places, status, TRUSTED.includes(beat));
    drawLast(status.last);
    drawNext(places?.command ?? null);
    drawUndo(status);
    if ((wasNext && !next.contains(had)) || (wasUndo && wasUndo !== undo.getAttribute("aria-label"))) focusResult();
  }

  next.hidden = true;
  return { node, update, focusResult };
}

/**
 * The label of the state, before its sentence; a state that may be out of date is never "in step".
 * @param {string | null} state null while the lab looks
 * @param {boolean} trusted
 * @returns {[mark: string, words: string, hue: string]}
 */
export function standing(state, trusted) {
  if (!trusted) return ["✗", "not live", "drop"];
  if (state === null) return ["…", "looking …", "none"];
  return state === "in step" ? ["✓", state, "add"] : ["≠", state, "change"];
}

/** @param {import("../parts/states.js").Progress} progress */
function lookingAt({ known, what }) {
  return `${known ? `${known} ` : ""}Still looking: ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
}

/** @param {import("../parts/states.js").Progress | null} progress */
function howFar(progress) {
  if (!progress) return "";
  return `${progress.of ? `: ${progress.done.toLocaleString("en")} of ${progress.of.toLocaleString("en")}` : ""} …`;
}

/**
 * @param {string} command
 * @param {Ask} ask
 */
function nextCommand(command, ask) {
  const look = { class: "mlab-button mlab-act mlab-main", "aria-label": `Run ${command}`, "data-act": "run" };
  return [
    el("span", { class: "mlab-prompt" }, "Next"),
    el("code", { class: "mlab-command" }, command),
    actionButton("Run", look, () => ask("run", { command })),
    copyButton(command, command),
  ];
}

/**
 * What the last command did.
 * @param {Result} last
 */
function lastCommand(last) {
  const words = el(
    "p",
    { class: `mlab-${last.ok ? "add" : "fail"}` },
    el("span", { class: "mlab-mark", "aria-hidden": "true" }, last.ok ? "✓" : "✗"),
    " ",
    el("code", {}, last.command),
    ` ${last.words}`,
  );
  if (!last.output) return [words];
  const output = el("pre", { class: "mlab-output", tabindex: "0", role: "group", "aria-label": last.about }, last.output);
  const more = fold(last.about, output);
  more.addEventListener("toggle", () => (output.scrollTop = output.scrollHeight));
  return [words, more];
}
