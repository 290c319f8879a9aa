// What the displays share. It stands before each widget's own script, in one module.
// Names and values come from a database: they reach the page as text nodes only.

const WORDS = { "+": "added", "-": "dropped", "~": "changed", renamed: "renamed" };
const SIGNS = { "-": "−" };
const STATES = { added: "+", dropped: "-", changed: "~" };
const KINDS = { "+": "add", "-": "drop", "~": "change", "→": "move", "!": "fail" };

/** Make an element. Strings among the children become text; null and false are left out. */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== false));
  return node;
}

let counter = 0;
/** An id that nothing else in the page has. */
function freshId(stem) {
  counter += 1;
  return `mlab-${stem}-${Math.random().toString(36).slice(2)}-${counter}`;
}

/** The sign `+ - ~` in its colour, with its word for those who hear the page. */
function sign(mark, words = WORDS) {
  if (!mark) return null;
  return el(
    "span",
    { class: `mlab-sign mlab-${KINDS[mark]}` },
    el("span", { "aria-hidden": "true" }, SIGNS[mark] ?? mark),
    words[mark] ? el("span", { class: "mlab-heard" }, `${words[mark]}: `) : null,
  );
}

/** The sign of a line and its word together, as "+ added". */
function tag(line, words) {
  const word = words[line.renamed ? "renamed" : line.mark];
  if (!word) return null;
  return el("span", { class: `mlab-tag mlab-${KINDS[line.mark]}` }, el("b", { "aria-hidden": "true" }, SIGNS[line.mark] ?? line.mark), el("span", {}, word));
}

/** A box that scrolls sideways when its content is too wide, and can then be reached by the keyboard. */
function scroller(label, ...children) {
  const box = el("div", { class: "mlab-scroll" }, ...children);
  // Until it is measured (which waits until it is in view) it can be reached, to be on the safe side.
  const set = (scrolls) => {
    for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", label]]) {
      if (scrolls) box.setAttribute(name, value);
      else box.removeAttribute(name);
    }
  };
  set(true);
  const watch = new ResizeObserver(() => set(box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1));
  watch.observe(box);
  [...box.children].forEach((child) => watch.observe(child));
  return box;
}

function fold(summary, ...children) {
  return el("details", { class: "mlab-fold" }, el("summary", {}, summary), ...children);
}

/** Rows under their columns' names; NULL looks unlike any text. */
function sampleTable(caption, sample, marks = {}) {
  const head = sample.columns.map((column) =>
    el("th", { scope: "col", class: marks[column] ? `mlab-${KINDS[marks[column]]}` : null }, sign(marks[column]), column),
  );
  const body = sample.rows.map((row) =>
    el("tr", {}, row.map((value) => el("td", {}, value === null ? el("span", { class: "mlab-null" }, "NULL") : value))),
  );
  return scroller(
    caption,
    el(
      "table",
      { class: "mlab-rows" },
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, head)),
      el("tbody", {}, body),
    ),
  );
}

/** Tabs with arrow keys, Home and End. `pages` are `{ title, body }`; one page needs no tab. */
function tabs(label, pages) {
  if (pages.length < 2) return el("div", { class: "mlab-panel" }, pages.map((page) => page.body));
  const id = freshId("tab");
  const buttons = pages.map((page, at) =>
    el("button", { type: "button", role: "tab", id: `${id}-tab-${at}`, "aria-controls": `${id}-panel-${at}` }, page.title),
  );
  const panels = pages.map((page, at) =>
    el("div", { class: "mlab-panel", role: "tabpanel", id: `${id}-panel-${at}`, "aria-labelledby": `${id}-tab-${at}`, tabindex: "0" }, page.body),
  );
  const select = (chosen, focus) => {
    buttons.forEach((button, at) => {
      button.setAttribute("aria-selected", String(at === chosen));
      button.tabIndex = at === chosen ? 0 : -1;
      panels[at].hidden = at !== chosen;
    });
    if (focus) buttons[chosen].focus();
  };
  const list = el("div", { class: "mlab-tabs", role: "tablist", "aria-label": label }, buttons);
  list.addEventListener("click", (event) => {
    const at = buttons.indexOf(event.target.closest("button"));
    if (at >= 0) select(at, true);
  });
  list.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    select((to + buttons.length) % buttons.length, true);
  });
  select(0, false);
  return el("div", {}, list, panels);
}

/** Keep the notebook's one-key commands ("x" cuts the cell) away from what has the focus here; Ctrl and Cmd work. */
function guardKeys(root) {
  const guard = (event) => {
    event.target.toggleAttribute("data-lm-suppress-shortcuts", !(event.ctrlKey || event.metaKey));
  };
  for (const type of ["focusin", "keydown", "keyup"]) root.addEventListener(type, guard);
}

const AFTER = 1000;

function tellKernel(model, message) {
  try {
    model.send(message);
  } catch {
    // there is no kernel, or the connection to it has gone
  }
}

/** Draw now and at every change of the state; give the function that stops it. The kernel hears of both, so that it can
 * let go of what is no longer on any page. */
function drawWith(draw) {
  return ({ model, el: host }) => {
    const root = el("div", { class: "mlab" });
    guardKeys(root);
    const update = () => draw(root, model.get("_state"));
    update();
    model.on("change:_state", update);
    host.append(root);
    const view = freshId("view");
    tellKernel(model, { view, there: true });
    return () => {
      model.off("change:_state", update);
      root.remove();
      // A notebook that is closed takes its connection along: a while later nothing is said, and it can be opened again.
      setTimeout(() => tellKernel(model, { view, there: false }), AFTER);
    };
  };
}
