// Below the history: one revision, with the tables as it left them. Its state is a `Moment` (board.py).

import { el, note } from "../parts/element.js";
import { scroller } from "../parts/scroller.js";
import { statements } from "../parts/statements.js";
import { tableBox } from "../parts/structure.js";
import { tabs } from "../parts/tabs.js";

/** @typedef {import("../parts/states.js").Entry} Entry */
/** @typedef {import("../parts/states.js").Moment} Moment */

const MOST_UNCHANGED = 60;

/**
 * @param {Entry | undefined} entry none is the time before the first revision
 * @param {(id: string, place: { x: number, y: number }, owner: HTMLElement) => void} menu
 */
export function revisionHead(entry, menu) {
  if (!entry) return el("p", {}, el("strong", {}, "Before the first revision"), ": an empty database");
  const more = el("button", { type: "button", class: "mlab-button", "aria-haspopup": "menu", "aria-label": `More for revision ${entry.id}`, title: "Go there, compare, open or copy" }, "⋯");
  more.addEventListener("click", () => {
    const { left, bottom } = more.getBoundingClientRect();
    menu(entry.id, { x: left, y: bottom }, more);
  });
  return el(
    "div",
    { class: "mlab-revision-head" },
    el("p", {}, el("code", { class: "mlab-name" }, entry.id), " ", el("strong", {}, entry.message)),
    more,
  );
}

/**
 * @param {Entry | undefined} entry
 * @param {(entry: Entry) => unknown} openScript
 */
export function revisionNotes(entry, openScript) {
  if (!entry) return [];
  const file = el("button", { type: "button", class: "mlab-link", title: "Open the script in the editor" }, el("code", {}, entry.path));
  file.addEventListener("click", () => openScript(entry));
  return [
    entry.path ? note(file, " ", entry.created ? el("span", { class: "mlab-nowrap" }, `made ${entry.created}`) : "") : null,
    entry.problem ? el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "What is wrong with the script" }, entry.problem) : null,
  ];
}

/**
 * @param {Entry | undefined} entry
 * @param {Moment} answer
 */
export function revisionTabs(entry, answer) {
  const pages = [
    { title: "Tables then", body: tablesThen(answer) },
    ...(answer.statements?.length ? [{ title: "SQL", body: statements(answer.statements) }] : []),
    ...(answer.script ? [{ title: "Script", body: scroller("Script", el("pre", { class: "mlab-script" }, el("code", {}, answer.script))) }] : []),
  ];
  return tabs(entry ? `Revision ${entry.id}` : "Before the first revision", pages);
}

/**
 * The tables at a revision, with its changes marked.
 * @param {Moment} answer
 */
export function tablesThen(answer) {
  if (answer.problem) return el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "What went wrong" }, answer.problem);
  if (!answer.tables.length) return note("No tables yet.");
  const changed = answer.tables.filter((table) => table.state !== "unchanged");
  const same = answer.tables.filter((table) => table.state === "unchanged");
  return [
    changed.length ? null : note("This revision leaves the tables as they are."),
    changed.map((table) => tableBox(table, true)),
    same.slice(0, MOST_UNCHANGED).map((table) => tableBox(table, !changed.length && same.length <= 6)),
    same.length > MOST_UNCHANGED ? note(`and ${same.length - MOST_UNCHANGED} more tables that it leaves as they are`) : null,
  ];
}
