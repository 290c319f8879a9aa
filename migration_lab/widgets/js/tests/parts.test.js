import assert from "node:assert/strict";
import { test } from "node:test";
import { drawWith, guardKeys } from "../parts/live.js";
import { el, freshId } from "../parts/element.js";
import { sampleTable } from "../parts/rows.js";
import { statements } from "../parts/statements.js";
import { tabs } from "../parts/tabs.js";
import { HOSTILE, sample, sql } from "./examples.js";
import { model, onPage, seen } from "./page.js";

test("an element leaves out what is null or false, among its children and its attributes", () => {
  const node = el("p", { hidden: false, title: null, lang: undefined, class: "a", "data-on": true }, null, ["one", [false, el("b", {}, "two")]], undefined);
  assert.equal(node.outerHTML, '<p class="a" data-on="">one<b>two</b></p>');
});

test("text never becomes markup", () => {
  const node = el("p", { title: HOSTILE }, HOSTILE);
  assert.equal(node.children.length, 0);
  assert.equal(node.textContent, HOSTILE);
  assert.equal(node.getAttribute("title"), HOSTILE);
});

test("no two ids are equal", () => {
  assert.equal(new Set(Array.from({ length: 100 }, () => freshId("tab"))).size, 100);
});

test("tabs go with the arrow keys, Home and End, and round at both ends", () => {
  const root = onPage(tabs("Parts", ["One", "Two", "Three"].map((title) => ({ title, body: title.toLowerCase() }))));
  const buttons = [...root.querySelectorAll("button")];
  const open = () => [...root.querySelectorAll('[role="tabpanel"]')].filter((one) => !one.hasAttribute("hidden")).map((one) => one.textContent);
  assert.deepEqual(open(), ["one"]);
  buttons[0].focus();
  for (const [key, expected] of [["ArrowRight", "two"], ["End", "three"], ["ArrowRight", "one"], ["ArrowLeft", "three"], ["Home", "one"]]) {
    const pressed = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(pressed);
    assert.deepEqual([key, open(), pressed.defaultPrevented], [key, [expected], true]);
    assert.equal(document.activeElement?.getAttribute("aria-selected"), "true");
    assert.deepEqual(buttons.filter((one) => one.tabIndex === 0), [document.activeElement]);
  }
});

test("a key that is none of the tabs' is left to others", () => {
  const root = onPage(tabs("Parts", [{ title: "One", body: "" }, { title: "Two", body: "" }]));
  const pressed = new KeyboardEvent("keydown", { key: "x", bubbles: true, cancelable: true });
  root.querySelector("button")?.dispatchEvent(pressed);
  assert.equal(pressed.defaultPrevented, false);
});

test("one page needs no tab", () => {
  const root = onPage(tabs("Parts", [{ title: "One", body: "all of it" }]));
  assert.equal(root.querySelectorAll("[role]").length, 0);
  assert.equal(root.textContent, "all of it");
});

test("NULL is told from the text 'NULL'", () => {
  const root = onPage(sampleTable("speaker", sample(["bio"], [null], ["NULL"])));
  assert.deepEqual([...root.querySelectorAll("td")].map((cell) => cell.querySelector(".mlab-null") !== null), [true, false]);
});

test("a column that is called as something every object has gets no mark of its own", () => {
  const root = onPage(sampleTable("speaker", sample(["constructor", "__proto__", "name"]), new Map([["name", "+"]])));
  assert.deepEqual([...root.querySelectorAll("th")].map(seen), ["constructor", "__proto__", "+name"]);
});

test("what stands for a value may be made of it, and of its place; NULL stays NULL", () => {
  /** @type {[string, number, number][]} */
  const given = [];
  const root = onPage(sampleTable("", sample(["a", "b"], ["1", null], ["2", "3"]), new Map(), (...one) => {
    given.push(one);
    return one[0] === "3" ? el("b", {}, "three") : null;
  }));
  assert.deepEqual(given, [["1", 0, 0], ["2", 1, 0], ["3", 1, 1]]);
  assert.deepEqual([...root.querySelectorAll("td")].map(seen), ["1", "NULL", "2", "three"]);
});

test("of SQL is said what became of it, how often it ran, and whether more values were bound than are shown", () => {
  const [plain, failed, many] = statements([
    sql({ parameters: ["(1)"] }),
    sql({ note: "failed" }),
    sql({ times: 5, parameters: ["(1)", "(2)", "(3)"] }),
  ].map((one) => ({ ...one, sql: "X" }))).children;
  assert.equal(seen(plain), "XCopywith (1)");
  assert.equal(seen(failed), "XCopy!failed");
  assert.equal(seen(many), "XCopyran 5 timeswith (1)(2)(3) …");
});

test("keys stay with a widget, but for those with Ctrl or Cmd", () => {
  const root = onPage();
  guardKeys(root);
  const kept = (/** @type {object} */ more) => {
    root.dispatchEvent(new KeyboardEvent("keydown", { key: "x", bubbles: true, ...more }));
    return root.hasAttribute("data-lm-suppress-shortcuts");
  };
  assert.deepEqual([{}, { ctrlKey: true }, {}, { metaKey: true }].map(kept), [true, false, true, false]);
});

test("a widget draws again at each change until it is taken away, and tells the kernel of both", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const given = model({ _state: "one" });
  const host = onPage();
  const stop = drawWith((root, state) => root.replaceChildren(String(state)))({ model: given, el: host });
  assert.equal(host.textContent, "one");
  given.set("_state", "two");
  assert.equal(host.textContent, "two");
  stop();
  given.set("_state", "three");
  assert.equal(host.textContent, "");
  assert.equal(given.heardBy(), 0);
  context.mock.timers.tick(1000);
  assert.deepEqual(given.sent.map((one) => one.there), [true, false]);
  assert.equal(new Set(given.sent.map((one) => one.view)).size, 1);
});
