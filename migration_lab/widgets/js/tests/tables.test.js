import assert from "node:assert/strict";
import { test } from "node:test";
import { layers } from "../board/layers.js";
import { linesOf } from "../board/picture.js";
import { rowsOnDemand } from "../board/rows_on_demand.js";
import { MOST_DRAWN, inPicture } from "../board/subset.js";
import { drawTables } from "../tables_view.js";
import { HOSTILE, line, rowPage, table } from "./examples.js";
import { onPage, seen } from "./page.js";

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** @returns {import("../parts/states.js").BoardTable} */
const boardTable = (/** @type {object} */ more = {}) => ({ ...table(more), key: "public.speaker", open: true, ...more });

test("rows are asked for while somebody wants to see them, and only when somebody has written", async () => {
  /** @type {string[]} */
  const asked = [];
  const demand = rowsOnDemand(async (what, more) => {
    asked.push(`${what} ${Reflect.get(more ?? {}, "table")}`);
    return rowPage();
  }, () => {});
  const root = onPage(...demand.of(boardTable()));
  const button = /** @type {HTMLButtonElement} */ (root.querySelector("button"));
  demand.written(1);
  assert.deepEqual(asked, []);
  button.click();
  await settled();
  assert.deepEqual(asked, ["rows public.speaker"]);
  assert.deepEqual([...root.querySelectorAll("td")].map(seen), ["1", "Ada"]);
  demand.written(1);
  demand.written(2);
  assert.equal(asked.length, 2);
  button.click();
  await settled();
  assert.equal(root.querySelector("td"), null);
  demand.written(3);
  assert.equal(asked.length, 2);
});

test("a page of many rows has a way to the next and to the one before", async () => {
  /** @type {any[]} */
  const asked = [];
  const demand = rowsOnDemand(async (_, more) => {
    asked.push(more);
    return rowPage({ first: Reflect.get(more ?? {}, "first"), total: 60 });
  }, () => {});
  const root = onPage(...demand.of(boardTable()));
  root.querySelector("button")?.click();
  await settled();
  const [back, on] = [...root.querySelectorAll(".mlab-pager button")].map((one) => /** @type {HTMLButtonElement} */ (one));
  assert.deepEqual([back.ariaDisabled, on.ariaDisabled], ["true", null]);
  for (const button of [on, on, on, back]) {
    button.click();
    await settled();
  }
  assert.deepEqual(asked.map((one) => one.first), [0, 25, 50, 25]);
  assert.equal(on.ariaDisabled, null);
});

test("a foreign key is a link to the row it leads to, and only where it leads anywhere", async () => {
  /** @type {any[]} */
  const followed = [];
  const link = { at: 1, table: HOSTILE, key: "speaker", columns: ["id"], values: [[3], null] };
  const demand = rowsOnDemand(
    async () => rowPage({ columns: ["id", "speaker_id"], rows: [["10", "3"], ["11", null]], links: [link], total: 2 }),
    (...given) => followed.push(given),
  );
  const root = onPage(...demand.of(boardTable({ name: "talk" })));
  root.querySelector("button")?.click();
  await settled();
  const links = [...root.querySelectorAll("td button")].map((one) => /** @type {HTMLButtonElement} */ (one));
  assert.deepEqual(links.map(seen), ["3 →"]);
  links[0].click();
  assert.deepEqual(followed, [[link, { id: 3 }, "where talk.speaker_id leads"]]);
  assert.equal(root.querySelector("img"), null);
});

test("only certain rows are shown on demand, and all of them again", async () => {
  /** @type {any[]} */
  const asked = [];
  const demand = rowsOnDemand(async (_, more) => {
    asked.push(Reflect.get(more ?? {}, "where"));
    return rowPage({ where: asked.at(-1) ? "id = 3" : "" });
  }, () => {});
  const root = onPage(...demand.of(boardTable()));
  await demand.show("speaker", "public.speaker", { where: { id: 3 }, because: "where talk.speaker_id leads" });
  assert.equal(seen(/** @type {Element} */ (root.querySelector(".mlab-only"))), "only id = 3, where talk.speaker_id leads");
  /** @type {HTMLButtonElement} */ (root.querySelector(".mlab-chosen button")).click();
  await settled();
  assert.deepEqual(asked, [{ id: 3 }, null]);
  assert.equal(/** @type {HTMLElement} */ (root.querySelector(".mlab-chosen")).hidden, true);
});

const box = (/** @type {string} */ id, width = 100, height = 50) => ({ id, width, height });

test("what others refer to stands above them, and a line passes between the boxes", () => {
  const { places, lines } = layers([box("talk"), box("speaker"), box("room"), box("vote")], [
    { from: "talk", to: "speaker" },
    { from: "talk", to: "room" },
    { from: "vote", to: "talk" },
    { from: "vote", to: "speaker" },
  ], 500);
  const y = (/** @type {string} */ id) => places.get(id)?.y ?? NaN;
  assert.equal(y("speaker"), y("room"));
  assert.ok(y("speaker") < y("talk") && y("talk") < y("vote"));
  assert.equal(lines[0].length, 2);
  assert.equal(lines[3].length, 4);
  assert.ok(lines[0][0].y === y("talk") && lines[0][1].y === y("speaker") + 50);
  const talk = places.get("talk") ?? { x: NaN };
  for (const passing of lines[3].slice(1, 3)) assert.ok(passing.x < talk.x || passing.x > talk.x + 100);
});

test("no two boxes overlap, whatever refers to what, also in a circle, to itself, or to nothing", () => {
  let seed = 7;
  const random = (/** @type {number} */ below) => (seed = (seed * 16807) % 2147483647) % below;
  for (let turn = 0; turn < 60; turn += 1) {
    const boxes = Array.from({ length: 1 + random(30) }, (_, at) => box(`t${at}`, 80 + random(150), 30 + random(150)));
    const arrows = Array.from({ length: random(40) }, () => ({ from: `t${random(boxes.length)}`, to: `t${random(boxes.length)}` }));
    const { places, lines, width, height } = layers(boxes, arrows, 600);
    assert.equal(places.size, boxes.length);
    assert.equal(lines.length, arrows.length);
    const spots = boxes.map((one) => ({ ...one, ...(places.get(one.id) ?? { x: NaN, y: NaN }) }));
    for (const a of spots) {
      assert.ok(a.x >= 0 && a.y >= 0 && a.x + a.width <= width + 0.01 && a.y + a.height <= height + 0.01);
      for (const b of spots) if (a !== b) assert.ok(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y);
    }
  }
});

test("of a table with many columns the picture has the keys and what changed, and counts the rest", () => {
  const columns = Array.from({ length: 20 }, (_, at) => line(at === 15 ? "+" : "", null, [`c${at}`, "INTEGER", at === 18 ? "→ speaker.id" : ""]));
  const { shown, more } = linesOf(boardTable({ heads: ["column", "type", "key"], columns }));
  assert.deepEqual(shown.map((one) => one.cells[0]), ["c0", "c1", "c2", "c3", "c4", "c5", "c15", "c18"]);
  assert.equal(more, 12);
});

test("of many tables the picture has what changed or was searched for, with the tables around it", () => {
  const tables = Array.from({ length: 100 }, (_, at) => boardTable({ name: `t${at}`, state: at === 5 ? "added" : "unchanged" }));
  const references = [{ from: "t5", to: "t7", columns: ["x"], mark: "" }, { from: "t8", to: "t9", columns: ["x"], mark: "" }];
  const state = { tables, references, others: [], title: "", news: "", version_table: "", diagram: null };
  const names = (/** @type {{ tables: import("../parts/states.js").BoardTable[] }} */ { tables }) => tables.map((one) => one.name);
  assert.deepEqual(names(inPicture(state, "", () => true)), ["t5", "t7"]);
  assert.deepEqual(names(inPicture(state, "9", (one) => one.name === "t9")), ["t8", "t9"]);
  assert.equal(inPicture(state, "t", () => true).tables.length, MOST_DRAWN);
  const calm = { ...state, tables: tables.map((one) => ({ ...one, state: "unchanged" })) };
  assert.deepEqual(names(inPicture(calm, "", () => true)), []);
  assert.match(inPicture(calm, "", () => true).words, /too many for one picture/);
});

test("of many tables a closed one is made when it is opened, and keeps what was opened when the state changes", () => {
  const tables = Array.from({ length: 20 }, (_, at) => table({ name: `t${at}`, state: at === 3 ? "changed" : "unchanged" }));
  const state = { tables, others: [], title: "20 tables", news: "", version_table: "" };
  const root = onPage();
  drawTables(root, state);
  assert.equal(root.querySelectorAll("table").length, 1);
  const first = /** @type {HTMLDetailsElement} */ (root.querySelector("details"));
  first.open = true;
  first.dispatchEvent(new Event("toggle"));
  first.dispatchEvent(new Event("toggle"));
  assert.equal(first.querySelectorAll("table").length, 1);
  drawTables(root, state);
  assert.equal(root.querySelectorAll("table").length, 2);
});
