// An exercise's goal.

import assert from "node:assert/strict";
import { test } from "node:test";
import { drawGoal } from "../goal_view.js";
import { onPage, seen } from "./page.js";

/** @type {import("../parts/states.js").GoalState} */
const NOT_YET = {
  title: "Exercise 03.1, not yet: a bio",
  done: false,
  how_far: ["1 of 3 parts is right: the rows."],
  missing: ["The column <i>bio</i> is missing."],
  notes: ["Two heads: lab.explain(\"S12\") says more."],
  ways: [],
  tables: [],
  words: {},
};

test("a goal says how far one is, what is missing, and what the coach says", () => {
  const root = onPage();
  drawGoal(root, NOT_YET);
  assert.deepEqual([...root.querySelectorAll("p")].map(seen).slice(1), [...NOT_YET.how_far, ...NOT_YET.notes]);
  assert.deepEqual([...root.querySelectorAll("li")].map(seen), ["not yet: The column <i>bio</i> is missing."]);
  assert.equal(root.querySelectorAll("i, details").length, 0);
});

test("a goal that is reached has the right answers, folded, as text", () => {
  const root = onPage();
  drawGoal(root, { ...NOT_YET, done: true, how_far: [], missing: [], notes: ["Because."], ways: [["A right answer, 1 of 1", "Run:\n<b>"]] });
  const [answer] = root.querySelectorAll("details");
  assert.equal(answer.open, false);
  assert.equal(answer.querySelector("summary")?.textContent, "A right answer, 1 of 1");
  assert.equal(answer.querySelector("pre")?.textContent, "Run:\n<b>");
});
