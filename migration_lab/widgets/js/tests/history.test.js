import assert from "node:assert/strict";
import { test } from "node:test";
import { edgePath, graphParts, x } from "../board/graph.js";
import { historyPage } from "../board/history.js";
import { placesPage } from "../board/places.js";
import { tablesThen } from "../board/revision.js";
import { el } from "../parts/element.js";
import { line, table } from "./examples.js";
import { onPage, seen } from "./page.js";

/**
 * @param {string} id
 * @returns {import("../parts/states.js").Entry}
 */
const entry = (id, more = {}) => ({ id, mark: "*", message: `change ${id}`, tags: [], created: "", path: "", parents: "", command: null, problem: null, ...more });

/** @type {import("../parts/states.js").HistoryState} */
const state = {
  title: "2 revisions",
  entries: [entry("b2", { mark: "o" }), entry("a1")],
  lanes: [0, 0],
  edges: [["parent", [[0, 0], [1, 0]]]],
  width: 1,
  here: ["a1"],
  problem: null,
};

test("a line goes straight down in its lane and in a curve to another", () => {
  assert.equal(edgePath([[0, 0], [2, 0]], 1), "M12 15V75");
  assert.equal(edgePath([[0, 0], [1, 1]], 2), "M12 15C12 30 28 30 28 45");
});

test("the more lanes there are, the closer they lie", () => {
  assert.equal(x(1, 2) - x(0, 2), 16);
  assert.ok(x(99, 100) - x(98, 100) < 5);
});

test("the picture marks where the database stands, what it has not run, and draws no more than is in view", () => {
  const classes = (/** @type {number} */ first, /** @type {number} */ last) => graphParts(state, first, last).map((one) => one.getAttribute("class"));
  assert.deepEqual(classes(0, 2), ["mlab-edge mlab-parent mlab-move", "mlab-spot mlab-move mlab-open", "mlab-here", "mlab-spot mlab-move"]);
  assert.deepEqual(classes(5, 9), []);
});

test("the history asks for the revision at which the database stands, and then for the one that is chosen", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {string[]} */
  const asked = [];
  const page = historyPage(async (_, more) => {
    asked.push(Reflect.get(more ?? {}, "id"));
    return { tables: [table({ state: "changed" })] };
  }, () => {});
  onPage(page.body);
  const turn = async () => {
    context.mock.timers.tick(100);
    await new Promise((resolve) => setImmediate(resolve));
  };
  page.update(state);
  await turn();
  assert.deepEqual(asked, ["a1"]);
  const detail = /** @type {Element} */ (page.body.querySelector(".mlab-detail"));
  assert.ok(seen(detail).startsWith("a1 change a1"));
  const list = /** @type {Element} */ (page.body.querySelector("[role=listbox]"));
  for (const key of ["End", "Home"]) list.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  await turn();
  assert.deepEqual(asked, ["a1", "b2"]);
  assert.ok(seen(detail).startsWith("b2 change b2"));
  page.stop();
});

test("of the tables at a revision those that it changed come first, and too many others are counted", () => {
  const others = Array.from({ length: 62 }, (_, at) => table({ name: `t${at}` }));
  const root = onPage(el("div", {}, tablesThen({ tables: [table({ name: "talk", state: "changed", words: "", columns: [line("+", null, ["id", "INTEGER"])] }), ...others] })));
  assert.equal(seen(/** @type {Element} */ (root.querySelector("summary"))), "~talk");
  assert.equal(root.querySelectorAll("details").length, 61);
  assert.equal(seen(/** @type {Element} */ (root.querySelector(".mlab-note"))), "and 2 more tables that it leaves as they are");
});

test("a revision that cannot be shown says why", () => {
  assert.equal(/** @type {Element} */ (tablesThen({ tables: [], problem: "It cannot be read." })).textContent, "It cannot be read.");
});

test("between two places stands whether they agree, and what brings them together", () => {
  const page = placesPage();
  /** @type {import("../parts/states.js").PlacesState} */
  const places = {
    state: "database behind", sentence: "", in_step: false, command: null, problem: null, groups: [],
    roads: [{ command: "flask db migrate", differ: 0, known: true }, { command: "flask db upgrade", differ: 2, known: true }],
    heads: ["b2"], current: [], can_move: true, not_compared: ["a default"], database: "SQLite",
  };
  page.update(places, onPage(page.body));
  assert.deepEqual([...page.body.querySelectorAll(".mlab-way")].map(seen), ["=agree", "2upgrade →"]);
  assert.deepEqual([...page.body.querySelectorAll(".mlab-ids")].map(seen), ["your classes", "b2", "base"]);
  assert.equal(page.body.querySelector("summary")?.textContent, "Not compared by flask db check");
  page.stop();
});
