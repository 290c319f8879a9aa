// A prediction: the question, and a choice or a field. Its state is made by `PredictionView.state` (prediction_view.py).

import { withCode } from "./parts/code_words.js";
import { el, freshId } from "./parts/element.js";
import { drawWith } from "./parts/live.js";

/** @typedef {import("./parts/states.js").PredictionState} PredictionState */
/** @typedef {import("./parts/states.js").Model} Model */
/** @typedef {(state: PredictionState) => void} Update */

const LONGEST = 200; // characters, as in prediction.py
const PATIENCE = 4000; // milliseconds, until it is said that the kernel has not answered
const SENT = "This is kept as soon as the kernel is free.";
const LATE = "The kernel has not kept this yet. If it was started again, run this cell again.";
const GONE = "There is no kernel that could keep this. Run this cell again.";
const STORED = "Run this cell to answer.";

/** @type {WeakMap<HTMLElement, Update>} */
const updates = new WeakMap();

/**
 * @param {HTMLElement} root
 * @param {PredictionState} state
 * @param {Model} model
 */
export function drawPrediction(root, state, model) {
  const update = updates.get(root) ?? begin(root, state, model);
  updates.set(root, update);
  update(state);
}

/**
 * @param {HTMLElement} root
 * @param {PredictionState} first
 * @param {Model} model
 * @returns {Update}
 */
function begin(root, first, model) {
  const question = freshId("question");
  const said = el("p", { class: "mlab-said", role: "status" });
  const send = sender(model, (words) => said.replaceChildren(words));
  const answers = first.choices.length ? choices(first, question, send.answer) : field(question, send.answer);
  root.classList.add("mlab-prediction");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", first.title);
  root.replaceChildren(
    el("p", { class: "mlab-prediction-id" }, first.title),
    el("div", { class: "mlab-asked", id: question }, first.question.map((line) => el("p", {}, withCode(line)))),
    answers.node,
    said,
  );
  return (state) => {
    if (send.waitsFor(state)) return;
    answers.show(state, state.final || Boolean(model.stored));
    const words = model.stored && !state.final ? [...(state.answer === null ? [] : state.said.slice(0, 1)), STORED] : state.said;
    said.replaceChildren(...words.map((line) => el("span", {}, withCode(line))));
  };
}

/**
 * Sends answers to the kernel, and knows which of them it has not heard yet.
 * @param {Model} model
 * @param {(words: string) => void} tell
 */
function sender(model, tell) {
  let waiting = "";
  return {
    answer(/** @type {string} */ answer) {
      const name = (waiting = freshId("answer"));
      try {
        model.send({ answer, name });
      } catch {
        waiting = "";
        tell(GONE);
        return;
      }
      tell(SENT);
      setTimeout(() => waiting === name && tell(LATE), PATIENCE);
    },
    /** Tell whether this state is older than the last answer. @param {PredictionState} state */
    waitsFor(state) {
      if (waiting && state.heard !== waiting && !state.final) return true;
      waiting = "";
      return false;
    },
  };
}

/**
 * @param {PredictionState} state
 * @param {string} question the id of its element
 * @param {(answer: string) => void} answer
 */
function choices(state, question, answer) {
  const name = freshId("choices");
  const made = state.choices.map(({ letter, text }) => {
    const input = el("input", { type: "radio", name, value: letter });
    const yours = el("strong", { class: "mlab-yours", hidden: true }, " (your answer)");
    input.addEventListener("change", () => input.checked && answer(letter));
    return { letter, input, yours, label: el("label", {}, input, el("span", {}, `${letter}) `, withCode(text), yours)) };
  });
  return {
    node: el("div", { class: "mlab-choices", role: "radiogroup", "aria-labelledby": question }, made.map((one) => one.label)),
    /** @param {PredictionState} now @param {boolean} closed */
    show(now, closed) {
      for (const { letter, input, yours } of made) {
        input.checked = letter === now.chosen;
        input.disabled = closed;
        yours.hidden = !(closed && letter === now.chosen);
      }
    },
  };
}

/**
 * @param {string} question the id of its element
 * @param {(answer: string) => void} answer
 */
function field(question, answer) {
  const input = el("input", { type: "text", maxlength: LONGEST, autocomplete: "off", "aria-labelledby": question });
  const button = el("button", { type: "submit" }, "Answer");
  const form = el("form", { class: "mlab-field" }, input, button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) answer(input.value);
  });
  return {
    node: form,
    /** @param {PredictionState} now @param {boolean} closed */
    show(now, closed) {
      if (now.answer !== null) input.value = now.answer;
      input.disabled = button.disabled = closed;
    },
  };
}

export default { render: drawWith(drawPrediction) };
