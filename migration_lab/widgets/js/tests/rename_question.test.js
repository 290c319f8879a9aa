// Was this a rename? The question, and what its buttons ask for.

import assert from "node:assert/strict";
import { test } from "node:test";
import { model, onPage, seen } from "./page.js";
import { canRun, drawRenames } from "../rename_question.js";
import { HOSTILE } from "./examples.js";

const COMMAND = "%flask db migrate -m contact --renamed speaker.phone=speaker.mobile";
const asked = { title: "Was a.b renamed to a.c?", what: "The draft drops a.b.", evidence: ["both are VARCHAR"], command: COMMAND };

/**
 * @param {Partial<import("../parts/states.js").RenameAsked>} [more]
 * @param {boolean} [trusted] whether the learner has run the cell
 */
function drawn(more, trusted = true) {
  const root = onPage();
  const stored = /** @type {any} */ (model({}, { stored: true, trusted }));
  drawRenames(root, { questions: [{ ...asked, ...more }], yes: "If it was:", no: "If not, leave it." }, stored);
  return root;
}

const buttons = (/** @type {Element} */ root) => /** @type {HTMLButtonElement[]} */ ([...root.querySelectorAll(".mlab-answers button")]);
const status = (/** @type {Element} */ root) => seen(/** @type {Element} */ (root.querySelector("p[role=status]")));

test("a question has its evidence, two buttons and the command", () => {
  const root = drawn();
  assert.equal(seen(root), `Was a.b renamed to a.c?The draft drops a.b.both are VARCHARYes, it was renamedNoIf it was:${COMMAND}CopyIf not, leave it.`);
  assert.deepEqual(buttons(root).map((one) => one.getAttribute("aria-label")), ["Yes, it was renamed: Was a.b renamed to a.c?", "No: Was a.b renamed to a.c?"]);
});

test("yes runs the command in a cell, and says so", () => {
  /** @type {any[]} */
  const done = [];
  const listen = (/** @type {any} */ event) => (done.push(event.detail), event.preventDefault());
  document.addEventListener("migration-lab", listen);
  const root = drawn();
  buttons(root)[0].click();
  document.removeEventListener("migration-lab", listen);
  assert.deepEqual(done, [{ command: "migration-lab:run-in-cell", args: { source: COMMAND, kernel: undefined } }]);
  assert.equal(status(root), "A cell drafts it again as a rename.");
});

test("where nobody runs cells, yes says what to do", () => {
  const root = drawn();
  buttons(root)[0].click();
  assert.match(status(root), /^There is no notebook that could run it here/);
});

test("no leaves the draft, and asks for nothing", () => {
  const root = drawn();
  buttons(root)[1].click();
  assert.equal(status(root), "The draft stays as it is.");
});

/** Where Python's `str.splitlines`, with which IPython reads a cell, ends a line. */
const ENDINGS = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"];

test("nothing else than a draft can be run from an output", () => {
  for (const one of ["", " -m contact", " -m 'new names'", " -m 'größer, v2: a_b-c.'", " --message x"]) assert.ok(canRun(`%flask db migrate${one} --renamed a=b --renamed b.c=b.d`));
  assert.ok(canRun("%flask db migrate --renamed 'raum.größe=raum.fläche'"));
  for (const one of [
    ...ENDINGS.flatMap((end) => [
      `%flask db migrate -m 'x${end}import os' --renamed a=b`,
      `%flask db migrate -m x --renamed 'a=b${end}!ls'`,
      `%flask db migrate -m x --renamed a=b${end}!ls`,
      `%flask db migrate -m x --renamed a=b${end}`,
    ]),
    "!rm -rf /",
    "%flask db migrate",
    "%flask db upgrade --renamed a=b",
    "%flask db migrate -d elsewhere --renamed a=b",
    "%flask --app evil db migrate --renamed a=b",
    "%flask db migrate -m {print(1)} --renamed a=b",
    "%flask db migrate -m '{print(1)}' --renamed a=b",
    "%flask db migrate -m '$x' --renamed a=b",
    "%flask db migrate -m 'x\n!ls' --renamed a=b",
    "%flask db migrate --renamed a=b\n!ls",
    "%flask db migrate --renamed a=b; !ls",
  ]) {
    assert.equal(canRun(one), false, one);
    assert.equal(buttons(drawn({ command: one })).length, 0);
  }
});

test("in a notebook from elsewhere nothing can be run, only copied", () => {
  const root = drawn({}, false);
  assert.equal(buttons(root).length, 0);
  assert.match(seen(root), /--renamed speaker\.phone=speaker\.mobile ?Copy/);
});

test("names from a database become text", () => {
  const root = drawn({ title: HOSTILE, what: HOSTILE, evidence: [HOSTILE], command: HOSTILE });
  assert.equal(root.querySelector("img"), null);
});
