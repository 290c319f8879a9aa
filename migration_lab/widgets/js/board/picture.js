// The picture of the tables: a box for each, with lines to those that it refers to, and marks on the last change.

import { draw, el, freshId } from "../parts/element.js";
import { KINDS, SIGNS, STATES, WORDS } from "../parts/signs.js";
import { layers } from "./layers.js";
import { zoomer } from "./zoom.js";

/** @typedef {import("../parts/states.js").BoardTable} BoardTable */
/** @typedef {import("../parts/states.js").Line} Line */
/** @typedef {import("../parts/states.js").Reference} Reference */

const LETTER = 7.3; // of a monospaced font of 12 pixels, with some room to spare
const LINE = 18;
const HEAD = 24;
const MOST_LETTERS = 24;
const MOST_LINES = 9;
const MARGIN = 10;
const WORDS_OF = { added: "new table", dropped: "dropped", changed: "changed", unchanged: "" };

/**
 * @param {(table: BoardTable) => void} open go to that table
 */
export function picture(open) {
  const place = el("div", { class: "mlab-picture-box", tabindex: "0", role: "group", "aria-label": "Picture of the tables: arrow keys go from one to the next, Enter opens one, + and − change the size" });
  /** @type {Element} */
  let svg = draw("svg");
  let size = { width: 1, height: 1 };
  let at = 0;
  const head = freshId("arrow");
  const zoom = zoomer(place, (scale) => {
    svg.setAttribute("width", String(Math.ceil(size.width * scale)));
    svg.setAttribute("height", String(Math.ceil(size.height * scale)));
    return size;
  });
  const groups = () => [...place.querySelectorAll("g[role=link]")].map((one) => /** @type {SVGElement} */ (one));

  place.addEventListener("keydown", (event) => {
    const all = groups();
    /** @type {Record<string, number>} */
    const ways = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    const inside = all.findIndex((one) => one === document.activeElement);
    if (event.key in ways && all.length) {
      at = inside < 0 ? at : ways[event.key];
      at = Math.min(all.length - 1, Math.max(0, at));
      all[at].focus();
      all[at].scrollIntoView({ block: "nearest", inline: "nearest" });
    } else if (event.key === "Enter" && inside >= 0) all[inside].dispatchEvent(new MouseEvent("click", { bubbles: true }));
    else return;
    event.preventDefault();
  });

  let drawnNames = "";

  /**
   * @param {BoardTable[]} tables
   * @param {Reference[]} references between these
   */
  function show(tables, references) {
    const boxes = tables.map(boxOf);
    const laid = layers(boxes, references, Math.max(420, Math.min(900, Math.sqrt(tables.length) * 230)));
    size = { width: laid.width + 2 * MARGIN, height: laid.height + 2 * MARGIN };
    const lines = references.map((one, index) => line(one, laid.lines[index], head));
    const drawn = tables.map((table, index) => drawBox(table, boxes[index], laid.places.get(table.name) ?? { x: 0, y: 0 }));
    svg = draw("svg", { class: "mlab-tables-picture", viewBox: `${-MARGIN} ${-MARGIN} ${size.width} ${size.height}` }, arrowHead(head), ...lines.filter((one) => one !== null), ...drawn);
    tables.forEach((table, index) => drawn[index].addEventListener("click", () => open(table)));
    place.replaceChildren(svg);
    const names = tables.map((table) => table.name).join("\n");
    if (names === drawnNames) return zoom.again(); // the same tables: whoever looks at them goes on where they were
    drawnNames = names;
    at = 0;
    const news = tables.find((table) => table.state !== "unchanged") ?? tables[0];
    const spot = news && laid.places.get(news.name);
    zoom.begin(spot && { x: spot.x + boxes[tables.indexOf(news)].width / 2, y: spot.y });
  }

  return { place, tools: zoom.node, show, stop: zoom.stop };
}

/**
 * The lines of a table that fit into its box: of many, keys and changes first.
 * @param {BoardTable} table
 */
export function linesOf(table) {
  const list = table.columns.map((line) => ({ line, cells: line.after ?? line.before ?? [], key: keyOf(table, line) }));
  if (list.length <= MOST_LINES) return { shown: list, more: 0 };
  const loud = new Set(list.filter(({ line, key }) => line.mark || key).slice(0, MOST_LINES - 1));
  for (const one of list) if (loud.size < MOST_LINES - 1) loud.add(one);
  const shown = list.filter((one) => loud.has(one));
  return { shown, more: list.length - shown.length };
}

/**
 * @param {BoardTable} table
 * @param {Line} line
 */
function keyOf(table, line) {
  const at = table.heads.indexOf("key");
  return at < 0 ? "" : ((line.after ?? line.before)?.[at] ?? "");
}

const short = (/** @type {string} */ text, most = MOST_LETTERS) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/**
 * What stands at the right of a column: what it refers to, or its type.
 * @param {ReturnType<typeof linesOf>["shown"][number]} one
 */
function aside({ cells, key }) {
  const to = /→ ([^,]+)/.exec(key)?.[1];
  if (to) return short(`→ ${to}`);
  return key.includes("primary key") ? "primary key" : short(cells[1] ?? "", 16);
}

/** @param {BoardTable} table */
function boxOf(table) {
  const { shown, more } = linesOf(table);
  const letters = shown.map((one) => short(one.cells[0] ?? "").length + aside(one).length + 5);
  const title = short(table.name).length + WORDS_OF[/** @type {keyof typeof WORDS_OF} */ (table.state)].length + 5;
  const below = shown.length + (more || !shown.length ? 1 : 0);
  return { id: table.name, width: Math.max(110, LETTER * Math.max(title, ...letters)), height: HEAD + LINE * below + 6 };
}

/**
 * @param {BoardTable} table
 * @param {{ width: number, height: number }} box
 * @param {{ x: number, y: number }} place
 */
function drawBox(table, { width, height }, place) {
  const { shown, more } = linesOf(table);
  const mark = STATES[table.state];
  const hue = mark ? ` mlab-${KINDS[mark]}` : "";
  const words = WORDS_OF[/** @type {keyof typeof WORDS_OF} */ (table.state)];
  const about = [table.name, mark === "~" ? words : "", table.words, "go to it"].filter(Boolean).join(", ");
  const text = (/** @type {string} */ said, /** @type {Record<string, string | number>} */ more) => draw("text", more, document.createTextNode(said));
  const rows = shown.flatMap((one, index) => {
    const y = HEAD + LINE * (index + 1) - 2;
    const kind = one.line.mark ? ` mlab-line-${KINDS[one.line.mark]} mlab-${KINDS[one.line.mark]}` : "";
    const bold = /primary key/.test(one.key) ? " mlab-key" : "";
    return [
      one.line.mark ? draw("rect", { class: `mlab-row-ground${kind}`, x: 1, y: y - 13, width: width - 2, height: LINE }) : null,
      one.line.mark ? text(SIGNS[one.line.mark] ?? one.line.mark, { class: `mlab-row-mark${kind}`, x: 7, y }) : null,
      text(short(one.cells[0] ?? ""), { class: `mlab-column${kind}${bold}`, x: 20, y }),
      text(aside(one), { class: `mlab-aside${one.key.includes("→") ? " mlab-to" : ""}`, x: width - 8, y, "text-anchor": "end" }),
    ];
  });
  const rest = more ? `and ${more} more columns` : shown.length ? "" : table.words;
  return draw(
    "g",
    { class: `mlab-table-box${hue}`, role: "link", tabindex: -1, "aria-label": about, transform: `translate(${place.x} ${place.y})` },
    draw("title", {}, document.createTextNode(about)),
    draw("rect", { class: "mlab-table-ground", width, height, rx: 6 }),
    draw("path", { class: "mlab-table-head", d: `M0 ${HEAD}V6a6 6 0 0 1 6-6H${width - 6}a6 6 0 0 1 6 6V${HEAD}Z` }),
    text(`${mark ? `${SIGNS[mark] ?? mark} ` : ""}${short(table.name)}`, { class: "mlab-table-name", x: 8, y: 17 }),
    words ? text(words, { class: "mlab-table-words", x: width - 8, y: 17, "text-anchor": "end" }) : draw("g"),
    .../** @type {Element[]} */ (rows.filter((one) => one !== null)),
    rest ? text(rest, { class: "mlab-aside", x: 20, y: HEAD + LINE * (shown.length + 1) - 2 }) : draw("g"),
    draw("rect", { class: "mlab-table-edge", width, height, rx: 6 }),
  );
}

/**
 * @param {Reference} one
 * @param {{ x: number, y: number }[]} points
 * @param {string} head the id of its arrow head
 */
function line(one, points, head) {
  if (points.length < 2) return null;
  const path = points.map(({ x, y }, at) => {
    if (!at) return `M${x} ${y}`;
    const before = points[at - 1];
    const middle = (before.y + y) / 2;
    return `C${before.x} ${middle} ${x} ${middle} ${x} ${y}`;
  });
  const kind = one.mark ? ` mlab-${KINDS[one.mark]}` : "";
  const said = one.mark ? `${WORDS[one.mark]}: ` : "";
  const middle = points[Math.floor(points.length / 2) - (points.length % 2 ? 0 : 1)];
  const next = points[Math.floor(points.length / 2)];
  const mark = one.mark
    ? draw("text", { class: `mlab-arrow-mark${kind}`, x: (middle.x + next.x) / 2 + 5, y: (middle.y + next.y) / 2 + 4 }, document.createTextNode(SIGNS[one.mark] ?? one.mark))
    : draw("g");
  return draw(
    "g",
    { "aria-hidden": "true" },
    draw("title", {}, document.createTextNode(`${said}${one.from}.${one.columns.join(", ")} refers to ${one.to}`)),
    draw("path", { class: `mlab-arrow${kind}`, d: path.join(""), "marker-end": `url(#${head})` }),
    mark,
  );
}

/** @param {string} id */
function arrowHead(id) {
  const head = draw("path", { class: "mlab-arrow-head", d: "M0 0L8 4L0 8Z" });
  return draw("defs", {}, draw("marker", { id, viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto" }, head));
}
