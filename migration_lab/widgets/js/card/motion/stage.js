// The tables on the stage. A cell that is still there keeps its element, so that it can be moved.

import { el } from "../../parts/element.js";
import { KINDS, sign } from "../../parts/signs.js";
import { fitOf } from "./fit.js";
import { headOf, keyOf } from "./marks.js";

/** @typedef {import("../../parts/motion_states.js").Motion} Motion */
/** @typedef {import("../../parts/motion_states.js").Picture} Picture */
/** @typedef {import("./marks.js").Mark} Mark */
/** @typedef {{ left: number, top: number, width: number, height: number }} Rect */

/** How wide a character of the tables is, compared to the size of the page's type. */
const CHARACTER = 0.93 * 0.605;

/** @param {Motion} motion */
export function makeStage(motion) {
  let fit = fitOf(motion, 1000);
  const tables = el("div", { class: "mlab-motion-tables" });
  const ghosts = el("div", { class: "mlab-motion-ghosts", "aria-hidden": "true" });
  const root = el("div", { class: "mlab-motion-stage" }, tables, ghosts);
  /** @type {Map<string, HTMLElement>} the elements on the stage, by their keys; a table's key is its id */
  let shown = new Map();

  /**
   * @param {Picture[]} pictures
   * @param {Map<string, Mark>} marks
   * @param {[string, string, string][]} lost
   * @param {Set<string>} made the tables that are new
   */
  function draw(pictures, marks = new Map(), lost = [], made = new Set()) {
    /** @type {typeof shown} */
    const next = new Map();
    /**
     * @template {"th" | "td"} Tag
     * @param {string} key
     * @param {Tag} tag
     * @param {string} text
     * @param {import("../../parts/element.js").Children} children
     */
    const cell = (key, tag, text, children) => {
      const node = shown.get(key) ?? el(tag, tag === "th" ? { scope: "col" } : {});
      const mark = marks.get(key);
      node.className = mark ? `mlab-${KINDS[mark]}` : "";
      node.title = text;
      node.replaceChildren(...[tag === "th" ? sign(mark) : null, ...[children].flat(9)].filter((one) => one != null && one !== false).map((one) => /** @type {Node | string} */ (one)));
      next.set(key, node);
      return node;
    };
    const table = (/** @type {Picture} */ picture) => {
      const { columns, more } = fit(picture);
      const words = more ? `${picture.words}, ${more} more ${more === 1 ? "column" : "columns"} not shown` : picture.words;
      const grid = el(
        "table",
        { style: `width: ${columns.reduce((sum, { width }) => sum + width, 0)}ch` },
        el("caption", {}, el("strong", {}, made.has(picture.id) ? sign("+") : null, el("bdi", {}, picture.table)), " ", el("span", {}, words)),
        el("colgroup", {}, columns.map(({ width }) => el("col", { style: `width: ${width}ch` }))),
        el("thead", {}, el("tr", {}, columns.map(({ id, name }) => cell(headOf(picture.id, id), "th", name, el("bdi", {}, name))))),
        el("tbody", {}, picture.rows.map(([row, values]) => el("tr", {}, columns.map(({ id, at }) => value(picture, row, id, values[at]))))),
      );
      return grid;
    };
    const value = (/** @type {Picture} */ picture, /** @type {string} */ row, /** @type {string} */ column, /** @type {string | null} */ text) =>
      cell(keyOf(picture.id, row, column), "td", text ?? "NULL", text === null ? el("span", { class: "mlab-null" }, "NULL") : el("bdi", {}, text));
    const boxes = pictures.map((picture) => {
      const fallen = lost.filter(([id]) => id === picture.id);
      const box = el("div", { class: picture.gone ? "mlab-motion-table mlab-motion-gone" : "mlab-motion-table", "data-table": picture.table, style: picture.gone ? `--rows: ${rowsOf(picture)}` : null },
        picture.gone ? el("p", {}, sign("-"), el("strong", {}, el("bdi", {}, picture.table)), " ", el("span", {}, picture.words)) : table(picture),
        fallen.map(([, column, words]) => el("p", { class: "mlab-motion-lost mlab-drop" }, sign("-"), el("strong", { "data-lost": column }, words), column ? [" of ", el("code", {}, nameOf(picture.id, column))] : null, " gone")),
      );
      next.set(picture.id, box);
      return box;
    });
    shown = next;
    tables.replaceChildren(...boxes);
    ghosts.replaceChildren();
  }

  /** As many rows as the table had when it was last seen. @param {Picture} picture */
  const rowsOf = (picture) => motion.pictures.filter((one) => one.id === picture.id && !one.gone).at(-1)?.rows.length ?? 0;
  const nameOf = (/** @type {string} */ table, /** @type {string} */ column) =>
    motion.pictures.filter((one) => one.id === table).flatMap((one) => one.columns).find(([id]) => id === column)?.[1] ?? column;

  return {
    root,
    ghosts,
    draw,
    /** Choose the columns for as much room as there is now. */
    fit() {
      if (!root.clientWidth) return; // nobody can see it yet
      fit = fitOf(motion, Math.floor(root.clientWidth / (parseFloat(getComputedStyle(root).fontSize) * CHARACTER)));
    },
    get: (/** @type {string} */ key) => shown.get(key),
    /** Where everything is, relative to the stage: one look at the layout. */
    rects() {
      const home = root.getBoundingClientRect();
      /** @type {Map<string, Rect>} */
      const found = new Map();
      for (const [key, node] of shown) {
        const { left, top, width, height } = node.getBoundingClientRect();
        found.set(key, { left: left - home.left, top: top - home.top, width, height });
      }
      return found;
    },
    /** The elements on the stage, before others take their place. */
    nodes: () => new Map(shown),
  };
}
