// The page of the SQL that ran. Its state is made by `SqlView.state` (sql_view.py).

import { el, note } from "../parts/element.js";
import { statements } from "../parts/statements.js";
import { copyButton } from "./buttons.js";
import { virtual } from "./virtual.js";

/** @typedef {import("../parts/states.js").SqlOfCommand} SqlOfCommand */
/** @typedef {SqlOfCommand & { newest: boolean, number: number }} Listed */

export function sqlPage() {
  const empty = note("No SQL that changes anything has run in this kernel yet.");
  const commands = el("ul", { class: "mlab-boxes", "aria-label": "Commands, newest first" });
  const body = el("div", { class: "mlab-page-sql" }, empty, commands);
  /** @type {import("./virtual.js").Virtual<Listed> | null} */
  let list = null;

  /** @param {Listed} one */
  function command(one) {
    return el(
      "li",
      {},
      el(
        "details",
        { class: "mlab-box", open: one.newest },
        el("summary", {}, el("code", {}, one.command), one.title.slice(one.command.length)),
        el("div", { class: "mlab-tools" }, copyButton(`the SQL of ${one.command}`, one.copy, "Copy all")),
        statements(one.statements),
      ),
    );
  }

  /**
   * @param {SqlOfCommand[]} state
   * @param {HTMLElement} scrolling
   */
  function update(state, scrolling) {
    list ??= virtual(scrolling, commands, { drawOne: command, keyOf: (one) => one.number, guess: 40 });
    empty.hidden = state.length > 0;
    list.show(state.map((one, at) => ({ ...one, newest: at === 0, number: state.length - at })));
  }

  return { body, update, stop: () => list?.stop() };
}
