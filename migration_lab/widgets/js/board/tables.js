// The page of the live tables. Its state is made by `Board` (board.py) of the parts of tables_view.py.

import { el, fold } from "../parts/element.js";
import { scroller } from "../parts/scroller.js";
import { tableBox, wholeTable } from "../parts/structure.js";
import { otherWords, tablesHead } from "../parts/tables.js";
import { copyButton } from "./buttons.js";
import { picture } from "./picture.js";
import { rowsOnDemand } from "./rows_on_demand.js";
import { contains, searchField } from "./search.js";
import { inPicture } from "./subset.js";
import { virtual } from "./virtual.js";

/** @typedef {import("../parts/states.js").BoardTable} BoardTable */
/** @typedef {import("../parts/states.js").BoardTables} BoardTables */
/** @typedef {{ table: BoardTable, found: string, other?: never } | { table?: never, other: [string, string] }} Item */

/** @param {import("../parts/states.js").Ask} ask */
export function tablesPage(ask) {
  const head = tablesHead();
  const search = searchField("Search tables and columns", find);
  const toggle = el("button", { type: "button", class: "mlab-button", "aria-pressed": "false" }, "Picture");
  const boxes = el("ul", { class: "mlab-boxes", "aria-label": "Tables of the database" });
  const drawing = picture((table) => goTo(table.name));
  const said = el("p", { class: "mlab-note" });
  const source = el("div", {});
  const pictures = el("div", { class: "mlab-picture", hidden: true }, el("div", { class: "mlab-tools" }, said, drawing.tools), drawing.place, source);
  const body = el("div", { class: "mlab-page-tables" }, el("p", { class: "mlab-tables-head" }, head.words), el("div", { class: "mlab-tools" }, search.node, toggle), boxes, pictures);
  /** @type {Map<string, boolean>} */
  const open = new Map(); // the tables that somebody has opened or closed
  /** @type {Map<string, () => void>} */
  const fills = new Map(); // by table: give the box that is drawn of it what stands in it when it is open
  const rows = rowsOnDemand(ask, (link, where, because) => {
    const to = state?.tables.find((table) => table.key === link.key);
    if (to) goTo(to.name, { where, because });
  });
  /** @type {BoardTables | null} */
  let state = null;
  /** @type {Item[]} */
  let items = [];
  /** @type {import("./virtual.js").Virtual<Item> | null} */
  let list = null;
  let sought = "";
  /** @type {Record<string, string>} */
  let columns = {}; // where the search found columns: by table, their names

  /** @param {Item} item */
  const drawOne = (item) => (item.other ? el("li", {}, otherWords(item.other)) : box(item.table, item.found));

  /**
   * @param {BoardTable} table
   * @param {string} found
   */
  function box(table, found) {
    const details = tableBox(table, open.get(table.name) ?? table.open);
    if (found) details.querySelector("summary")?.append(el("span", { class: "mlab-chip" }, `column ${found}`));
    let full = table.state === "dropped";
    const fill = () => {
      if (!full) details.append(...rows.of(table));
      full = true;
    };
    fills.set(table.name, fill);
    if (details.open) fill(); // what is closed is drawn quickly
    details.addEventListener("toggle", async () => {
      open.set(table.name, details.open);
      if (details.open) fill();
      if (!details.open || table.heads.length || details.querySelector("table.mlab-structure")) return;
      const answer = await ask("table", { table: table.key });
      if (answer.table) details.querySelector("summary")?.after(wholeTable(answer.table));
    });
    return el("li", {}, details);
  }

  function draw() {
    if (!state) return;
    const fits = (/** @type {BoardTable} */ table) => !sought || contains(table.name, sought) || table.key in columns;
    const tables = state.tables.filter(fits);
    items = [
      ...tables.map((table) => ({ table, found: sought ? (columns[table.key] ?? "") : "" })),
      ...(sought ? [] : state.others.map((other) => ({ other }))),
    ];
    search.say(tables.length ? `${tables.length.toLocaleString("en")} of ${state.tables.length.toLocaleString("en")}` : "none found");
    list?.show(items);
    toggle.hidden = !state.tables.length;
    if (!pictures.hidden) paint();
  }

  /** @param {string} text */
  async function find(text) {
    sought = text;
    columns = {};
    draw();
    const answer = text ? await ask("find", { text }) : {};
    if (text !== sought) return;
    columns = answer.tables ?? {};
    draw();
  }

  /**
   * Show a table in the list, opened; with `only`, those of its rows.
   * @param {string} name
   * @param {{ where: Record<string, string | number>, because: string } | null} [only]
   */
  async function goTo(name, only = null) {
    const table = state?.tables.find((one) => one.name === name);
    if (!table) return;
    show(false);
    open.set(name, true);
    if (!items.some((item) => item.table?.name === name)) {
      search.clear();
      sought = "";
    }
    draw();
    const reveal = () => list?.reveal(items.findIndex((item) => item.table?.name === name));
    reveal();
    const details = [...boxes.querySelectorAll("details")].find((one) => one.dataset.table === name);
    if (details) details.open = true;
    fills.get(name)?.();
    details?.querySelector("summary")?.focus({ preventScroll: true });
    if (only) await rows.show(name, table.key, only);
    reveal();
    details?.querySelector(".mlab-table-rows")?.scrollIntoView({ block: "nearest" });
  }

  function paint() {
    if (!state) return;
    const { tables, references, words } = inPicture(state, sought, (table) => items.some((item) => item.table === table));
    drawing.show(tables, references);
    drawing.place.hidden = drawing.tools.hidden = !tables.length;
    said.textContent = words;
    const text = state.diagram;
    source.replaceChildren(
      ...(text ? [fold("The same as Mermaid text", scroller("Mermaid text", el("pre", {}, el("code", {}, text))), copyButton("the Mermaid text", text))] : []),
    );
  }

  /** @param {boolean} asPicture */
  function show(asPicture) {
    pictures.hidden = !asPicture;
    boxes.hidden = asPicture;
    toggle.setAttribute("aria-pressed", String(asPicture));
    if (asPicture) paint();
  }
  toggle.addEventListener("click", () => show(Boolean(pictures.hidden)));

  /**
   * @param {BoardTables} next
   * @param {HTMLElement} scrolling
   */
  function update(next, scrolling) {
    state = next;
    list ??= virtual(scrolling, boxes, { drawOne, keyOf: (item) => item.other?.join(" ") ?? item.table?.name ?? "", guess: 40 });
    head.update(state);
    draw();
  }

  function stop() {
    search.stop();
    drawing.stop();
    list?.stop();
  }

  return { body, update, stop, written: rows.written };
}
