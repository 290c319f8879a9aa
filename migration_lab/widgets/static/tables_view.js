// Built from migration_lab/widgets/js: edit it there.

// parts/element.js
function el(tag2, attributes = {}, ...children) {
  const node = document.createElement(tag2);
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
function draw(tag2, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag2);
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
  const box2 = el("div", { class: "mlab-scroll" }, ...children);
  const set = (scrolls) => {
    for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", label]]) {
      if (scrolls) box2.setAttribute(name, value);
      else box2.removeAttribute(name);
    }
  };
  set(true);
  const watch = new ResizeObserver(() => set(box2.scrollWidth > box2.clientWidth + 1 || box2.scrollHeight > box2.clientHeight + 1));
  watch.observe(box2);
  [...box2.children].forEach((child) => watch.observe(child));
  return box2;
}

// parts/signs.js
var WORDS = { "+": "added", "-": "dropped", "~": "changed", renamed: "renamed" };
var SIGNS = { "-": "−" };
var STATES = { added: "+", dropped: "-", changed: "~" };
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
function tag(line, words) {
  const word = words[line.renamed ? "renamed" : line.mark];
  if (!word) return null;
  return el(
    "span",
    { class: `mlab-tag mlab-${KINDS[line.mark]}` },
    el("b", { "aria-hidden": "true" }, glyph(line.mark)),
    el("span", {}, word)
  );
}

// parts/structure.js
function structure(table, side, caption, words = WORDS) {
  const cells = (line) => side === "both" ? line.after ?? line.before : line[side];
  const lines = (list, draw2) => list.map((line) => {
    const own = cells(line);
    if (!own) return blank(table, line);
    return el("tr", { class: line.mark ? `mlab-line mlab-${KINDS[line.mark]}` : "mlab-line" }, draw2(line, own));
  });
  const marked = [...table.columns, ...table.keys].some((line) => line.mark);
  const gutter = (line) => el("td", { class: marked ? "mlab-gutter mlab-marked" : "mlab-gutter" }, tag(line, words));
  const columns = lines(table.columns, (line, own) => [
    gutter(line),
    own.map(
      (cell, at) => at ? el("td", { class: cellClass(table.heads[at], differs(line, at)) }, cellText(table.heads[at], cell)) : el("th", { scope: "row" }, side === "both" && line.renamed && line.before ? [el("del", {}, line.before[0]), " → "] : null, cell)
    )
  ]);
  const keys = lines(table.keys, (line, own) => [
    gutter(line),
    el("th", { scope: "row", class: "mlab-kind" }, own[0]),
    el("td", { colspan: Math.max(table.heads.length - 1, 1), class: "mlab-definition" }, own[1])
  ]);
  const head = el(
    "tr",
    {},
    el("td", { class: "mlab-gutter" }),
    table.heads.map((name) => el("th", { scope: "col" }, name))
  );
  return el(
    "table",
    { class: "mlab-structure" },
    el("caption", {}, caption, el("span", { class: "mlab-heard" }, ` (table ${table.name})`)),
    el("thead", {}, head),
    el("tbody", {}, columns),
    keys.length ? el("tbody", { class: "mlab-keys" }, keys) : null
  );
}
function cellText(head, cell) {
  const text = head === "default" ? cell.replace(/^DEFAULT /, "") : cell;
  return text.replace("→ ", "→ ");
}
function cellClass(head, differs2) {
  const wraps = { default: "mlab-wraps mlab-default", key: "mlab-wraps" }[head];
  return [wraps, differs2 ? "mlab-differs" : ""].filter(Boolean).join(" ") || null;
}
function differs(line, at) {
  return line.mark === "~" && line.before !== null && line.after !== null && line.before[at] !== line.after[at];
}
function blank(table, line) {
  if (line.lost) {
    const words = [el("b", { "aria-hidden": "true" }, SIGNS["-"]), ` ${line.lost} lost`];
    return el("tr", { class: "mlab-line mlab-lost mlab-drop" }, el("td", { colspan: table.heads.length + 1 }, words));
  }
  return el(
    "tr",
    { class: "mlab-line mlab-blank", "aria-hidden": "true" },
    el("td", { colspan: table.heads.length + 1 }, "·")
  );
}
function wholeTable(table) {
  return scroller(table.name, structure(table, "both", "Columns and keys"));
}
function tableBox(table, open) {
  return el(
    "details",
    { class: "mlab-box", "data-table": table.name, open },
    el("summary", {}, sign(STATES[table.state]), el("strong", {}, table.was ? [el("del", {}, el("bdi", {}, table.was)), " → "] : null, el("bdi", {}, table.name)), ` ${table.words}`),
    table.state === "dropped" || !table.heads.length ? null : wholeTable(table)
  );
}

// parts/tables.js
function tablesHead() {
  const title = el("strong", {});
  const news = el("span", { class: "mlab-news", role: "status" });
  return {
    words: [title, " ", news],
    /** @param {{ title: string, news: string }} state */
    update(state) {
      title.textContent = state.title;
      news.textContent = state.news ? `· last change: ${state.news}` : "";
    }
  };
}
function otherWords([kind, name]) {
  return [`${kind} `, el("code", {}, name)];
}

// tables_view.js
var MANY = 12;
var heads = /* @__PURE__ */ new WeakMap();
function drawTables(root, state) {
  const boxes = () => [...root.querySelectorAll(".mlab-box")].map((box2) => (
    /** @type {HTMLDetailsElement} */
    box2
  ));
  const open = new Map(boxes().map((box2) => [box2.dataset.table, box2.open]));
  const focused = boxes().find((box2) => box2.contains(document.activeElement))?.dataset.table;
  const few = state.tables.length <= MANY;
  const head = heads.get(root) ?? begin(root);
  head.update(state);
  root.querySelector(".mlab-boxes")?.replaceChildren(
    ...state.tables.map((table) => box(table, open.get(table.name) ?? (few || table.state !== "unchanged"))),
    ...state.others.map((other) => el("p", {}, otherWords(other))),
    ...state.version_table ? [el("p", { class: "mlab-aside" }, el("code", {}, state.version_table), ": Alembic's own table, it records which revision this database is at")] : []
  );
  if (focused !== void 0) {
    boxes().find((box2) => box2.dataset.table === focused)?.querySelector("summary")?.focus();
  }
}
function box(table, open) {
  if (open) return tableBox(table, true);
  const closed = tableBox({ ...table, heads: [] }, false);
  const fill = () => closed.append(wholeTable(table));
  if (table.state !== "dropped" && table.heads.length) closed.addEventListener("toggle", fill, { once: true });
  return closed;
}
function begin(root) {
  const head = tablesHead();
  heads.set(root, head);
  root.append(el("p", { class: "mlab-head" }, head.words), el("div", { class: "mlab-boxes" }));
  root.classList.add("mlab-tables-view");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "Tables of the database");
  return head;
}
var tables_view_default = { render: drawWith(drawTables) };
export {
  tables_view_default as default,
  drawTables
};
