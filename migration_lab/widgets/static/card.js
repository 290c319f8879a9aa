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
function fold(summary, ...children) {
  return el("details", { class: "mlab-fold" }, el("summary", {}, summary), ...children);
}
function note(...words) {
  return el("p", { class: "mlab-note" }, words);
}

// parts/copy.js
function copyButton(name, text, label2 = "Copy") {
  const button2 = el("button", { type: "button", class: "mlab-copy", "aria-label": `Copy ${name}` }, label2);
  const said = el("span", { class: "mlab-heard", role: "status" });
  button2.addEventListener("click", async () => {
    const done = await copyText(text) ? "Copied" : "Not allowed here";
    button2.textContent = said.textContent = done;
    setTimeout(() => {
      button2.textContent = label2;
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

// card/head.js
function cardHead(card) {
  const loud = card.facts.filter((fact) => fact.mark === "!" && !fact.told);
  const quiet = card.facts.filter((fact) => fact.mark !== "!" && !fact.told);
  const alone = !card.headlines.length && !loud.length;
  const first = alone ? quiet.length ? quiet : [{ mark: "", words: "nothing changed", told: false }] : loud;
  return el(
    "div",
    { class: "mlab-head" },
    first.length ? el("ul", { class: "mlab-facts mlab-loud" }, first.map(factItem)) : null,
    card.why ? el("p", { class: "mlab-why" }, card.why) : null,
    card.headlines.map(headline),
    card.detected.length ? el("ul", { class: "mlab-detected", "aria-label": "What Alembic detected" }, card.detected.map((words) => el("li", {}, words))) : null,
    el(
      "div",
      { class: "mlab-ran" },
      el("code", { class: "mlab-command" }, card.command),
      copyButton("the command", card.command),
      alone || !quiet.length ? null : el("ul", { class: "mlab-facts" }, quiet.map(factItem))
    )
  );
}
function headline(one) {
  return el(
    "div",
    { class: "mlab-headline" },
    el(
      "p",
      { class: "mlab-what" },
      one.database ? el("span", { class: "mlab-where" }, `${one.database}: `) : null,
      el("strong", {}, one.was ? [el("del", {}, el("bdi", {}, one.was)), " → "] : null, el("bdi", {}, one.name)),
      one.changes.map((fact) => [" ", el("span", { class: `mlab-chip mlab-${KINDS[fact.mark] ?? "none"}` }, sign(fact.mark), fact.words)])
    ),
    one.rows.length ? el("p", { class: "mlab-became" }, one.rows.map((fact, at) => [at ? " · " : null, el("span", { class: `mlab-${KINDS[fact.mark] ?? "none"}` }, fact.mark === "-" ? sign("-", {}) : null, fact.words)])) : null
  );
}
function factItem(fact) {
  return el("li", { class: `mlab-fact mlab-${KINDS[fact.mark] ?? "none"}` }, sign(fact.mark), el("span", {}, fact.words));
}

// parts/scroller.js
function scroller(label2, ...children) {
  const box = el("div", { class: "mlab-scroll" }, ...children);
  const set = (scrolls) => {
    for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", label2]]) {
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

// parts/aligned.js
var LONG = 32;
function alignedTable(caption, { columns, rows }) {
  const marked = rows.some((row) => row.mark);
  const head = columns.map((column) => el("th", { scope: "col", class: cellClass(column) }, sign(column.mark), column.was ? [el("del", {}, column.was), " → "] : null, column.name));
  const body = rows.map(
    (row) => el(
      "tr",
      { class: row.mark ? `mlab-row mlab-${KINDS[row.mark]}` : "mlab-row" },
      marked ? el("td", { class: "mlab-gutter" }, sign(row.mark)) : null,
      row.cells.map((cell, at) => {
        const isKey = at === 0 && columns[0].key;
        return el(isKey ? "th" : "td", { scope: isKey ? "row" : null, class: cellClass(columns[at], cell, row.mark) }, cellWords(columns[at], cell, row.mark));
      })
    )
  );
  return scroller(
    caption,
    el(
      "table",
      { class: "mlab-rows mlab-aligned" },
      el("caption", {}, el("span", { class: "mlab-stays" }, caption)),
      el("thead", {}, el("tr", {}, marked ? el("td", { class: "mlab-gutter" }) : null, head)),
      el("tbody", {}, body)
    )
  );
}
function cellClass(column, cell, row = "") {
  const kind = column.mark === "+" || column.mark === "-" ? KINDS[column.mark] : !cell && column.mark ? "change" : cell?.changed && !row.match(/[+-]/) ? "change" : "";
  const long = kind === "change" && cell && `${cell.before}${cell.after}`.length > LONG;
  return [kind ? `mlab-cell mlab-${kind}` : "", long ? "mlab-long" : ""].filter(Boolean).join(" ") || null;
}
function cellWords(column, cell, row) {
  const gone = row === "-" || column.mark === "-";
  if (gone && column.mark === "+" || row === "+" && column.mark === "-") return null;
  if (gone) return el("del", {}, shown(cell.before));
  if (row === "+" || column.mark === "+") return el("ins", {}, shown(cell.after));
  if (!cell.changed) return shown(cell.after);
  return [el("del", {}, shown(cell.before)), el("span", { class: "mlab-to" }, " → "), el("ins", {}, shown(cell.after))];
}
function shown(value) {
  return value === null ? el("span", { class: "mlab-null" }, "NULL") : value;
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
      (cell, at) => at ? el("td", { class: cellClass2(table.heads[at], differs(line, at)) }, cellText(table.heads[at], cell)) : el("th", { scope: "row" }, side2 === "both" && line.renamed && line.before ? [el("del", {}, line.before[0]), " → "] : null, cell)
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
function cellClass2(head, differs2) {
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
  const button2 = el("button", { type: "button", class: "mlab-copy", "aria-pressed": "false" }, "Two whole tables");
  const box = el("div", { class: "mlab-difference" }, one, el("div", { class: "mlab-tools" }, button2));
  let two = null;
  button2.addEventListener("click", () => {
    two ??= sideBySide(table, labels.before, labels.after, labels.words);
    const whole = button2.getAttribute("aria-pressed") !== "true";
    button2.setAttribute("aria-pressed", String(whole));
    box.firstElementChild?.replaceWith(whole ? two : one);
  });
  return box;
}
function differenceTable(table, labels = CARD) {
  const same2 = labels.same ?? "unchanged";
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
    el("tbody", {}, folded(table.columns, columns, "column", same2)),
    el("tbody", { class: "mlab-keys" }, folded(table.keys, keys, "key", same2))
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
    const shown2 = at ? kept(cell || "(none)") : cell;
    const marked = differs2 ? el(which === "before" ? "del" : "ins", {}, shown2) : shown2;
    return [el("span", { class: at ? "mlab-part" : "mlab-name" }, marked), " "];
  });
}
var kept = (cell) => cell.replace(/^(NOT NULL|primary key)|→ /g, (words) => words.replace(" ", " "));
function keyDefinition(line, which) {
  const [kind, words] = line[which] ?? ["", ""];
  const differs2 = line.mark === "~" && line.before?.[1] !== line.after?.[1];
  return [el("span", { class: "mlab-kind" }, kind), " ", el("span", { class: "mlab-part" }, differs2 ? el(which === "before" ? "del" : "ins", {}, words) : words)];
}
function folded(lines, rows, noun, same2) {
  const shown2 = [];
  for (let at = 0; at < rows.length; ) {
    let end = at;
    while (end < rows.length && !lines[end].mark) end += 1;
    const run = rows.slice(at, end);
    if (run.length >= (noun === "column" ? MANY : 1)) shown2.push(opener(lines.slice(at, end), run, noun, same2));
    shown2.push(...run);
    if (end < rows.length) shown2.push(rows[end]);
    at = end + 1;
  }
  return shown2;
}
function counted(names) {
  return [...new Set(names)].map((name) => {
    const many = names.filter((one) => one === name).length;
    return many > 1 ? `${many} ${name}${name.endsWith("x") ? "es" : "s"}` : name;
  });
}
function opener(lines, run, noun, same2) {
  const names = counted(lines.map((line) => (line.after ?? line.before ?? [""])[0]));
  const title = `${run.length} ${noun}${run.length === 1 ? "" : "s"} ${same2}: `;
  const button2 = el("button", { type: "button", class: "mlab-opener", "aria-expanded": "false" }, title, el("code", {}, names.join(", ")));
  const where = run.length >= VERY_MANY || noun === "key" ? "mlab-folded" : "mlab-folded mlab-if-narrow";
  run.forEach((row) => row.classList.add(...where.split(" ")));
  button2.addEventListener("click", () => {
    const open = button2.getAttribute("aria-expanded") !== "true";
    button2.setAttribute("aria-expanded", String(open));
    run.forEach((row) => row.classList.toggle("mlab-open", open));
  });
  return el("tr", { class: `mlab-line mlab-same mlab-opens ${where.replace("mlab-folded", "")}` }, el("td", { class: "mlab-gutter" }), el("td", { colspan: 2 }, button2));
}

// card/motion/marks.js
var keyOf = (table, row, column) => JSON.stringify([table, row, column]);
var headOf = (table, column) => JSON.stringify([table, null, column]);
function cellsOf(pictures) {
  const cells = /* @__PURE__ */ new Map();
  for (const { id, columns, rows } of pictures) {
    for (const [column, name] of columns) cells.set(headOf(id, column), name);
    for (const [row, values] of rows) columns.forEach(([column], at) => cells.set(keyOf(id, row, column), values[at]));
  }
  return cells;
}
var pictured = (motion, places) => places.map((place) => motion.pictures[place]);
function marksAfter(motion, at) {
  const step = motion.steps[at];
  const before = cellsOf(pictured(motion, step.before));
  const was = new Set(pictured(motion, step.before).filter((one) => !one.gone).map((one) => one.id));
  const marks = /* @__PURE__ */ new Map();
  for (const [key, value] of cellsOf(pictured(motion, step.after))) {
    if (!was.has(JSON.parse(key)[0])) continue;
    if (!before.has(key)) marks.set(key, "+");
    else if (before.get(key) !== value) marks.set(key, "~");
  }
  for (const key of copiedUnderAnotherName(motion, step)) marks.set(key, "~");
  for (const [table, column] of doomed(motion, at)) {
    const picture = pictured(motion, step.after).find((one) => one.id === table);
    if (!picture?.columns.some(([id]) => id === column)) continue;
    marks.set(headOf(table, column), "-");
    for (const [row] of picture.rows) marks.set(keyOf(table, row, column), "-");
  }
  return marks;
}
function copiedUnderAnotherName(motion, step) {
  const heads = cellsOf([...pictured(motion, step.before), ...pictured(motion, step.after)]);
  return step.flows.filter(({ from_table, to_table }) => from_table !== to_table).flatMap(({ from_table, to_table, columns }) => columns.map(([from, to]) => [headOf(from_table, from), headOf(to_table, to)])).filter(([from, to]) => heads.get(from) !== heads.get(to)).flat();
}
function doomed(motion, at) {
  const copied = new Set(motion.steps.slice(0, at + 1).flatMap((step) => step.flows.map((flow) => flow.from_table)));
  return motion.steps.slice(at + 1).flatMap((step) => step.lost.filter(([table, column]) => column && copied.has(table)));
}

// card/motion/plan.js
var ROW = 130;
var CELL = 55;
var TIMES = { move: 700, fly: 800, slide: 520, enter: 420, change: 620, fall: 950, leave: 380, fade: 260 };
function planMoves(step, before, after) {
  const sources = sourcesOf(step);
  const lost = new Set(step.lost.map(([table, column]) => column ? headOf(table, column) : table));
  const rows = new RowCount();
  const moves = [];
  const add = (key, kind, x = 0, y = 0, delay = 0) => moves.push({ key, kind, x, y, delay, duration: TIMES[kind] });
  for (const [key, to] of after.rects) {
    const from = before.rects.get(key);
    const [table, row, column] = partsOf(key);
    const source = sources.get(key);
    const start = source && before.rects.get(source);
    if (column === void 0) {
      if (!from && step.flows.some((flow) => flow.to_table === key)) continue;
      if (!from) add(key, "enter");
      else if (far(from, to)) add(key, "move", from.left - to.left, from.top - to.top);
      continue;
    }
    const changed = from && before.cells.get(key) !== after.cells.get(key);
    const at = rows.of(table, row);
    if (changed) add(key, "fade", 0, 0, start ? at * ROW + TIMES.fly * 0.7 : at * CELL * 1.5);
    if (start && (!from || changed)) add(key, "fly", start.left - to.left, start.top - to.top, at * ROW);
    else if (changed) add(key, "change", 0, 0, at * CELL * 1.5);
    else if (from) {
      const [was, now] = [before.rects.get(table), after.rects.get(table)];
      const x = from.left - to.left - ((was?.left ?? 0) - (now?.left ?? 0));
      const y = from.top - to.top - ((was?.top ?? 0) - (now?.top ?? 0));
      if (Math.abs(x) > 0.5 || Math.abs(y) > 0.5) add(key, "move", x, y);
    } else if (before.rects.has(table)) {
      if (!before.rects.has(headOf(table, column))) add(key, "slide", 36, 0, row === null ? 0 : 180 + at * CELL);
      else add(key, "enter", 0, -10, at * ROW);
    }
  }
  const going = new RowCount();
  for (const key of before.rects.keys()) {
    const [table, row, column] = partsOf(key);
    if (after.rects.has(key) || column === void 0) continue;
    const falls = lost.has(headOf(table, column)) ? before.cells.get(key) !== null : lost.has(table) && row !== null;
    add(key, falls ? "fall" : "leave", 0, 0, falls ? going.of(table, row) * 90 : 0);
  }
  return moves;
}
function sourcesOf(step) {
  const sources = /* @__PURE__ */ new Map();
  for (const { from_table, to_table, columns, rows } of step.flows) {
    for (const [from, to] of rows) for (const [old, now] of columns) sources.set(keyOf(to_table, to, now), keyOf(from_table, from, old));
  }
  return sources;
}
var RowCount = class {
  /** @type {Map<string, Map<string, number>>} */
  tables = /* @__PURE__ */ new Map();
  /**
   * @param {string} table
   * @param {string | null | undefined} row
   */
  of(table, row) {
    if (row == null) return 0;
    const rows = this.tables.get(table) ?? /* @__PURE__ */ new Map();
    this.tables.set(table, rows);
    if (!rows.has(row)) rows.set(row, rows.size);
    return rows.get(row) ?? 0;
  }
};
function partsOf(key) {
  return key.startsWith("[") ? JSON.parse(key) : [key];
}
function far(one, other) {
  return Math.abs(one.left - other.left) > 0.5 || Math.abs(one.top - other.top) > 0.5;
}

// card/motion/moving.js
var GENTLE = "cubic-bezier(0.3, 0, 0.15, 1)";
var GRAVITY = "cubic-bezier(0.45, 0, 0.9, 0.55)";
function isStill() {
  return !("animate" in document.createElement("i")) || globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches === true;
}
function framesOf({ kind, x, y, key }, rect, floor = 0) {
  const from = `translate(${x}px, ${y}px)`;
  const tilt = (rowOf(key).charCodeAt(0) || 0) % 2 ? 1 : -1;
  switch (kind) {
    case "fly":
      return [
        { transform: from, opacity: 0, zIndex: 3 },
        // so what has not set out yet hides nothing
        { transform: from, opacity: 1, zIndex: 3, offset: 0.06, easing: GENTLE },
        { transform: "none", opacity: 1, zIndex: 3 }
      ];
    case "move":
      return [{ transform: from, zIndex: 2 }, { transform: "none", zIndex: 2 }];
    case "slide":
    case "enter":
      return [{ transform: from, opacity: 0 }, { transform: "none", opacity: 1 }];
    case "change":
      return [{ transform: "rotateX(90deg)", opacity: 0.2 }, { transform: "rotateX(-20deg)", opacity: 1, offset: 0.7 }, { transform: "none", opacity: 1 }];
    case "fall":
      return [
        { transform: "none", opacity: 1 },
        { transform: `translate(${-2 * tilt}px, -5px) rotate(${2 * tilt}deg)`, opacity: 1, offset: 0.18 },
        { transform: `translate(${10 * tilt}px, ${Math.max(floor - (rect?.top ?? 0) - 20, 60)}px) rotate(${16 * tilt}deg)`, opacity: 0 }
      ];
    case "fade":
    case "leave":
      return [{ opacity: 1 }, { opacity: 0 }];
  }
}
var rowOf = (key) => key.startsWith("[") ? String(JSON.parse(key)[1]) : "";
function moveStage(stage, step, before, cells, wait) {
  const rects = stage.rects();
  const moves = planMoves(step, before, { rects, cells });
  const floor = stage.root.clientHeight;
  const running = [];
  const counters = countersOf(stage, step);
  for (const move of moves) {
    const gone = move.kind === "fall" || move.kind === "leave" || move.kind === "fade";
    const rect = (gone ? before.rects : rects).get(move.key);
    const node = gone ? ghost(stage, before, move, rect) : stage.get(move.key);
    if (!node || !rect) continue;
    const easing = move.kind === "fall" ? GRAVITY : GENTLE;
    const animation = node.animate(framesOf(move, rect, floor), { duration: move.duration, delay: wait + move.delay, easing, fill: gone ? "both" : "backwards" });
    if (move.kind === "fall") animation.addEventListener("finish", () => counters.count(move.key));
    running.push(animation);
  }
  for (const count of stage.root.querySelectorAll(".mlab-motion-lost")) {
    running.push(count.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 250, delay: wait + 300, fill: "backwards" }));
  }
  return { running, end: counters.end };
}
function ghost(stage, before, { key, kind }, rect) {
  const node = before.nodes.get(key);
  if (!node || !rect) return void 0;
  const value = before.cells.get(key);
  const copy = el(
    "div",
    {
      class: `mlab-motion-ghost mlab-motion-${kind}${node.tagName === "TH" ? " mlab-motion-head" : ""}`,
      style: `left: ${rect.left}px; top: ${rect.top}px; width: ${rect.width}px; height: ${rect.height}px`
    },
    value === null ? el("span", { class: "mlab-null" }, "NULL") : el("bdi", {}, value)
  );
  stage.ghosts.append(copy);
  return copy;
}
function countersOf(stage, step) {
  const counters = step.lost.map(([table, column, words]) => ({ table, column, words, fallen: /* @__PURE__ */ new Set(), node: [...stage.get(table)?.querySelectorAll("[data-lost]") ?? []].find((node) => node.getAttribute("data-lost") === column) }));
  for (const one of counters) if (one.node) one.node.textContent = one.words.replace(/^[\d,]+/, "0");
  return {
    count(key) {
      const [table, row, column] = JSON.parse(key);
      for (const one of counters.filter((each) => each.table === table && (!each.column || each.column === column))) {
        if (!one.node || row === null) continue;
        one.fallen.add(row);
        one.node.textContent = one.words.replace(/^[\d,]+/, String(one.fallen.size));
      }
    },
    /** What stands there in the end. */
    end() {
      for (const one of counters) if (one.node) one.node.textContent = one.words;
    }
  };
}

// card/motion/player.js
var READ = 650;
var LOOK = 1500;
function makePlayer(motion, stage, tell) {
  const { steps: steps2 } = motion;
  let place = 0;
  let playing = false;
  let running = [];
  let end = () => {
  };
  const waiting = () => running.filter((one) => one.playState === "paused");
  const say = () => tell(place, playing, waiting().length > 0);
  const settle = () => {
    for (const animation of running.splice(0)) animation.cancel();
    end();
    end = () => {
    };
    stage.ghosts.replaceChildren();
  };
  const draw2 = (to) => {
    settle();
    place = to;
    const step = steps2[to - 1];
    const pictures = pictured(motion, step ? step.after : steps2[0].before);
    const before = new Set(step ? pictured(motion, step.before).map((one) => one.id) : pictures.map((one) => one.id));
    const made = new Set(pictures.map((one) => one.id).filter((id) => !before.has(id)));
    stage.draw(pictures, step ? marksAfter(motion, to - 1) : void 0, step?.lost, made);
    stage.root.dataset.place = String(to);
  };
  const run = (to) => {
    const step = steps2[to - 1];
    const pictures = pictured(motion, step.before);
    settle();
    if (isStill()) return draw2(to);
    const stands = place === to - 1 && (to < 2 || same(step.before, steps2[to - 2].after));
    if (!stands) stage.draw(pictures);
    const before = { rects: stage.rects(), nodes: stage.nodes(), cells: cellsOf(pictures) };
    draw2(to);
    const moved = moveStage(stage, step, before, cellsOf(pictured(motion, step.after)), playing ? READ : READ / 4);
    running = moved.running;
    end = moved.end;
    if (playing) running.push(pause());
    const all = running;
    Promise.all(all.map((one) => one.finished)).then(
      () => {
        if (running !== all) return;
        settle();
        if (playing) go(place + 1);
      },
      () => {
      }
      // it was cut short
    );
  };
  const pause = () => {
    const longest = Math.max(READ, ...running.map((one) => Number(one.effect?.getComputedTiming().endTime ?? 0)));
    return stage.ghosts.animate([{ opacity: 1 }, { opacity: 1 }], { duration: longest + LOOK });
  };
  const go = (to) => {
    if (to > steps2.length) playing = false;
    else if (to > 0) run(to);
    else draw2(0);
    say();
  };
  return {
    get place() {
      return place;
    },
    first() {
      draw2(0);
      say();
    },
    /** Draw this place again, since there is more room now, or less; what was moving has come to its end then. */
    redraw() {
      playing = false;
      draw2(place);
      say();
    },
    next() {
      playing = false;
      if (place < steps2.length) go(place + 1);
    },
    back() {
      playing = false;
      draw2(Math.max(0, place - 1));
      say();
    },
    /** Show what the statement at this place does. @param {number} to */
    goTo(to) {
      playing = false;
      go(to);
    },
    /** Play on from here, or from the beginning again after the end; or pause. */
    toggle() {
      playing = !playing;
      const held = waiting();
      if (!playing) running.forEach((one) => one.pause());
      else if (held.length) held.forEach((one) => one.play());
      else if (place >= steps2.length) {
        draw2(0);
        go(1);
      } else go(place + 1);
      say();
    },
    stop() {
      playing = false;
      settle();
    }
  };
}
function same(one, other) {
  return one.length === other.length && one.every((each, at) => each === other[at]);
}

// card/motion/fit.js
var EDGES = 2;
var NULL_SIGN = 6;
var FEW = 9;
var FEWEST_COLUMNS = 2;
function fitOf(motion, room) {
  const scenes = /* @__PURE__ */ new Map();
  for (const picture of motion.pictures) scenes.set(sceneOf(picture), [...scenes.get(sceneOf(picture)) ?? [], picture]);
  const fits = new Map([...scenes].map(([scene, pictures]) => [scene, fitScene(pictures, room)]));
  return (picture) => {
    const { widths, most } = fits.get(sceneOf(picture)) ?? { widths: /* @__PURE__ */ new Map(), most: 0 };
    const columns = picture.columns.flatMap(([id, name, rank], at) => rank < most ? [{ id, name, at, width: widths.get(id) ?? FEW }] : []);
    return { columns, more: picture.more + picture.columns.length - columns.length };
  };
}
var sceneOf = (picture) => picture.id.split(".")[0];
function fitScene(pictures, room) {
  const natural = widthsOf(pictures);
  const ranks = Math.max(0, ...pictures.flatMap((picture) => picture.columns.map(([, , rank]) => rank + 1)));
  const longest = Math.max(FEW, ...natural.values());
  for (let most = ranks; ; most -= 1) {
    for (let cap = longest; cap >= FEW; cap -= 1) {
      const width = (id) => Math.min(natural.get(id) ?? FEW, cap);
      const wide = (picture) => picture.columns.reduce((sum, [id, , rank]) => sum + (rank < most ? width(id) : 0), 0);
      const last = most <= FEWEST_COLUMNS && cap === FEW;
      if (last || pictures.every((picture) => wide(picture) <= room)) return { most, widths: new Map([...natural.keys()].map((id) => [id, width(id)])) };
    }
  }
}
function widthsOf(pictures) {
  const widths = /* @__PURE__ */ new Map();
  for (const { columns, rows } of pictures) {
    columns.forEach(([id, name], at) => {
      const longest = Math.max(name.length + 1, ...rows.map(([, values]) => values[at]?.length ?? NULL_SIGN));
      widths.set(id, Math.max(widths.get(id) ?? 0, longest + EDGES));
    });
  }
  return widths;
}

// card/motion/stage.js
var CHARACTER = 0.93 * 0.605;
function makeStage(motion) {
  let fit = fitOf(motion, 1e3);
  const tables = el("div", { class: "mlab-motion-tables" });
  const ghosts = el("div", { class: "mlab-motion-ghosts", "aria-hidden": "true" });
  const root = el("div", { class: "mlab-motion-stage" }, tables, ghosts);
  let shown2 = /* @__PURE__ */ new Map();
  function draw2(pictures, marks = /* @__PURE__ */ new Map(), lost = [], made = /* @__PURE__ */ new Set()) {
    const next = /* @__PURE__ */ new Map();
    const cell = (key, tag2, text, children) => {
      const node = shown2.get(key) ?? el(tag2, tag2 === "th" ? { scope: "col" } : {});
      const mark = marks.get(key);
      node.className = mark ? `mlab-${KINDS[mark]}` : "";
      node.title = text;
      node.replaceChildren(...[tag2 === "th" ? sign(mark) : null, ...[children].flat(9)].filter((one) => one != null && one !== false).map((one) => (
        /** @type {Node | string} */
        one
      )));
      next.set(key, node);
      return node;
    };
    const table = (picture) => {
      const { columns, more: more2 } = fit(picture);
      const words = more2 ? `${picture.words}, ${more2} more ${more2 === 1 ? "column" : "columns"} not shown` : picture.words;
      const grid = el(
        "table",
        { style: `width: ${columns.reduce((sum, { width }) => sum + width, 0)}ch` },
        el("caption", {}, el("strong", {}, made.has(picture.id) ? sign("+") : null, el("bdi", {}, picture.table)), " ", el("span", {}, words)),
        el("colgroup", {}, columns.map(({ width }) => el("col", { style: `width: ${width}ch` }))),
        el("thead", {}, el("tr", {}, columns.map(({ id, name }) => cell(headOf(picture.id, id), "th", name, el("bdi", {}, name))))),
        el("tbody", {}, picture.rows.map(([row, values]) => el("tr", {}, columns.map(({ id, at }) => value(picture, row, id, values[at])))))
      );
      return grid;
    };
    const value = (picture, row, column, text) => cell(keyOf(picture.id, row, column), "td", text ?? "NULL", text === null ? el("span", { class: "mlab-null" }, "NULL") : el("bdi", {}, text));
    const boxes = pictures.map((picture) => {
      const fallen = lost.filter(([id]) => id === picture.id);
      const box = el(
        "div",
        { class: picture.gone ? "mlab-motion-table mlab-motion-gone" : "mlab-motion-table", "data-table": picture.table, style: picture.gone ? `--rows: ${rowsOf(picture)}` : null },
        picture.gone ? el("p", {}, sign("-"), el("strong", {}, el("bdi", {}, picture.table)), " ", el("span", {}, picture.words)) : table(picture),
        fallen.map(([, column, words]) => el("p", { class: "mlab-motion-lost mlab-drop" }, sign("-"), el("strong", { "data-lost": column }, words), column ? [" of ", el("code", {}, nameOf(picture.id, column))] : null, " gone"))
      );
      next.set(picture.id, box);
      return box;
    });
    shown2 = next;
    tables.replaceChildren(...boxes);
    ghosts.replaceChildren();
  }
  const rowsOf = (picture) => motion.pictures.filter((one) => one.id === picture.id && !one.gone).at(-1)?.rows.length ?? 0;
  const nameOf = (table, column) => motion.pictures.filter((one) => one.id === table).flatMap((one) => one.columns).find(([id]) => id === column)?.[1] ?? column;
  return {
    root,
    ghosts,
    draw: draw2,
    /** Choose the columns for as much room as there is now. */
    fit() {
      if (!root.clientWidth) return;
      fit = fitOf(motion, Math.floor(root.clientWidth / (parseFloat(getComputedStyle(root).fontSize) * CHARACTER)));
    },
    get: (key) => shown2.get(key),
    /** Where everything is, relative to the stage: one look at the layout. */
    rects() {
      const home = root.getBoundingClientRect();
      const found = /* @__PURE__ */ new Map();
      for (const [key, node] of shown2) {
        const { left, top, width, height } = node.getBoundingClientRect();
        found.set(key, { left: left - home.left, top: top - home.top, width, height });
      }
      return found;
    },
    /** The elements on the stage, before others take their place. */
    nodes: () => new Map(shown2)
  };
}

// card/motion/motion.js
var VERB = /^(?:CREATE|ALTER|DROP)(?: TEMPORARY)? \w+|^INSERT INTO|^DELETE FROM|^UPDATE|^\w+/i;
function motionOf({ motion, name }) {
  if (!motion?.steps.length) return null;
  const root = el("div", { class: "mlab-motion" });
  const many = motion.steps.length;
  const watch = el(
    "button",
    { type: "button", class: "mlab-motion-watch", "aria-expanded": "false" },
    el("span", { "aria-hidden": "true" }, "▶"),
    isStill() ? " See the rows step by step" : " Watch the rows",
    name ? ` of the ${name}` : null,
    el("span", { class: "mlab-motion-many" }, `${many} ${many === 1 ? "step" : "steps"}`)
  );
  watch.addEventListener("click", () => {
    const close = () => {
      root.replaceChildren(watch);
      watch.focus();
    };
    const opened = openMotion(motion, name, close);
    root.replaceChildren(opened.root);
    opened.begin();
  });
  root.append(watch);
  return root;
}
function openMotion(motion, name, close) {
  const { steps: steps2 } = motion;
  const stage = makeStage(motion);
  const back = button("Back", "‹", () => player.back(), "Back (←)");
  const next = button("Next", "›", () => player.next(), "Next (→)");
  const play = button("Play", "", () => player.toggle());
  const shut = button(
    "Close",
    "×",
    () => {
      player.stop();
      close();
    },
    "Close (Esc)"
  );
  const at = el("span", { class: "mlab-motion-at" });
  const words = el("p", { class: "mlab-motion-words", "aria-live": "polite" });
  const lines = steps2.map((step, index) => statement(step, index + 1, () => player.goTo(index + 1)));
  const list = el("ol", { class: "mlab-motion-sql" }, lines.map((line) => el("li", {}, line)));
  const root = el(
    "div",
    { class: "mlab-motion-open", role: "group", "aria-label": name ? `The rows of the ${name}, step by step` : "The rows, step by step" },
    el("div", { class: "mlab-motion-bar" }, back, play, next, at, shut),
    list,
    el("div", { class: "mlab-motion-scene" }, words, stage.root)
  );
  const player = makePlayer(motion, stage, (place, playing, paused) => {
    const step = steps2[place - 1];
    at.textContent = place ? `Step ${place} of ${steps2.length}` : `Before the first of ${steps2.length} ${steps2.length === 1 ? "statement" : "statements"}`;
    words.replaceChildren(...step ? [sign(step.mark) ?? "", el("span", {}, step.words)] : ["The rows as they were before the command"]);
    lines.forEach((line, index) => {
      if (index === place - 1) line.setAttribute("aria-current", "step");
      else line.removeAttribute("aria-current");
      line.classList.toggle("mlab-motion-done", index < place - 1);
    });
    const done = place === steps2.length;
    const again = done && !paused;
    label(play, playing ? "Pause" : again ? "Play again" : "Play", playing ? "❚❚" : again ? "↻" : "▶");
    enable(back, place > 0);
    enable(next, !done);
    root.dataset.playing = String(playing);
  });
  play.hidden = isStill();
  root.addEventListener("keydown", (event) => {
    const ways = { ArrowRight: player.next, ArrowLeft: player.back, Home: player.first, End: () => player.goTo(steps2.length), Escape: () => shut.click() };
    const way = event.altKey || event.ctrlKey || event.metaKey ? void 0 : ways[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    way();
  });
  let width = 0;
  const watch = new ResizeObserver(() => {
    if (!root.isConnected || !root.clientWidth || Math.abs(root.clientWidth - width) < 8) return;
    width = root.clientWidth;
    reserve(root, motion, stage, lines);
    player.redraw();
  });
  return {
    root,
    begin() {
      width = root.clientWidth;
      reserve(root, motion, stage, lines);
      player.first();
      watch.observe(root);
      root.scrollIntoView?.({ block: "nearest" });
      if (isStill()) return next.focus();
      play.focus();
      player.toggle();
    }
  };
}
function statement({ sql, times, mark }, place, act) {
  const text = sql ? sql.replace(/\s+/g, " ") : "ROLLBACK";
  const verb = VERB.exec(text)?.[0] ?? "";
  const node = el(
    "button",
    { type: "button", title: text, "data-step": place, class: mark === "!" ? "mlab-motion-failed" : null },
    el("code", {}, el("b", {}, verb), text.slice(verb.length)),
    mark === "!" ? sign("!") : null,
    times > 1 ? el("span", { class: "mlab-motion-times" }, `${times} times`) : null
  );
  node.addEventListener("click", act);
  return node;
}
function reserve(root, motion, stage, lines) {
  const words = (
    /** @type {HTMLElement} */
    root.querySelector(".mlab-motion-words")
  );
  const list = (
    /** @type {HTMLElement} */
    root.querySelector("ol")
  );
  for (const one of [words, list, stage.root]) one.style.minHeight = "";
  stage.fit();
  const stands = motion.steps.map(({ after, lost }) => ({ places: after, lost }));
  const opening = motion.steps.filter(({ before }, at) => `${before}` !== `${motion.steps[at - 1]?.after}`).map(({ before }) => ({ places: before, lost: [] }));
  const heights = [...stands, ...opening].map(({ places, lost }) => {
    stage.draw(places.map((place) => motion.pictures[place]), void 0, lost);
    return stage.root.offsetHeight;
  });
  const said = motion.steps.map((step) => {
    words.replaceChildren(sign(step.mark) ?? "", el("span", {}, step.words));
    return words.offsetHeight;
  });
  words.style.minHeight = `${Math.max(0, ...said)}px`;
  stage.root.style.minHeight = `${Math.max(0, ...heights)}px`;
  const lists = lines.map((line) => {
    line.setAttribute("aria-current", "step");
    const height = list.offsetHeight;
    line.removeAttribute("aria-current");
    return height;
  });
  list.style.minHeight = `${Math.max(0, ...lists)}px`;
}
function button(words, face, act, title) {
  const node = el("button", { type: "button", title });
  label(node, words, face);
  node.addEventListener("click", () => {
    if (node.getAttribute("aria-disabled") !== "true") act();
  });
  return node;
}
function label(node, words, face) {
  node.replaceChildren(el("span", { class: "mlab-motion-face", "aria-hidden": "true" }, face), el("span", {}, words));
}
function enable(node, can) {
  node.setAttribute("aria-disabled", String(!can));
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

// parts/sql_words.js
var KEYWORDS = new Set(
  `ADD ALL ALTER AND AS ASC BEGIN BETWEEN BY CASCADE CASE CAST CHECK COLLATE COLUMN COMMENT COMMIT CONCURRENTLY
  CONSTRAINT CREATE CROSS DATABASE DEFAULT DEFERRABLE DELETE DESC DISTINCT DO DROP ELSE END ENUM EXCEPT EXISTS EXTENSION
  FALSE FOREIGN FROM FULL FUNCTION GROUP HAVING IF IN INDEX INITIALLY INNER INSERT INTERSECT INTO IS JOIN KEY LEFT LIKE
  LIMIT NOT NULL OFFSET ON ONLY OR ORDER OUTER PRAGMA PRIMARY REFERENCES RENAME REPLACE RETURNING RIGHT ROLLBACK SCHEMA
  SELECT SEQUENCE SET TABLE TEMPORARY THEN TO TRIGGER TRUE TRUNCATE TYPE UNION UNIQUE UPDATE USING VALIDATE VALUES VIEW
  WHEN WHERE WITH`.split(/\s+/)
);
var TOKENS = /(--[^\n]*|\/\*[\s\S]*?\*\/)|('(?:[^']|'')*')|("(?:[^"]|"")*"|`[^`]*`|[A-Za-z_][\w$]*)|(\d[\w.]*)/g;
function sqlWords(sql) {
  const parts = [];
  let end = 0;
  for (const found of sql.matchAll(TOKENS)) {
    const [text, comment, string, word, number] = found;
    const keyword = word !== void 0 && KEYWORDS.has(word.toUpperCase());
    const kind = comment ? "comment" : string ? "string" : keyword ? "keyword" : number ? "number" : "";
    if (!kind) continue;
    parts.push(sql.slice(end, found.index), el("span", { class: `mlab-sql-${kind}` }, text));
    end = (found.index ?? 0) + text.length;
  }
  parts.push(sql.slice(end));
  return parts.filter((part) => part !== "");
}

// parts/statements.js
function statements(list) {
  return el("ol", { class: "mlab-sql" }, list.map(statement2));
}
function statement2(one) {
  const more2 = one.times > one.parameters.length ? " …" : null;
  return el(
    "li",
    { class: one.bookkeeping ? "mlab-quiet" : null },
    el("div", { class: "mlab-statement" }, el("pre", {}, el("code", {}, sqlWords(one.sql))), took(one.seconds), copyButton("this statement", `${one.sql};`)),
    one.note ? el("p", { class: "mlab-note mlab-became" }, sign(one.note === "failed" ? "!" : "-", {}), el("strong", {}, one.note)) : null,
    one.times > 1 ? note(`ran ${one.times} times`) : null,
    one.parameters.length ? note("with ", one.parameters.map((each) => el("code", {}, each)), more2) : null,
    one.bookkeeping ? note("Alembic's bookkeeping") : null
  );
}
function took(seconds) {
  return seconds === null ? null : el("span", { class: "mlab-took" }, el("span", { class: "mlab-heard" }, "took "), duration(seconds));
}
function duration(seconds) {
  const thousandths = seconds * 1e3;
  if (thousandths < 10) return `${Math.max(0.1, thousandths).toFixed(1)} ms`;
  return thousandths < 1e3 ? `${Math.round(thousandths)} ms` : `${seconds.toFixed(1)} s`;
}

// parts/tabs.js
function tabs(label2, pages) {
  if (pages.length < 2) return el("div", { class: "mlab-panel" }, pages.map((page) => page.body));
  const id = freshId("tab");
  const buttons = pages.map(
    (page, at) => el("button", { type: "button", role: "tab", id: `${id}-tab-${at}`, "data-title": page.title, "aria-controls": `${id}-panel-${at}` }, page.title)
  );
  const panels = pages.map(
    (page, at) => el("div", { class: "mlab-panel", role: "tabpanel", id: `${id}-panel-${at}`, "aria-labelledby": `${id}-tab-${at}`, tabindex: "0" }, page.body)
  );
  const select = (chosen, focus) => {
    buttons.forEach((button2, at) => {
      button2.setAttribute("aria-selected", String(at === chosen));
      button2.tabIndex = at === chosen ? 0 : -1;
      panels[at].hidden = at !== chosen;
    });
    if (focus) buttons[chosen].focus();
  };
  const list = el("div", { class: "mlab-tabs", role: "tablist", "aria-label": label2 }, buttons);
  buttons.forEach((button2, at) => button2.addEventListener("click", () => select(at, true)));
  list.addEventListener("keydown", (event) => {
    const at = buttons.findIndex((button2) => button2 === document.activeElement);
    const ways = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 };
    const to = ways[event.key];
    if (to === void 0) return;
    event.preventDefault();
    select((to + buttons.length) % buttons.length, true);
  });
  select(0, false);
  return el("div", {}, list, panels);
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

// parts/focus.js
function tellingButton(attributes, words, { act, done, not }) {
  const button2 = el("button", { type: "button", ...attributes }, words);
  const said = el("span", { class: "mlab-heard", role: "status" });
  button2.addEventListener("click", () => {
    const well = act();
    said.className = well ? "mlab-heard" : "mlab-note";
    said.replaceChildren(el("span", {}, well ? done : not));
  });
  return el("span", { class: "mlab-telling" }, button2, said);
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

// parts/warnings.js
var HUES = { fails: "fail", loses: "drop", blocks: "change", risk: "change", style: "none" };
function warningList({ title, warnings }, inCell, open = /* @__PURE__ */ new Set()) {
  return el(
    "div",
    { class: "mlab-warnings", role: "group", "aria-label": title },
    el("p", { class: "mlab-warnings-title" }, title),
    el("ul", {}, warnings.map((one) => el("li", {}, warning(one, inCell, open))))
  );
}
function keyOf2({ id, place, what }) {
  return `${id} ${place?.file ?? ""} ${what}`;
}
function warning(one, inCell, open) {
  const box = el(
    "details",
    { class: `mlab-foretold mlab-${HUES[one.severity] ?? "none"}`, open: open.has(keyOf2(one)) },
    el(
      "summary",
      {},
      el("span", { class: "mlab-how-bad" }, el("b", { "aria-hidden": "true" }, glyph(one.mark)), ` ${one.words}`),
      el("span", { class: "mlab-what-happens" }, one.what),
      el("span", { class: "mlab-at-line" }, one.place?.line ? `line ${one.place.line}` : one.id)
    ),
    el(
      "div",
      { class: "mlab-foretold-body" },
      one.place ? placeBox(one.place) : null,
      one.steps.length ? [el("p", { class: "mlab-do" }, "What to do"), steps(one.steps, inCell)] : null,
      el("p", { class: "mlab-do" }, "Why?"),
      el("p", {}, one.why),
      more(one, inCell)
    )
  );
  box.addEventListener("toggle", () => box.open ? open.add(keyOf2(one)) : open.delete(keyOf2(one)));
  return box;
}

// card.js
function tableTitle(table, rows) {
  return el(
    "p",
    { class: "mlab-title" },
    sign(STATES[table.state]),
    el("strong", {}, table.was ? [el("del", {}, el("bdi", {}, table.was)), " → "] : null, el("bdi", {}, table.name)),
    ` ${table.words}`,
    rows ? rows.words.map((words, at) => [" · ", el("span", { class: `mlab-kept mlab-${KINDS[rows.marks[at]] ?? "none"}` }, words)]) : null
  );
}
function tablesPage(card) {
  const rows = new Map(card.rows.map((one) => [one.table, one]));
  const alone = card.tables.length === 1 && !card.name;
  return [
    card.tables.map((table) => el("div", { class: "mlab-table" }, alone ? null : tableTitle(table, rows.get(table.name)), difference(table))),
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
  const alone = card.rows.length === 1 && !card.name;
  return card.rows.map((rows) => {
    const marks = columnMarks(rows);
    const side2 = (which, caption) => {
      const sample = rows[which];
      if (!sample) return absent(caption, "no such table");
      return sample.rows.length ? sampleTable(`${caption}: ${sample.words}`, sample, marks[which]) : absent(caption, sample.words);
    };
    return el(
      "div",
      { class: "mlab-table" },
      alone ? null : el("p", { class: "mlab-title" }, sign(rows.mark), el("strong", {}, el("bdi", {}, rows.table))),
      el("ul", { class: "mlab-lines" }, rows.words.map((words, at) => el("li", {}, sign(rows.marks[at]), words))),
      rows.aligned ? alignedTable(rows.aligned.words, rows.aligned) : el("div", { class: manyColumns(rows) ? "mlab-sides mlab-stacked" : "mlab-sides" }, side2("before", "Before"), side2("after", "After"))
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
function outputPage({ command, output }) {
  return [el("div", { class: "mlab-tools" }, copyButton(`what ${command} printed`, output)), el("pre", {}, output)];
}
function sqlPage({ command, statements: ran }) {
  const stayed = ran.filter((one) => !one.note).map((one) => `${one.sql};
`);
  return [
    stayed.length > 1 ? el("div", { class: "mlab-tools" }, copyButton(`the SQL of ${command}`, stayed.join(""), "Copy all")) : null,
    statements(ran)
  ];
}
function filesPage({ files }) {
  const copy = (mark, path) => mark === "+" ? copyButton(`the path ${path}`, path) : null;
  return el("ul", { class: "mlab-lines" }, files.map(([mark, path]) => el("li", {}, sign(mark), el("code", {}, path), copy(mark, path))));
}
function drawCard(root, card, model) {
  const databases = [card, ...card.elsewhere];
  const page = (title, has, draw2) => {
    const body = databases.filter(has).map((one) => [inDatabase(one), draw2(one)]);
    return body.length ? [{ title, body }] : [];
  };
  const pages = [
    ...page("Tables", (one) => one.tables.length || one.others.length, tablesPage),
    ...page("Rows", (one) => one.rows.length, rowsPage),
    ...card.statements.length ? [{ title: "SQL", body: sqlPage(card) }] : [],
    ...card.files.length ? [{ title: "Files", body: filesPage(card) }] : [],
    ...card.output ? [{ title: "Output", body: outputPage(card) }] : []
  ];
  root.classList.add("mlab-card");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", `What ${card.command} did`);
  root.replaceChildren(
    cardHead(card),
    ...card.warnings ? [warningList(card.warnings, runsCells(root, model))] : [],
    ...databases.map(motionOf).filter((one) => one !== null),
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
