// Built from migration_lab/widgets/js: edit it there.

// parts/element.js
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value != null && value !== false) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...flat(children));
  return node;
}
function flat(children) {
  if (Array.isArray(children)) return children.flatMap(flat);
  return children == null || children === false ? [] : [children];
}
var counter = 0;
function freshId(stem) {
  counter += 1;
  return `mlab-${stem}-${Math.random().toString(36).slice(2)}-${counter}`;
}

// parts/code_words.js
var CODE = /`([^`\n]+)`/;
var withCode = (text) => text.split(CODE).map((part, at) => at % 2 ? el("code", {}, part) : part);

// parts/live.js
function guardKeys(root) {
  const guard = (event) => {
    const { altKey, ctrlKey, metaKey } = (
      /** @type {KeyboardEvent} */
      event
    );
    const target = (
      /** @type {Element} */
      event.target
    );
    target.toggleAttribute("data-lm-suppress-shortcuts", !(altKey || ctrlKey || metaKey));
  };
  for (const type of ["focusin", "keydown", "keyup"]) root.addEventListener(type, guard);
}
var AFTER = 1e3;
function tellKernel(model, message) {
  try {
    model.send(message);
  } catch {
  }
}
function drawWith(draw) {
  return ({ model, el: host }) => {
    const root = el("div", { class: "mlab" });
    guardKeys(root);
    const update = () => draw(root, model.get("_state"), model);
    update();
    model.on("change:_state", update);
    host.append(root);
    const view = freshId("view");
    tellKernel(model, { view, there: true });
    return () => {
      model.off("change:_state", update);
      root.remove();
      setTimeout(() => tellKernel(model, { view, there: false }), AFTER);
    };
  };
}

// prediction_view.js
var LONGEST = 200;
var PATIENCE = 4e3;
var SENT = "This is kept as soon as the kernel is free.";
var LATE = "The kernel has not kept this yet. If it was started again, run this cell again.";
var GONE = "There is no kernel that could keep this. Run this cell again.";
var STORED = "Run this cell to answer.";
var updates = /* @__PURE__ */ new WeakMap();
function drawPrediction(root, state, model) {
  const update = updates.get(root) ?? begin(root, state, model);
  updates.set(root, update);
  update(state);
}
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
    said
  );
  return (state) => {
    if (send.waitsFor(state)) return;
    answers.show(state, state.final || Boolean(model.stored));
    const words = model.stored && !state.final ? [...state.answer === null ? [] : state.said.slice(0, 1), STORED] : state.said;
    said.replaceChildren(...words.map((line) => el("span", {}, withCode(line))));
  };
}
function sender(model, tell) {
  let waiting = "";
  return {
    answer(answer) {
      const name = waiting = freshId("answer");
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
    }
  };
}
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
    }
  };
}
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
    }
  };
}
var prediction_view_default = { render: drawWith(drawPrediction) };
export {
  prediction_view_default as default,
  drawPrediction
};
