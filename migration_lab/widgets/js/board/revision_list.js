// The list of revisions, newest first, with their graph beside it.

import { draw, el, freshId } from "../parts/element.js";
import { dragMark } from "./drag.js";
import { ROW, graphParts, x } from "./graph.js";
import { virtual } from "./virtual.js";

/** @typedef {import("../parts/states.js").Entry} Entry */
/** @typedef {import("../parts/states.js").HistoryState} HistoryState */
/** @typedef {Entry & { compared?: boolean, named?: boolean }} Listed */

/** @type {Record<string, string>} */
const CHIPS = { "database here": "move", pending: "change" };
const HERE = "database here";

/**
 * @param {object} how
 * @param {(id: string) => void} how.choose
 * @param {(id: string, place: { x: number, y: number }) => void} how.menu
 * @param {(id: string) => void} how.go somebody has dragged the database there
 * @param {() => boolean} how.canGo
 */
export function revisionList({ choose, menu, go, canGo }) {
  const id = freshId("revision");
  const graph = draw("svg", { "aria-hidden": "true", class: "mlab-graph" });
  const rows = el("ul", { role: "listbox", tabindex: "0", "aria-label": "Revisions, newest first" });
  const node = el("div", { class: "mlab-revisions" }, graph, rows);
  /** @type {HistoryState} */
  let state = { title: "", entries: [], lanes: [], edges: [], width: 0, here: [], problem: null };
  /** @type {string | null} */
  let selected = null;

  const find = (/** @type {string | null} */ one) => state.entries.findIndex((entry) => entry.id === one);

  /**
   * @param {Listed} entry
   * @param {number} index
   */
  function option(entry, index) {
    const option = el(
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
      el("span", { class: "mlab-message", title: entry.message }, entry.message),
      entry.named ? chip("named in it", "what you search for is named in the script", "none") : null,
      entry.compared ? chip("compared", "the other revisions are compared with this one", "add") : null,
      entry.problem ? chip("broken", "the script cannot be read, or does not fit the others", "fail") : null,
      entry.tags.map(([words, about]) => chip(words, about, CHIPS[words] ?? "none")),
    );
    option.style.paddingInlineStart = `${x(state.width, state.width) + 4}px`;
    option.addEventListener("click", () => choose(entry.id));
    option.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      event.stopPropagation();
      choose(entry.id);
      menu(entry.id, { x: event.clientX, y: event.clientY });
    });
    return option;
  }

  const list = virtual(node, rows, {
    drawOne: option,
    keyOf: (entry) => entry.id,
    guess: ROW,
    drawn(first, last) {
      graph.replaceChildren(...graphParts(state, first, last));
      graph.setAttribute("width", String(x(state.width, state.width)));
      graph.setAttribute("height", String(state.entries.length * ROW));
    },
  });

  rows.addEventListener("keydown", (event) => {
    const index = find(selected);
    if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
      event.preventDefault();
      if (index < 0) return;
      const at = rows.querySelector("[aria-selected=true]")?.getBoundingClientRect();
      if (at) menu(state.entries[index].id, { x: at.left + x(state.width, state.width), y: at.bottom });
      return;
    }
    const end = state.entries.length - 1;
    const page = Math.max(1, Math.floor(node.clientHeight / ROW) - 1);
    /** @type {Record<string, number>} */
    const ways = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + page, PageUp: index - page, Home: 0, End: end };
    const to = ways[event.key];
    if (to === undefined || !state.entries.length) return;
    event.preventDefault();
    choose(state.entries[Math.min(end, Math.max(0, to))].id);
  });

  const stopDragging = dragMark(node, {
    mark: ".mlab-chip.mlab-mine",
    row: ROW,
    allowed: canGo,
    words(row) {
      const entry = state.entries[row];
      return entry?.command ? entry.command : null;
    },
    drop(row) {
      const entry = state.entries[row]; // the list may have become shorter meanwhile
      if (entry) go(entry.id);
    },
  });

  return {
    node,
    rows,
    /** @param {HistoryState} next */
    show(next) {
      state = next;
      node.style.height = `${state.entries.length * ROW + 2}px`;
      list.show(state.entries);
    },
    /**
     * @param {string} one
     * @param {boolean} reveal
     */
    select(one, reveal) {
      selected = one;
      const index = find(one);
      for (const option of rows.querySelectorAll("[role=option]")) {
        option.setAttribute("aria-selected", String(option.id === `${id}-${index}`));
      }
      if (index < 0) return rows.removeAttribute("aria-activedescendant");
      if (reveal) list.reveal(index);
      rows.setAttribute("aria-activedescendant", `${id}-${index}`);
    },
    stop() {
      stopDragging();
      list.stop();
    },
  };
}

/**
 * @param {string} words
 * @param {string} about
 * @param {string} hue
 */
function chip(words, about, hue) {
  const mine = words === HERE;
  const grip = mine ? el("span", { class: "mlab-grip", "aria-hidden": "true" }, "⠿ ") : null;
  const title = mine ? `${about}; drag it to where the database is to go` : about;
  return el("span", { class: `mlab-chip mlab-${hue}${mine ? " mlab-mine" : ""}`, title }, grip, words);
}
