import assert from "node:assert/strict";
import { test } from "node:test";
import { asker } from "../board/asker.js";
import { actionButton } from "../board/buttons.js";
import { standing } from "../board/head.js";
import { presence } from "../board/presence.js";
import { pulse } from "../board/pulse.js";
import { inView } from "../board/virtual.js";
import { model, onPage } from "./page.js";

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("answers find their questions, in whatever order they come", async () => {
  const given = model();
  const [ask, stop] = asker(given);
  const both = [ask("rows", { table: "a" }), ask("rows", { table: "b" })];
  const [first, second] = given.sent;
  assert.deepEqual([first.what, first.table, second.table], ["rows", "a", "b"]);
  given.tell({ answer: second.ask, is: "b" });
  given.tell({ beat: true });
  given.tell({ answer: first.ask, is: "a" });
  assert.deepEqual((await Promise.all(both)).map((one) => one.is), ["a", "b"]);
  stop();
  assert.equal(given.heardBy(), 0);
});

test("of two views of one board each gets its own answers", async () => {
  const given = model();
  const [[left], [right]] = [asker(given), asker(given)];
  const both = [left("revision"), right("seen")];
  for (const { ask, what } of given.sent) given.tell({ answer: ask, to: what });
  assert.deepEqual((await Promise.all(both)).map((one) => one.to), ["revision", "seen"]);
});

test("a kernel that cannot be asked is an answer", async () => {
  const send = () => {
    throw new Error("dead");
  };
  const [ask] = asker(model({}, { send }));
  assert.match((await ask("rows")).problem, /The kernel cannot be asked/);
});

test("a button cannot be pressed again before what it started has ended, even when that fails", async () => {
  let presses = 0;
  let end = () => {};
  const work = () => new Promise((resolve) => ([presses, end] = [presses + 1, () => resolve(null)]));
  const button = actionButton("Run", {}, work);
  button.click();
  button.click();
  assert.equal(presses, 1);
  end();
  await settled();
  button.click();
  assert.equal(presses, 2);
});

test("nothing is called in step that is not known, or for which nobody vouches", () => {
  assert.deepEqual(standing("in step", true), ["✓", "in step", "add"]);
  assert.deepEqual(standing("database behind", true), ["≠", "database behind", "change"]);
  assert.deepEqual(standing(null, true), ["…", "looking …", "none"]);
  assert.deepEqual(standing("in step", false), ["✗", "not live", "drop"]);
  assert.deepEqual(standing("in step", true, true), ["✓", "in step, with a loss", "drop"]);
});

test("a kernel is live, busy, silent, cut off or gone, and only from being gone it does not come back", (context) => {
  context.mock.timers.enable({ apis: ["setInterval", "Date"] });
  const kernel = { status: "idle", connectionStatus: "connected" };
  const given = model({}, { widget_manager: { kernel } });
  /** @type {string[]} */
  const told = [];
  const stop = pulse(given, onPage(), (state) => told.push(state));
  const after = (/** @type {number} */ seconds) => {
    context.mock.timers.tick(seconds * 1000);
    return told.splice(0);
  };
  assert.deepEqual(after(7), ["live"]);
  assert.deepEqual(after(1), ["silent"]);
  given.tell({ beat: true });
  assert.deepEqual(after(1), ["live"]);
  kernel.status = "busy";
  assert.deepEqual(after(60), ["busy"]);
  kernel.status = "idle";
  assert.deepEqual(after(6), ["live"]);
  kernel.connectionStatus = "disconnected";
  assert.deepEqual(after(1), ["cut"]);
  kernel.connectionStatus = "connected";
  given.tell({ answer: 1 });
  assert.deepEqual(after(1), ["live"]);
  kernel.status = "restarting";
  assert.deepEqual(after(1), ["gone"]);
  kernel.status = "idle";
  given.tell({ beat: true });
  assert.deepEqual(after(9), []);
  stop();
  given.tell({ beat: true });
  assert.deepEqual(after(60), []);
});

test("the kernel hears when the board comes and goes, and again until it has answered", async (context) => {
  context.mock.timers.enable({ apis: ["setInterval"] });
  Object.assign(globalThis, { addEventListener() {}, removeEventListener() {} });
  const root = onPage();
  /** @type {string[]} */
  const asked = [];
  let answers = false;
  const stop = presence(model(), root, async (what) => {
    asked.push(what);
    return answers ? {} : { problem: "The kernel cannot be asked." };
  });
  const second = async () => {
    context.mock.timers.tick(1000);
    await settled();
    return [...new Set(asked.splice(0))];
  };
  assert.deepEqual(await second(), ["seen"]);
  answers = true;
  assert.deepEqual(await second(), ["seen"]);
  assert.deepEqual(await second(), []);
  root.remove();
  assert.deepEqual(await second(), ["unseen"]);
  assert.deepEqual(await second(), []);
  stop();
  assert.deepEqual(await second(), []);
});

test("of a long list what is in view is drawn, and a little around it", () => {
  const thousand = Array(1000).fill(40);
  assert.deepEqual(inView(thousand, 0, 400), { first: 0, last: 16, above: 0, below: 984 * 40 });
  const { first, last, above, below } = inView(thousand, 20_000, 400);
  assert.deepEqual([first, last], [493, 516]);
  assert.equal(above + (last - first) * 40 + below, 40_000);
  assert.deepEqual(inView(thousand, 40_000, 400), { first: 993, last: 1000, above: 39_720, below: 0 });
  assert.deepEqual(inView([], 0, 400), { first: 0, last: 0, above: 0, below: 0 });
});
