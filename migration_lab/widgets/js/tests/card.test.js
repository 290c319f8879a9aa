import assert from "node:assert/strict";
import { test } from "node:test";
import { columnMarks, drawCard, manyColumns } from "../card.js";
import { HOSTILE, card, rows, sample, sql, table } from "./examples.js";
import { onPage, seen } from "./page.js";

/** @param {import("../parts/states.js").CardState} state */
function drawn(state) {
  const root = onPage();
  drawCard(root, state);
  return root;
}

const titles = (/** @type {Element} */ root) => [...root.querySelectorAll("[role=tab]")].map(seen);

test("a command that changed nothing says so, and has no tabs", () => {
  const root = drawn(card());
  assert.equal(seen(root), "nothing changedflask db upgradeCopy");
  assert.deepEqual(titles(root), []);
});

test("there is a tab for each kind of thing that happened, and for no other", () => {
  const all = card({ tables: [table()], rows: [rows()], statements: [sql()], files: [["+", "a.py"]] });
  assert.deepEqual(titles(drawn(all)), ["Tables", "Rows", "SQL", "Files"]);
  assert.deepEqual(titles(drawn(card({ others: [["+", "view v"]], files: [["-", "a.py"]] }))), ["Tables", "Files"]);
});

test("the head says first what became of the table and its rows, then the command", () => {
  const headline = { mark: "~", name: "speaker", was: "", changes: [{ mark: "+", words: "bio", told: false }], rows: [{ mark: "", words: "6 rows kept", told: false }, { mark: "-", words: "2 values lost", told: false }], database: "" };
  const facts = [{ mark: "~", words: "changed 1 table: speaker", told: true }, { mark: "→", words: "revision a → b", told: false }];
  const head = drawn(card({ headlines: [headline], facts, tables: [table()] })).querySelector(".mlab-head");
  assert.equal(seen(/** @type {Element} */ (head)), "speaker +bio6 rows kept · −2 values lostflask db upgradeCopy→revision a → b");
});

test("a failure stands before everything, with its reason", () => {
  const head = drawn(card({ facts: [{ mark: "!", words: "failed with exit code 1", told: false }], why: "no such table" })).querySelector(".mlab-head");
  assert.equal(seen(/** @type {Element} */ (head)), "!failed with exit code 1no such tableflask db upgradeCopy");
});

test("one table has no title of its own, several have, with what became of their rows", () => {
  const one = { tables: [table({ words: "1 column added" })], rows: [rows({ words: ["6 rows kept"], marks: [""] })] };
  assert.equal(drawn(card(one)).querySelector(".mlab-title"), null);
  const two = { ...one, tables: [...one.tables, table({ name: "person", was: "man", words: "renamed from man" })] };
  assert.deepEqual([...drawn(card(two)).querySelectorAll(".mlab-title")].map(seen), ["speaker 1 column added · 6 rows kept", "man → person renamed from man"]);
});

test("a row's new and lost columns are marked, and renamed ones on both sides", () => {
  const marks = columnMarks(rows({ before: sample(["id", "tel", "email"]), after: sample(["id", "phone", "bio"]), renames: [["tel", "phone"]] }));
  assert.deepEqual([...marks.before], [["tel", "~"], ["email", "-"]]);
  assert.deepEqual([...marks.after], [["phone", "~"], ["bio", "+"]]);
});

test("where a side is not there nothing is marked", () => {
  const marks = columnMarks(rows({ after: sample(["id"]) }));
  assert.equal(marks.before.size + marks.after.size, 0);
});

test("many columns stand one side below the other", () => {
  const wide = sample(["a", "b", "c", "d", "e", "f", "g"]);
  assert.equal(manyColumns(rows({ before: sample(["a"]), after: wide })), true);
  assert.equal(manyColumns(rows({ after: wide })), false);
  assert.equal(manyColumns(rows({ before: sample(["a"]), after: sample(["b"]) })), false);
});

test("of many unchanged tables the first six are named", () => {
  const names = ["a", "b", "c", "d", "e", "f", "g"];
  const root = drawn(card({ tables: [table()], unchanged_names: names }));
  assert.equal(root.querySelector("summary")?.textContent, "7 tables unchanged: a, b, c, d, e, f, …");
});

test("Alembic's own table is told apart from the revision step", () => {
  const move = { table: "alembic_version", before: "<base>", after: "3f2a", made: true };
  assert.equal(drawn(card({ move })).querySelector("summary")?.textContent, "alembic_version is new: Alembic's own table. revision <base> → 3f2a");
  assert.equal(drawn(card({ move: { ...move, made: false } })).querySelector("summary")?.textContent, "alembic_version: revision <base> → 3f2a");
});

test("where several databases changed each is named", () => {
  const move = { table: "alembic_version", before: "a1", after: "b2", made: false };
  const { command, facts, elsewhere, statements, files, ...stats } = card({ name: "database stats", tables: [table({ name: "visit" })], move });
  const root = drawn(card({ name: "default database", tables: [table()], elsewhere: [stats] }));
  assert.deepEqual([...root.querySelectorAll(".mlab-database")].map(seen), ["In the default database", "In the database stats"]);
  assert.equal(root.querySelector("summary")?.textContent, "In the database stats: alembic_version: revision a1 → b2");
});

test("whatever is hostile stays text", () => {
  const root = drawn(
    card({
      command: HOSTILE,
      headlines: [{ mark: "~", name: HOSTILE, was: HOSTILE, changes: [{ mark: "+", words: HOSTILE, told: false }], rows: [{ mark: "", words: HOSTILE, told: false }], database: HOSTILE }],
      why: HOSTILE,
      facts: [{ mark: "!", words: HOSTILE, told: false }],
      tables: [table({ name: HOSTILE, words: HOSTILE })],
      unchanged_names: [HOSTILE],
      others: [["+", HOSTILE]],
      move: { table: HOSTILE, before: HOSTILE, after: HOSTILE, made: false },
      rows: [rows({ table: HOSTILE, words: [HOSTILE], after: sample([HOSTILE], [HOSTILE]) })],
      statements: [sql({ sql: HOSTILE, parameters: [HOSTILE], note: HOSTILE })],
      files: [["+", HOSTILE]],
    }),
  );
  assert.equal(root.querySelectorAll("img").length, 0);
  assert.equal(root.getAttribute("aria-label"), `What ${HOSTILE} did`);
});
