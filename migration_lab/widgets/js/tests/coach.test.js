import assert from "node:assert/strict";
import { test } from "node:test";
import { drawCard } from "../card.js";
import { drawCoach } from "../coach_card.js";
import { besideNotebook } from "../jupyterlab/notebooks.js";
import { placesPage } from "../board/places.js";
import { whyButton } from "../board/why.js";
import { drawWarnings } from "../warnings_view.js";
import { HOSTILE, advice, card, places } from "./examples.js";
import { model, onPage, seen } from "./page.js";

/** @param {Element} root */
const names = (root) => [...root.querySelectorAll("button")].map((one) => one.getAttribute("aria-label"));

/**
 * What the page asks JupyterLab for; it is answered with yes.
 * @param {Element} root
 */
function asked(root) {
  /** @type {any[]} */
  const all = [];
  root.addEventListener("migration-lab", (event) => {
    all.push(/** @type {CustomEvent} */ (event).detail);
    event.preventDefault();
  });
  return all;
}

/**
 * @param {Element} root
 * @param {string} name
 */
function press(root, name) {
  const button = [...root.querySelectorAll("button")].find((one) => one.getAttribute("aria-label") === name);
  assert.ok(button, `no button ${name}: ${names(root)}`);
  button.click();
}

const trusted = () => /** @type {any} */ (model({}, { stored: true, trusted: true }));
const step = (/** @type {object} */ more) => ({ say: "Do it.", run: "", sql: "", replace: "", by: "", place: null, sure: false, ...more });

test("the short answer stands first, and why is folded", () => {
  const root = onPage();
  drawCoach(root, advice(), trusted());
  assert.equal(seen(/** @type {Element} */ (root.querySelector(".mlab-head"))), "S06A new columntalk.language is new.");
  assert.equal(seen(/** @type {Element} */ (root.querySelector("mark"))), "▸22op.add_column()");
  assert.equal(root.querySelector("details")?.open, false);
});

test("in a lesson, what to do now is folded as well", () => {
  const root = onPage();
  drawCoach(root, advice({ steps: [step({})], folded: true }), trusted());
  const folds = [...root.querySelectorAll("details")];
  assert.deepEqual(folds.map((one) => [one.open, seen(/** @type {Element} */ (one.querySelector("summary")))]), [[false, "What to do now"], [false, "Why?"]]);
  assert.match(seen(folds[0]), /Do it\./);
});

test("only a step that is sure has a button that runs it", () => {
  const root = onPage();
  drawCoach(root, advice({ steps: [step({ run: "flask db upgrade", sure: true }), step({ run: "flask db downgrade" }), step({ sql: "DROP TABLE x", sure: true })] }), trusted());
  assert.deepEqual(names(root).filter((name) => name?.startsWith("Run")), ["Run flask db upgrade"]);
  const all = asked(root);
  press(root, "Run flask db upgrade");
  assert.deepEqual(all, [{ command: "migration-lab:run-in-cell", args: { source: "%flask db upgrade", kernel: undefined } }]);
});

test("what a notebook from elsewhere has stored, and what is more than a command, is never run", () => {
  const steps = [step({ run: "flask db upgrade", sure: true })];
  for (const [given, state] of /** @type {const} */ ([
    [model({}, { stored: true }), advice({ steps })],
    [trusted(), advice({ steps: [step({ run: "flask db upgrade {print(1)}", sure: true })] })],
    [trusted(), advice({ steps: [step({ run: "flask db upgrade\n!ls", sure: true })] })],
    [trusted(), advice({ steps: [step({ run: "rm -r x", sure: true })] })],
    ...["\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"].map(
      (end) => /** @type {const} */ ([trusted(), advice({ steps: [step({ run: `flask db upgrade${end}import os`, sure: true })] })]),
    ),
  ])) {
    const root = onPage();
    drawCoach(root, state, /** @type {any} */ (given));
    assert.deepEqual(names(root).filter((name) => name?.startsWith("Run")), []);
  }
});

test("the page about it is shown by the entry's name alone", () => {
  const root = onPage();
  drawCoach(root, advice(), trusted());
  assert.ok(names(root).includes("Show the whole page about S06"));
  drawCoach(root, advice({ id: 'S06"); print("' }), trusted());
  assert.deepEqual(names(root).filter((name) => name?.startsWith("Show the whole page")), []);
});

test("the line opens in JupyterLab, by its path from the notebook; elsewhere it is said to open it", () => {
  const root = onPage();
  drawCoach(root, advice(), trusted());
  press(root, "Open line 22 of 966_add.py");
  assert.match(seen(root), /Open it in your editor/);
  drawCoach(root, advice(), trusted());
  const all = asked(root);
  press(root, "Open line 22 of 966_add.py");
  assert.deepEqual(all, [{ command: "migration-lab:open-file", args: { path: "workspace/03/migrations/versions/966_add.py", line: 22, beside: true } }]);
});

test("a path is found from where the notebook is", () => {
  assert.equal(besideNotebook("notebooks/03.ipynb", "workspace/03/models.py"), "notebooks/workspace/03/models.py");
  assert.equal(besideNotebook("notebooks/03.ipynb", "../mine/models.py"), "mine/models.py");
  assert.equal(besideNotebook("03.ipynb", "../mine/models.py"), "../mine/models.py");
  assert.equal(besideNotebook("notebooks/03.ipynb", "/srv/models.py"), "/srv/models.py");
  assert.equal(besideNotebook("notebooks/03.ipynb", "C:/me/models.py"), "C:/me/models.py");
});

test("each warning is one line with a mark, words and its line, and opens with what to do", () => {
  const root = onPage();
  drawWarnings(root, { title: "flask db upgrade: 1 warning", warnings: [advice({ severity: "loses", mark: "-", words: "loses data", steps: [step({})] })] }, trusted());
  const [one] = root.querySelectorAll("summary");
  assert.equal(seen(one), "− loses datatalk.language is new.line 22");
  assert.match(seen(root), /Do it\./);
});

test("the warnings about a new script stand on its card", () => {
  const root = onPage();
  drawCard(root, card({ warnings: { title: "This script: 1 warning", warnings: [advice()] }, files: [["+", "a.py"]] }), trusted());
  assert.equal(root.querySelector(".mlab-head + .mlab-warnings .mlab-warnings-title")?.textContent, "This script: 1 warning");
});

test("on the board a warning that is open stays open while nothing about it changes, and goes with what it was about", () => {
  const page = placesPage();
  const scrolling = onPage(page.body);
  const box = () => /** @type {HTMLDetailsElement | null} */ (scrolling.querySelector(".mlab-warned details"));
  const warnings = { title: "1 warning", warnings: [advice()] };
  page.update(places({ warnings }), scrolling);
  const first = box();
  assert.ok(first);
  page.update(places({ warnings }), scrolling);
  assert.equal(box(), first);
  first.open = true;
  first.dispatchEvent(new Event("toggle"));
  page.update(places({ warnings: { ...warnings, title: "2 warnings" } }), scrolling);
  assert.equal(box()?.open, true);
  page.update(places({ warnings: null }), scrolling);
  assert.equal(box(), null);
});

test("beside a state that the coach knows stands why, and it shows the page or says how to", () => {
  /** @type {string[]} */
  const shown = [];
  const why = whyButton((id) => Boolean(shown.push(id)) && id === "S02");
  assert.equal(why.node.hidden, true);
  why.update("S02");
  const root = onPage(why.node);
  press(root, "Why? Show the page about S02");
  why.update("S03");
  press(root, "Why? Show the page about S03");
  assert.deepEqual(shown, ["S02", "S03"]);
  assert.equal(seen(root), 'Why?lab.explain("S03")');
});

/**
 * @param {Element} root
 * @param {string} name
 */
function focused(root, name) {
  const button = /** @type {HTMLElement} */ ([...root.querySelectorAll("button")].find((one) => one.getAttribute("aria-label") === name));
  button.focus();
  assert.equal(document.activeElement, button);
  return button;
}

const BUTTONS = [
  ["Open line 22 of 966_add.py", "966_add.py opens beside the notebook.", "Open it in your editor."],
  ["Run flask db upgrade", "A cell runs it.", "There is no notebook that could run it here. Type the command into a cell."],
  ["Show the whole page about S06", "A cell shows the page.", 'There is no notebook here. In a cell: lab.explain("S06")'],
];
for (const [name, done, not] of BUTTONS) {
  test(`a button that is pressed keeps the focus, and what came of it is read aloud: ${name}`, () => {
    for (const there of [true, false]) {
      const root = onPage();
      drawCoach(root, advice({ steps: [step({ run: "flask db upgrade", sure: true })] }), trusted());
      if (there) asked(root);
      const button = focused(root, name);
      const said = /** @type {Element} */ (button.nextElementSibling);
      assert.deepEqual([said.getAttribute("role"), said.textContent], ["status", ""]);
      button.click();
      assert.equal(document.activeElement, button);
      assert.deepEqual([said.textContent, seen(said.parentElement ?? said).endsWith(not)], there ? [done, false] : [not, true]);
    }
  });
}

test("the button beside the state keeps the focus when it is pressed, and hands it on when it goes", () => {
  const sentence = document.createElement("p");
  sentence.tabIndex = 0;
  const why = whyButton(() => false, () => sentence);
  const root = onPage(why.node, sentence);
  why.update("S02");
  focused(root, "Why? Show the page about S02").click();
  assert.equal(document.activeElement?.getAttribute("aria-label"), "Why? Show the page about S02");
  assert.equal(why.node.querySelector("[role=status]")?.textContent, 'lab.explain("S02")');
  why.update("S03");
  assert.equal(document.activeElement?.getAttribute("aria-label"), "Why? Show the page about S03");
  why.update("");
  assert.equal(document.activeElement, sentence);
});

test("when the warnings on the board change, the focus stays on what has the same name, and how many there are is read aloud", () => {
  const page = placesPage(() => true);
  const scrolling = onPage(page.body);
  scrolling.tabIndex = 0;
  const [one, two] = [advice({ id: "A1" }), advice({ id: "A2" })];
  const show = (/** @type {ReturnType<typeof advice>[]} */ ...warnings) => page.update(places({ warnings: warnings.length ? { title: `${warnings.length} here`, warnings } : null }), scrolling);
  show(one, two);
  const heard = /** @type {Element} */ (scrolling.querySelector(".mlab-whole > [role=status]"));
  assert.equal(heard.textContent, "2 here");
  focused(scrolling, "Show the whole page about A2");
  show(two);
  assert.equal(heard.textContent, "1 here");
  assert.equal(document.activeElement?.getAttribute("aria-label"), "Show the whole page about A2");
  show(one);
  assert.equal(document.activeElement, scrolling.querySelector(".mlab-warned summary"));
  show();
  assert.equal(document.activeElement, scrolling);
  page.update(places({ problem: "It does not load." }), scrolling);
  /** @type {HTMLElement} */ (scrolling.querySelector(".mlab-problem")).focus();
  page.update(places({ problem: null }), scrolling);
  assert.equal(document.activeElement, scrolling);
});

test("names are text, wherever they stand", () => {
  const root = onPage();
  const place = { file: HOSTILE, name: HOSTILE, path: HOSTILE, line: 1, lines: [{ number: 1, text: HOSTILE, marked: true }] };
  const hostile = advice({ id: HOSTILE, title: HOSTILE, what: HOSTILE, why: HOSTILE, state: HOSTILE, place, steps: [step({ say: HOSTILE, run: HOSTILE, replace: HOSTILE, by: HOSTILE, sure: true })] });
  drawCoach(root, hostile, trusted());
  assert.equal(root.querySelector("img, script"), null);
  drawWarnings(root, { title: HOSTILE, warnings: [hostile] }, trusted());
  assert.equal(root.querySelector("img, script"), null);
});
