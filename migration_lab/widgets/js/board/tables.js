// The page of the live tables. Its state is made by `Board` (board.py) of the parts of tables_view.py.

import { el, fold, note } from "../parts/element.js";
import { scroller } from "../parts/scroller.js";
import { tableBox, wholeTable } from "../parts/structure.js";
import { otherWords, tablesHead } from "../parts/tables.js";
import { copyButton } from "./buttons.js";
import { rowsOnDemand } from "./rows_on_demand.js";
import { virtual } from "./virtual.js";

/** @typedef {import("../parts/states.js").Ask} Ask */
/** @typedef {import("../parts/states.js").BoardTable} BoardTable */
/** @typedef {import("../parts/states.js").BoardTables} BoardTables */
/** @typedef {{ table: BoardTable, other?: never } | { table?: never, other: [string, string] }} Item */

const MERMAID = "text/vnd.mermaid";

/**
 * @param {Ask} ask
 * @param {import("../parts/states.js").Model} model
 */
export function tablesPage(ask, model) {
  const head = tablesHead();
  const toggle = el("button", { type: "button", class: "mlab-button", "aria-pressed": "false" }, "Picture");
  const tools = el("div", { class: "mlab-tools" }, el("p", {}, head.words), toggle);
  const boxes = el("ul", { class: "mlab-boxes", "aria-label": "Tables of the database" });
  const picture = el("div", { class: "mlab-picture", hidden: true });
  const body = el("div", { class: "mlab-page-tables" }, tools, boxes, picture);
  /** @type {Map<string, boolean>} */
  const open = new Map();
  const rows = rowsOnDemand(ask);
  /** @type {BoardTables | null} */
  let state = null;
  /** @type {import("./virtual.js").Virtual<Item> | null} */
  let list = null;

  /** @param {Item} item */
  const drawOne = (item) => (item.other ? el("li", {}, otherWords(item.other)) : box(item.table));

  /** @param {BoardTable} table */
  function box(table) {
    const details = tableBox(table, open.get(table.name) ?? table.open);
    if (table.state !== "dropped") details.append(...rows.of(table));
    details.addEventListener("toggle", async () => {
      open.set(table.name, details.open);
      if (!details.open || table.heads.length) return;
      const answer = await ask("table", { table: table.key });
      if (answer.table) details.querySelector("summary")?.after(wholeTable(answer.table));
    });
    return el("li", {}, details);
  }

  /**
   * @param {BoardTables} next
   * @param {HTMLElement} scrolling
   */
  function update(next, scrolling) {
    state = next;
    list ??= virtual(scrolling, boxes, { drawOne, keyOf: (item) => item.other?.join(" ") ?? item.table?.name ?? "", guess: 40 });
    head.update(state);
    /** @type {Item[]} */
    const items = [...state.tables.map((table) => ({ table })), ...state.others.map((other) => ({ other }))];
    list.show(items);
    toggle.hidden = !state.diagram && !state.too_many;
    if (!picture.hidden) paint();
  }

  async function paint() {
    const text = state?.diagram;
    if (!text) return picture.replaceChildren(note("There are too many tables for one picture. In the notebook, lab.diagram(\"speaker\", \"talk\") draws those that you name."));
    const source = fold("The same as Mermaid text", scroller("Mermaid text", el("pre", {}, el("code", {}, text))), copyButton("the Mermaid text", text));
    let drawing = null;
    try {
      const rendermime = model.widget_manager?.rendermime;
      const renderer = rendermime.createRenderer(MERMAID);
      await renderer.renderModel(rendermime.createModel({ data: { [MERMAID]: text } }));
      drawing = scroller("Entity-relationship picture", renderer.node);
    } catch {
      drawing = note("This notebook program does not draw Mermaid; its text is below.");
    }
    if (text === state?.diagram) picture.replaceChildren(drawing, source);
  }

  const themes = new MutationObserver(() => !picture.hidden && setTimeout(paint, 300));
  themes.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });

  toggle.addEventListener("click", () => {
    const show = picture.hidden;
    picture.hidden = !show;
    boxes.hidden = show;
    toggle.setAttribute("aria-pressed", String(show));
    if (show) paint();
  });

  function stop() {
    themes.disconnect();
    list?.stop();
  }

  return { body, update, stop, written: rows.written };
}
