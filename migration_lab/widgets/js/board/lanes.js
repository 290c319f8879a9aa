// One row through the three places: what models, scripts and database have of a thing, with a line where they differ.

import { el } from "../parts/element.js";
import { KINDS, SIGNS, WORDS } from "../parts/signs.js";

/** @typedef {import("../parts/states.js").PlacesState} PlacesState */
/** @typedef {import("../parts/states.js").GroupLine} GroupLine */
/** @typedef {import("../parts/states.js").Cell} Cell */
/** @typedef {{ key: string, table: string, stands: Cell["standing"][], last: boolean, line?: GroupLine, more?: number, mark?: string }} Lane */

/**
 * The places themselves, with what is between two of them.
 * @param {PlacesState} state
 */
export function placeHead(state) {
  const place = (/** @type {string} */ title, /** @type {string} */ about, /** @type {string[]} */ ids, /** @type {import("../parts/states.js").Road | null} */ road) =>
    el("th", { scope: "col" }, el("div", { class: "mlab-place" }, el("span", { class: "mlab-place-name" }, el("strong", {}, title), " ", el("span", { class: "mlab-at" }, about)), el("span", { class: "mlab-ids" }, ids.map((id) => (id.includes(" ") ? el("span", {}, id) : el("code", {}, id))))), road && way(road));
  return [
    el("th", { scope: "col", class: "mlab-heard" }, "What"),
    place("Models", "", ["your classes"], state.roads[0]),
    place("Scripts", state.heads.length ? (state.heads.length > 1 ? "heads" : "head") : "none yet", state.heads, state.roads[1]),
    place("Database", "at", state.current.length ? state.current : ["base"], null),
  ];
}

/** @param {import("../parts/states.js").Road} one */
function way(one) {
  const [mark, words, hue] = !one.known ? ["?", "not known", "none"] : one.differ ? [String(one.differ), "differ", "change"] : ["=", "agree", "add"];
  return el(
    "div",
    { class: `mlab-way mlab-${hue}` },
    el("span", { class: "mlab-way-mark" }, mark),
    el("span", { class: "mlab-way-words" }, one.known && one.differ && one.command ? el("code", {}, one.command.replace(/^flask db /, ""), " ", el("span", { "aria-hidden": "true" }, "→")) : words),
  );
}

/**
 * @param {Lane} lane
 * @param {number} at
 */
export function lane(lane, at) {
  const { line, stands, table } = lane;
  const whole = lane.mark !== undefined;
  const mark = line?.mark ?? lane.mark ?? "";
  const standing = (/** @type {number} */ which) => (line?.cells ? line.cells[which].standing : stands[which]);
  const cells = [0, 1, 2].map((which) => {
    const next = which < 2 && mark ? tie(standing(which), standing(which + 1), line, which) : "";
    return el("td", { class: ["mlab-cell", next && `mlab-tied mlab-tie-${next}`].filter(Boolean).join(" ") }, slot(lane, which));
  });
  const kind = whole ? "table" : line?.kind;
  const spoken = lane.more ? `${lane.more} more columns of ${table}, the same` : `${mark ? `${WORDS[mark]}: ` : ""}${kind} ${whole ? table : table && kind === "column" ? `${table}.${line?.name}` : line?.name} ${line?.detail ?? ""}`;
  const look = ["mlab-lane", whole && "mlab-lane-first", lane.last && "mlab-lane-last", mark && `mlab-${KINDS[mark]}`].filter(Boolean);
  return el("tr", { class: look.join(" "), "aria-rowindex": String(at + 2) }, el("th", { scope: "row", class: "mlab-heard" }, spoken), cells);
}

/**
 * What one place has of it.
 * @param {Lane} lane
 * @param {number} which
 */
function slot(lane, which) {
  const { line, stands, table } = lane;
  const mark = line?.mark ?? lane.mark ?? "";
  const name = line ? line.name : table;
  const there = line?.cells ? line.cells[which] : null;
  const standing = there?.standing ?? stands[which];
  if (lane.more) return box("same", standing === "lacks" ? "" : `${lane.more} more, the same`);
  if (standing === "unknown") return box("unknown", "? ", heard("not known"));
  if (standing === "lacks") return mark ? box("gap", "no ", line && line.kind !== "column" ? line.kind : el("bdi", {}, name)) : box("hole");
  const kind = line && line.kind !== "column" ? el("span", { class: "mlab-kind" }, line.kind, " ") : null;
  const text = [kind, el("bdi", { class: "mlab-name" }, name)];
  if (!mark) return box(lane.mark === undefined ? "same" : "title", text);
  const signed = el("b", { class: "mlab-sign", "aria-hidden": "true" }, SIGNS[mark] ?? mark);
  const own = there?.otherwise || (line ? line.detail : "");
  return box(standing === "differs" ? "has mlab-other" : "has", signed, text, own ? el("code", { class: "mlab-detail" }, own) : null, heard(there?.says ?? ""));
}

/**
 * @param {string} look
 * @param {import("../parts/element.js").Children[]} children
 */
function box(look, ...children) {
  return el("div", { class: `mlab-slot mlab-slot-${look}` }, children);
}

/** @param {string} words */
function heard(words) {
  return words ? el("span", { class: "mlab-heard" }, ` (${words})`) : null;
}

/**
 * The line between two neighbours: whole where they agree, broken where they do not.
 * @param {Cell["standing"]} left
 * @param {Cell["standing"]} right
 * @param {GroupLine | undefined} line
 * @param {number} which
 */
function tie(left, right, line, which) {
  if ([left, right].includes("unknown")) return "unknown";
  const same = left === right && (line?.cells?.[which].otherwise ?? "") === (line?.cells?.[which + 1].otherwise ?? "");
  return same && left !== "lacks" ? "whole" : "broken";
}
