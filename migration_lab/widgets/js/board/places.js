// The page of the three places: what stands in each of them, and where they differ. Its state is made by places_view.py.

import { el, fold } from "../parts/element.js";
import { keepFocus } from "../parts/focus.js";
import { warningList } from "../parts/warnings.js";
import { goalPanel } from "./goal.js";
import { lane, placeHead } from "./lanes.js";
import { miniTables } from "./mini_tables.js";
import { virtual } from "./virtual.js";

/** @typedef {import("../parts/states.js").PlacesState} PlacesState */
/** @typedef {import("../parts/states.js").BoardTables} BoardTables */
/** @typedef {import("./lanes.js").Lane} Lane */

/** @param {import("../parts/advice.js").InCell} [inCell] */
export function placesPage(inCell) {
  const problem = el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "What went wrong", hidden: true });
  const heads = el("tr", {});
  const rows = el("tbody", {});
  const table = el(
    "table",
    { class: "mlab-lanes" },
    el("caption", { class: "mlab-heard" }, "The three places, and what differs between them"),
    el("thead", {}, heads),
    rows,
  );
  const warned = el("div", { class: "mlab-warned", hidden: true });
  const heard = el("p", { class: "mlab-heard", role: "status" }); // how many there are; each can be read where it stands
  const goal = goalPanel();
  const minis = miniTables();
  const rest = el("div", {});
  const body = el("div", { class: "mlab-page-places" }, el("div", { class: "mlab-whole" }, heard, warned, problem, table), goal.node, minis.node, rest);
  /** @type {import("./virtual.js").Virtual<Lane> | null} */
  let list = null;
  /** @type {PlacesState | null} */
  let state = null;
  /** @type {Set<string>} */
  const open = new Set();
  let told = "";

  /** Draw the warnings, but only if they are others, and leave the focus among them. */
  function drawWarnings() {
    const warnings = state?.warnings ?? null;
    if (told === JSON.stringify(warnings)) return;
    told = JSON.stringify(warnings);
    const draw = () => {
      warned.hidden = !warnings;
      warned.replaceChildren(...(warnings ? [warningList(warnings, inCell, open)] : []));
    };
    keepFocus(warned, draw, panel());
    heard.textContent = warnings?.title ?? "";
  }

  /** The page itself, which has the focus when what had it is gone. */
  const panel = () => body.parentElement;
  /** @type {BoardTables | null} */
  let tables = null;

  /**
   * @param {PlacesState} next
   * @param {HTMLElement} scrolling
   */
  function update(next, scrolling) {
    state = next;
    list ??= virtual(scrolling, rows, {
      drawOne: lane,
      keyOf: (one) => one.key,
      guess: 28,
      spacer: () => el("tr", { "aria-hidden": "true" }, el("td", { colspan: "4" })),
    });
    heads.replaceChildren(...placeHead(state));
    drawWarnings();
    const fine = !state.problem;
    keepFocus(problem, () => (problem.hidden = fine), panel());
    problem.textContent = state.problem ?? "";
    const all = state.groups.flatMap(lanesOf);
    table.setAttribute("aria-rowcount", String(all.length + 1));
    list.show(all);
    body.classList.toggle("mlab-agreed", !all.length);
    rest.replaceChildren(...(state.not_compared.length ? [notCompared(state.not_compared)] : []));
    drawTables();
  }

  function drawTables() {
    const known = state?.roads.every((road) => road.known) ?? false;
    minis.update(tables, state?.groups.map((group) => group.table) ?? [], known);
  }

  /** @param {BoardTables | null} now */
  function showTables(now) {
    tables = now;
    drawTables();
  }

  return { body, update, showTables, showGoal: goal.update, stop: () => list?.stop() };
}

/**
 * The rows of one table: its name, then its columns and whatever else differs.
 * @param {import("../parts/states.js").PlacesGroup} group
 * @returns {Lane[]}
 */
function lanesOf(group) {
  const { table, stands } = group;
  const lines = group.lines.map((line, at) => ({ key: `${table} ${line.kind} ${line.name}`, table, stands, line, last: at === group.lines.length - 1 && !group.more }));
  const more = group.more ? [{ key: `${table} more`, table, stands, more: group.more, last: true }] : [];
  const head = table ? [{ key: `${table} table`, table, stands, mark: group.mark, last: !lines.length && !more.length }] : [];
  return [...head, ...lines, ...more];
}

/** @param {string[]} lines */
function notCompared(lines) {
  return fold(
    ["Not compared by ", el("code", {}, "flask db check")],
    el("ul", { class: "mlab-plain" }, lines.map((line) => el("li", {}, el("code", {}, line)))),
  );
}
