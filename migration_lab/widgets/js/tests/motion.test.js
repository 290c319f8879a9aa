import assert from "node:assert/strict";
import { test } from "node:test";
import { fitOf } from "../card/motion/fit.js";
import { cellsOf, doomed, headOf, keyOf, marksAfter } from "../card/motion/marks.js";
import { motionOf } from "../card/motion/motion.js";
import { framesOf } from "../card/motion/moving.js";
import { planMoves } from "../card/motion/plan.js";
import { HOSTILE, card, motion, picture, step } from "./examples.js";
import { onPage, seen } from "./page.js";

Object.defineProperty(globalThis, "matchMedia", { value: () => ({ matches: true }) }); // the reader wants nothing to move

/** Speaker loses phone, which is not copied when the table is built again. */
const rebuilt = motion({
  pictures: [
    picture("0.1", "speaker", ["id", "phone"], [["1", ["1", "+44"]], ["2", ["2", null]]]),
    picture("0.2", "_alembic_tmp_speaker", ["id"], []),
    picture("0.2", "_alembic_tmp_speaker", ["id"], [["1", ["1"]], ["2", ["2"]]]),
    picture("0.1", "speaker", [], [], { gone: true, words: "dropped, with 2 rows" }),
    picture("0.2", "speaker", ["id"], [["1", ["1"]], ["2", ["2"]]]),
  ],
  steps: [
    step("CREATE TABLE _alembic_tmp_speaker (\n  id INTEGER\n)", [0], [0, 1], { mark: "+", words: "new" }),
    step("INSERT INTO _alembic_tmp_speaker (id) SELECT id FROM speaker", [0, 1], [0, 2], {
      words: "2 rows copied",
      flows: [{ from_table: "0.1", to_table: "0.2", columns: [["id", "id"]], rows: [["1", "1"], ["2", "2"]] }],
    }),
    step("DROP TABLE speaker", [0, 2], [3, 2], { mark: "-", lost: [["0.1", "phone", "1 value"]] }),
    step("ALTER TABLE _alembic_tmp_speaker RENAME TO speaker", [3, 2], [4]),
  ],
});

/** Bio comes, and then gets values. */
const added = motion({
  pictures: [
    picture("0.1", "speaker", ["id"], [["1", ["1"]], ["2", ["2"]]]),
    picture("0.1", "speaker", ["id", "bio"], [["1", ["1", null]], ["2", ["2", null]]]),
    picture("0.1", "speaker", ["id", "bio"], [["1", ["1", "x"]], ["2", ["2", null]]]),
  ],
  steps: [step("ALTER TABLE speaker ADD COLUMN bio TEXT", [0], [1]), step("UPDATE speaker SET bio = 'x' WHERE id = 1", [1], [2])],
});

/**
 * Cells below each other, column beside column, each ten pixels: a page lays out like this, and this page does not.
 * @param {import("../parts/motion_states.js").Motion} of
 * @param {number[]} places
 */
function laidOut(of, places) {
  /** @type {Map<string, import("../card/motion/stage.js").Rect>} */
  const rects = new Map();
  let top = 0;
  const pictures = places.map((place) => of.pictures[place]);
  for (const { id, columns, rows } of pictures) {
    rects.set(id, { left: 0, top, width: 100, height: 10 });
    columns.forEach(([column], at) => rects.set(headOf(id, column), { left: at * 10, top: top + 10, width: 10, height: 10 }));
    rows.forEach(([row], down) => columns.forEach(([column], at) => rects.set(keyOf(id, row, column), { left: at * 10, top: top + 20 + down * 10, width: 10, height: 10 })));
    top += 100;
  }
  return { rects, cells: cellsOf(pictures) };
}

/**
 * @param {import("../parts/motion_states.js").Motion} of
 * @param {number} at
 */
const moves = (of, at) => planMoves(of.steps[at], laidOut(of, of.steps[at].before), laidOut(of, of.steps[at].after));

test("where nothing was recorded there is no button, and where something was it says how many steps", () => {
  assert.equal(motionOf(card()), null);
  const root = onPage(/** @type {Node} */ (motionOf(card({ motion: rebuilt }))));
  assert.match(seen(root), /4 steps$/);
  assert.match(seen(onPage(/** @type {Node} */ (motionOf(card({ motion: added, name: "database stats" }))))), /of the database stats/);
});

test("a new column is marked, and later only the cells that got another value", () => {
  assert.deepEqual([...marksAfter(added, 0)], [[headOf("0.1", "bio"), "+"], [keyOf("0.1", "1", "bio"), "+"], [keyOf("0.1", "2", "bio"), "+"]]);
  assert.deepEqual([...marksAfter(added, 1)], [[keyOf("0.1", "1", "bio"), "~"]]);
});

test("a column that was not copied is marked as soon as the others are, and not before", () => {
  assert.deepEqual(doomed(rebuilt, 0), []);
  assert.equal(marksAfter(rebuilt, 1).get(headOf("0.1", "phone")), "-");
  assert.equal(marksAfter(rebuilt, 1).get(keyOf("0.2", "1", "id")), "+");
  assert.equal(marksAfter(rebuilt, 2).size, 0);
});

test("a column that is copied under another name is marked on both sides", () => {
  const copied = motion({
    pictures: [picture("0.1", "talk", ["length"], [["1", ["45"]]]), { ...picture("0.2", "tmp", ["length"], [["1", ["45"]]]), columns: [["length", "minutes", 0]] }],
    steps: [step("INSERT INTO tmp (minutes) SELECT length FROM talk", [0], [0, 1], { flows: [{ from_table: "0.1", to_table: "0.2", columns: [["length", "length"]], rows: [["1", "1"]] }] })],
  });
  assert.deepEqual([...marksAfter(copied, 0)], [[headOf("0.1", "length"), "~"], [headOf("0.2", "length"), "~"]]);
});

test("a column is as wide in each picture of its scene, under each of its tables", () => {
  const fit = fitOf(rebuilt, 100);
  assert.deepEqual(fit(rebuilt.pictures[1]).columns[0], fit(rebuilt.pictures[0]).columns[0]);
});

test("with less room long columns are cut first, and then the last in rank are left out", () => {
  const long = "x".repeat(30);
  const wide = motion({ pictures: [picture("0.1", "t", ["id", "about", "more"], [["1", ["1", long, long]]], { more: 2 })], steps: [step("UPDATE t SET about = 1", [0], [0])] });
  const shown = (/** @type {number} */ room) => fitOf(wide, room)(wide.pictures[0]);
  assert.deepEqual(shown(100).columns.map((one) => one.width), [5, 32, 32]);
  assert.deepEqual(shown(45).columns.map((one) => one.width), [5, 20, 20]);
  assert.deepEqual([shown(20).columns.map((one) => one.id), shown(20).more], [["id", "about"], 3]);
  assert.deepEqual(shown(3).columns.map((one) => one.id), ["id", "about"]);
});

test("a new column slides in row after row, after its head", () => {
  const found = moves(added, 0);
  assert.deepEqual(found.map((one) => [one.key, one.kind]), [[headOf("0.1", "bio"), "slide"], [keyOf("0.1", "1", "bio"), "slide"], [keyOf("0.1", "2", "bio"), "slide"]]);
  assert.ok(found[0].delay < found[1].delay && found[1].delay < found[2].delay);
});

test("a value that another one replaces fades, and only that cell changes", () => {
  assert.deepEqual(moves(added, 1).map((one) => [one.key, one.kind]), [[keyOf("0.1", "1", "bio"), "fade"], [keyOf("0.1", "1", "bio"), "change"]]);
});

test("copied rows fly from where they are copied, one after the other", () => {
  const flying = moves(rebuilt, 1).filter((one) => one.kind === "fly");
  assert.deepEqual(flying.map((one) => [one.key, one.x, one.y]), [[keyOf("0.2", "1", "id"), 0, -100], [keyOf("0.2", "2", "id"), 0, -100]]);
  assert.ok(flying[0].delay < flying[1].delay);
  assert.equal(moves(rebuilt, 1).length, 2);
});

test("of a dropped table only values that were not copied fall, and NULL is no value", () => {
  const found = moves(rebuilt, 2);
  assert.deepEqual(found.filter((one) => one.kind === "fall").map((one) => one.key), [headOf("0.1", "phone"), keyOf("0.1", "1", "phone")]);
  assert.equal(found.filter((one) => one.kind === "leave").length, 4);
});

test("a renamed table glides to its place as a whole", () => {
  assert.deepEqual(moves(rebuilt, 3).map((one) => [one.key, one.kind, one.y]), [["0.2", "move", 100]]);
});

test("all rows of a table fall if they go with it, and deleted ones alone", () => {
  const dropped = motion({
    pictures: [picture("0.1", "t", ["id", "x"], [["1", ["1", null]], ["2", ["2", null]]]), picture("0.1", "t", [], [], { gone: true }), picture("0.1", "t", ["id", "x"], [["2", ["2", null]]])],
    steps: [step("DROP TABLE t", [0], [1], { lost: [["0.1", "", "2 rows"]] }), step("DELETE FROM t", [0], [2], { lost: [["0.1", "", "1 row"]] })],
  });
  const falling = (/** @type {number} */ at) => moves(dropped, at).filter((one) => one.kind === "fall").map((one) => JSON.parse(one.key)[1]);
  assert.deepEqual(falling(0), ["1", "1", "2", "2"]);
  assert.deepEqual(falling(1), ["1", "1"]);
});

test("everything that moves ends where it stands", () => {
  for (const kind of /** @type {const} */ (["move", "fly", "slide", "enter", "change"])) {
    const last = framesOf({ key: keyOf("0.1", "1", "id"), kind, x: 5, y: 5, delay: 0, duration: 1 }).at(-1);
    assert.equal(last?.transform, "none");
  }
});

/** @param {import("../parts/motion_states.js").Motion} of */
function opened(of) {
  const root = onPage(/** @type {Node} */ (motionOf(card({ motion: of }))));
  root.querySelector("button")?.click();
  const button = (/** @type {string} */ name) => {
    const found = [...root.querySelectorAll(".mlab-motion-bar button")].find((one) => one.lastElementChild?.textContent === name);
    assert.ok(found, `no button ${name}`);
    return /** @type {HTMLButtonElement} */ (found);
  };
  const stands = () => [...root.querySelectorAll(".mlab-motion-table")].map(seen);
  const place = () => seen(/** @type {Element} */ (root.querySelector(".mlab-motion-at")));
  return { root, button, stands, place };
}

test("where nothing may move the steps are pictures, from before the first to after the last", () => {
  const { root, button, stands, place } = opened(added);
  assert.equal(button("Play").hidden, true);
  assert.equal(place(), "Before the first of 2 statements");
  assert.deepEqual(stands(), ["speaker 2 rowsid12"]);
  button("Next").click();
  assert.equal(place(), "Step 1 of 2");
  assert.deepEqual(stands(), ["speaker 2 rowsid+bio1NULL2NULL"]);
  button("Next").click();
  assert.deepEqual(stands(), ["speaker 2 rowsidbio1x2NULL"]);
  assert.equal(root.querySelector("[aria-current]")?.textContent, "UPDATE speaker SET bio = 'x' WHERE id = 1");
  assert.equal(button("Next").getAttribute("aria-disabled"), "true");
  button("Next").click();
  assert.equal(place(), "Step 2 of 2");
  button("Back").click();
  assert.equal(place(), "Step 1 of 2");
});

test("what was lost is said where it was", () => {
  const { root, button, stands } = opened(rebuilt);
  /** @type {HTMLButtonElement} */ (root.querySelectorAll(".mlab-motion-sql button")[2]).click();
  assert.deepEqual(stands(), ["−speaker dropped, with 2 rows−1 value of phone gone", "_alembic_tmp_speaker 2 rowsid12"]);
  button("Next").click();
  assert.deepEqual(stands(), ["speaker 2 rowsid12"]);
});

test("the keyboard goes through the steps, and closes them", () => {
  const { root, place } = opened(added);
  const press = (/** @type {string} */ key) => root.querySelector(".mlab-motion-open")?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  press("ArrowRight");
  assert.equal(place(), "Step 1 of 2");
  press("End");
  assert.equal(place(), "Step 2 of 2");
  press("ArrowLeft");
  assert.equal(place(), "Step 1 of 2");
  press("Home");
  assert.equal(place(), "Before the first of 2 statements");
  press("Escape");
  assert.equal(root.querySelector(".mlab-motion-open"), null);
  assert.ok(root.querySelector(".mlab-motion-watch"));
});

test("a cell that stays keeps its element", () => {
  const { root, button } = opened(added);
  const before = root.querySelector("td");
  button("Next").click();
  assert.ok(before && root.querySelector("td") === before);
});

test("a hostile name or value is text", () => {
  const bad = motion({ pictures: [picture("0.1", HOSTILE, [HOSTILE], [["1", [HOSTILE]]])], steps: [step(HOSTILE, [], [0], { words: HOSTILE })] });
  const { root, button } = opened(bad);
  button("Next").click();
  assert.equal(root.querySelector("img"), null);
  assert.equal(seen(/** @type {Element} */ (root.querySelector("td"))), HOSTILE);
});
