// The signs `+ - ~`, with words for people who do not see the colours, or who listen to the page.

import { el } from "./element.js";

/** @typedef {import("./states.js").Line} Line */
/** @typedef {Record<string, string>} Words */

/** @type {Words} */
export const WORDS = { "+": "added", "-": "dropped", "~": "changed", renamed: "renamed" };
/** @type {Words} */
export const SIGNS = { "-": "−" };
/** @type {Words} */
export const STATES = { added: "+", dropped: "-", changed: "~" };
/** @type {Words} */
export const KINDS = { "+": "add", "-": "drop", "~": "change", "→": "move", "!": "fail" };

/**
 * The sign `+ - ~` in its colour, with its word for people who listen to the page.
 * @param {string | undefined} mark
 * @param {Words} [words]
 */
export function sign(mark, words = WORDS) {
  if (!mark) return null;
  return el(
    "span",
    { class: `mlab-sign mlab-${KINDS[mark]}` },
    el("span", { "aria-hidden": "true" }, SIGNS[mark] ?? mark),
    words[mark] ? el("span", { class: "mlab-heard" }, `${words[mark]}: `) : null,
  );
}

/**
 * The sign of a line and its word together, as "+ added".
 * @param {Line} line
 * @param {Words} words
 */
export function tag(line, words) {
  const word = words[line.renamed ? "renamed" : line.mark];
  if (!word) return null;
  return el(
    "span",
    { class: `mlab-tag mlab-${KINDS[line.mark]}` },
    el("b", { "aria-hidden": "true" }, SIGNS[line.mark] ?? line.mark),
    el("span", {}, word),
  );
}
