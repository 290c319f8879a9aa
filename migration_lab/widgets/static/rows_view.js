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
function draw(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}
var counter = 0;
function freshId(stem) {
  counter += 1;
  return `mlab-${stem}-${Math.random().toString(36).slice(2)}-${counter}`;
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

// parts/scroller.js
function scroller(label, ...children) {
  const box = el("div", { class: "mlab-scroll" }, ...children);
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

// parts/signs.js
var WORDS = { "+": "added", "-": "dropped", "~": "changed", renamed: "renamed" };
var SIGNS = { "-": "−" };
var KINDS = { "+": "add", "-": "drop", "~": "change", "→": "move", "!": "fail" };
function glyph(mark) {
  if (mark !== "≠") return SIGNS[mark] ?? mark;
  const line = draw("path", { d: "M1.5 4h9M1.5 8h9M8.4 1 3.6 11", fill: "none", stroke: "currentColor", "stroke-width": 1.7, "stroke-linecap": "round" });
  const picture = draw("svg", { viewBox: "0 0 12 12", width: "0.8em", height: "0.8em", "aria-hidden": "true" }, line);
  return el("span", { class: "mlab-unequal" }, picture, el("span", { class: "mlab-heard" }, mark));
}
function sign(mark, words = WORDS) {
  if (!mark) return null;
  return el(
    "span",
    { class: `mlab-sign mlab-${KINDS[mark]}` },
    el("span", { "aria-hidden": "true" }, glyph(mark)),
    words[mark] ? el("span", { class: "mlab-heard" }, `${words[mark]}: `) : null
  );
}

// parts/rows.js
function sampleTable(caption, sample, marks = /* @__PURE__ */ new Map(), inCell = () => null) {
  const kind = (column) => marks.has(column) ? `mlab-cell mlab-${KINDS[marks.get(column) ?? ""]}` : null;
  const head = sample.columns.map((column) => el("th", { scope: "col", class: kind(column) }, sign(marks.get(column)), column));
  const cell = (value, row, at) => el("td", { class: kind(sample.columns[at]) }, value === null ? el("span", { class: "mlab-null" }, "NULL") : inCell(value, row, at) ?? value);
  const box = scroller(
    caption,
    el(
      "table",
      { class: "mlab-rows mlab-sample" },
      el("caption", {}, el("span", { class: "mlab-stays" }, caption)),
      el("thead", {}, el("tr", {}, head)),
      el("tbody", {}, sample.rows.map((row, at) => el("tr", {}, row.map((value, column) => cell(value, at, column)))))
    )
  );
  if (marks.size) bringIntoView(box);
  return box;
}
function bringIntoView(box) {
  const watch = new ResizeObserver(() => {
    const marked = (
      /** @type {HTMLElement | null} */
      box.querySelector("th.mlab-add") ?? box.querySelector("th.mlab-cell")
    );
    if (!marked || !box.clientWidth) return;
    watch.disconnect();
    const right = marked.offsetLeft + marked.offsetWidth;
    if (right > box.clientWidth) box.scrollLeft = right - box.clientWidth;
  });
  watch.observe(box);
}

// rows_view.js
function drawRows(root, state) {
  root.classList.add("mlab-rowsview");
  const marks = new Map(state.marks);
  const since = marks.size ? `; marked is what ${state.since} changed` : "";
  root.replaceChildren(sampleTable(`${state.table}: ${state.sample.words}${since}`, state.sample, marks));
}
var rows_view_default = { render: drawWith(drawRows) };
export {
  rows_view_default as default,
  drawRows
};
