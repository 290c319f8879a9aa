// Below the list of revisions: the selected one as it left the tables, or compared with another one.

import { el } from "../parts/element.js";
import { comparison } from "./comparison.js";
import { going } from "./going.js";
import { revisionHead, revisionNotes, revisionTabs } from "./revision.js";

/** @typedef {import("../parts/states.js").Entry} Entry */
/** @typedef {import("../parts/states.js").HistoryState} HistoryState */
/** @typedef {import("../parts/states.js").Moment} Moment */

const FAINT = 150;
const PAUSE = 60; // while the slider is drawn along, only the last revision counts

/**
 * @param {object} how
 * @param {import("../parts/states.js").Ask} how.ask
 * @param {() => void} how.focusResult
 * @param {(id: string, place: { x: number, y: number }, owner: HTMLElement) => void} how.menu
 * @param {(entry: Entry | undefined) => unknown} how.openScript
 * @param {(id: string) => void} how.choose
 * @param {() => void} how.changed which revision the others are compared with
 */
export function detailOf({ ask, focusResult, menu, openScript, choose, changed }) {
  const node = el("div", { class: "mlab-detail", role: "region", "aria-label": "The selected revision", tabindex: "-1" });
  /** @type {HistoryState | null} */
  let state = null;
  /** @type {Entry | undefined} */
  let entry;
  /** @type {string | null} */
  let from = null; // the id with which others are compared
  let tab = "";
  let waiting = 0;
  /** @type {number | null} */
  let writes = null;
  /** @type {Map<string, any>} */
  let answers = new Map();

  /**
   * @param {string} key
   * @param {string} what
   * @param {object} more
   */
  async function answer(key, what, more) {
    const mine = (waiting += 1);
    if (!answers.has(key)) {
      node.setAttribute("aria-busy", "true");
      const timer = setTimeout(() => mine === waiting && node.classList.add("mlab-old"), FAINT);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      if (mine !== waiting) return clearTimeout(timer);
      const kept = answers;
      kept.set(key, await ask(what, more));
      clearTimeout(timer);
    }
    if (mine !== waiting) return undefined;
    node.classList.remove("mlab-old");
    node.removeAttribute("aria-busy");
    return answers.get(key);
  }

  async function draw(asking = false) {
    const id = entry?.id ?? "";
    const comparing = from !== null && from !== id;
    const told = comparing ? await answer(`${from} ${id}`, "compare", { from, to: id }) : await answer(id, "revision", { id });
    if (!told) return;
    const had = node.contains(document.activeElement) ? document.activeElement : null;
    const moved = had?.closest(".mlab-go") !== null && had !== null;
    if (comparing) node.replaceChildren(...flat(compared(id, told)));
    else node.replaceChildren(...flat(from === id ? [bar(), ...revision(told, asking)] : revision(told, asking)));
    if (asking && !comparing) return;
    if (moved) focusResult();
    else if (had) node.focus();
  }

  /** @param {string | null} id */
  const named = (id) => {
    const one = state?.entries.find((each) => each.id === id);
    return one ? [el("code", {}, one.id), " ", one.message] : ["before the first revision"];
  };

  function bar() {
    const end = el("button", { type: "button", class: "mlab-button" }, "Stop comparing");
    end.addEventListener("click", () => compareFrom(null));
    const words = from === (entry?.id ?? "") ? "Select another revision to compare it with this one." : null;
    return el("div", { class: "mlab-comparing" }, el("p", {}, words ?? [el("strong", {}, "From "), named(from), el("strong", {}, " to "), named(entry?.id ?? "")]), end);
  }

  /**
   * @param {string} id
   * @param {import("../parts/states.js").Comparison} told
   */
  function compared(id, told) {
    const swap = el("button", { type: "button", class: "mlab-button" }, "The other way round");
    swap.addEventListener("click", () => {
      const other = from ?? "";
      from = id;
      changed();
      choose(other);
    });
    const top = bar();
    top.lastElementChild?.before(swap);
    return [top, ...comparison(told, from || "empty", id || "empty")];
  }

  /**
   * @param {Moment} told
   * @param {boolean} asking
   */
  function revision(told, asking) {
    const id = entry?.id ?? "";
    const command = entry ? entry.command : state?.here.length ? "flask db downgrade base" : null;
    const inner = revisionTabs(entry, told);
    const buttons = [...inner.querySelectorAll("button")].filter((button) => button.getAttribute("role") === "tab");
    buttons.find((one) => one.textContent === tab)?.click();
    inner.addEventListener("click", () => (tab = buttons.find((one) => one.getAttribute("aria-selected") === "true")?.textContent ?? ""));
    const way = command ? going({ command, beware: told.beware ?? "", asking, go: () => ask("go", { id, command }), stay: () => {} }) : null;
    if (way) queueMicrotask(way.ask);
    return [revisionHead(entry, menu), ...revisionNotes(entry, openScript), way?.root ?? null, inner];
  }

  /** @param {string | null} id */
  function compareFrom(id) {
    from = id;
    changed();
    draw();
  }

  return {
    node,
    compareFrom,
    comparedWith: () => from,
    /** What was answered may no longer be true. */
    forget: () => (answers = new Map()),
    /**
     * Ask again, once somebody has written to the database: what is lost on the way depends on its rows.
     * @param {number} count
     */
    written(count) {
      if (count === writes) return;
      const first = writes === null;
      writes = count;
      if (first || !state || from !== null) return;
      answers = new Map();
      draw();
    },
    /**
     * @param {Entry | undefined} next
     * @param {HistoryState} all
     * @param {boolean} asking whether to ask at once if the database is to go there
     */
    show(next, all, asking) {
      [entry, state] = [next, all];
      if (from !== null && from !== "" && !all.entries.some((one) => one.id === from)) from = null;
      if (asking) from = null;
      draw(asking);
    },
    /** @param {string} title */
    turnTo(title) {
      tab = title;
      draw();
    },
  };
}

/** @param {(Node | null)[]} nodes */
function flat(nodes) {
  return nodes.filter((one) => one !== null);
}
