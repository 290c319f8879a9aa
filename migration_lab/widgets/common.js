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

/** A table's structure, columns first, keys below. `side` is "before", "after" or "both": the lines of either. */
function structure(table, side, caption, words = WORDS) {
  const cells = (line) => (side === "both" ? (line.after ?? line.before) : line[side]);
  const lines = (list, draw) =>
    list.map((line) =>
      cells(line) ? el("tr", { class: line.mark ? `mlab-line mlab-${KINDS[line.mark]}` : "mlab-line" }, draw(line)) : blank(table, line),
    );
  const marked = [...table.columns, ...table.keys].some((line) => line.mark);
  const gutter = (line) => el("td", { class: marked ? "mlab-gutter mlab-marked" : "mlab-gutter" }, tag(line, words));
  const columns = lines(table.columns, (line) => [
    gutter(line),
    cells(line).map((cell, at) => (at ? el("td", { class: cellClass(table.heads[at], differs(line, at)) }, cellText(table.heads[at], cell)) : el("th", { scope: "row" }, cell))),
  ]);
  const keys = lines(table.keys, (line) => [
    gutter(line),
    el("th", { scope: "row", class: "mlab-kind" }, cells(line)[0]),
    el("td", { colspan: Math.max(table.heads.length - 1, 1), class: "mlab-definition" }, cells(line)[1]),
  ]);
  const head = el(
    "tr",
    {},
    el("td", { class: "mlab-gutter" }),
    table.heads.map((name) => el("th", { scope: "col" }, name)),
  );
  return el(
    "table",
    { class: "mlab-structure" },
    el("caption", {}, caption, el("span", { class: "mlab-heard" }, ` (table ${table.name})`)),
    el("thead", {}, head),
    el("tbody", {}, columns),
    keys.length ? el("tbody", { class: "mlab-keys" }, keys) : null,
  );
}

/** What the head says already is left out; an arrow stays with what it points to. */
function cellText(head, cell) {
  const text = head === "default" ? cell.replace(/^DEFAULT /, "") : cell;
  return text.replace("→ ", "→\u00a0");
}

function cellClass(head, differs) {
  return [head === "default" || head === "key" ? "mlab-wraps" : "", differs ? "mlab-differs" : ""].join(" ").trim() || null;
}

function differs(line, at) {
  return line.mark === "~" && line.before !== null && line.after !== null && line.before[at] !== line.after[at];
}

/** One table in a fold: its name and what happened to it, then its structure, if that is known here. */
function tableBox(table, open) {
  return el(
    "details",
    { class: "mlab-box", "data-table": table.name, open },
    el("summary", {}, sign(STATES[table.state]), el("strong", {}, el("bdi", {}, table.name)), ` ${table.words}`),
    table.state === "dropped" || !table.heads.length ? null : scroller(table.name, structure(table, "both", "Columns and keys")),
  );
}

/** Where a line is missing on this side, so that the two sides stay level; it says what was lost with the line. */
function blank(table, line) {
  if (line.lost) {
    const words = [el("b", { "aria-hidden": "true" }, SIGNS["-"]), ` ${line.lost} lost`];
    return el("tr", { class: "mlab-line mlab-lost mlab-drop" }, el("td", { colspan: table.heads.length + 1 }, words));
  }
  return el(
    "tr",
    { class: "mlab-line mlab-blank", "aria-hidden": "true" },
    el("td", { colspan: table.heads.length + 1 }, "·"),
  );
}

/** Both sides next to each other, their lines level; one below the other where there is no room. */
function sideBySide(table, before = "Before", after = "After", words = WORDS) {
  const side = (which, caption) => scroller(`${table.name}, ${caption}`, structure(table, which, caption, words));
  const absent = (caption, words) => el("div", { class: "mlab-absent" }, el("strong", {}, caption), words);
  const state = table.state;
  const left = state === "added" ? absent(before, "no such table") : side("before", before);
  const right = state === "dropped" ? absent(after, words === WORDS ? "no such table any more" : "no such table") : side("after", after);
  const pair = el("div", { class: table.heads.length > 4 ? "mlab-sides mlab-wide" : "mlab-sides" }, left, right);
  if (state !== "added" && state !== "dropped") keepLevel(pair);
  return pair;
}

/** Give the lines of both sides the same height, whenever the width changes. */
function keepLevel(pair) {
  const rows = [...pair.children].map((side) => [...side.querySelectorAll("tr")]);
  const watch = new ResizeObserver(() => {
    const level = pair.children[0].offsetTop === pair.children[1].offsetTop;
    rows.flat().forEach((row) => (row.style.height = ""));
    if (!level) return;
    const heights = rows[0].map((row, at) => Math.max(row.offsetHeight, rows[1][at].offsetHeight));
    rows.forEach((side) => side.forEach((row, at) => (row.style.height = `${heights[at]}px`)));
  });
  watch.observe(pair);
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

/** Draw now and at every change of the state; give the function that stops it. */
function drawWith(draw) {
  return ({ model, el: host }) => {
    const root = el("div", { class: "mlab" });
    guardKeys(root);
    const update = () => draw(root, model.get("_state"));
    update();
    model.on("change:_state", update);
    host.append(root);
    return () => {
      model.off("change:_state", update);
      root.remove();
    };
  };
}
