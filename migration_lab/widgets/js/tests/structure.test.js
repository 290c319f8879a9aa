import assert from "node:assert/strict";
import { test } from "node:test";
import { cellText, differs, sideBySide, structure, tableBox } from "../parts/structure.js";
import { HOSTILE, line, table } from "./examples.js";
import { onPage, seen } from "./page.js";

const bio = line("+", null, ["bio", "TEXT"]);
const email = line("-", ["email", "TEXT"], null, { lost: "7 values" });
const wider = line("~", ["name", "VARCHAR(20)"], ["name", "TEXT"]);
const renamed = line("~", ["tel", "TEXT"], ["phone", "TEXT"], { renamed: true });
const changed = table({ state: "changed", columns: [bio, email, wider, renamed] });

const lines = (/** @type {Element} */ node) => [...node.querySelectorAll("tbody tr")].map(seen);

test("each side has its own lines, level with the other's, and says what was lost with one", () => {
  assert.deepEqual(lines(structure(changed, "before", "Before")), ["·", "−droppedemailTEXT", "~changednameVARCHAR(20)", "~renamedtelTEXT"]);
  assert.deepEqual(lines(structure(changed, "after", "After")), ["+addedbioTEXT", "− 7 values lost", "~changednameTEXT", "~renamedphoneTEXT"]);
});

test("as a whole a table has the lines of both sides", () => {
  assert.deepEqual(lines(structure(changed, "both", "Now")), ["+addedbioTEXT", "−droppedemailTEXT", "~changednameTEXT", "~renamedtel → phoneTEXT"]);
});

test("a mark has other words where it is something to do", () => {
  assert.deepEqual(lines(structure(table({ columns: [bio] }), "after", "Goal", { "+": "to add" })), ["+to addbioTEXT"]);
});

test("only what a changed line has otherwise is marked in it", () => {
  const cells = [...structure(changed, "after", "After").querySelectorAll(".mlab-differs")];
  assert.deepEqual(cells.map(seen), ["TEXT"]);
  assert.equal(differs(wider, 0), false);
  assert.equal(differs(bio, 0), false);
});

test("a key is a kind and its definition", () => {
  const keys = [line("", ["check", "id > 0"], ["check", "id > 0"])];
  const cells = structure(table({ keys }), "both", "Now").querySelectorAll(".mlab-keys th, .mlab-definition");
  assert.deepEqual([...cells].map(seen), ["check", "id > 0"]);
});

test("a table that is there on one side only says so on the other", () => {
  const added = sideBySide(table({ state: "added" }));
  assert.equal(added.querySelectorAll("table").length, 1);
  assert.equal(added.children[0].textContent, "Beforeno such table");
  assert.equal(sideBySide(table({ state: "dropped" })).children[1].textContent, "Afterno such table any more");
  assert.equal(sideBySide(table({ state: "dropped" }), "Now", "Goal", {}).children[1].textContent, "Goalno such table");
});

test("the head says DEFAULT already, and an arrow stays with what it points to", () => {
  assert.equal(cellText("default", "DEFAULT 30"), "30");
  assert.equal(cellText("key", "→ speaker"), "→\u00a0speaker");
});

test("a table's box is without structure where it is gone or not known", () => {
  assert.equal(tableBox(table(), true).querySelectorAll("table").length, 1);
  assert.equal(tableBox(table({ state: "dropped" }), true).querySelectorAll("table").length, 0);
  assert.equal(tableBox(table({ heads: [], columns: [] }), true).querySelectorAll("table").length, 0);
});

test("names are text, wherever they stand", () => {
  const hostile = table({ name: HOSTILE, words: HOSTILE, heads: [HOSTILE, "type"], columns: [line("+", null, [HOSTILE, HOSTILE])] });
  const root = onPage(tableBox(hostile, true), sideBySide(hostile, HOSTILE, HOSTILE));
  assert.equal(root.querySelectorAll("img").length, 0);
  assert.ok(root.textContent?.includes(HOSTILE));
});
