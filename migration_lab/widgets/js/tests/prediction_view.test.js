// A prediction: what it shows, what it sends, and when it can no longer be answered.

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { model, onPage, seen } from "./page.js";
import prediction from "../prediction_view.js";
import { HOSTILE } from "./examples.js";

/** @typedef {import("../parts/states.js").PredictionState} PredictionState */

/** @type {PredictionState} */
const ASKED = {
  title: "Prediction 03.bio",
  question: ["What will be in `bio`?"],
  choices: [{ letter: "a", text: "`NULL`" }, { letter: "b", text: "an error" }],
  answer: null,
  chosen: "",
  final: false,
  said: ["Your answer is kept at once."],
  heard: "",
};

/**
 * @param {Partial<PredictionState>} [state]
 * @param {object} [more]
 */
function shown(state, more) {
  const made = /** @type {any} */ (model({ _state: { ...ASKED, ...state } }, more));
  const root = onPage();
  const stop = prediction.render({ model: made, el: root });
  const answers = () => made.sent.filter((/** @type {any} */ one) => "answer" in one);
  const kept = (/** @type {Partial<PredictionState>} */ now) => made.set("_state", { ...ASKED, ...state, heard: answers().at(-1)?.name ?? "", ...now });
  return { made, root, stop, answers, kept };
}

const inputs = (/** @type {Element} */ root) => /** @type {HTMLInputElement[]} */ ([...root.querySelectorAll("input")]);
const status = (/** @type {Element} */ root) => seen(/** @type {Element} */ (root.querySelector("p[role=status]")));

/** @param {HTMLInputElement} input */
function choose(input) {
  input.checked = true;
  input.dispatchEvent(new Event("change"));
}

test("the choices are a group of radio buttons with the question as its name", () => {
  const { root } = shown();
  const group = /** @type {Element} */ (root.querySelector("[role=radiogroup]"));
  assert.equal(document.getElementById(String(group.getAttribute("aria-labelledby")))?.textContent, "What will be in bio?");
  assert.deepEqual([...group.querySelectorAll("label")].map((one) => seen(one).replace(" (your answer)", "")), ["a) NULL", "b) an error"]);
  assert.equal(new Set(inputs(root).map((one) => one.name)).size, 1);
  assert.equal(root.querySelector("label code")?.textContent, "NULL");
  assert.equal(status(root), "Your answer is kept at once.");
});

test("a choice is sent at once, and said to be kept when the kernel has kept it", () => {
  const { root, answers, kept } = shown();
  choose(inputs(root)[1]);
  assert.deepEqual(answers().map((/** @type {any} */ one) => one.answer), ["b"]);
  assert.equal(status(root), "This is kept as soon as the kernel is free.");
  kept({ chosen: "b", answer: "an error", said: ["You said: an error"] });
  assert.equal(status(root), "You said: an error");
  assert.deepEqual(inputs(root).map((one) => one.checked), [false, true]);
});

test("an older state does not undo a newer choice", () => {
  const { root, answers, made } = shown();
  choose(inputs(root)[0]);
  choose(inputs(root)[1]);
  made.set("_state", { ...ASKED, chosen: "a", heard: answers()[0].name });
  assert.deepEqual(inputs(root).map((one) => one.checked), [false, true]);
  made.set("_state", { ...ASKED, chosen: "b", heard: answers()[1].name });
  assert.deepEqual(inputs(root).map((one) => one.checked), [false, true]);
});

test("what was refused goes back to what is kept", () => {
  const { root, kept } = shown({ chosen: "a", answer: "`NULL`" });
  choose(inputs(root)[1]);
  kept({ chosen: "a", said: ["You said: NULL", "It could not be kept."] });
  assert.deepEqual(inputs(root).map((one) => one.checked), [true, false]);
  assert.equal(status(root), "You said: NULLIt could not be kept.");
});

test("after the reveal nothing can be chosen, and the answer is marked in words", () => {
  const { root, made } = shown({ chosen: "b", answer: "an error" });
  assert.ok(inputs(root).every((one) => !one.disabled));
  made.set("_state", { ...ASKED, chosen: "b", answer: "an error", final: true });
  assert.ok(inputs(root).every((one) => one.disabled));
  assert.deepEqual([...root.querySelectorAll(".mlab-yours")].map((one) => one.hasAttribute("hidden")), [true, false]);
});

test("a kernel that does not answer is told of after a while", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { root } = shown();
  choose(inputs(root)[0]);
  mock.timers.tick(4000);
  assert.match(status(root), /^The kernel has not kept this yet/);
  mock.timers.reset();
});

test("without a kernel it says what to do", () => {
  const { root } = shown({}, { send: () => { throw new Error("gone"); } });
  choose(inputs(root)[0]);
  assert.match(status(root), /^There is no kernel/);
});

test("what a notebook has stored takes no answer, whoever wrote it", () => {
  for (const trusted of [true, false]) {
    const { root } = shown({ chosen: "a", answer: "`NULL`", said: ["You said: `NULL`", "You can change it."] }, { stored: true, trusted });
    assert.ok(inputs(root).every((one) => one.disabled));
    assert.equal(status(root), "You said: NULLRun this cell to answer.");
  }
});

test("a typed answer is sent by Enter or the button, and an empty one is not", () => {
  const { root, answers, kept } = shown({ choices: [] });
  const [input] = inputs(root);
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const submit = () => form.dispatchEvent(new Event("submit", { cancelable: true }));
  input.value = "  ";
  submit();
  assert.deepEqual(answers(), []);
  input.value = "seven";
  submit();
  assert.deepEqual(answers().map((/** @type {any} */ one) => one.answer), ["seven"]);
  kept({ answer: "seven", said: ["You said: seven"] });
  assert.equal(status(root), "You said: seven");
  assert.equal(input.getAttribute("aria-labelledby"), root.querySelector(".mlab-asked")?.id);
});

test("texts become text", () => {
  const { root } = shown({ title: HOSTILE, question: [HOSTILE], choices: [{ letter: "a", text: HOSTILE }], said: [HOSTILE] });
  assert.equal(root.querySelector("img"), null);
});
