import assert from "node:assert/strict";
import { test } from "node:test";
import { alignedTable } from "../parts/aligned.js";
import { difference, differenceTable } from "../parts/difference.js";
import { sign } from "../parts/signs.js";
import { duration } from "../parts/statements.js";
import { sqlWords } from "../parts/sql_words.js";
import { el } from "../parts/element.js";
import { HOSTILE, line, table } from "./examples.js";
import { onPage, seen } from "./page.js";

const same = (/** @type {string} */ name) => line("", [name, "TEXT"], [name, "TEXT"]);
const bio = line("+", null, ["bio", "TEXT"]);
const email = line("-", ["email", "TEXT"], null, { lost: "7 values" });
const wider = line("~", ["name", "VARCHAR(20)"], ["name", "TEXT"]);
const renamed = line("~", ["tel", "TEXT"], ["phone", "TEXT"], { renamed: true });
const key = line("", ["primary key", "pk (id)"], ["primary key", "pk (id)"]);
const changed = table({ state: "changed", columns: [same("id"), bio, email, wider, renamed], keys: [key] });

const lines = (/** @type {Element} */ node) => [...node.querySelectorAll("tbody tr")].map((row) => [...row.children].map(seen).join("|"));

test("a changed table is one table with both sides of a column in one row", () => {
  assert.deepEqual(lines(differenceTable(changed)), [
    "|id TEXT|id TEXT",
    "+added||bio TEXT",
    "−dropped|email TEXT|7 values lost",
    "~changed|name VARCHAR(20)|name TEXT",
    "~renamed|tel TEXT|phone TEXT",
    "|1 key unchanged: primary key",
    "|primary key pk (id)|primary key pk (id)",
  ]);
});

test("only what is different is marked as taken away and as put in", () => {
  const marked = (/** @type {string} */ tag) => [...differenceTable(changed).querySelectorAll(tag)].map(seen);
  assert.deepEqual(marked("del"), ["email TEXT", "VARCHAR(20)", "tel"]);
  assert.deepEqual(marked("ins"), ["bio TEXT", "TEXT", "phone"]);
});

test("a run of unchanged columns stands behind one line that names them and opens them", () => {
  const root = onPage(differenceTable(table({ state: "changed", columns: [..."abcdef"].map(same).concat(bio) })));
  const button = /** @type {HTMLElement} */ (root.querySelector("button"));
  assert.equal(seen(button), "6 columns unchanged: a, b, c, d, e, f");
  const open = () => root.querySelectorAll(".mlab-open").length;
  assert.deepEqual([open(), button.getAttribute("aria-expanded")], [0, "false"]);
  button.click();
  assert.deepEqual([open(), button.getAttribute("aria-expanded")], [6, "true"]);
});

test("both sides as two whole tables are a choice", () => {
  const root = onPage(difference(changed));
  const button = /** @type {HTMLElement} */ (root.querySelector(".mlab-tools button"));
  const tables = () => root.querySelectorAll("table").length;
  assert.deepEqual([tables(), button.getAttribute("aria-pressed")], [1, "false"]);
  button.click();
  assert.deepEqual([tables(), button.getAttribute("aria-pressed")], [2, "true"]);
  button.click();
  assert.equal(tables(), 1);
});

test("a table that is new or gone has one side, and no choice", () => {
  for (const state of ["added", "dropped"]) {
    const root = onPage(difference(table({ state, columns: [same("id")], keys: [key] })));
    assert.deepEqual(lines(root), ["id|TEXT", "primary key|pk (id)"]);
    assert.equal(root.querySelectorAll("button").length, 0);
  }
});

const column = (/** @type {string} */ name, mark = "", more = {}) => ({ name, mark, was: "", key: false, ...more });
const cell = (/** @type {string | null} */ before, /** @type {string | null} */ after, changed = false) => ({ before, after, changed });

test("a row before and after is one row, and a cell that changed says both values", () => {
  const root = onPage(
    alignedTable("3 rows", {
      words: "3 rows",
      columns: [column("id", "", { key: true }), column("phone", "~", { was: "tel" }), column("bio", "+"), column("email", "-")],
      rows: [
        { mark: "~", cells: [cell("1", "1"), cell("a", null, true), cell(null, "x"), cell("e", null)] },
        { mark: "+", cells: [cell(null, "2"), cell(null, "b"), cell(null, "y"), cell(null, null)] },
        { mark: "-", cells: [cell("3", null), cell("c", null), cell(null, null), cell("f", null)] },
      ],
    }),
  );
  assert.deepEqual([...root.querySelectorAll("thead th")].map(seen), ["id", "~tel → phone", "+bio", "−email"]);
  assert.deepEqual(lines(root), ["~|1|a → NULL|x|e", "+|2|b|y|", "−|3|c||f"]);
  assert.deepEqual([...root.querySelectorAll("del")].map(seen), ["tel", "a", "e", "3", "c", "f"]);
  assert.deepEqual([...root.querySelectorAll("tbody th")].map((one) => one.getAttribute("scope")), ["row", "row", "row"]);
});

test("a sign that fonts draw badly is a picture", () => {
  assert.equal(sign("≠")?.querySelectorAll("svg[aria-hidden=true]").length, 1);
  assert.equal(sign("-")?.textContent, "−dropped: ");
});

test("words of SQL are told apart, and none is lost", () => {
  const sql = `-- a 'note'\nUPDATE "select" SET a = 'it''s 1 UPDATE', b = 12.5 WHERE c IS NULL`;
  const root = el("code", {}, sqlWords(sql));
  assert.equal(root.textContent, sql);
  const kind = (/** @type {string} */ name) => [...root.querySelectorAll(`.mlab-sql-${name}`)].map((one) => one.textContent);
  assert.deepEqual(kind("keyword"), ["UPDATE", "SET", "WHERE", "IS", "NULL"]);
  assert.deepEqual([kind("comment"), kind("string"), kind("number")], [["-- a 'note'"], ["'it''s 1 UPDATE'"], ["12.5"]]);
});

test("a time is short", () => {
  assert.deepEqual([0.00001, 0.0004, 0.0123, 0.9, 61].map(duration), ["0.1 ms", "0.4 ms", "12 ms", "900 ms", "61.0 s"]);
});

test("names and values are text, wherever they stand", () => {
  const hostile = table({ name: HOSTILE, was: HOSTILE, words: HOSTILE, state: "changed", columns: [line("~", [HOSTILE, "a"], [HOSTILE, HOSTILE])], keys: [line("", [HOSTILE, HOSTILE], [HOSTILE, HOSTILE])] });
  const rows = { words: HOSTILE, columns: [column(HOSTILE, "~", { was: HOSTILE })], rows: [{ mark: "~", cells: [cell(HOSTILE, HOSTILE, true)] }] };
  const root = onPage(difference(hostile), alignedTable(HOSTILE, rows), el("code", {}, sqlWords(HOSTILE)));
  assert.equal(root.querySelectorAll("img").length, 0);
  assert.ok(root.textContent?.includes(HOSTILE));
});
