// The extension of JupyterLab: what of it can be tried without JupyterLab.

import assert from "node:assert/strict";
import test from "node:test";

import "./page.js";
import { nextOf } from "../jupyterlab/course.js";
import { draw, read } from "../jupyterlab/drawing.js";
import { belowRoot, filePath, runInCell } from "../jupyterlab/notebooks.js";
import { listen } from "../jupyterlab/requests.js";
import { without } from "../jupyterlab/presenter.js";
import { best, takeShared } from "../jupyterlab/shared.js";
import { inLab } from "../parts/in_lab.js";

const ROWS = { display: "rows_view", traits: { _state: { table: "talk", sample: { words: "1 row", columns: ["id"], rows: [["7"]] } } } };
const COURSE = {
  progress: "progress.json",
  chapters: ["00", "01", "02"].map((number) => ({ number, title: number, minutes: 5, notebook: `${number}.ipynb` })),
};

test("a display is drawn from what the notebook has stored, whole or in lines", () => {
  const host = document.createElement("div");
  const stored = JSON.stringify(ROWS);
  for (const output of [stored, [stored.slice(0, 9), stored.slice(9)]]) assert.deepEqual(read(output), ROWS);
  const stop = draw(ROWS, host);
  assert.match(host.textContent, /talk: 1 row/);
  assert.match(host.textContent, /7/);
  stop();
  assert.equal(host.textContent, "");
});

test("what cannot be drawn is left to the HTML", () => {
  for (const output of ["", "{", "null", '{"display":"constructor","traits":{}}', '{"display":"card","traits":null}', undefined]) {
    assert.equal(read(output), null);
  }
});

test("of several versions the one in use is taken, and else the newest", () => {
  const offer = (/** @type {boolean} */ loaded) => ({ loaded, get: async () => () => loaded });
  const versions = { "4.9.0": offer(false), "4.10.1": offer(false), "4.6.6": offer(true) };
  assert.equal(best(versions), versions["4.6.6"]);
  const { "4.6.6": _, ...unused } = versions;
  assert.equal(best(unused), unused["4.10.1"]);
});

test("a package that is not shared is an empty one", async () => {
  const taken = await takeShared({ here: { "1.0.0": { get: async () => () => ({ Token: 1 }) } } }, ["here", "elsewhere"]);
  assert.deepEqual(taken, { here: { Token: 1 }, elsewhere: {} });
});

test("the next chapter is the first that is not done", () => {
  const done = (/** @type {string[]} */ ...numbers) => ({ chapters: Object.fromEntries(numbers.map((one) => [one, { done: true }])) });
  assert.equal(nextOf(COURSE, {}), "00");
  assert.equal(nextOf(COURSE, done("00")), "01");
  assert.equal(nextOf(COURSE, done("00", "02")), "01");
  assert.equal(nextOf(COURSE, done("00", "01", "02")), null);
});

test("a path of the machine is named as the server's files are", () => {
  assert.equal(belowRoot("/srv/course", "/srv/course/notebooks/a.py"), "notebooks/a.py");
  assert.equal(belowRoot("~/course", "/home/mia/course/a.py"), "a.py");
  assert.equal(belowRoot("~", "/root/a.py"), "a.py");
  assert.equal(belowRoot("C:\\course", "C:\\course\\notebooks\\a.py"), "notebooks/a.py");
  assert.equal(belowRoot("/srv/course", "notebooks/a.py"), "notebooks/a.py");
});

test("a display is told whether what it asks for is done, and a file outside of the server's folder cannot be opened", () => {
  /** @type {string[]} */
  const done = [];
  const commands = { hasCommand: () => true, execute: async (/** @type {string} */ command) => done.push(command) };
  const packages = { "@jupyterlab/coreutils": { PageConfig: { getOption: () => "/srv/course" } } };
  listen(/** @type {any} */ ({ app: { commands }, packages, notebooks: { find: () => undefined } }));
  const node = document.createElement("div");
  document.body.append(node);
  assert.equal(inLab(node, "migration-lab:open-file", { path: "/srv/course/a.py" }), true);
  assert.equal(inLab(node, "migration-lab:open-file", { path: "/srv/elsewhere/a.py" }), false);
  assert.equal(inLab(node, "apputils:reset", {}), false);
  assert.deepEqual(done, ["migration-lab:open-file"]);
});

/**
 * A notebook that stands on the page, with its cells.
 * @param {string} id
 * @param {string} kernel
 */
function notebook(id, kernel) {
  const node = document.createElement("div");
  document.body.append(node);
  /** @type {any[]} */
  const widgets = [];
  const content = { widgets, activeCellIndex: 0, activeCell: null, deselectAll: () => {}, scrollToItem: () => {}, scrollToCell: async () => {} };
  return { id, node, content, context: { path: `${id}/chapter.ipynb` }, sessionContext: { session: { kernel: { id: kernel } } } };
}

/** @param {any} content */
function insertBelow(content) {
  /** @type {string[]} */
  const source = [];
  content.activeCell = { source, model: { type: "code", sharedModel: { getSource: () => source.join(""), setSource: (/** @type {string} */ text) => source.push(text) } } };
  content.widgets.push(content.activeCell);
}

test("what a display asks for is done in the notebook in which it stands, whichever had the focus last", async () => {
  const [here, other] = [notebook("here", "1"), notebook("other", "2")];
  const notebooks = { currentWidget: other, find: (/** @type {(one: any) => boolean} */ fits) => [other, here].find(fits) };
  const run = async () => true;
  const packages = { "@jupyterlab/notebook": { NotebookActions: { insertBelow, run } }, "@jupyterlab/coreutils": { PageConfig: { getOption: () => "/srv" } } };
  /** @type {any[]} */
  const given = [];
  const commands = { hasCommand: () => true, execute: async (/** @type {string} */ _, /** @type {any} */ args) => given.push(args) };
  const lab = /** @type {any} */ ({ app: { commands }, notebooks, packages });
  listen(lab);
  const stored = document.createElement("div");
  here.node.append(stored);
  const docked = document.createElement("div");
  document.body.append(docked);
  inLab(stored, "migration-lab:run-in-cell", { source: "%flask db upgrade", kernel: undefined });
  inLab(stored, "migration-lab:open-file", { path: "models.py", beside: true });
  inLab(docked, "migration-lab:run-in-cell", { source: "lab.board()", kernel: "1" });
  inLab(docked, "migration-lab:run-in-cell", { source: "lab.tables()" });
  const [inCell, file, ofKernel, ofLast] = given;
  for (const args of [inCell, ofKernel, ofLast]) await runInCell(lab, args.source, args);
  const sources = (/** @type {any} */ panel) => panel.content.widgets.map((/** @type {any} */ cell) => cell.source.join(""));
  assert.deepEqual(sources(here), ["%flask db upgrade", "lab.board()"]);
  assert.deepEqual(sources(other), ["lab.tables()"]);
  assert.equal(filePath(lab, file), "here/models.py");
});

test("a layout that is put back leaves out what was closed meanwhile", () => {
  const [one, two, three] = ["one", "two", "three"];
  const area = (/** @type {string[]} */ ...widgets) => ({ type: "tab-area", widgets, currentIndex: widgets.length - 1 });
  const layout = { type: "split-area", orientation: "horizontal", sizes: [0.7, 0.3], children: [area(one, two), area(three)] };
  assert.deepEqual(without(layout, [one, two, three]), layout);
  assert.deepEqual(without(layout, [one]), { ...layout, sizes: [0.7], children: [{ ...area(one), currentIndex: 0 }] });
  assert.equal(without(layout, []), null);
  assert.equal(without(null, [one]), null);
});
