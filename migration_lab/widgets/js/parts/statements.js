// SQL that ran, the same in card and board. Its state is made by `statements_of` (card_state.py).

import { el, note } from "./element.js";
import { sign } from "./signs.js";

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
    el("pre", {}, el("code", {}, one.sql)),
    one.note ? el("p", { class: "mlab-note mlab-became" }, sign(one.note === "failed" ? "!" : "-", {}), el("strong", {}, one.note)) : null,
    one.times > 1 ? note(`ran ${one.times} times`) : null,
    one.parameters.length ? note("with ", one.parameters.map((each) => el("code", {}, each)), more) : null,
    one.bookkeeping ? note("Alembic's bookkeeping") : null,
  );
}
