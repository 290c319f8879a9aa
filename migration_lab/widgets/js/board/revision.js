// Below the history: one revision, with the tables as it left them. Its state is a `Moment` (board.py).

import { el, note } from "../parts/element.js";
import { scroller } from "../parts/scroller.js";
import { statements } from "../parts/statements.js";
import { tableBox } from "../parts/structure.js";
import { tabs } from "../parts/tabs.js";
import { actionButton } from "./buttons.js";

/** @typedef {import("../parts/states.js").Entry} Entry */
/** @typedef {import("../parts/states.js").Moment} Moment */

const MOST_UNCHANGED = 60;

/**
 * @param {Entry | undefined} entry none is the time before the first revision
 * @param {Moment} answer
 * @param {string | null} command what goes there
 * @param {() => unknown} go
 */
export function revisionHead(entry, answer, command, go) {
  const label = { class: "mlab-button mlab-act mlab-go", "aria-label": `Run ${command}` };
  return el(
    "div",
    { class: "mlab-revision-head" },
    entry
      ? el("p", {}, el("code", { class: "mlab-name" }, entry.id), " ", el("strong", {}, entry.message))
      : el("p", {}, el("strong", {}, "Before the first revision"), ": an empty database"),
    command ? actionButton(el("code", {}, command), label, go) : null,
    command && answer.beware ? el("p", { class: "mlab-beware mlab-go mlab-act mlab-drop" }, el("span", { class: "mlab-mark", "aria-hidden": "true" }, "−"), " ", answer.beware) : null,
  );
}

/** @param {Entry | undefined} entry */
export function revisionNotes(entry) {
  return [
    ...(entry?.path ? [note(el("code", {}, entry.path), " ", entry.created ? el("span", { class: "mlab-nowrap" }, `made ${entry.created}`) : "")] : []),
    ...(entry?.problem ? [el("pre", { class: "mlab-problem" }, entry.problem)] : []),
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
