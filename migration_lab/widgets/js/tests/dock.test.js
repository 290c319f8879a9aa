import assert from "node:assert/strict";
import { test } from "node:test";
import { dock } from "../board/dock.js";
import { el } from "../parts/element.js";
import { onPage } from "./page.js";

/** @param {Element} node @param {number[]} box */
function at(node, [left, top, width, height]) {
  const box = { left, top, width, height, right: left + width, bottom: top + height };
  Object.assign(node, { getBoundingClientRect: () => box });
  Object.defineProperties(node, { offsetWidth: { get: () => box.width, configurable: true }, offsetHeight: { get: () => box.height, configurable: true } });
}

test("a new board draws its edge only when the board that it replaces is gone, and draws again what came out wrong", async (context) => {
  /** @type {(() => void)[]} */
  const frames = [];
  /** @type {() => void} */
  let look = () => {};
  const given = {
    PointerEvent: class extends Event {},
    ResizeObserver: class {
      constructor(/** @type {() => void} */ call) {
        look = call;
      }
      observe() {}
    },
    innerWidth: 1400,
    requestAnimationFrame: (/** @type {() => void} */ call) => frames.push(call),
  };
  for (const [name, value] of Object.entries(given)) {
    const before = Object.getOwnPropertyDescriptor(globalThis, name);
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    context.after(() => (before ? Object.defineProperty(globalThis, name, before) : Reflect.deleteProperty(globalThis, name)));
  }
  const frame = async () => {
    frames.splice(0).forEach((call) => call());
    await new Promise((resolve) => setImmediate(resolve));
  };
  /** @type {string[]} */
  const done = [];
  const close = el("span", { class: "lm-TabBar-tabCloseIcon" });
  const other = el("div", { class: "jupyterlab-sidecar", "aria-labelledby": "other" }, el("section", { class: "mlab-board" }));
  const root = el("section", { class: "mlab-board" });
  const own = el("div", { class: "jupyterlab-sidecar" }, root);
  const edge = el("div", { class: "lm-DockPanel-handle", "data-orientation": "horizontal" });
  const all = el("div", { class: "lm-DockPanel" }, el("div", { id: "other" }, close), other, edge, own);
  close.addEventListener("pointerup", () => [done.push("closed"), other.remove()]);
  edge.addEventListener("pointerdown", () => done.push("drawn"));
  onPage(all);
  const widths = (/** @type {number} */ width) => [
    at(own, [1400 - width, 0, width, 900]), at(root, [1400 - width, 0, width, 900]), at(edge, [1396 - width, 0, 4, 900]),
  ];
  at(all, [0, 0, 1400, 900]);
  widths(322);
  dock(root, async () => ({}));
  look();
  assert.deepEqual(done, ["closed"]);
  for (const _ of [1, 2]) await frame();
  assert.deepEqual(done, ["closed", "drawn"]);
  widths(632); // JupyterLab has shared out the other's room late
  for (const _ of [1, 2]) await frame();
  assert.deepEqual(done, ["closed", "drawn", "drawn"]);
  widths(420);
  for (const _ of [1, 2, 3, 4]) await frame();
  assert.deepEqual(done, ["closed", "drawn", "drawn"]);
  assert.equal(frames.length, 0);
});
