// The page of the history. Its state is made by `HistoryView.state` (history_view.py), a revision's by `Moment`.

import { el, freshId } from "../parts/element.js";
import { inLab } from "../parts/in_lab.js";
import { copyText } from "./buttons.js";
import { detailOf } from "./detail.js";
import { openMenu } from "./menu.js";
import { revisionList } from "./revision_list.js";
import { contains, searchField } from "./search.js";

/** @typedef {import("../parts/states.js").Entry} Entry */
/** @typedef {import("../parts/states.js").HistoryState} HistoryState */

/**
 * @param {import("../parts/states.js").Ask} ask
 * @param {() => void} focusResult
 */
export function historyPage(ask, focusResult) {
  const title = el("p", { class: "mlab-note" });
  const problem = el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "What is wrong with the scripts", hidden: true });
  const search = searchField("Search id, message, or a name in the scripts", find);
  const id = freshId("machine");
  const slider = el("input", { type: "range", min: "0", step: "1", id });
  const shown = el("output", { for: id });
  const follow = el("button", { type: "button", class: "mlab-button mlab-follow", title: "Select the revision at which the database is, and follow it" }, "To the database");
  const machine = el(
    "div",
    { class: "mlab-machine" },
    el("label", { for: id }, "Time machine"),
    el("span", { class: "mlab-end" }, "first"),
    slider,
    el("span", { class: "mlab-end" }, "newest"),
    follow,
    shown,
  );
  const list = revisionList({ choose, menu, go, canGo: () => !body.closest(".mlab-stuck, .mlab-read-only, .mlab-not-live") });
  const detail = detailOf({ ask, focusResult, menu, openScript, choose, changed: draw });
  const hint = el("p", { class: "mlab-note mlab-hint" }, "Each line is one script of changes. Drag the database to another line to take it there; right-click a line for more.");
  const body = el("div", { class: "mlab-page-history" }, title, problem, search.node, machine, list.node, hint, detail.node);

  /** @type {HistoryState} */
  let state = { title: "", entries: [], lanes: [], edges: [], width: 0, here: [], problem: null };
  /** @type {HistoryState} */
  let listed = state; // what the search leaves of it
  let sought = "";
  /** @type {Set<string>} */
  let named = new Set(); // the revisions whose scripts name what is sought
  /** @type {string | null} */
  let selected = null; // an id; "" is the time before the first revision
  let byHand = false; // whether somebody has chosen it; else it goes with the database
  let stood = ""; // where the database was when that was last looked at

  const entryOf = (/** @type {string | null} */ one) => state.entries.find((entry) => entry.id === one);
  const here = () => state.entries.find((entry) => state.here.includes(entry.id)) ?? state.entries[0];

  function draw() {
    const from = detail.comparedWith();
    const mark = (/** @type {Entry} */ entry) => ({ ...entry, compared: entry.id === from, named: named.has(entry.id) });
    const kept = sought ? state.entries.filter((entry) => named.has(entry.id) || contains(`${entry.id} ${entry.message}`, sought)) : state.entries;
    const whole = kept.length === state.entries.length;
    const graph = whole ? state : { ...state, lanes: kept.map(() => 0), edges: [], width: 1 };
    listed = { ...graph, entries: kept.map(mark) };
    list.show(listed);
    slider.max = String(kept.length);
    search.say(kept.length ? `${kept.length.toLocaleString("en")} of ${state.entries.length.toLocaleString("en")}` : "none found");
  }

  /** @param {string} text */
  async function find(text) {
    sought = text;
    named = new Set();
    draw();
    const answer = text ? await ask("search", { text }) : {};
    if (text !== sought) return;
    named = new Set(answer.ids ?? []);
    draw();
    if (selected !== null) select(selected, !text);
  }

  /** @param {string} chosen */
  function select(chosen, reveal = true, asking = false) {
    selected = chosen;
    list.select(chosen, reveal);
    const index = listed.entries.findIndex((entry) => entry.id === chosen);
    const entry = entryOf(chosen);
    slider.value = String(index < 0 ? 0 : listed.entries.length - index);
    const words = entry ? `${entry.id} ${entry.message}` : "before the first revision";
    slider.setAttribute("aria-valuetext", words);
    shown.textContent = entry ? "" : words; // a revision is marked in the list below
    follow.disabled = state.here.length ? state.here.includes(chosen) : true;
    detail.show(entry, state, asking);
  }

  /** @param {string} id */
  function choose(id) {
    byHand = true;
    select(id);
  }

  /** Show what going there would lose, and ask. @param {string} id */
  function go(id) {
    byHand = true;
    select(id, true, true);
  }

  /** @param {Entry | undefined} entry */
  async function openScript(entry) {
    const { path, line } = await ask("script", { id: entry?.id });
    if (!path || !inLab(body, "migration-lab:open-file", { path, line })) detail.turnTo("Script");
  }

  /**
   * What can be done with a revision.
   * @param {string} id
   * @param {{ x: number, y: number }} place
   */
  function menu(id, place, owner = /** @type {HTMLElement} */ (list.rows)) {
    const entry = entryOf(id);
    const root = /** @type {HTMLElement | null} */ (body.closest(".mlab"));
    if (!root) return;
    const from = detail.comparedWith();
    const can = entry?.command && !body.closest(".mlab-stuck, .mlab-read-only, .mlab-not-live");
    openMenu(root, owner, place, `Revision ${id}`, [
      ...(can ? [{ label: ["Go here: ", el("code", {}, entry.command)], act: () => go(id) }] : []),
      ...(entry?.path ? [{ label: "Open the script", act: () => openScript(entry) }] : []),
      { label: "Compare from here", act: () => detail.compareFrom(id) },
      ...(from !== null ? [{ label: "Stop comparing", act: () => detail.compareFrom(null) }] : []),
      { label: ["Copy its id: ", el("code", {}, id)], act: async () => (shown.textContent = (await copyText(id)) ? `Copied ${id}` : "Copying is not allowed here") },
    ]);
  }

  slider.addEventListener("input", () => choose(listed.entries[listed.entries.length - Number(slider.value)]?.id ?? ""));
  follow.addEventListener("click", () => {
    byHand = false;
    if (!listed.entries.some((entry) => entry.id === here().id)) {
      search.clear();
      named = new Set();
    }
    sought = search.field.value;
    draw();
    select(here().id);
    list.rows.focus(); // the button has nothing more to do
  });

  /** @param {HistoryState} next */
  function update(next) {
    const before = selected;
    state = next;
    detail.forget();
    title.textContent = state.title;
    problem.hidden = !state.problem;
    problem.textContent = state.problem ?? "";
    const any = state.entries.length > 0;
    for (const part of [search.node, machine, list.node, hint, detail.node]) part.hidden = !any;
    draw();
    if (!any) return;
    const stands = state.here.join(" ");
    const moved = stands !== stood;
    stood = stands;
    if (moved) byHand = false; // the database has moved: the selection follows it again
    const known = before === "" || entryOf(before);
    select(byHand && known && before !== null ? before : here().id, moved || before === null);
  }

  function stop() {
    search.stop();
    list.stop();
  }

  return { body, update, stop, written: detail.written };
}
