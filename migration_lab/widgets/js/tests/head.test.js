import assert from "node:assert/strict";
import { test } from "node:test";
import board from "../board.js";
import { MOMENT, armed } from "../board/armed.js";
import { boardHead } from "../board/head.js";
import { HOSTILE } from "./examples.js";
import { onPage, seen } from "./page.js";

const settled = () => new Promise((resolve) => setImmediate(resolve));
/** @type {import("../parts/states.js").Status} */
const status = { looking: false, progress: null, settling: false, problem: null, last: null, undo: null, sure: null, redo: null, lost: null, mend: null, read_only: false, reopen: "lab.open()", title: "", writes: 0 };
/** @type {import("../parts/states.js").PlacesState} */
const behind = {
  state: "database behind", sentence: "One to run.", in_step: false, command: "flask db upgrade", problem: null, groups: [], roads: [],
  heads: ["b2"], current: [], can_move: true, not_compared: [], database: "SQLite", effect: [["-", "5 values of speaker.phone lost"], ["", "6 rows kept"]],
};
const ended = { command: "flask db upgrade", ok: true, words: "is done", output: "", about: "What it printed", undoable: true };

/**
 * @param {(what: string) => Promise<any>} [answer]
 * @param {(command: string) => boolean} [inCell]
 */
function head(answer = async () => ({}), inCell) {
  /** @type {string[]} */
  const asked = [];
  const made = boardHead((what) => (asked.push(what), answer(what)), inCell);
  onPage(made.node);
  const find = (/** @type {string} */ what) => /** @type {HTMLButtonElement} */ (made.node.querySelector(what));
  return { ...made, asked, find, run: find("[data-act=run]"), undo: find("[data-act=undo]"), redo: find("[data-act=redo]") };
}

test("a press counts only after what it means has been there for a moment", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {string[]} */
  const done = [];
  const button = document.createElement("button");
  const press = armed(button, (what) => void done.push(what));
  press.offer("migrate");
  button.click();
  assert.equal(button.getAttribute("aria-disabled"), "true");
  context.mock.timers.tick(MOMENT);
  assert.equal(button.getAttribute("aria-disabled"), "false");
  press.offer("upgrade");
  button.click();
  context.mock.timers.tick(MOMENT - 1);
  button.click();
  assert.deepEqual(done, []);
  context.mock.timers.tick(1);
  button.click();
  assert.deepEqual(done, ["upgrade"]);
});

test("with the pointer it counts only if that went down after the moment, and is no second press", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {string[]} */
  const done = [];
  const button = document.createElement("button");
  const press = armed(button, (what) => void done.push(what));
  const down = () => button.dispatchEvent(new Event("pointerdown"));
  const up = (/** @type {number} */ detail) => button.dispatchEvent(Object.assign(new Event("click"), { detail }));
  press.offer("upgrade");
  down();
  context.mock.timers.tick(MOMENT);
  up(1);
  down();
  up(2);
  assert.deepEqual(done, []);
  down();
  up(1);
  assert.deepEqual(done, ["upgrade"]);
});

test("Run runs once, and not again before the lab has looked", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const one = head();
  one.update(behind, status, "live");
  context.mock.timers.tick(MOMENT);
  one.run.click();
  one.run.click();
  one.update(behind, { ...status, settling: true }, "live");
  await settled();
  context.mock.timers.tick(MOMENT);
  one.run.click();
  assert.deepEqual(one.asked, ["run"]);
  one.update({ ...behind, command: "flask db check" }, status, "live");
  one.run.click();
  context.mock.timers.tick(MOMENT);
  one.run.click();
  assert.deepEqual(one.asked, ["run", "run"]);
});

test("where it runs in a cell the kernel is not asked, and the button waits for the end of the cell", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {string[]} */
  const cells = [];
  const one = head(undefined, (command) => cells.push(command) > 0);
  const press = () => {
    context.mock.timers.tick(MOMENT);
    one.run.click();
  };
  one.update(behind, status, "live");
  press();
  one.update(behind, status, "busy");
  press();
  one.update(behind, { ...status, settling: true }, "live");
  press();
  assert.deepEqual([cells, one.asked], [["flask db upgrade"], []]);
  one.update(behind, status, "live");
  await settled();
  press();
  assert.equal(cells.length, 2);
});

test("a cell that never begins does not lock the button for ever", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const one = head(undefined, () => true);
  one.update(behind, status, "live");
  context.mock.timers.tick(MOMENT);
  one.run.click();
  context.mock.timers.tick(10_000);
  await settled();
  context.mock.timers.tick(MOMENT);
  assert.equal(one.run.getAttribute("aria-disabled"), "false");
});

test("beside Run stands what it will do to rows, with the loss first", () => {
  const one = head();
  one.update(behind, status, "live");
  assert.equal(seen(one.find(".mlab-effect")), "−5 values of speaker.phone lost6 rows kept");
  assert.equal(one.run.getAttribute("aria-describedby"), one.find(".mlab-effect").id);
});

test("what failed stands on the locked button until the lab offers a command again", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const one = head();
  const mend = { command: "flask db upgrade", path: "/w/migrations/versions/b2.py", line: 9 };
  const failed = { ...status, mend, last: { ...ended, ok: false, words: "failed: no such table", output: "Traceback" } };
  one.update({ ...behind, command: null, effect: [] }, failed, "live");
  context.mock.timers.tick(MOMENT);
  one.run.click();
  assert.deepEqual([one.asked, seen(one.find(".mlab-command"))], [[], "flask db upgrade"]);
  assert.match(seen(one.find(".mlab-effect")), /locked until models, a script or the database change/);
  /** @type {any} */
  let wanted = null;
  document.addEventListener("migration-lab", (event) => ([wanted] = [/** @type {CustomEvent} */ (event).detail, event.preventDefault()]), { once: true });
  one.find(".mlab-open").click();
  assert.deepEqual(wanted, { command: "migration-lab:open-file", args: { path: mend.path, line: 9 } });
  assert.equal(one.find(".mlab-open").textContent, "Open line 9 of b2.py");
  one.update(behind, failed, "live");
  context.mock.timers.tick(MOMENT);
  one.run.click();
  assert.deepEqual(one.asked, ["run"]);
});

test("where nobody opens files, the button says where the line is", async () => {
  const one = head();
  one.update({ ...behind, command: null, mend: { path: "/w/b2.py", line: 9 } }, status, "live");
  one.find(".mlab-open").click();
  await settled();
  assert.equal(one.find(".mlab-open").textContent, "/w/b2.py, line 9");
});

test("a loss is told until somebody has taken note, and the state is not all well", async () => {
  const one = head();
  one.update({ ...behind, state: "in step", command: null }, { ...status, undo: "flask db upgrade", lost: { command: "flask db upgrade", what: [HOSTILE] } }, "live");
  assert.equal(seen(one.find(".mlab-state")), "✓ in step, with a loss");
  assert.match(seen(one.find(".mlab-last")), /^−<img src=x onerror=alert\(1\)> with flask db upgrade/);
  assert.equal(one.find("img"), null);
  one.find(".mlab-lost-now button").click();
  await settled();
  assert.deepEqual(one.asked, ["dismiss"]);
});

test("Undo and Redo name their commands, and stay in their places without any", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const one = head();
  one.update(behind, status, "live");
  context.mock.timers.tick(MOMENT);
  one.undo.click();
  assert.deepEqual([one.asked, one.undo.getAttribute("aria-label")], [[], "Undo: nothing to undo"]);
  one.update(behind, { ...status, undo: "flask db migrate", redo: "flask db upgrade" }, "live");
  assert.deepEqual([one.undo, one.redo].map((button) => button.getAttribute("aria-label")), ["Undo flask db migrate", "Redo flask db upgrade"]);
  assert.equal(seen(one.find(".mlab-undone")), "Undo takes back flask db migrate");
  context.mock.timers.tick(MOMENT);
  one.undo.click();
  one.redo.click();
  assert.deepEqual(one.asked, ["undo", "redo"]);
  one.update(behind, { ...status, undo: "flask db upgrade", last: ended }, "live");
  assert.equal(seen(one.find(".mlab-undone")), "");
});

test("a look is said to go on only when it takes a while", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const one = head();
  one.update(behind, status, "live");
  one.update(behind, { ...status, looking: true }, "live");
  context.mock.timers.tick(399);
  assert.equal(seen(one.find(".mlab-state")), "database behind"); // its sign is a picture
  one.update(behind, status, "live");
  one.update(behind, { ...status, looking: true }, "live");
  context.mock.timers.tick(400);
  assert.equal(seen(one.find(".mlab-state")), "… looking …");
});

test("of a board that a notebook has stored nothing is ever run", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  const unsent = () => {
    throw new Error("There is no kernel.");
  };
  /** @type {Record<string, object>} */
  const traits = { _places: { now: behind }, _status: status };
  const stored = { get: (/** @type {string} */ name) => traits[name] ?? { now: null }, on: () => {}, off: () => {}, send: unsent };
  /** @type {string[]} */
  const asked = [];
  const listen = (/** @type {any} */ event) => (asked.push(event.detail.command), event.preventDefault());
  document.addEventListener("migration-lab", listen);
  const press = (/** @type {object} */ more) => {
    const host = onPage();
    const stop = board.render({ model: /** @type {any} */ ({ ...stored, ...more }), el: host });
    context.mock.timers.tick(MOMENT);
    /** @type {HTMLButtonElement} */ (host.querySelector("[data-act=run]")).click();
    stop();
  };
  press({ stored: true });
  assert.deepEqual(asked, []);
  press({ stored: false, send: () => {} });
  assert.deepEqual(asked, ["migration-lab:run-in-cell"]);
  document.removeEventListener("migration-lab", listen);
});

test("a board that is not live offers nothing, by whatever way its buttons are pressed", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const one = head();
  const all = { ...status, undo: "flask db migrate", redo: "flask db upgrade" };
  for (const [beat, offered] of /** @type {const} */ ([["live", true], ["gone", false], ["cut", false], ["silent", false], ["busy", true]])) {
    one.update(behind, all, beat);
    context.mock.timers.tick(MOMENT);
    for (const button of [one.run, one.undo, one.redo]) assert.equal(button.getAttribute("aria-disabled"), String(!offered), beat);
  }
});

test("a look that goes on draws the newest state, and not that of its beginning", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const one = head();
  const looking = { ...status, looking: true };
  one.update(behind, looking, "live");
  one.update(behind, looking, "gone");
  context.mock.timers.tick(1000);
  assert.match(seen(one.find(".mlab-state")), /not live/);
});
