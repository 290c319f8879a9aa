// The next command, what it will do to rows, and the button that runs it.

import { el, freshId } from "../parts/element.js";
import { sign } from "../parts/signs.js";
import { armed } from "./armed.js";
import { copyButton } from "./buttons.js";

/** @typedef {import("../parts/states.js").Said} Said */
/** @typedef {{ command: string | null, locked: string, effect: Said[], settling: boolean, busy: boolean }} Next */

const NEVER_BEGAN = 5000;

/**
 * @param {(command: string) => Promise<unknown>} ask lets the kernel run the command, and waits for its end
 * @param {(command: string) => boolean} inCell runs it in a new cell; false where that cannot be done
 */
export function nextCommand(ask, inCell) {
  const about = freshId("effect");
  const look = { type: "button", class: "mlab-button mlab-act mlab-main", "data-act": "run", "aria-describedby": about };
  const button = el("button", look, "Run");
  const words = el("code", { class: "mlab-command" });
  const copy = el("span", { class: "mlab-copy-next" });
  const told = el("span", {});
  const effect = el("p", { class: "mlab-effect mlab-brief", id: about, tabindex: "0" }, told);
  const node = el("div", { class: "mlab-next", role: "group", "aria-label": "The next command" }, button, words, copy, effect);
  const press = armed(button, run);
  /** @type {Next} */
  let now = { command: null, locked: "", effect: [], settling: true, busy: false };
  /** @type {{ began: boolean, end: () => void } | null} */
  let cell = null; // the cell in which it runs
  let drawn = "";

  /** @param {string} command */
  async function run(command) {
    const busy = now.busy;
    if (!inCell(command)) return ask(command);
    await new Promise((resolve) => {
      cell = { began: false, end: () => resolve(null) };
      if (!busy) setTimeout(() => cell && !cell.began && cell.end(), NEVER_BEGAN);
    });
    cell = null;
  }

  /** @param {Next} next */
  function update(next) {
    if (cell && (next.settling || (next.busy && !now.busy))) cell.began = true;
    now = next;
    if (cell?.began && !next.settling && !next.busy) cell.end();
    const wanted = JSON.stringify([next.command, next.locked, next.effect]);
    if (wanted !== drawn) {
      drawn = wanted;
      draw();
    }
    press.offer(next.command && !next.locked && !next.settling ? next.command : "");
  }

  function draw() {
    const { command, locked } = now;
    words.replaceChildren(command ?? "nothing to run");
    words.title = command ?? "";
    words.classList.toggle("mlab-none", !command);
    const fails = !locked && command !== null && now.effect.some(([mark]) => mark === "!");
    button.replaceChildren(fails ? "Run anyway" : "Run");
    button.setAttribute("aria-label", command ? `Run ${command}${fails ? " anyway" : ""}` : "Run");
    copy.replaceChildren(...(command ? [copyButton(command, command)] : []));
    /** @type {Said[]} */
    const said = locked ? [["", locked]] : now.effect;
    effect.hidden = !said.length;
    told.replaceChildren(...said.map(([mark, text]) => el("span", { class: mark ? "mlab-harm mlab-drop" : null }, sign(mark, {}), text)));
    effect.classList.toggle("mlab-locked", Boolean(locked));
  }

  return { node, update, stop: press.stop };
}
