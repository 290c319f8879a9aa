// The page of the three places. Its state is made by `PlacesView.state` (places_view.py).

import { el, fold } from "../parts/element.js";
import { sign } from "../parts/signs.js";
import { virtual } from "./virtual.js";

/** @typedef {import("../parts/states.js").PlacesLine} PlacesLine */
/** @typedef {import("../parts/states.js").PlacesState} PlacesState */

const STANDINGS = { has: "✓", lacks: "✗", differs: "≠", unknown: "?" };
const STANDING_HUES = { has: "add", lacks: "drop", differs: "change", unknown: "none" };

export function placesPage() {
  const picture = el("div", { class: "mlab-road", role: "group", "aria-label": "The three places" });
  const problem = el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "What went wrong", hidden: true });
  const rows = el("tbody", {});
  const heads = ["What differs", "Models", "Scripts", "Database"];
  const table = el(
    "table",
    { class: "mlab-places" },
    el("caption", { class: "mlab-heard" }, "Where the three places disagree"),
    el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
    rows,
  );
  const rest = el("div", {});
  const body = el("div", { class: "mlab-page-places" }, picture, problem, table, rest);
  /** @type {import("./virtual.js").Virtual<PlacesLine> | null} */
  let list = null;

  /**
   * @param {PlacesLine} line
   * @param {number} at
   */
  function row(line, at) {
    return el(
      "tr",
      { "aria-rowindex": String(at + 2) },
      el(
        "th",
        { scope: "row" },
        sign(line.mark),
        el("span", { class: "mlab-kind" }, line.kind, " "),
        el("bdi", { class: "mlab-name" }, line.name),
        line.detail ? [" ", el("code", {}, line.detail)] : null,
      ),
      line.cells.map((cell) =>
        el(
          "td",
          { class: `mlab-standing mlab-${STANDING_HUES[cell.standing]}` },
          el("span", { class: "mlab-mark", "aria-hidden": "true" }, STANDINGS[cell.standing]),
          " ",
          cell.says,
          cell.otherwise ? el("code", {}, cell.otherwise) : null,
        ),
      ),
    );
  }

  /**
   * @param {PlacesState} state
   * @param {HTMLElement} scrolling
   */
  function update(state, scrolling) {
    list ??= virtual(scrolling, rows, {
      drawOne: row,
      keyOf: (line) => `${line.kind} ${line.name}`,
      guess: 34,
      spacer: () => el("tr", { "aria-hidden": "true" }, el("td", { colspan: "4" })),
    });
    picture.replaceChildren(...road(state));
    problem.hidden = !state.problem;
    problem.textContent = state.problem ?? "";
    table.hidden = !state.rows.length;
    table.setAttribute("aria-rowcount", String(state.rows.length + 1));
    list.show(state.rows);
    rest.replaceChildren(...(state.not_compared.length ? [notCompared(state.not_compared)] : []));
  }

  return { body, update, stop: () => list?.stop() };
}

/** @param {string[]} lines */
function notCompared(lines) {
  return fold(
    ["Not compared by ", el("code", {}, "flask db check")],
    el("ul", { class: "mlab-plain" }, lines.map((line) => el("li", {}, el("code", {}, line)))),
  );
}

/**
 * Models → scripts → database, with the number of differences and the command between two of them.
 * @param {PlacesState} state
 */
function road(state) {
  const place = (/** @type {string} */ title, /** @type {Node[]} */ ...lines) => el("div", { class: "mlab-place" }, el("strong", {}, title), lines);
  const words = (/** @type {string} */ text) => el("span", {}, text);
  return [
    place("Models", words("your classes")),
    way(state.roads[0]),
    place("Scripts", words(state.heads.length > 1 ? "heads" : "head"), idLines(state.heads, "none yet")),
    way(state.roads[1]),
    place("Database", words("at"), idLines(state.current, "base")),
  ];
}

/**
 * Revision ids, one below the other; the last line may be "and 2 more".
 * @param {string[]} ids
 * @param {string} none
 */
function idLines(ids, none) {
  const line = (/** @type {string} */ id) => (id.includes(" ") ? el("span", {}, id) : el("code", {}, id));
  return el("div", { class: "mlab-ids" }, ids.length ? ids.map(line) : el("code", {}, none));
}

/** @param {import("../parts/states.js").Road} one */
function way(one) {
  const [mark, words, hue] = !one.known
    ? ["?", "not known", "none"]
    : one.differ
      ? ["≠", "differ", "change"]
      : ["=", "agree", "add"];
  return el(
    "div",
    { class: `mlab-way mlab-${hue}` },
    el("span", { class: "mlab-way-mark", "aria-hidden": "true" }, mark),
    el("span", {}, words),
    one.known && one.differ && one.command ? el("code", {}, one.command) : null,
  );
}
