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

// outcome_view.js
function drawOutcome(root, state) {
  root.classList.add("mlab-outcome");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", state.title);
  root.replaceChildren(
    el("p", { class: "mlab-prediction-id" }, state.title),
    el("div", { class: "mlab-asked" }, state.question.map((line) => el("p", {}, withCode(line)))),
    el(
      "div",
      { class: "mlab-pair" },
      half("You said", state.said),
      half(state.what, state.happened, "mlab-happened")
    ),
    ...state.because.map((line) => el("p", { class: "mlab-because" }, withCode(line)))
  );
}
function half(title, words, kind) {
  return el("div", { class: kind }, el("p", { class: "mlab-half" }, title), el("p", {}, withCode(words)));
}
var outcome_view_default = { render: drawWith(drawOutcome) };
export {
  outcome_view_default as default,
  drawOutcome
};
