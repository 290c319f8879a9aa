// The rows below a table of the board, while somebody wants to see them.

import { el } from "../parts/element.js";
import { rowsTable } from "../parts/rows.js";
import { actionButton } from "./buttons.js";

/** @typedef {{ key: string, place: HTMLElement, made?: string, drawn?: HTMLElement }} Wanted */

/**
 * Rows of the tables that somebody wants to see; they are kept up to date while they are on the page.
 * @param {import("../parts/states.js").Ask} ask
 */
export function rowsOnDemand(ask) {
  /** @type {Map<string, Wanted>} */
  const wanted = new Map(); // by table: where they stand, and what stands there
  /** @type {number | null} */
  let writes = null;

  /** @param {Wanted} one */
  async function look(one) {
    const answer = await ask("rows", { table: one.key });
    const made = JSON.stringify({ ...answer, answer: null });
    if (made === one.made) return;
    one.made = made;
    one.drawn = rowsTable(answer);
    one.place.replaceChildren(one.drawn);
  }

  /** @param {import("../parts/states.js").BoardTable} table */
  function of(table) {
    const old = wanted.get(table.name);
    const place = el("div", { class: "mlab-table-rows" }, old?.drawn ?? null);
    const about = { "aria-label": `Rows of ${table.name}`, "aria-expanded": String(Boolean(old)) };
    const button = actionButton("Rows", about, async () => {
      const one = { key: table.key, place };
      if (wanted.delete(table.name)) place.replaceChildren();
      else {
        wanted.set(table.name, one);
        await look(one);
      }
      button.setAttribute("aria-expanded", String(wanted.has(table.name)));
    });
    if (old) look(Object.assign(old, { key: table.key, place }));
    return [el("div", { class: "mlab-tools" }, button), place];
  }

  /**
   * Ask again, once somebody has written to the database.
   * @param {number} count
   */
  function written(count) {
    if (count === writes) return;
    writes = count;
    for (const one of wanted.values()) if (one.place.isConnected) look(one);
  }

  return { of, written };
}
