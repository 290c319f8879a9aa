// The signs `+ - ~`, with words for people who do not see the colours, or who listen to the page.

import { draw, el } from "./element.js";

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
 * What is drawn for a sign. Some fonts draw "≠" like "=/", so it is a picture: two bars and a stroke through both.
 * @param {string} mark
 */
export function glyph(mark) {
  if (mark !== "≠") return SIGNS[mark] ?? mark;
  const line = draw("path", { d: "M1.5 4h9M1.5 8h9M8.4 1 3.6 11", fill: "none", stroke: "currentColor", "stroke-width": 1.7, "stroke-linecap": "round" });
  const picture = draw("svg", { viewBox: "0 0 12 12", width: "0.8em", height: "0.8em", "aria-hidden": "true" }, line);
  return el("span", { class: "mlab-unequal" }, picture, el("span", { class: "mlab-heard" }, mark));
}

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
    el("span", { "aria-hidden": "true" }, glyph(mark)),
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
    el("b", { "aria-hidden": "true" }, glyph(line.mark)),
    el("span", {}, word),
  );
}
