// The card: what one command did. Its state is `CardState` (card_state.py).

import { cardHead } from "./card/head.js";
import { alignedTable } from "./parts/aligned.js";
import { copyButton } from "./parts/copy.js";
import { difference } from "./parts/difference.js";
import { motionOf } from "./card/motion/motion.js";
import { el, fold } from "./parts/element.js";
import { drawWith } from "./parts/live.js";
import { sampleTable } from "./parts/rows.js";
import { scroller } from "./parts/scroller.js";
import { KINDS, STATES, sign } from "./parts/signs.js";
import { statements } from "./parts/statements.js";
import { absent, structure } from "./parts/structure.js";
import { tabs } from "./parts/tabs.js";
import { runsCells } from "./parts/in_lab.js";
import { warningList } from "./parts/warnings.js";

/** @typedef {import("./parts/states.js").CardState} CardState */
/** @typedef {import("./parts/states.js").DatabaseState} DatabaseState */
/** @typedef {import("./parts/states.js").RowsKept} RowsKept */
/** @typedef {import("./parts/states.js").TableSides} TableSides */

/**
 * @param {TableSides} table
 * @param {RowsKept | undefined} rows
 */
function tableTitle(table, rows) {
  return el(
    "p",
    { class: "mlab-title" },
    sign(STATES[table.state]),
    el("strong", {}, table.was ? [el("del", {}, el("bdi", {}, table.was)), " → "] : null, el("bdi", {}, table.name)),
    ` ${table.words}`,
    rows ? rows.words.map((words, at) => [" · ", el("span", { class: `mlab-kept mlab-${KINDS[rows.marks[at]] ?? "none"}` }, words)]) : null,
  );
}

/** @param {DatabaseState} card */
function tablesPage(card) {
  const rows = new Map(card.rows.map((one) => [one.table, one]));
  const alone = card.tables.length === 1 && !card.name; // then the head says it
  return [
    card.tables.map((table) => el("div", { class: "mlab-table" }, alone ? null : tableTitle(table, rows.get(table.name)), difference(table))),
    card.others.length ? markedLines(card.others) : null,
    unchanged(card),
  ];
}

/** @param {DatabaseState} card */
function unchanged(card) {
  const names = card.unchanged_names;
  if (!names.length) return null;
  const title = `${names.length} ${names.length === 1 ? "table" : "tables"} unchanged: ${names.slice(0, 6).join(", ")}${names.length > 6 ? ", …" : ""}`;
  return fold(
    title,
    card.unchanged.length
      ? card.unchanged.map((table) => scroller(table.name, structure(table, "after", table.name)))
      : el("p", {}, names.join(", ")),
  );
}

/**
 * Name the database that the next part is about, where several have changed.
 * @param {DatabaseState} database
 */
function inDatabase({ name }) {
  return name ? el("p", { class: "mlab-database" }, "In the ", el("strong", {}, el("bdi", {}, name))) : null;
}

/** @param {DatabaseState} database */
function bookkeeping({ move, name }) {
  if (!move) return [];
  return fold(
    el("span", {}, name ? `In the ${name}: ` : null, el("code", {}, move.table), move.made ? " is new: Alembic's own table. " : ": ", "revision ", el("code", {}, move.before), " → ", el("code", {}, move.after)),
    el("p", {}, "Alembic made this table for itself. It has one short row, with the revision that this database is at. It is not one of your tables, and you never have to change it by hand."),
  );
}

/** @param {DatabaseState} card */
function rowsPage(card) {
  const alone = card.rows.length === 1 && !card.name;
  return card.rows.map((rows) => {
    const marks = columnMarks(rows);
    const side = (/** @type {"before" | "after"} */ which, /** @type {string} */ caption) => {
      const sample = rows[which];
      if (!sample) return absent(caption, "no such table");
      return sample.rows.length ? sampleTable(`${caption}: ${sample.words}`, sample, marks[which]) : absent(caption, sample.words);
    };
    return el(
      "div",
      { class: "mlab-table" },
      alone ? null : el("p", { class: "mlab-title" }, sign(rows.mark), el("strong", {}, el("bdi", {}, rows.table))),
      el("ul", { class: "mlab-lines" }, rows.words.map((words, at) => el("li", {}, sign(rows.marks[at]), words))),
      rows.aligned
        ? alignedTable(rows.aligned.words, rows.aligned)
        : el("div", { class: manyColumns(rows) ? "mlab-sides mlab-stacked" : "mlab-sides" }, side("before", "Before"), side("after", "After")),
    );
  });
}

/**
 * The mark of each column that only one side has, or that has another name there.
 * @param {RowsKept} rows
 */
export function columnMarks(rows) {
  /** @type {Map<string, string>} */
  const before = new Map();
  /** @type {Map<string, string>} */
  const after = new Map();
  if (rows.before && rows.after) {
    for (const column of rows.before.columns) if (!rows.after.columns.includes(column)) before.set(column, "-");
    for (const column of rows.after.columns) if (!rows.before.columns.includes(column)) after.set(column, "+");
    for (const [old, now] of rows.renames) {
      before.set(old, "~");
      after.set(now, "~");
    }
  }
  return { before, after };
}

/**
 * Whether to put the sides one below the other: with many columns, half the width would hide the last ones.
 * @param {RowsKept} rows
 */
export function manyColumns(rows) {
  return rows.before !== null && rows.after !== null && Math.max(rows.before.columns.length, rows.after.columns.length) > 6;
}

/** @param {[string, string][]} lines a mark and words each */
function markedLines(lines) {
  return el("ul", { class: "mlab-lines" }, lines.map(([mark, words]) => el("li", {}, sign(mark), el("code", {}, words))));
}

/** @param {CardState} card */
function outputPage({ command, output }) {
  return [el("div", { class: "mlab-tools" }, copyButton(`what ${command} printed`, output)), el("pre", {}, output)];
}

/** @param {CardState} card */
function sqlPage({ command, statements: ran }) {
  const stayed = ran.filter((one) => !one.note).map((one) => `${one.sql};\n`);
  return [
    stayed.length > 1 ? el("div", { class: "mlab-tools" }, copyButton(`the SQL of ${command}`, stayed.join(""), "Copy all")) : null,
    statements(ran),
  ];
}

/** @param {CardState} card */
function filesPage({ files }) {
  const copy = (/** @type {string} */ mark, /** @type {string} */ path) => (mark === "+" ? copyButton(`the path ${path}`, path) : null);
  return el("ul", { class: "mlab-lines" }, files.map(([mark, path]) => el("li", {}, sign(mark), el("code", {}, path), copy(mark, path))));
}

/**
 * @param {HTMLElement} root
 * @param {CardState} card
 * @param {import("./parts/states.js").Model} [model]
 */
export function drawCard(root, card, model) {
  const databases = [card, ...card.elsewhere];
  /**
   * @param {string} title
   * @param {(one: DatabaseState) => unknown} has
   * @param {(one: DatabaseState) => import("./parts/element.js").Children} draw
   */
  const page = (title, has, draw) => {
    const body = databases.filter(has).map((one) => [inDatabase(one), draw(one)]);
    return body.length ? [{ title, body }] : [];
  };
  const pages = [
    ...page("Tables", (one) => one.tables.length || one.others.length, tablesPage),
    ...page("Rows", (one) => one.rows.length, rowsPage),
    ...(card.statements.length ? [{ title: "SQL", body: sqlPage(card) }] : []),
    ...(card.files.length ? [{ title: "Files", body: filesPage(card) }] : []),
    ...(card.output ? [{ title: "Output", body: outputPage(card) }] : []),
  ];
  root.classList.add("mlab-card");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", `What ${card.command} did`);
  root.replaceChildren(
    cardHead(card),
    ...(card.warnings ? [warningList(card.warnings, runsCells(root, model))] : []),
    ...databases.map(motionOf).filter((one) => one !== null),
    ...(pages.length ? [tabs(`What ${card.command} did`, pages)] : []),
    ...databases.flatMap(bookkeeping),
  );
}

export default { render: drawWith(drawCard) };
