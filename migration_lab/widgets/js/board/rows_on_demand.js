// The rows below a table of the board, a page at a time, while somebody wants to see them.

import { el, note } from "../parts/element.js";
import { sampleTable } from "../parts/rows.js";
import { actionButton } from "./buttons.js";
import { searchField } from "./search.js";

/** @typedef {import("../parts/states.js").RowPage} RowPage */
/** @typedef {import("../parts/states.js").RowLink} RowLink */
/** @typedef {Record<string, string | number>} Where */
/** @typedef {{ first: number, containing: string, where: Where | null, because: string }} Query */

/**
 * @typedef {object} Wanted
 * @property {string} key the table's own name
 * @property {Query} query
 * @property {HTMLElement} place
 * @property {HTMLElement} tools what chooses the rows; it stays, with its focus
 * @property {(answer: RowPage) => void} told
 * @property {string} [made]
 */

/**
 * Rows of the tables that somebody wants to see; they are kept up to date while they are on the page.
 * @param {import("../parts/states.js").Ask} ask
 * @param {(link: RowLink, where: Where, because: string) => void} follow go to the row that a foreign key leads to
 */
export function rowsOnDemand(ask, follow) {
  /** @type {Map<string, Wanted>} */
  const wanted = new Map(); // by table
  /** @type {number | null} */
  let writes = null;

  /**
   * @param {string} name
   * @param {Wanted} one
   */
  async function look(name, one) {
    const { first, containing, where } = one.query;
    const asked = JSON.stringify(one.query);
    const answer = await ask("rows", { table: one.key, first, containing, where });
    if (asked !== JSON.stringify(one.query)) return; // something else is wanted by now
    const made = JSON.stringify({ ...answer, answer: null });
    if (made === one.made) return;
    one.made = made;
    one.told(answer);
    one.place.replaceChildren(answer.problem ? note(answer.problem) : rowsTable(name, answer));
  }

  /**
   * @param {string} name
   * @param {RowPage} page
   */
  function rowsTable(name, page) {
    if (!page.rows.length) return note(page.words);
    const links = new Map(page.links.map((link) => [link.at, link]));
    return sampleTable(page.words, page, new Map(), (value, row, at) => {
      const link = links.get(at);
      const values = link?.values[row];
      if (!link || !values) return null;
      const where = Object.fromEntries(link.columns.map((column, place) => [column, values[place]]));
      const to = `${link.table}, ${link.columns.map((column) => `${column} = ${where[column]}`).join(" and ")}`;
      const button = el("button", { type: "button", class: "mlab-link", title: `Go to ${to}`, "aria-label": `${value}: go to ${to}` }, value, el("span", { "aria-hidden": "true" }, " →"));
      button.addEventListener("click", () => follow(link, where, `where ${name}.${page.columns[at]} leads`));
      return button;
    });
  }

  /**
   * @param {string} name
   * @param {string} key
   * @returns {Wanted}
   */
  function begin(name, key) {
    /** @type {Query} */
    const query = { first: 0, containing: "", where: null, because: "" };
    const search = searchField(`Rows of ${name} with`, (text) => turn({ containing: text, first: 0 }));
    const back = el("button", { type: "button", class: "mlab-button", "aria-label": `Earlier rows of ${name}` }, "‹ Earlier");
    const on = el("button", { type: "button", class: "mlab-button", "aria-label": `Later rows of ${name}` }, "Later ›");
    const only = el("span", { class: "mlab-only" });
    const all = el("button", { type: "button", class: "mlab-button", "aria-label": `All rows of ${name}` }, "All rows");
    const pager = el("div", { class: "mlab-pager" }, back, on);
    const chosen = el("div", { class: "mlab-chosen" }, only, all);
    let size = 0;

    /** @param {Partial<Query>} more */
    function turn(more) {
      Object.assign(query, more);
      look(name, one);
    }
    back.addEventListener("click", () => !back.ariaDisabled && turn({ first: Math.max(0, query.first - size) }));
    on.addEventListener("click", () => !on.ariaDisabled && turn({ first: query.first + size }));
    all.addEventListener("click", () => {
      turn({ where: null, because: "", first: 0 });
      search.field.focus();
    });
    const one = {
      key,
      query,
      place: el("div", { class: "mlab-table-rows" }),
      tools: el("div", { class: "mlab-row-tools" }, search.node, chosen, pager),
      /** @param {RowPage} answer */
      told(answer) {
        if (answer.problem) return;
        size = answer.size;
        query.first = answer.first;
        chosen.hidden = !answer.where;
        only.textContent = answer.where ? `only ${answer.where}${query.because ? `, ${query.because}` : ""}` : "";
        search.node.hidden = Boolean(answer.where) || (!query.containing && answer.total <= answer.size);
        pager.hidden = answer.total <= answer.size;
        // A button that has done all that it can keeps the focus.
        back.ariaDisabled = answer.first > 0 ? null : "true";
        on.ariaDisabled = answer.first + answer.size < answer.total ? null : "true";
      },
    };
    for (const part of [search.node, chosen, pager]) part.hidden = true;
    return one;
  }

  /** @param {import("../parts/states.js").BoardTable} table */
  function of(table) {
    const old = wanted.get(table.name);
    const place = el("div", {}, old ? [old.tools, old.place] : null);
    const about = { "aria-label": `Rows of ${table.name}`, "aria-expanded": String(Boolean(old)) };
    const button = actionButton("Rows", about, async () => {
      if (wanted.delete(table.name)) place.replaceChildren();
      else {
        await show(table.name, table.key, null);
        wanted.get(table.name)?.place.scrollIntoView({ block: "nearest" });
      }
      button.setAttribute("aria-expanded", String(wanted.has(table.name)));
    });
    places.set(table.name, { place, button });
    if (old) {
      old.key = table.key;
      look(table.name, old);
    }
    return [el("div", { class: "mlab-tools" }, button), place];
  }

  /** @type {Map<string, { place: HTMLElement, button: HTMLButtonElement }>} */
  const places = new Map(); // where the rows of the drawn tables stand

  /**
   * Show the rows of a table, or only those with certain values.
   * @param {string} name
   * @param {string} key
   * @param {{ where: Where, because: string } | null} only
   */
  async function show(name, key, only) {
    const one = wanted.get(name) ?? begin(name, key);
    wanted.set(name, one);
    if (only) Object.assign(one.query, { ...only, first: 0, containing: "" });
    places.get(name)?.place.replaceChildren(one.tools, one.place);
    places.get(name)?.button.setAttribute("aria-expanded", "true");
    await look(name, one);
  }

  /**
   * Ask again, once somebody has written to the database.
   * @param {number} count
   */
  function written(count) {
    if (count === writes) return;
    writes = count;
    for (const [name, one] of wanted) if (one.place.isConnected) look(name, one);
  }

  return { of, show, written };
}
