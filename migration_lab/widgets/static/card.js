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
var counter = 0;
function freshId(stem) {
  counter += 1;
  return `mlab-${stem}-${Math.random().toString(36).slice(2)}-${counter}`;
}
function fold(summary, ...children) {
  return el("details", { class: "mlab-fold" }, el("summary", {}, summary), ...children);
}
function note(...words) {
  return el("p", { class: "mlab-note" }, words);
}

// parts/live.js
function guardKeys(root) {
  const guard = (event) => {
    const { ctrlKey, metaKey } = (
      /** @type {KeyboardEvent} */
      event
    );
    const target = (
      /** @type {Element} */
      event.target
    );
    target.toggleAttribute("data-lm-suppress-shortcuts", !(ctrlKey || metaKey));
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
    const update = () => draw(root, model.get("_state"));
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
var STATES = { added: "+", dropped: "-", changed: "~" };
var KINDS = { "+": "add", "-": "drop", "~": "change", "→": "move", "!": "fail" };
function sign(mark, words = WORDS) {
  if (!mark) return null;
  return el(
    "span",
    { class: `mlab-sign mlab-${KINDS[mark]}` },
    el("span", { "aria-hidden": "true" }, SIGNS[mark] ?? mark),
    words[mark] ? el("span", { class: "mlab-heard" }, `${words[mark]}: `) : null
  );
}
function tag(line, words) {
  const word = words[line.renamed ? "renamed" : line.mark];
  if (!word) return null;
  return el(
    "span",
    { class: `mlab-tag mlab-${KINDS[line.mark]}` },
    el("b", { "aria-hidden": "true" }, SIGNS[line.mark] ?? line.mark),
    el("span", {}, word)
  );
}

// parts/rows.js
function sampleTable(caption, sample, marks = /* @__PURE__ */ new Map(), inCell = () => null) {
  const head = sample.columns.map(
    (column) => el("th", { scope: "col", class: marks.has(column) ? `mlab-${KINDS[marks.get(column) ?? ""]}` : null }, sign(marks.get(column)), column)
  );
  const cell = (value, row, column) => el("td", {}, value === null ? el("span", { class: "mlab-null" }, "NULL") : inCell(value, row, column) ?? value);
  return scroller(
    caption,
    el(
      "table",
      { class: "mlab-rows" },
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, head)),
      el("tbody", {}, sample.rows.map((row, at) => el("tr", {}, row.map((value, column) => cell(value, at, column)))))
    )
  );
}

// parts/statements.js
function statements(list) {
  return el("ol", { class: "mlab-sql" }, list.map(statement));
}
function statement(one) {
  const more = one.times > one.parameters.length ? " …" : null;
  return el(
    "li",
    { class: one.bookkeeping ? "mlab-quiet" : null },
    el("pre", {}, el("code", {}, one.sql)),
    one.note ? el("p", { class: "mlab-note mlab-became" }, sign(one.note === "failed" ? "!" : "-", {}), el("strong", {}, one.note)) : null,
    one.times > 1 ? note(`ran ${one.times} times`) : null,
    one.parameters.length ? note("with ", one.parameters.map((each) => el("code", {}, each)), more) : null,
    one.bookkeeping ? note("Alembic's bookkeeping") : null
  );
}

// parts/structure.js
function structure(table, side, caption, words = WORDS) {
  const cells = (line) => side === "both" ? line.after ?? line.before : line[side];
  const lines = (list, draw) => list.map((line) => {
    const own = cells(line);
    if (!own) return blank(table, line);
    return el("tr", { class: line.mark ? `mlab-line mlab-${KINDS[line.mark]}` : "mlab-line" }, draw(line, own));
  });
  const marked = [...table.columns, ...table.keys].some((line) => line.mark);
  const gutter = (line) => el("td", { class: marked ? "mlab-gutter mlab-marked" : "mlab-gutter" }, tag(line, words));
  const columns = lines(table.columns, (line, own) => [
    gutter(line),
    own.map(
      (cell, at) => at ? el("td", { class: cellClass(table.heads[at], differs(line, at)) }, cellText(table.heads[at], cell)) : el("th", { scope: "row" }, cell)
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
function sideBySide(table, before = "Before", after = "After", words = WORDS) {
  const side = (which, caption) => scroller(`${table.name}, ${caption}`, structure(table, which, caption, words));
  const state = table.state;
  const left = state === "added" ? absent(before, "no such table") : side("before", before);
  const gone = words === WORDS ? "no such table any more" : "no such table";
  const right = state === "dropped" ? absent(after, gone) : side("after", after);
  const pair = el("div", { class: table.heads.length > 4 ? "mlab-sides mlab-wide" : "mlab-sides" }, left, right);
  if (state !== "added" && state !== "dropped") keepLevel(left, right, pair);
  return pair;
}
function absent(caption, words) {
  return el("div", { class: "mlab-absent" }, el("strong", {}, caption), words);
}
function keepLevel(left, right, pair) {
  const rows = [left, right].map((side) => [...side.querySelectorAll("tr")]);
  const watch = new ResizeObserver(() => {
    const level = left.offsetTop === right.offsetTop;
    rows.flat().forEach((row) => row.style.height = "");
    if (!level) return;
    const heights = rows[0].map((row, at) => Math.max(row.offsetHeight, rows[1][at].offsetHeight));
    rows.forEach((side) => side.forEach((row, at) => row.style.height = `${heights[at]}px`));
  });
  watch.observe(pair);
}

// parts/tabs.js
function tabs(label, pages) {
  if (pages.length < 2) return el("div", { class: "mlab-panel" }, pages.map((page) => page.body));
  const id = freshId("tab");
  const buttons = pages.map(
    (page, at) => el("button", { type: "button", role: "tab", id: `${id}-tab-${at}`, "aria-controls": `${id}-panel-${at}` }, page.title)
  );
  const panels = pages.map(
    (page, at) => el("div", { class: "mlab-panel", role: "tabpanel", id: `${id}-panel-${at}`, "aria-labelledby": `${id}-tab-${at}`, tabindex: "0" }, page.body)
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
  buttons.forEach((button, at) => button.addEventListener("click", () => select(at, true)));
  list.addEventListener("keydown", (event) => {
    const at = buttons.findIndex((button) => button === document.activeElement);
    const ways = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 };
    const to = ways[event.key];
    if (to === void 0) return;
    event.preventDefault();
    select((to + buttons.length) % buttons.length, true);
  });
  select(0, false);
  return el("div", {}, list, panels);
}

// card.js
function cardHead(card) {
  const facts = card.facts.length ? card.facts : [{ mark: "", words: "nothing changed" }];
  return el(
    "div",
    { class: "mlab-head" },
    el("code", { class: "mlab-command" }, card.command),
    el(
      "ul",
      { class: "mlab-facts" },
      facts.map((fact) => el("li", { class: `mlab-fact mlab-${KINDS[fact.mark] ?? "none"}` }, sign(fact.mark), el("span", {}, fact.words)))
    )
  );
}
function tableTitle(table, rows) {
  return el(
    "p",
    { class: "mlab-title" },
    sign(STATES[table.state]),
    el("strong", {}, el("bdi", {}, table.name)),
    ` ${table.words}`,
    rows ? rows.words.map((words, at) => [" · ", el("span", { class: `mlab-kept mlab-${KINDS[rows.marks[at]] ?? "none"}` }, words)]) : null
  );
}
function tablesPage(card) {
  const rows = new Map(card.rows.map((one) => [one.table, one]));
  return [
    card.tables.map((table) => el("div", { class: "mlab-table" }, tableTitle(table, rows.get(table.name)), sideBySide(table))),
    card.others.length ? markedLines(card.others) : null,
    unchanged(card)
  ];
}
function unchanged(card) {
  const names = card.unchanged_names;
  if (!names.length) return null;
  const title = `${names.length} ${names.length === 1 ? "table" : "tables"} unchanged: ${names.slice(0, 6).join(", ")}${names.length > 6 ? ", …" : ""}`;
  return fold(
    title,
    card.unchanged.length ? card.unchanged.map((table) => scroller(table.name, structure(table, "after", table.name))) : el("p", {}, names.join(", "))
  );
}
function inDatabase({ name }) {
  return name ? el("p", { class: "mlab-database" }, "In the ", el("strong", {}, el("bdi", {}, name))) : null;
}
function bookkeeping({ move, name }) {
  if (!move) return [];
  return fold(
    el("span", {}, name ? `In the ${name}: ` : null, el("code", {}, move.table), move.made ? " is new: Alembic's own table. " : ": ", "revision ", el("code", {}, move.before), " → ", el("code", {}, move.after)),
    el("p", {}, "Alembic made this table for itself. It has one short row, with the revision that this database is at. It is not one of your tables, and you never have to change it by hand.")
  );
}
function rowsPage(card) {
  return card.rows.map((rows) => {
    const marks = columnMarks(rows);
    const side = (which, caption) => {
      const sample = rows[which];
      if (!sample) return absent(caption, "no such table");
      return sample.rows.length ? sampleTable(`${caption}: ${sample.words}`, sample, marks[which]) : absent(caption, sample.words);
    };
    return el(
      "div",
      { class: "mlab-table" },
      el("p", { class: "mlab-title" }, sign(rows.mark), el("strong", {}, el("bdi", {}, rows.table))),
      el("ul", { class: "mlab-lines" }, rows.words.map((words, at) => el("li", {}, sign(rows.marks[at]), words))),
      el("div", { class: manyColumns(rows) ? "mlab-sides mlab-stacked" : "mlab-sides" }, side("before", "Before"), side("after", "After"))
    );
  });
}
function columnMarks(rows) {
  const before = /* @__PURE__ */ new Map();
  const after = /* @__PURE__ */ new Map();
  if (rows.before && rows.after) {
    for (const column of rows.before.columns) if (!rows.after.columns.includes(column)) before.set(column, "-");
    for (const column of rows.after.columns) if (!rows.before.columns.includes(column)) after.set(column, "+");
    for (const [old, now] of rows.renames) {
      before.set(old, "~");
      after.set(now, "~");
    }
  }
  return { before, after };
}
function manyColumns(rows) {
  return rows.before !== null && rows.after !== null && Math.max(rows.before.columns.length, rows.after.columns.length) > 6;
}
function markedLines(lines) {
  return el("ul", { class: "mlab-lines" }, lines.map(([mark, words]) => el("li", {}, sign(mark), el("code", {}, words))));
}
function drawCard(root, card) {
  const databases = [card, ...card.elsewhere];
  const page = (title, has, draw) => {
    const body = databases.filter(has).map((one) => [inDatabase(one), draw(one)]);
    return body.length ? [{ title, body }] : [];
  };
  const pages = [
    ...page("Tables", (one) => one.tables.length || one.others.length, tablesPage),
    ...page("Rows", (one) => one.rows.length, rowsPage),
    ...card.statements.length ? [{ title: "SQL", body: statements(card.statements) }] : [],
    ...card.files.length ? [{ title: "Files", body: markedLines(card.files) }] : []
  ];
  root.classList.add("mlab-card");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", `What ${card.command} did`);
  root.replaceChildren(
    cardHead(card),
    ...pages.length ? [tabs(`What ${card.command} did`, pages)] : [],
    ...databases.flatMap(bookkeeping)
  );
}
var card_default = { render: drawWith(drawCard) };
export {
  columnMarks,
  card_default as default,
  drawCard,
  manyColumns
};
