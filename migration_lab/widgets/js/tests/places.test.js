import assert from "node:assert/strict";
import { test } from "node:test";
import { goalPanel } from "../board/goal.js";
import { lane } from "../board/lanes.js";
import { miniTables } from "../board/mini_tables.js";
import { HOSTILE, line, table } from "./examples.js";
import { onPage, seen } from "./page.js";

/** @typedef {import("../parts/states.js").Cell} Cell */

const has = (/** @type {string} */ otherwise = "") => /** @type {Cell} */ ({ standing: "has", says: "has it", otherwise });
const lacks = /** @type {Cell} */ ({ standing: "lacks", says: "lacks it", otherwise: "" });
const cells = (/** @type {Element} */ row) => [...row.querySelectorAll("td")].map(seen);
const ties = (/** @type {Element} */ row) => [...row.querySelectorAll("td")].map((cell) => /mlab-tie-(\w+)/.exec(cell.className)?.[1] ?? "");
/** @type {Cell["standing"][]} */
const everywhere = ["has", "has", "has"];

test("a thing stands where it is, and a line leads to where it is missing", () => {
  const bio = { mark: "+", kind: "column", name: "bio", detail: "TEXT  NULL", cells: [has(), lacks, lacks] };
  const row = lane({ key: "", table: "speaker", stands: everywhere, last: true, line: bio }, 0);
  assert.deepEqual(cells(row), ["+bioTEXT NULL", "no bio", "no bio"]);
  assert.deepEqual(ties(row), ["broken", "broken", ""]);
  assert.equal(row.querySelector("th")?.textContent, "added: column speaker.bio TEXT  NULL");
});

test("where two places have the same the line is whole, and where they differ both say what they have", () => {
  const name = { mark: "~", kind: "column", name: "name", detail: "TEXT", cells: [has("TEXT"), has("TEXT"), /** @type {Cell} */ ({ ...has("INTEGER"), standing: "differs" })] };
  const row = lane({ key: "", table: "speaker", stands: everywhere, last: true, line: name }, 0);
  assert.deepEqual(cells(row), ["~nameTEXT", "~nameTEXT", "~nameINTEGER"]);
  assert.deepEqual(ties(row), ["whole", "broken", ""]);
});

test("a table that two places lack is a gap there, and its columns stand in the third", () => {
  /** @type {Cell["standing"][]} */
  const stands = ["has", "lacks", "unknown"];
  assert.deepEqual(cells(lane({ key: "", table: HOSTILE, stands, last: false, mark: "+" }, 0)), [`+${HOSTILE}`, `no ${HOSTILE}`, "?"]);
  const id = { mark: "", kind: "column", name: "id", detail: "INTEGER", cells: null };
  assert.deepEqual(cells(lane({ key: "", table: "sponsor", stands, last: true, line: id }, 1)), ["id", "", "?"]);
});

test("the tables that agree are shown with what each column refers to, and those that differ are left out", () => {
  const minis = miniTables();
  const talk = { ...table({ name: "talk", heads: ["column", "type", "key"], columns: [line("", ["id", "INTEGER", "primary key"], ["id", "INTEGER", "primary key"]), line("+", null, ["room_id", "INTEGER", "→ room.id"])] }), key: "talk", open: true };
  const state = { tables: [talk, { ...table(), key: "speaker", open: true }], others: [], title: "", news: "", version_table: "", diagram: null, references: [] };
  onPage(minis.node);
  minis.update(state, ["speaker"], true);
  assert.equal(seen(/** @type {Element} */ (minis.node.querySelector("h3"))), "1 table, the same in all three");
  assert.deepEqual([...minis.node.querySelectorAll("tbody tr")].map(seen), ["idINTEGER", "+room_id→ room.id"]);
  minis.update(state, [], false);
  assert.equal(seen(/** @type {Element} */ (minis.node.querySelector("h3"))), "2 tables of the database");
});

test("the exercise in hand is ticked off item by item", () => {
  const goal = goalPanel();
  const items = [{ words: "column talk.recorded: BOOLEAN", met: false }, { words: "in step", met: true }];
  const state = { id: "03.2", name: "Exercise 03.2", title: HOSTILE, items, met: false, check: 'lab.check("03.2")', checked: false, before: ["03.1"] };
  onPage(goal.node);
  goal.update(state);
  assert.deepEqual([...goal.node.querySelectorAll("li")].map(seen), ["○column talk.recorded: BOOLEAN", "✓in step"]);
  assert.match(seen(goal.node), /1 of 2/);
  assert.equal(goal.node.querySelectorAll(".mlab-news-item").length, 0);
  goal.update({ ...state, items: items.map((item) => ({ ...item, met: true })), met: true });
  assert.equal(goal.node.querySelectorAll(".mlab-news-item").length, 1);
  assert.match(seen(goal.node), /Now run lab\.check\("03\.2"\)/);
  goal.update(null);
  assert.equal(goal.node.hidden, true);
});
