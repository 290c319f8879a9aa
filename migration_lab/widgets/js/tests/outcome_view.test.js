// What came of a prediction.

import assert from "node:assert/strict";
import { test } from "node:test";
import { onPage, seen } from "./page.js";
import { drawOutcome } from "../outcome_view.js";
import { HOSTILE } from "./examples.js";

const OUTCOME = { title: "Prediction 03.bio: what happened", question: ["What?"], said: "an error", what: "What happened", happened: "`NULL`", because: ["One.", "Two."] };

test("what was said stands beside what happened, with the reason below", () => {
  const root = onPage();
  drawOutcome(root, OUTCOME);
  assert.equal(root.getAttribute("aria-label"), OUTCOME.title);
  assert.deepEqual([...root.querySelectorAll(".mlab-pair > div")].map(seen), ["You saidan error", "What happenedNULL"]);
  assert.equal(root.querySelector(".mlab-happened code")?.textContent, "NULL");
  assert.deepEqual([...root.querySelectorAll(".mlab-because")].map(seen), ["One.", "Two."]);
});

test("texts become text", () => {
  const root = onPage();
  drawOutcome(root, { title: HOSTILE, question: [HOSTILE], said: HOSTILE, what: HOSTILE, happened: HOSTILE, because: [HOSTILE] });
  assert.equal(root.querySelector("img"), null);
});
