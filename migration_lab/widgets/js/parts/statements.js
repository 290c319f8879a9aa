// SQL that ran, the same in card and board. Its state is made by `statements_of` (card_state.py).

import { copyButton } from "./copy.js";
import { el, note } from "./element.js";
import { sign } from "./signs.js";
import { sqlWords } from "./sql_words.js";

/** @typedef {import("./states.js").Sql} Sql */

/** @param {Sql[]} list */
export function statements(list) {
  return el("ol", { class: "mlab-sql" }, list.map(statement));
}

/** @param {Sql} one */
function statement(one) {
  const more = one.times > one.parameters.length ? " …" : null;
  return el(
    "li",
    { class: one.bookkeeping ? "mlab-quiet" : null },
    el("div", { class: "mlab-statement" }, el("pre", {}, el("code", {}, sqlWords(one.sql))), took(one.seconds), copyButton("this statement", `${one.sql};`)),
    one.note ? el("p", { class: "mlab-note mlab-became" }, sign(one.note === "failed" ? "!" : "-", {}), el("strong", {}, one.note)) : null,
    one.times > 1 ? note(`ran ${one.times} times`) : null,
    one.parameters.length ? note("with ", one.parameters.map((each) => el("code", {}, each)), more) : null,
    one.bookkeeping ? note("Alembic's bookkeeping") : null,
  );
}

/** @param {number | null} seconds */
function took(seconds) {
  return seconds === null ? null : el("span", { class: "mlab-took" }, el("span", { class: "mlab-heard" }, "took "), duration(seconds));
}

/**
 * A time that can be read at a glance: "0.4 ms", "12 ms", "3.1 s".
 * @param {number} seconds
 */
export function duration(seconds) {
  const thousandths = seconds * 1000;
  if (thousandths < 10) return `${Math.max(0.1, thousandths).toFixed(1)} ms`;
  return thousandths < 1000 ? `${Math.round(thousandths)} ms` : `${seconds.toFixed(1)} s`;
}
