// The live tables in small: where the three places agree, they are what all three have.

import { el } from "../parts/element.js";
import { sign } from "../parts/signs.js";

/** @typedef {import("../parts/states.js").BoardTables} BoardTables */
/** @typedef {import("../parts/states.js").BoardTable} BoardTable */

const MOST = 24;

export function miniTables() {
  const title = el("h3", { class: "mlab-part" });
  const boxes = el("div", { class: "mlab-minis" });
  const rest = el("p", { class: "mlab-note" });
  const node = el("section", { class: "mlab-live", "aria-label": "The tables as they are now", hidden: true }, title, boxes, rest);
  let drawn = "";

  /**
   * @param {BoardTables | null} state
   * @param {string[]} apart the tables on which the places do not agree: they are shown above
   * @param {boolean} agreed whether the places are known to agree on all the others
   */
  function update(state, apart, agreed) {
    const tables = (state?.tables ?? []).filter((table) => table.state !== "dropped" && !apart.includes(table.name));
    const wanted = JSON.stringify([tables.slice(0, MOST), tables.length, agreed, apart.length]);
    if (wanted === drawn) return;
    drawn = wanted;
    node.hidden = !tables.length;
    const number = tables.length === 1 ? "1 table" : `${tables.length} ${apart.length ? "other " : ""}tables`;
    title.replaceChildren(agreed ? `${number}, the same in all three` : `${number} of the database`);
    boxes.replaceChildren(...tables.slice(0, MOST).map(mini));
    rest.textContent = tables.length > MOST ? `and ${tables.length - MOST} more, on the page Tables` : "";
    rest.hidden = !rest.textContent;
  }

  return { node, update };
}

/** @param {BoardTable} table */
function mini(table) {
  const lines = table.columns.filter((line) => line.after);
  const words = lines.length ? null : el("span", { class: "mlab-quiet" }, ` ${table.words}`);
  const heads = ["column", "type"].map((head) => el("th", { scope: "col" }, head));
  const whole = el(
    "table",
    {},
    el("caption", {}, el("bdi", {}, table.name), words),
    el("thead", { class: "mlab-heard" }, el("tr", {}, heads)),
    el("tbody", {}, lines.map((line) => column(line, table.heads))),
  );
  return el("div", { class: "mlab-mini", "data-table": table.name }, whole);
}

/**
 * A column's name and its type, or what it refers to; the name of a primary key is underlined, as in a diagram.
 * @param {import("../parts/states.js").Line} line
 * @param {string[]} heads
 */
function column(line, heads) {
  const [name, type, key] = ["column", "type", "key"].map((head) => line.after?.[heads.indexOf(head)] ?? "");
  const look = line.mark === "+" ? "mlab-line mlab-add" : line.mark ? "mlab-line mlab-change" : null;
  return el(
    "tr",
    { class: look, title: [name, type, key].join(" ") },
    el("th", { scope: "row", class: key.startsWith("primary") ? "mlab-primary" : null }, sign(line.mark), el("span", {}, name), key ? el("span", { class: "mlab-heard" }, ` (${key})`) : null),
    el("td", {}, key.startsWith("→") ? key : type),
  );
}
