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

// board/asker.js
function asker(model) {
  const open = /* @__PURE__ */ new Map();
  const hear = (message) => {
    open.get(message?.answer)?.(message);
    open.delete(message?.answer);
  };
  model.on("msg:custom", hear);
  const ask = (what, more = {}) => new Promise((resolve) => {
    const name = freshId("question");
    open.set(name, resolve);
    try {
      model.send({ ask: name, what, ...more });
    } catch {
      open.delete(name);
      resolve({ problem: "The kernel cannot be asked: it has ended, or the connection to it is lost." });
    }
  });
  return [ask, () => model.off("msg:custom", hear)];
}

// parts/copy.js
function copyButton(name, text, label = "Copy") {
  const button = el("button", { type: "button", class: "mlab-button mlab-copy", "aria-label": `Copy ${name}` }, label);
  const said = el("span", { class: "mlab-heard", role: "status" });
  button.addEventListener("click", async () => {
    const done = await copied(text) ? "Copied" : "Not allowed here";
    button.textContent = said.textContent = done;
    setTimeout(() => {
      button.textContent = label;
      said.textContent = "";
    }, 1500);
  });
  return el("span", { class: "mlab-copying" }, button, said);
}
async function copied(text) {
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

// board/buttons.js
function actionButton(label, attributes, act) {
  const button = el("button", { type: "button", class: "mlab-button", ...attributes }, label);
  button.addEventListener("click", async () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    button.classList.add("mlab-waiting");
    try {
      await act(button);
    } finally {
      button.setAttribute("aria-disabled", "false");
      button.classList.remove("mlab-waiting");
    }
  });
  return button;
}

// board/pulse.js
var SILENCE = 7e3;
var KERNEL_ENDS = ["restarting", "autorestarting", "terminating", "dead"];
var TRUSTED = ["live", "busy"];
function pulse(model, host, show) {
  const kernel = model.widget_manager?.kernel ?? null;
  let last = Date.now();
  let gone = false;
  let told = null;
  function state() {
    if (gone) return "gone";
    if (kernel?.connectionStatus && kernel.connectionStatus !== "connected") return "cut";
    if (kernel?.status === "busy") {
      last = Date.now();
      return "busy";
    }
    return Date.now() - last > SILENCE ? "silent" : "live";
  }
  function tell() {
    const now = state();
    if (now !== told) show(told = now);
  }
  const hear = (message) => {
    if (message?.beat || message?.answer) last = Date.now();
    tell();
  };
  const died = () => {
    gone ||= KERNEL_ENDS.includes(kernel?.status ?? "") || kernel?.isDisposed === true;
    tell();
  };
  const cut = () => {
    gone ||= host.closest(".jupyter-widgets-disconnected") !== null;
    tell();
  };
  model.on("msg:custom", hear);
  model.on("comm_live_update", cut);
  model.on("destroy", () => {
    gone = true;
    tell();
  });
  kernel?.statusChanged?.connect(died);
  kernel?.connectionStatusChanged?.connect(tell);
  const timer = setInterval(() => {
    died();
    cut();
  }, 1e3);
  tell();
  return () => {
    clearInterval(timer);
    model.off("msg:custom", hear);
    model.off("comm_live_update", cut);
    kernel?.statusChanged?.disconnect(died);
    kernel?.connectionStatusChanged?.disconnect(tell);
  };
}

// board/head.js
var PULSES = {
  live: ["●", "live", ""],
  busy: ["◐", "kernel busy", "The kernel is running a cell. The board follows, buttons wait their turn."],
  silent: ["○", "no answer", "The kernel has not answered for a while. What you see here may be out of date."],
  cut: ["○", "not connected", "The connection to the kernel is lost. What you see here may be out of date."],
  gone: ["✗", "kernel gone", "The kernel was restarted or has ended, so nothing here is live. To go on with your work, run: "]
};
function boardHead(ask) {
  const chip = el("span", { class: "mlab-state" });
  const heart = el("span", { class: "mlab-heart" });
  const where = el("span", { class: "mlab-where" });
  const sentence = el("p", { class: "mlab-sentence", role: "status", tabindex: "-1" });
  const next = el("div", { class: "mlab-next" });
  const warning = el("p", { class: "mlab-warning", role: "alert", hidden: true });
  const last = el("div", { class: "mlab-last", role: "status", tabindex: "-1" });
  const undone = el("code", {});
  const undo = actionButton(["Undo ", undone], { class: "mlab-button mlab-undo", hidden: true }, () => ask("undo", { sure }));
  const node = el(
    "header",
    { class: "mlab-board-head" },
    el("div", { class: "mlab-line-of" }, chip, where, heart),
    warning,
    sentence,
    next,
    el("div", { class: "mlab-line-of" }, last, undo)
  );
  let command = null;
  let made = null;
  let sure = null;
  function focusResult() {
    (last.hasChildNodes() ? last : sentence).focus();
  }
  function drawPulse(beat, reopen) {
    const [mark, words, about] = PULSES[beat];
    const told = beat === "gone" ? about + reopen : about;
    heart.replaceChildren(el("span", { "aria-hidden": "true" }, mark), ` ${words}`);
    heart.className = `mlab-heart mlab-${beat === "live" ? "add" : beat === "busy" ? "move" : "drop"}`;
    heart.title = TRUSTED.includes(beat) ? about : "";
    if (warning.textContent !== told) warning.textContent = told;
    warning.hidden = TRUSTED.includes(beat);
  }
  function drawState(places, status, trusted) {
    const looking = status.looking || !places;
    const [mark, words, hue2] = standing(looking ? null : places.state, trusted);
    chip.className = `mlab-state mlab-${hue2}`;
    chip.title = words;
    chip.replaceChildren(el("span", { "aria-hidden": "true" }, `${mark} `), words);
    const told = status.problem ?? places?.sentence ?? "";
    if (sentence.textContent !== told) sentence.textContent = told;
    sentence.classList.toggle("mlab-old", looking || !trusted);
    where.textContent = [places?.database, status.read_only ? "open read-only" : null].filter(Boolean).join(" · ");
  }
  function drawNext(wanted) {
    if (wanted === command) return;
    command = wanted;
    next.replaceChildren(...command ? nextCommand(command, ask) : []);
    next.hidden = !command;
  }
  function drawUndo(status) {
    undo.hidden = !status.undo;
    sure = status.sure ?? null;
    const named = status.undo === status.last?.command;
    const which = named && !status.last?.undoable ? "the earlier " : "";
    const words = `${which}${status.undo ?? ""}${sure ? " all the same" : ""}`;
    undo.title = `Undo ${words}: database and scripts as they were before it`;
    undo.setAttribute("aria-label", `Undo ${words}`);
    undone.textContent = named && !which && !sure ? "" : words;
  }
  function drawLast(result) {
    const wanted = result ? JSON.stringify(result) : null;
    if (wanted === made) return;
    made = wanted;
    last.replaceChildren(...result ? lastCommand(result) : []);
  }
  function update(places, status, beat) {
    const had = document.activeElement;
    const wasNext = next.contains(had);
    const wasUndo = had === undo && undo.getAttribute("aria-label");
    drawPulse(beat, status.reopen);
    drawState(places, status, TRUSTED.includes(beat));
    drawLast(status.last);
    drawNext(places?.command ?? null);
    drawUndo(status);
    if (wasNext && !next.contains(had) || wasUndo && wasUndo !== undo.getAttribute("aria-label")) focusResult();
  }
  next.hidden = true;
  return { node, update, focusResult };
}
function standing(state, trusted) {
  if (!trusted) return ["✗", "not live", "drop"];
  if (state === null) return ["…", "looking …", "none"];
  return state === "in step" ? ["✓", state, "add"] : ["≠", state, "change"];
}
function nextCommand(command, ask) {
  const look = { class: "mlab-button mlab-act mlab-main", "aria-label": `Run ${command}`, "data-act": "run" };
  return [
    el("span", { class: "mlab-prompt" }, "Next"),
    el("code", { class: "mlab-command" }, command),
    actionButton("Run", look, () => ask("run", { command })),
    copyButton(command, command)
  ];
}
function lastCommand(last) {
  const words = el(
    "p",
    { class: `mlab-${last.ok ? "add" : "fail"}` },
    el("span", { class: "mlab-mark", "aria-hidden": "true" }, last.ok ? "✓" : "✗"),
    " ",
    el("code", {}, last.command),
    ` ${last.words}`
  );
  if (!last.output) return [words];
  const output = el("pre", { class: "mlab-output", tabindex: "0", role: "group", "aria-label": last.about }, last.output);
  const more = fold(last.about, output);
  more.addEventListener("toggle", () => output.scrollTop = output.scrollHeight);
  return [words, more];
}

// board/graph.js
var ROW = 30;
var LANES = ["move", "add", "change", "drop"];
function x(lane, width) {
  return 12 + lane * Math.min(16, Math.max(4, 170 / Math.max(1, width)));
}
var y = (row) => row * ROW + ROW / 2;
function edgePath(points, width) {
  const parts = points.map(([row, lane], index) => {
    if (!index) return `M${x(lane, width)} ${y(row)}`;
    const [above, from] = points[index - 1];
    if (from === lane) return `V${y(row)}`;
    const middle = (y(above) + y(row)) / 2;
    return `C${x(from, width)} ${middle} ${x(lane, width)} ${middle} ${x(lane, width)} ${y(row)}`;
  });
  return parts.join("");
}
function graphParts({ entries, lanes, edges, width, here }, first, last) {
  const parts = [];
  for (const [kind, points] of edges) {
    const end = points[points.length - 1];
    if (points[0][0] > last || end[0] < first - 1) continue;
    const lane = Math.max(points[0][1], end[1], points[1][1]);
    parts.push(draw("path", { d: edgePath(points, width), class: `mlab-edge mlab-${kind} mlab-${hue(lane)}` }));
  }
  for (let row = Math.max(0, first); row < Math.min(last, entries.length); row += 1) {
    const entry = entries[row];
    const open = entry.mark === "o" ? " mlab-open" : "";
    const spot = { cx: x(lanes[row], width), cy: y(row), class: `mlab-spot mlab-${hue(lanes[row])}${open}` };
    if (here.includes(entry.id)) parts.push(draw("circle", { ...spot, r: 9, class: "mlab-here" }));
    parts.push(draw("circle", { ...spot, r: 5 }));
  }
  return parts;
}
function hue(lane) {
  return LANES[lane % LANES.length];
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
function wholeTable(table) {
  return scroller(table.name, structure(table, "both", "Columns and keys"));
}
function tableBox(table, open) {
  return el(
    "details",
    { class: "mlab-box", "data-table": table.name, open },
    el("summary", {}, sign(STATES[table.state]), el("strong", {}, el("bdi", {}, table.name)), ` ${table.words}`),
    table.state === "dropped" || !table.heads.length ? null : wholeTable(table)
  );
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

// board/revision.js
var MOST_UNCHANGED = 60;
function revisionHead(entry, answer, command, go) {
  const label = { class: "mlab-button mlab-act mlab-go", "aria-label": `Run ${command}` };
  return el(
    "div",
    { class: "mlab-revision-head" },
    entry ? el("p", {}, el("code", { class: "mlab-name" }, entry.id), " ", el("strong", {}, entry.message)) : el("p", {}, el("strong", {}, "Before the first revision"), ": an empty database"),
    command ? actionButton(el("code", {}, command), label, go) : null,
    command && answer.beware ? el("p", { class: "mlab-beware mlab-go mlab-act mlab-drop" }, el("span", { class: "mlab-mark", "aria-hidden": "true" }, "−"), " ", answer.beware) : null
  );
}
function revisionNotes(entry) {
  return [
    ...entry?.path ? [note(el("code", {}, entry.path), " ", entry.created ? el("span", { class: "mlab-nowrap" }, `made ${entry.created}`) : "")] : [],
    ...entry?.problem ? [el("pre", { class: "mlab-problem" }, entry.problem)] : []
  ];
}
function revisionTabs(entry, answer) {
  const pages = [
    { title: "Tables then", body: tablesThen(answer) },
    ...answer.statements?.length ? [{ title: "SQL", body: statements(answer.statements) }] : [],
    ...answer.script ? [{ title: "Script", body: scroller("Script", el("pre", { class: "mlab-script" }, el("code", {}, answer.script))) }] : []
  ];
  return tabs(entry ? `Revision ${entry.id}` : "Before the first revision", pages);
}
function tablesThen(answer) {
  if (answer.problem) return el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "What went wrong" }, answer.problem);
  if (!answer.tables.length) return note("No tables yet.");
  const changed = answer.tables.filter((table) => table.state !== "unchanged");
  const same = answer.tables.filter((table) => table.state === "unchanged");
  return [
    changed.length ? null : note("This revision leaves the tables as they are."),
    changed.map((table) => tableBox(table, true)),
    same.slice(0, MOST_UNCHANGED).map((table) => tableBox(table, !changed.length && same.length <= 6)),
    same.length > MOST_UNCHANGED ? note(`and ${same.length - MOST_UNCHANGED} more tables that it leaves as they are`) : null
  ];
}

// board/virtual.js
var AROUND = 240;
function inView(heights, start, height) {
  let above = 0;
  let first = 0;
  while (first < heights.length && above + heights[first] < start - AROUND) above += heights[first++];
  let last = first;
  let reach = above;
  while (last < heights.length && reach < start + height + AROUND) reach += heights[last++];
  const below = heights.slice(last).reduce((sum, one) => sum + one, 0);
  return { first, last, above, below };
}
function virtual(box, body, { drawOne, keyOf, guess = 32, spacer = emptyItem, drawn = () => {
} }) {
  const top = spacer();
  const bottom = spacer();
  for (const one of [top, bottom]) one.classList.add("mlab-spacer");
  body.append(top, bottom);
  let items = [];
  let window = /* @__PURE__ */ new Map();
  const heights = /* @__PURE__ */ new Map();
  const heightOf = (item) => heights.get(keyOf(item)) ?? guess;
  function range() {
    const start = box.getBoundingClientRect().top - top.getBoundingClientRect().top;
    return inView(items.map(heightOf), start, box.clientHeight);
  }
  function fill() {
    const { first, last, above, below } = range();
    const next = /* @__PURE__ */ new Map();
    let before = top;
    for (let at = first; at < last; at += 1) {
      const key = keyOf(items[at]);
      const made = JSON.stringify(items[at]);
      const old = window.get(key);
      const node = old?.made === made ? old.node : drawOne(items[at], at);
      next.set(key, { node, made });
      if (before.nextSibling !== node) before.after(node);
      before = node;
      watch.observe(node);
    }
    for (const [key, { node }] of window) {
      if (next.get(key)?.node !== node) {
        watch.unobserve(node);
        node.remove();
      }
    }
    window = next;
    top.style.height = `${above}px`;
    bottom.style.height = `${below}px`;
    drawn(first, last);
  }
  function settle() {
    if (!box.clientHeight) return;
    for (let turn = 0; turn < 4; turn += 1) {
      fill();
      let moved = false;
      for (const [key, { node }] of window) {
        const height = node.getBoundingClientRect().height;
        if (Math.abs(height - (heights.get(key) ?? guess)) > 0.5) moved = true;
        heights.set(key, height);
      }
      if (!moved) break;
    }
  }
  let asked = false;
  const soon = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      settle();
    });
  };
  const watch = new ResizeObserver(soon);
  watch.observe(box);
  box.addEventListener("scroll", soon, { passive: true });
  return {
    show(list) {
      items = list;
      settle();
    },
    reveal(index) {
      const above = items.slice(0, index).reduce((sum, item) => sum + heightOf(item), 0);
      const start = top.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop + above;
      const own = items[index] ? heightOf(items[index]) : 0;
      if (start < box.scrollTop) box.scrollTop = start;
      else if (start + own > box.scrollTop + box.clientHeight) box.scrollTop = start + own - box.clientHeight;
      settle();
    },
    stop() {
      watch.disconnect();
      box.removeEventListener("scroll", soon);
    }
  };
}
function emptyItem() {
  return el("li", { "aria-hidden": "true" });
}

// board/history.js
var CHIPS = { "database here": "move", pending: "change" };
function historyPage(ask, focusResult) {
  const title = el("p", { class: "mlab-note" });
  const problem = el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "What is wrong with the scripts", hidden: true });
  const id = freshId("revision");
  const slider = el("input", { type: "range", min: "0", step: "1", id: `${id}-slider` });
  const shown = el("output", { for: `${id}-slider` });
  const machine = el(
    "div",
    { class: "mlab-machine" },
    el("label", { for: `${id}-slider` }, "Time machine"),
    el("span", { class: "mlab-end" }, "first"),
    slider,
    el("span", { class: "mlab-end" }, "newest"),
    shown
  );
  const graph = draw("svg", { "aria-hidden": "true", class: "mlab-graph" });
  const rows = el("ul", { role: "listbox", tabindex: "0", "aria-label": "Revisions, newest first" });
  const box = el("div", { class: "mlab-revisions" }, graph, rows);
  const detail = el("div", { class: "mlab-detail", role: "region", "aria-label": "The selected revision", tabindex: "-1" });
  const body = el("div", { class: "mlab-page-history" }, title, problem, machine, box, detail);
  let state = { title: "", entries: [], lanes: [], edges: [], width: 0, here: [], problem: null };
  let selected = null;
  let byHand = false;
  let tab = 0;
  let answers = /* @__PURE__ */ new Map();
  const at = () => state.entries.findIndex((entry) => entry.id === selected);
  function option(entry, index) {
    const node = el(
      "li",
      {
        role: "option",
        id: `${id}-${index}`,
        class: "mlab-revision",
        "aria-selected": String(entry.id === selected),
        "aria-setsize": String(state.entries.length),
        "aria-posinset": String(index + 1)
      },
      el("code", {}, entry.id),
      el("span", { class: "mlab-message" }, entry.message),
      entry.problem ? el("span", { class: "mlab-chip mlab-fail", title: "the script cannot be read, or does not fit the others" }, "broken") : null,
      entry.tags.map(([words, about]) => el("span", { class: `mlab-chip mlab-${CHIPS[words] ?? "none"}`, title: about }, words))
    );
    node.style.paddingInlineStart = `${x(state.width, state.width) + 4}px`;
    node.addEventListener("click", () => choose(entry.id));
    return node;
  }
  const list = virtual(box, rows, {
    drawOne: option,
    keyOf: (entry) => entry.id,
    guess: ROW,
    drawn: (first, last) => drawGraph(first, last)
  });
  function drawGraph(first, last) {
    graph.replaceChildren(...graphParts(state, first, last));
    graph.setAttribute("width", String(x(state.width, state.width)));
    graph.setAttribute("height", String(state.entries.length * ROW));
  }
  function select(chosen, reveal = true) {
    selected = chosen;
    const index = at();
    for (const node of rows.querySelectorAll("[role=option]")) {
      node.setAttribute("aria-selected", String(node.id === `${id}-${index}`));
    }
    if (index >= 0) {
      if (reveal) list.reveal(index);
      rows.setAttribute("aria-activedescendant", `${id}-${index}`);
    } else rows.removeAttribute("aria-activedescendant");
    const entry = state.entries[index];
    slider.value = String(index < 0 ? 0 : state.entries.length - index);
    const words = entry ? `${entry.id} ${entry.message}` : "before the first revision";
    slider.setAttribute("aria-valuetext", words);
    shown.textContent = entry ? "" : words;
    showDetail(entry);
  }
  function choose(id2) {
    byHand = true;
    select(id2);
  }
  let waiting = 0;
  async function showDetail(entry) {
    const key = entry?.id ?? "";
    const mine = waiting += 1;
    if (!answers.has(key)) {
      detail.setAttribute("aria-busy", "true");
      const timer = setTimeout(() => mine === waiting && detail.classList.add("mlab-old"), 150);
      await new Promise((resolve) => setTimeout(resolve, 60));
      if (mine !== waiting) return clearTimeout(timer);
      const kept = answers;
      kept.set(key, await ask("revision", { id: key }));
      clearTimeout(timer);
    }
    if (mine !== waiting) return;
    detail.classList.remove("mlab-old");
    detail.removeAttribute("aria-busy");
    const had = detail.contains(document.activeElement) ? document.activeElement : null;
    detail.replaceChildren(...revision(entry, answers.get(key)));
    if (had?.classList.contains("mlab-go")) focusResult();
    else if (had) detail.focus();
  }
  function revision(entry, answer) {
    if (!answer) return [];
    const command = entry ? entry.command : state.here.length ? "flask db downgrade base" : null;
    const inner = revisionTabs(entry, answer);
    const buttons = [...inner.querySelectorAll("button")].filter((button) => button.getAttribute("role") === "tab");
    buttons[Math.min(tab, buttons.length - 1)]?.click();
    inner.addEventListener("click", () => tab = Math.max(0, buttons.findIndex((one) => one.getAttribute("aria-selected") === "true")));
    return [
      revisionHead(entry, answer, command, () => ask("go", { id: entry?.id ?? "" })),
      ...revisionNotes(entry),
      inner
    ];
  }
  rows.addEventListener("keydown", (event) => {
    const index = at();
    const end = state.entries.length - 1;
    const page = Math.max(1, Math.floor(box.clientHeight / ROW) - 1);
    const ways = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + page, PageUp: index - page, Home: 0, End: end };
    const to = ways[event.key];
    if (to === void 0 || !state.entries.length) return;
    event.preventDefault();
    choose(state.entries[Math.min(end, Math.max(0, to))].id);
  });
  slider.addEventListener("input", () => choose(state.entries[state.entries.length - Number(slider.value)]?.id ?? ""));
  function update(next) {
    const before = selected;
    state = next;
    answers = /* @__PURE__ */ new Map();
    title.textContent = state.title;
    problem.hidden = !state.problem;
    problem.textContent = state.problem ?? "";
    const any = state.entries.length > 0;
    for (const part of [machine, box, detail]) part.hidden = !any;
    slider.max = String(state.entries.length);
    box.style.height = `${state.entries.length * ROW + 2}px`;
    list.show(state.entries);
    if (!any) return;
    const known = before === "" || state.entries.some((entry) => entry.id === before);
    const here = state.entries.find((entry) => state.here.includes(entry.id)) ?? state.entries[0];
    select(byHand && known && before !== null ? before : here.id, false);
  }
  return { body, update, stop: () => list.stop() };
}

// board/places.js
var STANDINGS = { has: "✓", lacks: "✗", differs: "≠", unknown: "?" };
var STANDING_HUES = { has: "add", lacks: "drop", differs: "change", unknown: "none" };
function placesPage() {
  const picture = el("div", { class: "mlab-road", role: "group", "aria-label": "The three places" });
  const problem = el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "What went wrong", hidden: true });
  const rows = el("tbody", {});
  const heads = ["What differs", "Models", "Scripts", "Database"];
  const table = el(
    "table",
    { class: "mlab-places" },
    el("caption", { class: "mlab-heard" }, "Where the three places disagree"),
    el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
    rows
  );
  const rest = el("div", {});
  const body = el("div", { class: "mlab-page-places" }, picture, problem, table, rest);
  let list = null;
  function row(line, at) {
    return el(
      "tr",
      { "aria-rowindex": String(at + 2) },
      el(
        "th",
        { scope: "row" },
        sign(line.mark),
        el("span", { class: "mlab-kind" }, line.kind, " "),
        el("bdi", { class: "mlab-name" }, line.name),
        line.detail ? [" ", el("code", {}, line.detail)] : null
      ),
      line.cells.map(
        (cell) => el(
          "td",
          { class: `mlab-standing mlab-${STANDING_HUES[cell.standing]}` },
          el("span", { class: "mlab-mark", "aria-hidden": "true" }, STANDINGS[cell.standing]),
          " ",
          cell.says,
          cell.otherwise ? el("code", {}, cell.otherwise) : null
        )
      )
    );
  }
  function update(state, scrolling) {
    list ??= virtual(scrolling, rows, {
      drawOne: row,
      keyOf: (line) => `${line.kind} ${line.name}`,
      guess: 34,
      spacer: () => el("tr", { "aria-hidden": "true" }, el("td", { colspan: "4" }))
    });
    picture.replaceChildren(...road(state));
    problem.hidden = !state.problem;
    problem.textContent = state.problem ?? "";
    table.hidden = !state.rows.length;
    table.setAttribute("aria-rowcount", String(state.rows.length + 1));
    list.show(state.rows);
    rest.replaceChildren(...state.not_compared.length ? [notCompared(state.not_compared)] : []);
  }
  return { body, update, stop: () => list?.stop() };
}
function notCompared(lines) {
  return fold(
    ["Not compared by ", el("code", {}, "flask db check")],
    el("ul", { class: "mlab-plain" }, lines.map((line) => el("li", {}, el("code", {}, line))))
  );
}
function road(state) {
  const place = (title, ...lines) => el("div", { class: "mlab-place" }, el("strong", {}, title), lines);
  const words = (text) => el("span", {}, text);
  return [
    place("Models", words("your classes")),
    way(state.roads[0]),
    place("Scripts", words(state.heads.length > 1 ? "heads" : "head"), idLines(state.heads, "none yet")),
    way(state.roads[1]),
    place("Database", words("at"), idLines(state.current, "base"))
  ];
}
function idLines(ids, none) {
  const line = (id) => id.includes(" ") ? el("span", {}, id) : el("code", {}, id);
  return el("div", { class: "mlab-ids" }, ids.length ? ids.map(line) : el("code", {}, none));
}
function way(one) {
  const [mark, words, hue2] = !one.known ? ["?", "not known", "none"] : one.differ ? ["≠", "differ", "change"] : ["=", "agree", "add"];
  return el(
    "div",
    { class: `mlab-way mlab-${hue2}` },
    el("span", { class: "mlab-way-mark", "aria-hidden": "true" }, mark),
    el("span", {}, words),
    one.known && one.differ && one.command ? el("code", {}, one.command) : null
  );
}

// board/presence.js
var PANEL = ".jupyterlab-sidecar";
function presence(model, root, ask) {
  const view = freshId("view");
  let docked = false;
  let told = false;
  let heard = false;
  const send = async () => {
    const said = told;
    const answer = await ask(said ? "seen" : "unseen", { docked, view });
    if (!answer.problem) heard = said;
  };
  const tell = (there) => {
    if (there === told) return;
    told = there;
    if (there) docked = root.closest(PANEL) !== null;
    if (there && docked) closeOthers(root);
    send();
  };
  const look = () => tell(root.isConnected);
  const left = () => tell(false);
  const watch = new IntersectionObserver(look);
  const timer = setInterval(() => {
    look();
    if (heard !== told && model.widget_manager?.kernel?.status !== "busy") send();
  }, 1e3);
  watch.observe(root);
  addEventListener("pagehide", left);
  addEventListener("pageshow", look);
  look();
  return () => {
    watch.disconnect();
    clearInterval(timer);
    removeEventListener("pagehide", left);
    removeEventListener("pageshow", look);
    tell(false);
  };
}
function closeOthers(root) {
  const own = root.closest(PANEL);
  const others = [...document.querySelectorAll(`${PANEL} .mlab-board`)].map((board) => board.closest(PANEL));
  for (const panel of new Set(others)) {
    const tab = document.getElementById(panel?.getAttribute("aria-labelledby") ?? "");
    const close = tab?.querySelector(".lm-TabBar-tabCloseIcon");
    if (panel !== own && close) press(close);
  }
}
function press(node) {
  const { left, top, width, height } = node.getBoundingClientRect();
  const where = { bubbles: true, cancelable: true, button: 0, clientX: left + width / 2, clientY: top + height / 2 };
  for (const type of ["pointerdown", "pointerup"]) node.dispatchEvent(new PointerEvent(type, where));
}

// board/sql.js
function sqlPage() {
  const empty = note("No SQL that changes anything has run in this kernel yet.");
  const commands = el("ul", { class: "mlab-boxes", "aria-label": "Commands, newest first" });
  const body = el("div", { class: "mlab-page-sql" }, empty, commands);
  let list = null;
  function command(one) {
    return el(
      "li",
      {},
      el(
        "details",
        { class: "mlab-box", open: one.newest },
        el("summary", {}, el("code", {}, one.command), one.title.slice(one.command.length)),
        el("div", { class: "mlab-tools" }, copyButton(`the SQL of ${one.command}`, one.copy)),
        statements(one.statements)
      )
    );
  }
  function update(state, scrolling) {
    list ??= virtual(scrolling, commands, { drawOne: command, keyOf: (one) => one.number, guess: 40 });
    empty.hidden = state.length > 0;
    list.show(state.map((one, at) => ({ ...one, newest: at === 0, number: state.length - at })));
  }
  return { body, update, stop: () => list?.stop() };
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

// parts/rows.js
function sampleTable(caption, sample, marks = /* @__PURE__ */ new Map()) {
  const kind = (column) => marks.has(column) ? `mlab-cell mlab-${KINDS[marks.get(column) ?? ""]}` : null;
  const head = sample.columns.map((column) => el("th", { scope: "col", class: kind(column) }, sign(marks.get(column)), column));
  const cell = (value, at) => el("td", { class: kind(sample.columns[at]) }, value === null ? el("span", { class: "mlab-null" }, "NULL") : value);
  const box = scroller(
    caption,
    el(
      "table",
      { class: "mlab-rows mlab-sample" },
      el("caption", {}, el("span", { class: "mlab-stays" }, caption)),
      el("thead", {}, el("tr", {}, head)),
      el("tbody", {}, sample.rows.map((row) => el("tr", {}, row.map(cell))))
    )
  );
  if (marks.size) bringIntoView(box);
  return box;
}
function bringIntoView(box) {
  const watch = new ResizeObserver(() => {
    const marked = (
      /** @type {HTMLElement | null} */
      box.querySelector("th.mlab-cell")
    );
    if (!marked || !box.clientWidth) return;
    watch.disconnect();
    const right = marked.offsetLeft + marked.offsetWidth;
    if (right > box.clientWidth) box.scrollLeft = right - box.clientWidth;
  });
  watch.observe(box);
}
function rowsTable({ problem, sample }) {
  if (problem || !sample) return note(problem ?? "");
  return sample.rows.length ? sampleTable(sample.words, sample) : note(sample.words);
}

// board/rows_on_demand.js
function rowsOnDemand(ask) {
  const wanted = /* @__PURE__ */ new Map();
  let writes = null;
  async function look(one) {
    const answer = await ask("rows", { table: one.key });
    const made = JSON.stringify({ ...answer, answer: null });
    if (made === one.made) return;
    one.made = made;
    one.drawn = rowsTable(answer);
    one.place.replaceChildren(one.drawn);
  }
  function of(table) {
    const old = wanted.get(table.name);
    const place = el("div", { class: "mlab-table-rows" }, old?.drawn ?? null);
    const about = { "aria-label": `Rows of ${table.name}`, "aria-expanded": String(Boolean(old)) };
    const button = actionButton("Rows", about, async () => {
      const one = { key: table.key, place };
      if (wanted.delete(table.name)) place.replaceChildren();
      else {
        wanted.set(table.name, one);
        await look(one);
      }
      button.setAttribute("aria-expanded", String(wanted.has(table.name)));
    });
    if (old) look(Object.assign(old, { key: table.key, place }));
    return [el("div", { class: "mlab-tools" }, button), place];
  }
  function written(count) {
    if (count === writes) return;
    writes = count;
    for (const one of wanted.values()) if (one.place.isConnected) look(one);
  }
  return { of, written };
}

// board/tables.js
var MERMAID = "text/vnd.mermaid";
function tablesPage(ask, model) {
  const head = tablesHead();
  const toggle = el("button", { type: "button", class: "mlab-button", "aria-pressed": "false" }, "Picture");
  const tools = el("div", { class: "mlab-tools" }, el("p", {}, head.words), toggle);
  const boxes = el("ul", { class: "mlab-boxes", "aria-label": "Tables of the database" });
  const picture = el("div", { class: "mlab-picture", hidden: true });
  const body = el("div", { class: "mlab-page-tables mlab-tables" }, tools, boxes, picture);
  const open = /* @__PURE__ */ new Map();
  const rows = rowsOnDemand(ask);
  let state = null;
  let list = null;
  const drawOne = (item) => item.other ? el("li", {}, otherWords(item.other)) : box(item.table);
  function box(table) {
    const details = tableBox(table, open.get(table.name) ?? table.open);
    if (table.state !== "dropped") details.append(...rows.of(table));
    details.addEventListener("toggle", async () => {
      open.set(table.name, details.open);
      if (!details.open || table.heads.length) return;
      const answer = await ask("table", { table: table.key });
      if (answer.table) details.querySelector("summary")?.after(wholeTable(answer.table));
    });
    return el("li", {}, details);
  }
  function update(next, scrolling) {
    state = next;
    list ??= virtual(scrolling, boxes, { drawOne, keyOf: (item) => item.other?.join(" ") ?? item.table?.name ?? "", guess: 40 });
    head.update(state);
    const items = [...state.tables.map((table) => ({ table })), ...state.others.map((other) => ({ other }))];
    list.show(items);
    toggle.hidden = !state.diagram && !state.too_many;
    if (!picture.hidden) paint();
  }
  async function paint() {
    const text = state?.diagram;
    if (!text) return picture.replaceChildren(note('There are too many tables for one picture. In the notebook, lab.diagram("speaker", "talk") draws those that you name.'));
    const source = fold("The same as Mermaid text", scroller("Mermaid text", el("pre", {}, el("code", {}, text))), copyButton("the Mermaid text", text));
    let drawing = null;
    try {
      const rendermime = model.widget_manager?.rendermime;
      const renderer = rendermime.createRenderer(MERMAID);
      await renderer.renderModel(rendermime.createModel({ data: { [MERMAID]: text } }));
      drawing = scroller("Entity-relationship picture", renderer.node);
    } catch {
      drawing = note("This notebook program does not draw Mermaid; its text is below.");
    }
    if (text === state?.diagram) picture.replaceChildren(drawing, source);
  }
  const themes = new MutationObserver(() => !picture.hidden && setTimeout(paint, 300));
  themes.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  toggle.addEventListener("click", () => {
    const show = picture.hidden;
    picture.hidden = !show;
    boxes.hidden = show;
    toggle.setAttribute("aria-pressed", String(show));
    if (show) paint();
  });
  function stop() {
    themes.disconnect();
    list?.stop();
  }
  return { body, update, stop, written: rows.written };
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

// board.js
function render({ model, el: host }) {
  const root = el("section", { class: "mlab mlab-board", "aria-label": "Board: models, scripts and database" });
  guardKeys(root);
  host.append(root);
  const [ask, stopAsking] = asker(model);
  const head = boardHead(ask);
  const tables = tablesPage(ask, model);
  const pages = {
    _places: { title: "Three places", ...placesPage() },
    _history: { title: "History", ...historyPage(ask, head.focusResult) },
    _tables: { title: "Tables", ...tables },
    _sql: { title: "SQL", ...sqlPage() }
  };
  root.append(head.node, tabs("Board", Object.values(pages)));
  let beat = "live";
  const places = () => model.get("_places").now ?? null;
  const status = () => model.get("_status");
  const drawHead = () => {
    head.update(places(), status(), beat);
    root.classList.toggle("mlab-not-live", !TRUSTED.includes(beat));
    root.classList.toggle("mlab-stuck", places()?.can_move === false);
    root.classList.toggle("mlab-read-only", status().read_only);
  };
  const handlers = Object.entries(pages).map(([trait, page]) => {
    const show = () => {
      const state = model.get(trait).now;
      if (state != null && page.body.parentElement) page.update(state, page.body.parentElement);
    };
    show();
    return [trait, show];
  });
  const drawRows = () => tables.written(status().writes);
  handlers.push(["_places", drawHead], ["_status", drawHead], ["_status", drawRows]);
  for (const [trait, show] of handlers) model.on(`change:${trait}`, show);
  const stopPulse = pulse(model, root, (now) => {
    beat = now;
    drawHead();
  });
  drawHead();
  const leave = presence(model, root, ask);
  return () => {
    stopPulse();
    leave();
    stopAsking();
    for (const [trait, show] of handlers) model.off(`change:${trait}`, show);
    for (const page of Object.values(pages)) page.stop();
    root.remove();
  };
}
var board_default = { render };
export {
  board_default as default
};
