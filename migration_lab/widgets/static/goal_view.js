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
function structure(table, side2, caption, words = WORDS) {
  const cells = (line) => side2 === "both" ? line.after ?? line.before : line[side2];
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
      (cell, at) => at ? el("td", { class: cellClass(table.heads[at], differs(line, at)) }, cellText(table.heads[at], cell)) : el("th", { scope: "row" }, side2 === "both" && line.renamed && line.before ? [el("del", {}, line.before[0]), " → "] : null, cell)
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
  const side2 = (which, caption) => scroller(`${table.name}, ${caption}`, structure(table, which, caption, words));
  const state = table.state;
  const left = state === "added" ? absent(before, "no such table") : side2("before", before);
  const gone = words === WORDS ? "no such table any more" : "no such table";
  const right = state === "dropped" ? absent(after, gone) : side2("after", after);
  const pair = el("div", { class: table.heads.length > 4 ? "mlab-sides mlab-wide" : "mlab-sides" }, left, right);
  if (state !== "added" && state !== "dropped") keepLevel(left, right, pair);
  return pair;
}
function absent(caption, words) {
  return el("div", { class: "mlab-absent" }, el("strong", {}, caption), words);
}
function keepLevel(left, right, pair) {
  const rows = [left, right].map((side2) => [...side2.querySelectorAll("tr")]);
  const watch = new ResizeObserver(() => {
    const level = left.offsetTop === right.offsetTop;
    rows.flat().forEach((row) => row.style.height = "");
    if (!level) return;
    const heights = rows[0].map((row, at) => Math.max(row.offsetHeight, rows[1][at].offsetHeight));
    rows.forEach((side2) => side2.forEach((row, at) => row.style.height = `${heights[at]}px`));
  });
  watch.observe(pair);
}

// parts/difference.js
var CARD = { before: "Before", after: "After", words: WORDS };
var MANY = 2;
var VERY_MANY = 6;
function difference(table, labels = CARD) {
  const one = scroller(`${table.name}, ${table.words}`, differenceTable(table, labels));
  if (table.state === "added" || table.state === "dropped") return el("div", { class: "mlab-difference" }, one);
  const button = el("button", { type: "button", class: "mlab-copy", "aria-pressed": "false" }, "Two whole tables");
  const box = el("div", { class: "mlab-difference" }, one, el("div", { class: "mlab-tools" }, button));
  let two = null;
  button.addEventListener("click", () => {
    two ??= sideBySide(table, labels.before, labels.after, labels.words);
    const whole = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(whole));
    box.firstElementChild?.replaceWith(whole ? two : one);
  });
  return box;
}
function differenceTable(table, labels = CARD) {
  const same = labels.same ?? "unchanged";
  const only = table.state === "added" || table.state === "dropped";
  const caption = el("caption", { class: "mlab-heard" }, `Table ${table.name}, ${labels.before.toLowerCase()} and ${labels.after.toLowerCase()}`);
  const draw2 = (line, at) => only ? oneSided(line) : bothSides(line, at < table.columns.length, labels);
  const lines = [...table.columns, ...table.keys].map(draw2);
  const columns = lines.slice(0, table.columns.length);
  const keys = lines.slice(table.columns.length);
  if (only) {
    const head2 = el("tr", {}, el("th", { scope: "col" }, "column"), el("th", { scope: "col" }, "definition"));
    return el("table", { class: `mlab-diff mlab-one-side mlab-${table.state === "added" ? "add" : "drop"}` }, caption, el("thead", {}, head2), el("tbody", {}, columns), el("tbody", { class: "mlab-keys" }, keys));
  }
  const head = el("tr", {}, el("td", { class: "mlab-gutter" }), el("th", { scope: "col" }, labels.before), el("th", { scope: "col" }, labels.after));
  return el(
    "table",
    { class: "mlab-diff" },
    caption,
    el("colgroup", {}, el("col", { class: "mlab-first" }), el("col"), el("col")),
    el("thead", {}, head),
    el("tbody", {}, folded(table.columns, columns, "column", same)),
    el("tbody", { class: "mlab-keys" }, folded(table.keys, keys, "key", same))
  );
}
function bothSides(line, isColumn, { words }) {
  const name = isColumn ? (line.after ?? line.before ?? [""])[0] : "";
  const draw2 = isColumn ? definition : keyDefinition;
  const lost = line.lost ? el("strong", { class: "mlab-lost mlab-drop" }, `${line.lost} lost`) : null;
  return el(
    "tr",
    { class: line.mark ? `mlab-line mlab-${KINDS[line.mark]}` : "mlab-line mlab-same" },
    el("th", { scope: "row", class: "mlab-gutter" }, tag(line, words), el("span", { class: "mlab-heard" }, ` ${name}`)),
    el("td", {}, line.before ? side(draw2(line, "before"), line.mark === "-" ? "del" : null) : absent2()),
    el("td", {}, line.after ? side(draw2(line, "after"), line.mark === "+" ? "ins" : null) : lost ?? absent2())
  );
}
var side = (inner, wrap) => wrap ? el(wrap, {}, inner) : inner;
var absent2 = () => el("span", { class: "mlab-nothing" }, el("span", { class: "mlab-heard" }, "not there"));
function oneSided(line) {
  const cells = line.after ?? line.before ?? [];
  return el("tr", { class: "mlab-line" }, el("th", { scope: "row" }, cells[0]), el("td", {}, cells.slice(1).filter(Boolean).map((cell) => [el("span", { class: "mlab-part" }, kept(cell)), " "])));
}
function definition(line, which) {
  const own = line[which] ?? [];
  const other = line[which === "before" ? "after" : "before"];
  return own.map((cell, at) => {
    if (!cell && !(line.mark === "~" && other?.[at])) return null;
    const differs2 = line.mark === "~" && other !== null && other[at] !== cell;
    const shown = at ? kept(cell || "(none)") : cell;
    const marked = differs2 ? el(which === "before" ? "del" : "ins", {}, shown) : shown;
    return [el("span", { class: at ? "mlab-part" : "mlab-name" }, marked), " "];
  });
}
var kept = (cell) => cell.replace(/^(NOT NULL|primary key)|→ /g, (words) => words.replace(" ", " "));
function keyDefinition(line, which) {
  const [kind, words] = line[which] ?? ["", ""];
  const differs2 = line.mark === "~" && line.before?.[1] !== line.after?.[1];
  return [el("span", { class: "mlab-kind" }, kind), " ", el("span", { class: "mlab-part" }, differs2 ? el(which === "before" ? "del" : "ins", {}, words) : words)];
}
function folded(lines, rows, noun, same) {
  const shown = [];
  for (let at = 0; at < rows.length; ) {
    let end = at;
    while (end < rows.length && !lines[end].mark) end += 1;
    const run = rows.slice(at, end);
    if (run.length >= (noun === "column" ? MANY : 1)) shown.push(opener(lines.slice(at, end), run, noun, same));
    shown.push(...run);
    if (end < rows.length) shown.push(rows[end]);
    at = end + 1;
  }
  return shown;
}
function counted(names) {
  return [...new Set(names)].map((name) => {
    const many = names.filter((one) => one === name).length;
    return many > 1 ? `${many} ${name}${name.endsWith("x") ? "es" : "s"}` : name;
  });
}
function opener(lines, run, noun, same) {
  const names = counted(lines.map((line) => (line.after ?? line.before ?? [""])[0]));
  const title2 = `${run.length} ${noun}${run.length === 1 ? "" : "s"} ${same}: `;
  const button = el("button", { type: "button", class: "mlab-opener", "aria-expanded": "false" }, title2, el("code", {}, names.join(", ")));
  const where = run.length >= VERY_MANY || noun === "key" ? "mlab-folded" : "mlab-folded mlab-if-narrow";
  run.forEach((row) => row.classList.add(...where.split(" ")));
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    run.forEach((row) => row.classList.toggle("mlab-open", open));
  });
  return el("tr", { class: `mlab-line mlab-same mlab-opens ${where.replace("mlab-folded", "")}` }, el("td", { class: "mlab-gutter" }), el("td", { colspan: 2 }, button));
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

// goal_view.js
function drawGoal(root, state) {
  root.classList.add("mlab-goal");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", state.title);
  root.replaceChildren(
    el(
      "div",
      { class: state.done ? "mlab-head mlab-add" : "mlab-head" },
      el("p", {}, el("strong", {}, state.title)),
      ...state.how_far.map((line) => el("p", {}, line)),
      state.missing.length ? el("ul", {}, state.missing.map((line) => el("li", {}, el("em", {}, "not yet: "), line))) : null,
      ...state.notes.map((line) => el("p", {}, line))
    ),
    ...state.ways.map(([summary, text]) => el("details", {}, el("summary", {}, summary), el("pre", {}, text))),
    ...state.tables.map(
      (table) => el("div", { class: "mlab-panel" }, title(table), difference(table, { before: "Now", after: "Goal", words: state.words, same: "as asked for" }))
    )
  );
}
function title(table) {
  const words = table.words ? [" ", sign("~", {}), table.words] : null;
  return el("p", { class: "mlab-title" }, el("strong", {}, el("bdi", {}, table.name)), words);
}
var goal_view_default = { render: drawWith(drawGoal) };
export {
  goal_view_default as default,
  drawGoal
};
