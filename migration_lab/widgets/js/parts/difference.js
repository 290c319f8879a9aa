// A table before and after in one: a row for each column, with its old and its new side. Its state is made by sides.py.

import { el } from "./element.js";
import { scroller } from "./scroller.js";
import { KINDS, WORDS, tag } from "./signs.js";
import { sideBySide } from "./structure.js";

/** @typedef {import("./states.js").Line} Line */
/** @typedef {import("./states.js").TableSides} TableSides */
/** @typedef {{ before: string, after: string, words: Record<string, string>, same?: string }} Labels */

/** @type {Labels} */
const CARD = { before: "Before", after: "After", words: WORDS };
const MANY = 2;
const VERY_MANY = 6;

/**
 * The difference, and a button that shows both sides as two whole tables instead.
 * @param {TableSides} table
 * @param {Labels} [labels]
 */
export function difference(table, labels = CARD) {
  const one = scroller(`${table.name}, ${table.words}`, differenceTable(table, labels));
  if (table.state === "added" || table.state === "dropped") return el("div", { class: "mlab-difference" }, one);
  const button = el("button", { type: "button", class: "mlab-copy", "aria-pressed": "false" }, "Two whole tables");
  const box = el("div", { class: "mlab-difference" }, one, el("div", { class: "mlab-tools" }, button));
  /** @type {HTMLElement | null} */
  let two = null;
  button.addEventListener("click", () => {
    two ??= sideBySide(table, labels.before, labels.after, labels.words);
    const whole = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(whole));
    box.firstElementChild?.replaceWith(whole ? two : one);
  });
  return box;
}

/**
 * @param {TableSides} table
 * @param {Labels} labels
 */
export function differenceTable(table, labels = CARD) {
  const same = labels.same ?? "unchanged";
  const only = table.state === "added" || table.state === "dropped";
  const caption = el("caption", { class: "mlab-heard" }, `Table ${table.name}, ${labels.before.toLowerCase()} and ${labels.after.toLowerCase()}`);
  const draw = (/** @type {Line} */ line, /** @type {number} */ at) => (only ? oneSided(line) : bothSides(line, at < table.columns.length, labels));
  const lines = [...table.columns, ...table.keys].map(draw);
  const columns = lines.slice(0, table.columns.length);
  const keys = lines.slice(table.columns.length);
  if (only) {
    const head = el("tr", {}, el("th", { scope: "col" }, "column"), el("th", { scope: "col" }, "definition"));
    return el("table", { class: `mlab-diff mlab-one-side mlab-${table.state === "added" ? "add" : "drop"}` }, caption, el("thead", {}, head), el("tbody", {}, columns), el("tbody", { class: "mlab-keys" }, keys));
  }
  const head = el("tr", {}, el("td", { class: "mlab-gutter" }), el("th", { scope: "col" }, labels.before), el("th", { scope: "col" }, labels.after));
  return el(
    "table",
    { class: "mlab-diff" },
    caption,
    el("colgroup", {}, el("col", { class: "mlab-first" }), el("col"), el("col")),
    el("thead", {}, head),
    el("tbody", {}, folded(table.columns, columns, "column", same)),
    el("tbody", { class: "mlab-keys" }, folded(table.keys, keys, "key", same)),
  );
}

/**
 * @param {Line} line
 * @param {boolean} isColumn
 * @param {Labels} labels
 */
function bothSides(line, isColumn, { words }) {
  const name = isColumn ? (line.after ?? line.before ?? [""])[0] : "";
  const draw = isColumn ? definition : keyDefinition;
  const lost = line.lost ? el("strong", { class: "mlab-lost mlab-drop" }, `${line.lost} lost`) : null;
  return el(
    "tr",
    { class: line.mark ? `mlab-line mlab-${KINDS[line.mark]}` : "mlab-line mlab-same" },
    el("th", { scope: "row", class: "mlab-gutter" }, tag(line, words), el("span", { class: "mlab-heard" }, ` ${name}`)),
    el("td", {}, line.before ? side(draw(line, "before"), line.mark === "-" ? "del" : null) : absent()),
    el("td", {}, line.after ? side(draw(line, "after"), line.mark === "+" ? "ins" : null) : (lost ?? absent())),
  );
}

/**
 * @param {import("./element.js").Children} inner
 * @param {"ins" | "del" | null} wrap
 */
const side = (inner, wrap) => (wrap ? el(wrap, {}, inner) : inner);

const absent = () => el("span", { class: "mlab-nothing" }, el("span", { class: "mlab-heard" }, "not there"));

/** @param {Line} line */
function oneSided(line) {
  const cells = line.after ?? line.before ?? [];
  return el("tr", { class: "mlab-line" }, el("th", { scope: "row" }, cells[0]), el("td", {}, cells.slice(1).filter(Boolean).map((cell) => [el("span", { class: "mlab-part" }, kept(cell)), " "])));
}

/**
 * A column's name, and what it is; only what is different on the other side is marked.
 * @param {Line} line
 * @param {"before" | "after"} which
 */
function definition(line, which) {
  const own = line[which] ?? [];
  const other = line[which === "before" ? "after" : "before"];
  return own.map((cell, at) => {
    if (!cell && !(line.mark === "~" && other?.[at])) return null;
    const differs = line.mark === "~" && other !== null && other[at] !== cell;
    const shown = at ? kept(cell || "(none)") : cell;
    const marked = differs ? el(which === "before" ? "del" : "ins", {}, shown) : shown;
    return [el("span", { class: at ? "mlab-part" : "mlab-name" }, marked), " "];
  });
}

/**
 * Keep together what belongs together: `NOT NULL`, an arrow and what it points to.
 * @param {string} cell
 */
const kept = (cell) => cell.replace(/^(NOT NULL|primary key)|→ /g, (words) => words.replace(" ", "\u00a0"));

/**
 * @param {Line} line
 * @param {"before" | "after"} which
 */
function keyDefinition(line, which) {
  const [kind, words] = line[which] ?? ["", ""];
  const differs = line.mark === "~" && line.before?.[1] !== line.after?.[1];
  return [el("span", { class: "mlab-kind" }, kind), " ", el("span", { class: "mlab-part" }, differs ? el(which === "before" ? "del" : "ins", {}, words) : words)];
}

/**
 * Put a longer run of unchanged lines behind one line that names them, and opens them. The style shows that line where
 * there is little room; a very long run is behind it everywhere.
 * @param {Line[]} lines
 * @param {HTMLElement[]} rows
 * @param {string} noun
 * @param {string} same
 */
function folded(lines, rows, noun, same) {
  /** @type {HTMLElement[]} */
  const shown = [];
  for (let at = 0; at < rows.length; ) {
    let end = at;
    while (end < rows.length && !lines[end].mark) end += 1;
    const run = rows.slice(at, end);
    if (run.length >= (noun === "column" ? MANY : 1)) shown.push(opener(lines.slice(at, end), run, noun, same));
    shown.push(...run);
    if (end < rows.length) shown.push(rows[end]);
    at = end + 1;
  }
  return shown;
}

/**
 * What is there several times is named once, with its number: "2 foreign keys".
 * @param {string[]} names
 */
function counted(names) {
  return [...new Set(names)].map((name) => {
    const many = names.filter((one) => one === name).length;
    return many > 1 ? `${many} ${name}${name.endsWith("x") ? "es" : "s"}` : name;
  });
}

/**
 * @param {Line[]} lines
 * @param {HTMLElement[]} run
 * @param {string} noun
 * @param {string} same
 */
function opener(lines, run, noun, same) {
  const names = counted(lines.map((line) => (line.after ?? line.before ?? [""])[0]));
  const title = `${run.length} ${noun}${run.length === 1 ? "" : "s"} ${same}: `;
  const button = el("button", { type: "button", class: "mlab-opener", "aria-expanded": "false" }, title, el("code", {}, names.join(", ")));
  const where = run.length >= VERY_MANY || noun === "key" ? "mlab-folded" : "mlab-folded mlab-if-narrow";
  run.forEach((row) => row.classList.add(...where.split(" ")));
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    run.forEach((row) => row.classList.toggle("mlab-open", open));
  });
  return el("tr", { class: `mlab-line mlab-same mlab-opens ${where.replace("mlab-folded", "")}` }, el("td", { class: "mlab-gutter" }), el("td", { colspan: 2 }, button));
}

