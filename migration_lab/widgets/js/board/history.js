// The page of the history. Its state is made by `HistoryView.state` (history_view.py), a revision's by `Moment`.

import { draw, el, freshId } from "../parts/element.js";
import { ROW, graphParts, x } from "./graph.js";
import { revisionHead, revisionNotes, revisionTabs } from "./revision.js";
import { virtual } from "./virtual.js";

/** @typedef {import("../parts/states.js").Entry} Entry */
/** @typedef {import("../parts/states.js").HistoryState} HistoryState */
/** @typedef {import("../parts/states.js").Moment} Moment */

/** @type {Record<string, string>} */
const CHIPS = { "database here": "move", pending: "change" };

/**
 * @param {import("../parts/states.js").Ask} ask
 * @param {() => void} focusResult
 */
export function historyPage(ask, focusResult) {
  const title = el("p", { class: "mlab-note" });
  const problem = el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "What is wrong with the scripts", hidden: true });
  const id = freshId("revision");
  const slider = el("input", { type: "range", min: "0", step: "1", id: `${id}-slider` });
  const shown = el("output", { for: `${id}-slider` });
  const machine = el(
    "div",
    { class: "mlab-machine" },
    el("label", { for: `${id}-slider` }, "Time machine"),
    el("span", { class: "mlab-end" }, "first"),
    slider,
    el("span", { class: "mlab-end" }, "newest"),
    shown,
  );
  const graph = draw("svg", { "aria-hidden": "true", class: "mlab-graph" });
  const rows = el("ul", { role: "listbox", tabindex: "0", "aria-label": "Revisions, newest first" });
  const box = el("div", { class: "mlab-revisions" }, graph, rows);
  const detail = el("div", { class: "mlab-detail", role: "region", "aria-label": "The selected revision", tabindex: "-1" });
  const body = el("div", { class: "mlab-page-history" }, title, problem, machine, box, detail);

  /** @type {HistoryState} */
  let state = { title: "", entries: [], lanes: [], edges: [], width: 0, here: [], problem: null };
  /** @type {string | null} */
  let selected = null; // an id; "" is the time before the first revision
  let byHand = false; // until somebody chooses, the selection goes with the database
  let tab = 0;
  /** @type {Map<string, Moment>} */
  let answers = new Map();

  const at = () => state.entries.findIndex((entry) => entry.id === selected);

  /**
   * @param {Entry} entry
   * @param {number} index
   */
  function option(entry, index) {
    const node = el(
      "li",
      {
        role: "option",
        id: `${id}-${index}`,
        class: "mlab-revision",
        "aria-selected": String(entry.id === selected),
        "aria-setsize": String(state.entries.length),
        "aria-posinset": String(index + 1),
      },
      el("code", {}, entry.id),
      el("span", { class: "mlab-message" }, entry.message),
      entry.problem ? el("span", { class: "mlab-chip mlab-fail", title: "the script cannot be read, or does not fit the others" }, "broken") : null,
      entry.tags.map(([words, about]) => el("span", { class: `mlab-chip mlab-${CHIPS[words] ?? "none"}`, title: about }, words)),
    );
    node.style.paddingInlineStart = `${x(state.width, state.width) + 4}px`;
    node.addEventListener("click", () => choose(entry.id));
    return node;
  }

  const list = virtual(box, rows, {
    drawOne: option,
    keyOf: (entry) => entry.id,
    guess: ROW,
    drawn: (first, last) => drawGraph(first, last),
  });

  /**
   * The lines and spots between two rows.
   * @param {number} first
   * @param {number} last
   */
  function drawGraph(first, last) {
    graph.replaceChildren(...graphParts(state, first, last));
    graph.setAttribute("width", String(x(state.width, state.width)));
    graph.setAttribute("height", String(state.entries.length * ROW));
  }

  /** @param {string} chosen */
  function select(chosen, reveal = true) {
    selected = chosen;
    const index = at();
    for (const node of rows.querySelectorAll("[role=option]")) {
      node.setAttribute("aria-selected", String(node.id === `${id}-${index}`));
    }
    if (index >= 0) {
      if (reveal) list.reveal(index);
      rows.setAttribute("aria-activedescendant", `${id}-${index}`);
    } else rows.removeAttribute("aria-activedescendant");
    const entry = state.entries[index];
    slider.value = String(index < 0 ? 0 : state.entries.length - index);
    const words = entry ? `${entry.id} ${entry.message}` : "before the first revision";
    slider.setAttribute("aria-valuetext", words);
    shown.textContent = entry ? "" : words; // a revision is marked in the list below
    showDetail(entry);
  }

  /** @param {string} id */
  function choose(id) {
    byHand = true;
    select(id);
  }

  let waiting = 0;
  /** @param {Entry | undefined} entry */
  async function showDetail(entry) {
    const key = entry?.id ?? "";
    const mine = (waiting += 1);
    if (!answers.has(key)) {
      detail.setAttribute("aria-busy", "true");
      const timer = setTimeout(() => mine === waiting && detail.classList.add("mlab-old"), 150);
      await new Promise((resolve) => setTimeout(resolve, 60)); // while the slider is drawn along, only the last counts
      if (mine !== waiting) return clearTimeout(timer);
      const kept = answers;
      kept.set(key, await ask("revision", { id: key }));
      clearTimeout(timer);
    }
    if (mine !== waiting) return;
    detail.classList.remove("mlab-old");
    detail.removeAttribute("aria-busy");
    const had = detail.contains(document.activeElement) ? document.activeElement : null;
    detail.replaceChildren(...revision(entry, answers.get(key)));
    if (had?.classList.contains("mlab-go")) focusResult();
    else if (had) detail.focus();
  }

  /**
   * @param {Entry | undefined} entry
   * @param {Moment | undefined} answer
   */
  function revision(entry, answer) {
    if (!answer) return [];
    const command = entry ? entry.command : state.here.length ? "flask db downgrade base" : null;
    const inner = revisionTabs(entry, answer);
    const buttons = [...inner.querySelectorAll("button")].filter((button) => button.getAttribute("role") === "tab");
    buttons[Math.min(tab, buttons.length - 1)]?.click();
    inner.addEventListener("click", () => (tab = Math.max(0, buttons.findIndex((one) => one.getAttribute("aria-selected") === "true"))));
    return [
      revisionHead(entry, answer, command, () => ask("go", { id: entry?.id ?? "" })),
      ...revisionNotes(entry),
      inner,
    ];
  }

  rows.addEventListener("keydown", (event) => {
    const index = at();
    const end = state.entries.length - 1;
    const page = Math.max(1, Math.floor(box.clientHeight / ROW) - 1);
    /** @type {Record<string, number>} */
    const ways = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + page, PageUp: index - page, Home: 0, End: end };
    const to = ways[event.key];
    if (to === undefined || !state.entries.length) return;
    event.preventDefault();
    choose(state.entries[Math.min(end, Math.max(0, to))].id);
  });
  slider.addEventListener("input", () => choose(state.entries[state.entries.length - Number(slider.value)]?.id ?? ""));

  /** @param {HistoryState} next */
  function update(next) {
    const before = selected;
    state = next;
    answers = new Map();
    title.textContent = state.title;
    problem.hidden = !state.problem;
    problem.textContent = state.problem ?? "";
    const any = state.entries.length > 0;
    for (const part of [machine, box, detail]) part.hidden = !any;
    slider.max = String(state.entries.length);
    box.style.height = `${state.entries.length * ROW + 2}px`;
    list.show(state.entries);
    if (!any) return;
    const known = before === "" || state.entries.some((entry) => entry.id === before);
    const here = state.entries.find((entry) => state.here.includes(entry.id)) ?? state.entries[0];
    select(byHand && known && before !== null ? before : here.id, false);
  }

  return { body, update, stop: () => list.stop() };
}
