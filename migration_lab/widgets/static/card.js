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

// parts/signs.js
var WORDS = { "+": "added", "-": "dropped", "~": "changed", renamed: "renamed" };
var SIGNS = { "-": "−" };
var STATES = { added: "+", dropped: "-", changed: "~" };
var KINDS = { "+": "add", "-": "drop", "~": "change", "→": "move", "!": "fail" };
function glyph(mark) {
  if (mark !== "≠") return SIGNS[mark] ?? mark;
  const line = draw("path", { d: "M1.5 4h9M1.5 8h9M8.4 1 3.6 11", fill: "none", stroke: "currentColor", "stroke-width": 1.7, "stroke-linecap": "round" });
  return draw("svg", { class: "mlab-unequal", viewBox: "0 0 12 12", width: "0.8em", height: "0.8em", "aria-hidden": "true" }, line);
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
      (cell, at) => at ? el("td", { class: cellClass2(table.heads[at], differs(line, at)) }, cellText(table.heads[at], cell)) : el("th", { scope: "row" }, cell)
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
    el("tbody", {}, folded(table.columns, columns, "column")),
    el("tbody", { class: "mlab-keys" }, folded(table.keys, keys, "key"))
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
function folded(lines, rows, noun) {
  const shown2 = [];
  for (let at = 0; at < rows.length; ) {
    let end = at;
    while (end < rows.length && !lines[end].mark) end += 1;
    const run = rows.slice(at, end);
    if (run.length >= (noun === "column" ? MANY : 1)) shown2.push(opener(lines.slice(at, end), run, noun));
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
function opener(lines, run, noun) {
  const names = counted(lines.map((line) => (line.after ?? line.before ?? [""])[0]));
  const title = `${run.length} ${noun}${run.length === 1 ? "" : "s"} unchanged: `;
  const button = el("button", { type: "button", class: "mlab-opener", "aria-expanded": "false" }, title, el("code", {}, names.join(", ")));
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
function drawWith(draw2) {
  return ({ model, el: host }) => {
    const root = el("div", { class: "mlab" });
    guardKeys(root);
    const update = () => draw2(root, model.get("_state"));
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
  return el("ol", { class: "mlab-sql" }, list.map(statement));
}
function statement(one) {
  const more = one.times > one.parameters.length ? " …" : null;
  return el(
    "li",
    { class: one.bookkeeping ? "mlab-quiet" : null },
    el("div", { class: "mlab-statement" }, el("pre", {}, el("code", {}, sqlWords(one.sql))), took(one.seconds), copyButton("this statement", `${one.sql};`)),
    one.note ? el("p", { class: "mlab-note mlab-became" }, sign(one.note === "failed" ? "!" : "-", {}), el("strong", {}, one.note)) : null,
    one.times > 1 ? note(`ran ${one.times} times`) : null,
    one.parameters.length ? note("with ", one.parameters.map((each) => el("code", {}, each)), more) : null,
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
function drawCard(root, card) {
  const databases = [card, ...card.elsewhere];
  const page = (title, has, draw2) => {
    const body = databases.filter(has).map((one) => [inDatabase(one), draw2(one)]);
    return body.length ? [{ title, body }] : [];
  };
  const pages = [
    ...page("Tables", (one) => one.tables.length || one.others.length, tablesPage),
    ...page("Rows", (one) => one.rows.length, rowsPage),
    ...card.statements.length ? [{ title: "SQL", body: sqlPage(card) }] : [],
    ...card.files.length ? [{ title: "Files", body: markedLines(card.files) }] : [],
    ...card.output ? [{ title: "Output", body: outputPage(card) }] : []
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
