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
function fold(summary, ...children) {
  return el("details", { class: "mlab-fold" }, el("summary", {}, summary), ...children);
}

// parts/copy.js
function copyButton(name, text, label = "Copy") {
  const button = el("button", { type: "button", class: "mlab-copy", "aria-label": `Copy ${name}` }, label);
  const said = el("span", { class: "mlab-heard", role: "status" });
  button.addEventListener("click", async () => {
    const done = await copyText(text) ? "Copied" : "Not allowed here";
    button.textContent = said.textContent = done;
    setTimeout(() => {
      button.textContent = label;
      said.textContent = "";
    }, 1500);
  });
  return el("span", { class: "mlab-copying" }, button, said);
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

// parts/focus.js
function tellingButton(attributes, words, { act, done, not }) {
  const button = el("button", { type: "button", ...attributes }, words);
  const said = el("span", { class: "mlab-heard", role: "status" });
  button.addEventListener("click", () => {
    const well = act();
    said.className = well ? "mlab-heard" : "mlab-note";
    said.replaceChildren(el("span", {}, well ? done : not));
  });
  return el("span", { class: "mlab-telling" }, button, said);
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

// parts/advice.js
function placeBox(place) {
  return el(
    "figure",
    { class: "mlab-place-of" },
    el("figcaption", {}, el("code", { title: place.file }, place.name), openButton(place)),
    place.lines.length ? el(
      "pre",
      { tabindex: "0", "aria-label": `${place.name}, around line ${place.line}` },
      place.lines.map(
        (one) => el(
          one.marked ? "mark" : "span",
          { class: "mlab-code-line" },
          el("span", { class: "mlab-number", "aria-hidden": "true" }, el("b", {}, one.marked ? "▸" : ""), String(one.number)),
          el("span", { style: `--lab-indent: ${one.text.search(/\S|$/)}` }, one.text.trimStart() || " "),
          "\n"
        )
      )
    ) : null
  );
}
function openButton(place) {
  const words = place.line ? `Open line ${place.line}` : "Open the file";
  const attributes = { class: "mlab-small-button", "aria-label": `${words} of ${place.name}`, title: place.file };
  const args = { path: place.path, line: place.line, beside: true };
  const act = () => inLab(node, "migration-lab:open-file", args);
  const node = tellingButton(attributes, words, { act, done: `${place.name} opens beside the notebook.`, not: "Open it in your editor." });
  return node;
}
function steps(list, inCell) {
  return el("ol", { class: "mlab-to-do" }, list.map((step) => el("li", {}, el("p", {}, step.say), step.place ? placeBox(step.place) : null, toType(step, inCell), change(step))));
}
function toType(step, inCell) {
  const text = step.run || step.sql;
  if (!text) return null;
  return el("div", { class: "mlab-type" }, el("pre", {}, el("code", {}, text)), el("span", { class: "mlab-type-acts" }, copyButton(step.run ? `the command ${text}` : "the statement", text), inCell && step.sure && step.run ? runButton(step.run, inCell) : null));
}
var PLAIN = /^flask db [\w .:@+="'/-]+$/;
function runButton(command, inCell) {
  if (!PLAIN.test(command)) return null;
  const attributes = { class: "mlab-small-button mlab-run", "aria-label": `Run ${command}` };
  return tellingButton(attributes, "Run", { act: () => inCell(`%${command}`), done: "A cell runs it.", not: NO_NOTEBOOK });
}
function change({ replace, by }) {
  if (!replace && !by) return null;
  return el("pre", { class: "mlab-replace" }, replace ? el("del", {}, replace) : null, replace && by ? "\n" : null, by ? el("ins", {}, by) : null);
}
var ENTRY = /^[A-Za-z0-9]+$/;
function more(advice, inCell) {
  const source = `lab.explain("${advice.id}")`;
  return el(
    "p",
    { class: "mlab-more" },
    inCell && ENTRY.test(advice.id) ? pageButton(advice.id, source, inCell) : el("code", {}, source),
    advice.docs ? el("a", { href: advice.docs, target: "_blank", rel: "noopener noreferrer" }, "The documentation") : null,
    advice.chapter ? el("span", {}, `Chapter ${advice.chapter} of the course teaches it.`) : null
  );
}
function pageButton(id, source, inCell) {
  const attributes = { class: "mlab-small-button", "aria-label": `Show the whole page about ${id}` };
  const not = ["There is no notebook here. In a cell: ", el("code", {}, source)];
  return tellingButton(attributes, `All about ${id}`, { act: () => inCell(source), done: "A cell shows the page.", not });
}
function why(advice, inCell) {
  return fold("Why?", el("div", { class: "mlab-why-so" }, el("p", {}, advice.why), more(advice, inCell)));
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
function drawWith(draw2) {
  return ({ model, el: host }) => {
    const root = el("div", { class: "mlab" });
    guardKeys(root);
    const update = () => draw2(root, model.get("_state"), model);
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

// parts/warnings.js
var HUES = { fails: "fail", loses: "drop", blocks: "change", risk: "change", style: "none" };

// coach_card.js
function drawCoach(root, advice, model) {
  const inCell = runsCells(root, model);
  root.classList.add("mlab-coach");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", `${advice.id}: ${advice.title}`);
  root.replaceChildren(
    el(
      "div",
      { class: `mlab-head mlab-${HUES[advice.severity] ?? "none"}` },
      el("p", { class: "mlab-coach-title" }, el("span", { class: "mlab-id" }, advice.id), el("strong", {}, advice.title)),
      el("p", {}, advice.what)
    ),
    el(
      "div",
      { class: "mlab-coach-body" },
      advice.place ? placeBox(advice.place) : null,
      advice.state ? el("p", { class: "mlab-state-now" }, advice.state) : null,
      advice.steps.length && !advice.folded ? [el("p", { class: "mlab-do" }, "What to do now"), steps(advice.steps, inCell)] : null
    ),
    ...advice.steps.length && advice.folded ? [fold("What to do now", el("div", { class: "mlab-why-so" }, steps(advice.steps, inCell)))] : [],
    why(advice, inCell)
  );
}
var coach_card_default = { render: drawWith(drawCoach) };
export {
  coach_card_default as default,
  drawCoach
};
