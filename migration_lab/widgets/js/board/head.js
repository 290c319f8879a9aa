// The head of the board, above its pages: the state, the next command, and what the last one did. Its height and the
// places of its buttons stay the same, whatever is to be told.

import { el } from "../parts/element.js";
import { glyph } from "../parts/signs.js";
import { armed } from "./armed.js";
import { heart } from "./heart.js";
import { TRUSTED } from "./pulse.js";
import { result } from "./result.js";
import { nextCommand } from "./run.js";
import { sentence } from "./sentence.js";

/** @typedef {import("../parts/states.js").PlacesState} PlacesState */
/** @typedef {import("../parts/states.js").Status} Status */
/** @typedef {import("../parts/states.js").Ask} Ask */
/** @typedef {import("./pulse.js").Beat} Beat */

const NOTICED = 400; // milliseconds after which a look is said to go on
const LOCKED = "Mend this first: Run is locked until models, a script or the database change.";
const MEND = "Mend this first: then the next command stands here.";
const ONLY_LOOKED_AT = "Run it in a terminal: here the project is only looked at.";

/**
 * @param {Ask} ask
 * @param {(command: string) => boolean} [inCell] runs a command in a new cell; false where that cannot be done
 * @param {Node[]} tools more buttons, for the board itself
 */
export function boardHead(ask, inCell = () => false, ...tools) {
  const chip = el("span", { class: "mlab-state" });
  const where = el("span", { class: "mlab-where" });
  const alive = heart();
  const told = sentence();
  const next = nextCommand((command) => ask("run", { command }), inCell);
  const last = result(ask);
  const undone = el("p", { class: "mlab-undone" });
  const undo = el("button", { type: "button", class: "mlab-button mlab-back", "data-act": "undo" }, "Undo");
  const redo = el("button", { type: "button", class: "mlab-button mlab-back", "data-act": "redo" }, "Redo");
  const presses = { undo: armed(undo, () => ask("undo", { sure })), redo: armed(redo, () => ask("redo")) };
  const node = el(
    "header",
    { class: "mlab-board-head" },
    el("div", { class: "mlab-top" }, chip, where, alive.node, el("span", { class: "mlab-own" }, tools)),
    el("div", { class: "mlab-now" }, told.node, next.node, alive.warning),
    el("div", { class: "mlab-done" }, el("div", { class: "mlab-backs" }, undo, redo), el("div", { class: "mlab-did" }, last.node, undone)),
  );
  /** @type {string | null} */
  let sure = null; // the command that the next press of Undo takes back all the same
  let noticed = true; // whether the present look has gone on for so long that it is said
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let wasLooking = false;
  let drawNow = () => {}; // draws the newest state

  /** Where the focus goes when the button that had it has disappeared: to the result of the command. */
  function focusResult() {
    (last.node.hasChildNodes() ? last.node : told.node).focus();
  }

  /**
   * @param {PlacesState | null} places
   * @param {Status} status
   * @param {boolean} trusted
   */
  function drawState(places, status, trusted) {
    const looking = !places || (status.looking && noticed);
    const [mark, words, hue] = standing(looking ? null : places.state, trusted, Boolean(status.lost));
    chip.className = `mlab-state mlab-${hue}`;
    chip.title = words;
    chip.replaceChildren(el("span", { "aria-hidden": "true" }, glyph(mark), " "), words);
    told.update(status, places?.sentence ?? "", looking || !trusted);
    where.textContent = [places?.database, status.read_only ? "open read-only" : null].filter(Boolean).join(" · ");
    where.title = where.textContent;
  }

  /**
   * @param {Status} status
   * @param {boolean} trusted
   */
  function drawBack(status, trusted) {
    sure = status.sure ?? null;
    const again = sure ? " all the same" : "";
    name(undo, "Undo", status.undo, again, "database and scripts as they were before it");
    name(redo, "Redo", status.redo, "", "database and scripts as they were before its undo");
    const able = trusted && !status.settling;
    presses.undo.offer(able && status.undo ? status.undo + again : "");
    presses.redo.offer(able && status.redo ? status.redo : "");
    const named = (status.undo === status.last?.command && status.last?.undoable) || status.undo === status.lost?.command;
    const beside = named && !sure;
    const earlier = status.undo === status.last?.command;
    const told = status.undo && !beside ? [`Undo takes back ${sure ? "all the same " : earlier ? "the earlier " : ""}`, el("code", {}, status.undo)] : [];
    undone.replaceChildren(...told);
  }

  /**
   * @param {PlacesState | null} places
   * @param {Status} status
   * @param {Beat} beat
   */
  function update(places, status, beat) {
    const trusted = TRUSTED.includes(beat);
    drawNow = () => drawState(places, status, trusted);
    if (status.looking !== wasLooking) {
      wasLooking = status.looking;
      noticed = false;
      clearTimeout(timer);
      if (status.looking) {
        timer = setTimeout(() => {
          noticed = true;
          drawNow();
        }, NOTICED);
      }
    }
    alive.update(beat, status.reopen);
    drawNow();
    const failed = status.mend && (!places?.command || status.settling) ? status.mend.command : null;
    last.update(status, (failed && status.mend?.path ? status.mend : null) ?? (places?.command ? undefined : places?.mend));
    const command = failed ?? places?.command ?? null;
    next.update({
      command,
      locked: failed ? LOCKED : command && status.read_only ? ONLY_LOOKED_AT : !command && places?.mend?.path ? MEND : "",
      effect: places?.effect ?? [],
      settling: status.settling || !places || !trusted,
      busy: beat === "busy",
    });
    drawBack(status, trusted);
  }

  function stop() {
    clearTimeout(timer);
    for (const one of [next, presses.undo, presses.redo]) one.stop();
  }

  return { node, update, focusResult, stop };
}

/**
 * Name a button by the command that it takes back or brings back; without one it stays in its place.
 * @param {HTMLButtonElement} button
 * @param {string} verb
 * @param {string | null} command
 * @param {string} again
 * @param {string} about
 */
function name(button, verb, command, again, about) {
  button.setAttribute("aria-label", command ? `${verb} ${command}${again}` : `${verb}: nothing to ${verb.toLowerCase()}`);
  button.title = command ? `${verb} ${command}${again}: ${about}` : `Nothing to ${verb.toLowerCase()}`;
}

/**
 * The label of the state, before its sentence; a state that may be out of date is never "in step".
 * @param {string | null} state null while the lab looks
 * @param {boolean} trusted
 * @param {boolean} lost whether the last command lost something
 * @returns {[mark: string, words: string, hue: string]}
 */
export function standing(state, trusted, lost = false) {
  if (!trusted) return ["✗", "not live", "drop"];
  if (state === null) return ["…", "looking …", "none"];
  if (lost) return [state === "in step" ? "✓" : "≠", `${state}, with a loss`, "drop"];
  return state === "in step" ? ["✓", state, "add"] : ["≠", state, "change"];
}
