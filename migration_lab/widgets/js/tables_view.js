// The live tables. Their state is made by `TablesView.state` (tables_view.py).

import { el } from "./parts/element.js";
import { drawWith } from "./parts/live.js";
import { tableBox, wholeTable } from "./parts/structure.js";
import { otherWords, tablesHead } from "./parts/tables.js";

/** @typedef {ReturnType<typeof tablesHead>} Head */

const MANY = 12;
/** @type {WeakMap<HTMLElement, Head>} */
const heads = new WeakMap();

/**
 * @param {HTMLElement} root
 * @param {import("./parts/states.js").TablesState} state
 */
export function drawTables(root, state) {
  const boxes = () => [...root.querySelectorAll(".mlab-box")].map((box) => /** @type {HTMLDetailsElement} */ (box));
  const open = new Map(boxes().map((box) => [box.dataset.table, box.open]));
  const focused = boxes().find((box) => box.contains(document.activeElement))?.dataset.table;
  const few = state.tables.length <= MANY;
  const head = heads.get(root) ?? begin(root);
  head.update(state);
  root.querySelector(".mlab-boxes")?.replaceChildren(
    ...state.tables.map((table) => box(table, open.get(table.name) ?? (few || table.state !== "unchanged"))),
    ...state.others.map((other) => el("p", {}, otherWords(other))),
    ...(state.version_table
      ? [el("p", { class: "mlab-aside" }, el("code", {}, state.version_table), ": Alembic's own table, it records which revision this database is at")]
      : []),
  );
  if (focused !== undefined) {
    boxes().find((box) => box.dataset.table === focused)?.querySelector("summary")?.focus();
  }
}

/**
 * A table in a fold. What stands in a closed one is made when it is opened: of a thousand tables, few ever are.
 * @param {import("./parts/states.js").TableSides} table
 * @param {boolean} open
 */
function box(table, open) {
  if (open) return tableBox(table, true);
  const closed = tableBox({ ...table, heads: [] }, false);
  const fill = () => closed.append(wholeTable(table));
  if (table.state !== "dropped" && table.heads.length) closed.addEventListener("toggle", fill, { once: true });
  return closed;
}

/** @param {HTMLElement} root */
function begin(root) {
  const head = tablesHead();
  heads.set(root, head);
  root.append(el("p", { class: "mlab-head" }, head.words), el("div", { class: "mlab-boxes" }));
  root.classList.add("mlab-tables-view");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "Tables of the database");
  return head;
}

export default { render: drawWith(drawTables) };
