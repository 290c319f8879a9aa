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

// parts/copy.js
function copyButton(name, text, label = "Copy") {
  const button2 = el("button", { type: "button", class: "mlab-copy", "aria-label": `Copy ${name}` }, label);
  const said = el("span", { class: "mlab-heard", role: "status" });
  button2.addEventListener("click", async () => {
    const done = await copyText(text) ? "Copied" : "Not allowed here";
    button2.textContent = said.textContent = done;
    setTimeout(() => {
      button2.textContent = label;
      said.textContent = "";
    }, 1500);
  });
  return el("span", { class: "mlab-copying" }, button2, said);
}
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el("textarea", { class: "mlab-heard", "aria-hidden": "true" }, text);
    const focused = (
      /** @type {HTMLElement | null} */
      document.activeElement
    );
    document.body.append(area);
    area.select();
    const done = Boolean(document.execCommand?.("copy"));
    area.remove();
    focused?.focus();
    return done;
  }
}

// parts/in_lab.js
var NO_NOTEBOOK = "There is no notebook that could run it here. Type the command into a cell.";
function inLab(node, command, args = {}) {
  const detail = { command, args };
  return !node.dispatchEvent(new CustomEvent("migration-lab", { bubbles: true, cancelable: true, composed: true, detail }));
}
function runsCells(node, model) {
  if (!model || model.stored && !model.trusted) return void 0;
  return (source) => inLab(node, "migration-lab:run-in-cell", { source, kernel: model.widget_manager?.kernel?.id });
}

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

// rename_question.js
var DRAFT = new RegExp(
  String.raw`^%flask db migrate(?: (?:-m|--message) (?:[\w.,:-]+|'[\p{L}\p{N} .,:_-]+'))?(?: --renamed (?:[\w.]+=[\w.]+|'[\p{L}\p{N} ._]+=[\p{L}\p{N} ._]+'))+$`,
  "u"
);
var canRun = (command) => DRAFT.test(command);
var RUNS = "A cell drafts it again as a rename.";
var STAYS = "The draft stays as it is.";
function drawRenames(root, state, model) {
  const inCell = runsCells(root, model);
  root.classList.add("mlab-renames");
  root.replaceChildren(...state.questions.map((one) => question(one, state, inCell)));
}
function question(asked, words, inCell) {
  const said = el("p", { class: "mlab-note", role: "status" });
  const buttons = inCell && canRun(asked.command) ? el(
    "p",
    { class: "mlab-answers" },
    button("Yes, it was renamed", asked.title, () => {
      said.textContent = inCell(asked.command) ? RUNS : NO_NOTEBOOK;
    }),
    button("No", asked.title, () => said.textContent = STAYS)
  ) : null;
  return el(
    "div",
    { class: "mlab-head", role: "group", "aria-label": asked.title },
    el("p", {}, el("strong", {}, asked.title)),
    el("p", {}, asked.what),
    el("ul", {}, asked.evidence.map((one) => el("li", {}, one))),
    buttons,
    said,
    el("p", {}, words.yes),
    el("div", { class: "mlab-command" }, el("code", {}, asked.command), copyButton("the command", asked.command)),
    el("p", {}, words.no)
  );
}
function button(label, title, act) {
  const made = el("button", { type: "button", "aria-label": `${label}: ${title}` }, label);
  made.addEventListener("click", act);
  return made;
}
var rename_question_default = { render: drawWith(drawRenames) };
export {
  canRun,
  rename_question_default as default,
  drawRenames
};
