// The head of a card: in large plain words, what became of each table and of its rows. Then the command, and the rest.

import { copyButton } from "../parts/copy.js";
import { el } from "../parts/element.js";
import { KINDS, sign } from "../parts/signs.js";

/** @typedef {import("../parts/states.js").CardState} CardState */
/** @typedef {import("../parts/states.js").Fact} Fact */
/** @typedef {import("../parts/states.js").Headline} Headline */

/** @param {CardState} card */
export function cardHead(card) {
  const loud = card.facts.filter((fact) => fact.mark === "!" && !fact.told);
  const quiet = card.facts.filter((fact) => fact.mark !== "!" && !fact.told);
  const alone = !card.headlines.length && !loud.length;
  const first = alone ? (quiet.length ? quiet : [{ mark: "", words: "nothing changed", told: false }]) : loud;
  return el(
    "div",
    { class: "mlab-head" },
    first.length ? el("ul", { class: "mlab-facts mlab-loud" }, first.map(factItem)) : null,
    card.why ? el("p", { class: "mlab-why" }, card.why) : null,
    card.headlines.map(headline),
    card.detected.length ? el("ul", { class: "mlab-detected", "aria-label": "What Alembic detected" }, card.detected.map((words) => el("li", {}, words))) : null,
    el(
      "div",
      { class: "mlab-ran" },
      el("code", { class: "mlab-command" }, card.command),
      copyButton("the command", card.command),
      alone || !quiet.length ? null : el("ul", { class: "mlab-facts" }, quiet.map(factItem)),
    ),
  );
}

/** @param {Headline} one */
function headline(one) {
  return el(
    "div",
    { class: "mlab-headline" },
    el(
      "p",
      { class: "mlab-what" },
      one.database ? el("span", { class: "mlab-where" }, `${one.database}: `) : null,
      el("strong", {}, one.was ? [el("del", {}, el("bdi", {}, one.was)), " → "] : null, el("bdi", {}, one.name)),
      one.changes.map((fact) => [" ", el("span", { class: `mlab-chip mlab-${KINDS[fact.mark] ?? "none"}` }, sign(fact.mark), fact.words)]),
    ),
    one.rows.length ? el("p", { class: "mlab-became" }, one.rows.map((fact, at) => [at ? " · " : null, el("span", { class: `mlab-${KINDS[fact.mark] ?? "none"}` }, fact.mark === "-" ? sign("-", {}) : null, fact.words)])) : null,
  );
}

/** @param {Fact} fact */
function factItem(fact) {
  return el("li", { class: `mlab-fact mlab-${KINDS[fact.mark] ?? "none"}` }, sign(fact.mark), el("span", {}, fact.words));
}
