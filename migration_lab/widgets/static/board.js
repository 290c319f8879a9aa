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
function note(...words2) {
  return el("p", { class: "mlab-note" }, words2);
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
  const chip2 = el("span", { class: "mlab-state" });
  const heart = el("span", { class: "mlab-heart" });
  const where = el("span", { class: "mlab-where" });
  const sentence = el("p", { class: "mlab-sentence", role: "status", tabindex: "-1" });
  const far = el("span", { "aria-hidden": "true" });
  const next = el("div", { class: "mlab-next" });
  const warning = el("p", { class: "mlab-warning", role: "alert", hidden: true });
  const last = el("div", { class: "mlab-last", role: "status", tabindex: "-1" });
  const undone = el("code", {});
  const undo = actionButton(["Undo ", undone], { class: "mlab-button mlab-undo", hidden: true }, () => ask("undo", { sure }));
  const node = el(
    "header",
    { class: "mlab-board-head" },
    el("div", { class: "mlab-line-of" }, chip2, where, heart),
    warning,
    sentence,
    next,
    el("div", { class: "mlab-line-of" }, last, undo)
  );
  let command = null;
  let made = null;
  let said = "";
  let sure = null;
  function focusResult() {
    (last.hasChildNodes() ? last : sentence).focus();
  }
  function drawPulse(beat, reopen) {
    const [mark, words2, about] = PULSES[beat];
    const told = beat === "gone" ? about + reopen : about;
    heart.replaceChildren(el("span", { "aria-hidden": "true" }, mark), ` ${words2}`);
    heart.className = `mlab-heart mlab-${beat === "live" ? "add" : beat === "busy" ? "move" : "drop"}`;
    heart.title = TRUSTED.includes(beat) ? about : "";
    if (warning.textContent !== told) warning.textContent = told;
    warning.hidden = TRUSTED.includes(beat);
  }
  function drawState(places, status, trusted) {
    const looking = status.looking || !places;
    const [mark, words2, hue2] = standing(looking ? null : places.state, trusted);
    chip2.className = `mlab-state mlab-${hue2}`;
    chip2.title = words2;
    chip2.replaceChildren(el("span", { "aria-hidden": "true" }, `${mark} `), words2);
    const told = status.problem ?? (status.progress ? lookingAt(status.progress) : places?.sentence) ?? "";
    if (said !== told) sentence.replaceChildren(told, far);
    said = told;
    far.textContent = status.problem ? "" : howFar(status.progress);
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
    const words2 = `${which}${status.undo ?? ""}${sure ? " all the same" : ""}`;
    undo.title = `Undo ${words2}: database and scripts as they were before it`;
    undo.setAttribute("aria-label", `Undo ${words2}`);
    undone.textContent = named && !which && !sure ? "" : words2;
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
function lookingAt({ known, what }) {
  return `${known ? `${known} ` : ""}Still looking: ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
}
function howFar(progress) {
  if (!progress) return "";
  return `${progress.of ? `: ${progress.done.toLocaleString("en")} of ${progress.of.toLocaleString("en")}` : ""} …`;
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
  const words2 = el(
    "p",
    { class: `mlab-${last.ok ? "add" : "fail"}` },
    el("span", { class: "mlab-mark", "aria-hidden": "true" }, last.ok ? "✓" : "✗"),
    " ",
    el("code", {}, last.command),
    ` ${last.words}`
  );
  if (!last.output) return [words2];
  const output = el("pre", { class: "mlab-output", tabindex: "0", role: "group", "aria-label": last.about }, last.output);
  const more = fold(last.about, output);
  more.addEventListener("toggle", () => output.scrollTop = output.scrollHeight);
  return [words2, more];
}

// parts/in_lab.js
function inLab(node, command, args = {}) {
  const detail = { command, args };
  return !node.dispatchEvent(new CustomEvent("migration-lab", { bubbles: true, cancelable: true, composed: true, detail }));
}

// parts/signs.js
var WORDS = { "+": "added", "-": "dropped", "~": "changed", renamed: "renamed" };
var SIGNS = { "-": "−" };
var STATES = { added: "+", dropped: "-", changed: "~" };
var KINDS = { "+": "add", "-": "drop", "~": "change", "→": "move", "!": "fail" };
function glyph(mark) {
  if (mark !== "≠") return SIGNS[mark] ?? mark;
  const line2 = draw("path", { d: "M1.5 4h9M1.5 8h9M8.4 1 3.6 11", fill: "none", stroke: "currentColor", "stroke-width": 1.7, "stroke-linecap": "round" });
  return draw("svg", { class: "mlab-unequal", viewBox: "0 0 12 12", width: "0.8em", height: "0.8em", "aria-hidden": "true" }, line2);
}
function sign(mark, words2 = WORDS) {
  if (!mark) return null;
  return el(
    "span",
    { class: `mlab-sign mlab-${KINDS[mark]}` },
    el("span", { "aria-hidden": "true" }, glyph(mark)),
    words2[mark] ? el("span", { class: "mlab-heard" }, `${words2[mark]}: `) : null
  );
}
function tag(line2, words2) {
  const word = words2[line2.renamed ? "renamed" : line2.mark];
  if (!word) return null;
  return el(
    "span",
    { class: `mlab-tag mlab-${KINDS[line2.mark]}` },
    el("b", { "aria-hidden": "true" }, glyph(line2.mark)),
    el("span", {}, word)
  );
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

// parts/structure.js
function structure(table, side, caption, words2 = WORDS) {
  const cells = (line2) => side === "both" ? line2.after ?? line2.before : line2[side];
  const lines = (list, draw2) => list.map((line2) => {
    const own = cells(line2);
    if (!own) return blank(table, line2);
    return el("tr", { class: line2.mark ? `mlab-line mlab-${KINDS[line2.mark]}` : "mlab-line" }, draw2(line2, own));
  });
  const marked = [...table.columns, ...table.keys].some((line2) => line2.mark);
  const gutter = (line2) => el("td", { class: marked ? "mlab-gutter mlab-marked" : "mlab-gutter" }, tag(line2, words2));
  const columns = lines(table.columns, (line2, own) => [
    gutter(line2),
    own.map(
      (cell, at) => at ? el("td", { class: cellClass(table.heads[at], differs(line2, at)) }, cellText(table.heads[at], cell)) : el("th", { scope: "row" }, cell)
    )
  ]);
  const keys = lines(table.keys, (line2, own) => [
    gutter(line2),
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
function differs(line2, at) {
  return line2.mark === "~" && line2.before !== null && line2.after !== null && line2.before[at] !== line2.after[at];
}
function blank(table, line2) {
  if (line2.lost) {
    const words2 = [el("b", { "aria-hidden": "true" }, SIGNS["-"]), ` ${line2.lost} lost`];
    return el("tr", { class: "mlab-line mlab-lost mlab-drop" }, el("td", { colspan: table.heads.length + 1 }, words2));
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

// board/comparison.js
var MOST_STEPS = 200;
var MANY = 8;
function comparison(answer) {
  const changed = answer.tables.filter((table) => table.state !== "unchanged");
  const same = answer.tables.length - changed.length;
  const loses = answer.steps.filter((step2) => step2.loses);
  return [
    el("p", { class: loses.length ? "mlab-drop mlab-between" : "mlab-between" }, answer.words),
    answer.steps.length ? steps(answer.steps) : null,
    answer.problem ? el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "Why they cannot be compared" }, answer.problem) : null,
    ...answer.problem ? [] : [el("p", { class: "mlab-between" }, tablesWords(changed.length, same))],
    ...changed.map((table) => tableBox(table, changed.length <= MANY))
  ];
}
function tablesWords(changed, same) {
  const many = (number) => `${number} ${number === 1 ? "table" : "tables"}`;
  if (!changed) return `The structure is the same at both${same ? `: ${many(same)}` : ""}.`;
  return `${many(changed)} ${changed === 1 ? "differs" : "differ"}${same ? `; ${same} ${same === 1 ? "is" : "are"} the same` : ""}:`;
}
function steps(list) {
  const more = list.length - MOST_STEPS;
  const lines = el("ol", { class: "mlab-steps" }, list.slice(0, MOST_STEPS).map(step));
  const box = fold(list.length === 1 ? "The step between them" : `The ${list.length} steps between them`, lines, more > 0 ? note(`and ${more} more`) : null);
  box.open = list.length <= MANY;
  return box;
}
function step(one) {
  const said = one.known ? one.changes.join("; ") || "changes no table" : "what it changes is not known here";
  return el(
    "li",
    {},
    el("span", { class: `mlab-chip mlab-${one.way === "upgrade" ? "add" : "change"}` }, one.way),
    " ",
    el("code", {}, one.id),
    " ",
    one.message,
    el("span", { class: "mlab-step-words" }, said),
    one.loses ? el("span", { class: "mlab-step-words mlab-drop" }, sign("-", {}), `drops ${one.loses}, and what it holds`) : null
  );
}

// board/going.js
function going({ command, beware, go, asking, stay }) {
  const back = command.startsWith("flask db downgrade");
  const warning = beware ? el("p", { class: "mlab-beware" }, sign("-", {}), beware) : null;
  const place2 = el("div", { class: "mlab-asking" });
  const root = el("div", { class: "mlab-going mlab-go mlab-act", role: "group", "aria-label": `Go there with ${command}` }, warning, place2);
  function offer(focus = false) {
    const button = actionButton(
      el("code", {}, command),
      { "aria-label": `Run ${command}`, class: "mlab-button mlab-go" },
      () => beware || back ? ask() : go()
    );
    place2.replaceChildren(button);
    if (focus) button.focus();
  }
  function ask() {
    const question = back ? "Take the database back with " : "Bring the database forward with ";
    const yes = actionButton(["Run ", el("code", {}, command)], { "aria-label": `Yes, run ${command}`, class: "mlab-button mlab-go mlab-main" }, go);
    const no = el("button", { type: "button", class: "mlab-button" }, "Stay here");
    no.addEventListener("click", () => {
      offer(true);
      stay();
    });
    place2.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && place2.contains(no)) no.click();
    });
    place2.replaceChildren(el("p", { class: "mlab-question" }, question, el("code", {}, command), "?"), el("div", { class: "mlab-choice" }, yes, no));
    (beware ? no : yes).focus();
  }
  offer();
  return { root, ask: asking ? ask : () => {
  } };
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

// board/revision.js
var MOST_UNCHANGED = 60;
function revisionHead(entry, menu) {
  if (!entry) return el("p", {}, el("strong", {}, "Before the first revision"), ": an empty database");
  const more = el("button", { type: "button", class: "mlab-button", "aria-haspopup": "menu", "aria-label": `More for revision ${entry.id}`, title: "Go there, compare, open or copy" }, "⋯");
  more.addEventListener("click", () => {
    const { left, bottom } = more.getBoundingClientRect();
    menu(entry.id, { x: left, y: bottom }, more);
  });
  return el(
    "div",
    { class: "mlab-revision-head" },
    el("p", {}, el("code", { class: "mlab-name" }, entry.id), " ", el("strong", {}, entry.message)),
    more
  );
}
function revisionNotes(entry, openScript) {
  if (!entry) return [];
  const file = el("button", { type: "button", class: "mlab-link", title: "Open the script in the editor" }, el("code", {}, entry.path));
  file.addEventListener("click", () => openScript(entry));
  return [
    entry.path ? note(file, " ", entry.created ? el("span", { class: "mlab-nowrap" }, `made ${entry.created}`) : "") : null,
    entry.problem ? el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "What is wrong with the script" }, entry.problem) : null
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

// board/detail.js
var FAINT = 150;
var PAUSE = 60;
function detailOf({ ask, focusResult, menu, openScript, choose, changed }) {
  const node = el("div", { class: "mlab-detail", role: "region", "aria-label": "The selected revision", tabindex: "-1" });
  let state = null;
  let entry;
  let from = null;
  let tab = "";
  let waiting = 0;
  let writes = null;
  let answers = /* @__PURE__ */ new Map();
  async function answer(key, what, more) {
    const mine = waiting += 1;
    if (!answers.has(key)) {
      node.setAttribute("aria-busy", "true");
      const timer = setTimeout(() => mine === waiting && node.classList.add("mlab-old"), FAINT);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      if (mine !== waiting) return clearTimeout(timer);
      const kept = answers;
      kept.set(key, await ask(what, more));
      clearTimeout(timer);
    }
    if (mine !== waiting) return void 0;
    node.classList.remove("mlab-old");
    node.removeAttribute("aria-busy");
    return answers.get(key);
  }
  async function draw2(asking = false) {
    const id = entry?.id ?? "";
    const comparing = from !== null && from !== id;
    const told = comparing ? await answer(`${from} ${id}`, "compare", { from, to: id }) : await answer(id, "revision", { id });
    if (!told) return;
    const had = node.contains(document.activeElement) ? document.activeElement : null;
    const moved = had?.closest(".mlab-go") !== null && had !== null;
    if (comparing) node.replaceChildren(...flat2(compared(id, told)));
    else node.replaceChildren(...flat2(from === id ? [bar(), ...revision(told, asking)] : revision(told, asking)));
    if (asking && !comparing) return;
    if (moved) focusResult();
    else if (had) node.focus();
  }
  const named = (id) => {
    const one = state?.entries.find((each) => each.id === id);
    return one ? [el("code", {}, one.id), " ", one.message] : ["before the first revision"];
  };
  function bar() {
    const end = el("button", { type: "button", class: "mlab-button" }, "Stop comparing");
    end.addEventListener("click", () => compareFrom(null));
    const words2 = from === (entry?.id ?? "") ? "Select another revision to compare it with this one." : null;
    return el("div", { class: "mlab-comparing" }, el("p", {}, words2 ?? [el("strong", {}, "From "), named(from), el("strong", {}, " to "), named(entry?.id ?? "")]), end);
  }
  function compared(id, told) {
    const swap = el("button", { type: "button", class: "mlab-button" }, "The other way round");
    swap.addEventListener("click", () => {
      const other = from ?? "";
      from = id;
      changed();
      choose(other);
    });
    const top = bar();
    top.lastElementChild?.before(swap);
    return [top, ...comparison(told)];
  }
  function revision(told, asking) {
    const id = entry?.id ?? "";
    const command = entry ? entry.command : state?.here.length ? "flask db downgrade base" : null;
    const inner = revisionTabs(entry, told);
    const buttons = [...inner.querySelectorAll("button")].filter((button) => button.getAttribute("role") === "tab");
    buttons.find((one) => one.textContent === tab)?.click();
    inner.addEventListener("click", () => tab = buttons.find((one) => one.getAttribute("aria-selected") === "true")?.textContent ?? "");
    const way2 = command ? going({ command, beware: told.beware ?? "", asking, go: () => ask("go", { id, command }), stay: () => {
    } }) : null;
    if (way2) queueMicrotask(way2.ask);
    return [revisionHead(entry, menu), ...revisionNotes(entry, openScript), way2?.root ?? null, inner];
  }
  function compareFrom(id) {
    from = id;
    changed();
    draw2();
  }
  return {
    node,
    compareFrom,
    comparedWith: () => from,
    /** What was answered may no longer be true. */
    forget: () => answers = /* @__PURE__ */ new Map(),
    /**
     * Ask again, once somebody has written to the database: what is lost on the way depends on its rows.
     * @param {number} count
     */
    written(count) {
      if (count === writes) return;
      const first = writes === null;
      writes = count;
      if (first || !state || from !== null) return;
      answers = /* @__PURE__ */ new Map();
      draw2();
    },
    /**
     * @param {Entry | undefined} next
     * @param {HistoryState} all
     * @param {boolean} asking whether to ask at once if the database is to go there
     */
    show(next, all, asking) {
      [entry, state] = [next, all];
      if (from !== null && from !== "" && !all.entries.some((one) => one.id === from)) from = null;
      if (asking) from = null;
      draw2(asking);
    },
    /** @param {string} title */
    turnTo(title) {
      tab = title;
      draw2();
    }
  };
}
function flat2(nodes) {
  return nodes.filter((one) => one !== null);
}

// board/menu.js
var EDGE = 6;
function openMenu(root, owner, place2, label, items) {
  root.querySelector(":scope > .mlab-menu")?.remove();
  const buttons = items.map(({ label: words2, act }) => {
    const button = el("button", { type: "button", role: "menuitem", tabindex: "-1" }, words2);
    button.addEventListener("click", () => {
      close(true);
      act();
    });
    return button;
  });
  const menu = el("div", { class: "mlab-menu", role: "menu", "aria-label": label, popover: "manual" }, buttons);
  function close(back) {
    document.removeEventListener("pointerdown", elsewhere, true);
    removeEventListener("blur", leave);
    if (back) owner.focus({ preventScroll: true });
    menu.remove();
  }
  const leave = () => close(false);
  const elsewhere = (event) => {
    if (!menu.contains(
      /** @type {Node} */
      event.target
    )) close(false);
  };
  menu.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const at = buttons.findIndex((one) => one === document.activeElement);
    const last = buttons.length - 1;
    const ways = { ArrowDown: at < last ? at + 1 : 0, ArrowUp: at > 0 ? at - 1 : last, Home: 0, End: last };
    if (event.key === "Escape" || event.key === "Tab") close(true);
    else if (event.key in ways) buttons[ways[event.key]].focus();
    else return;
    event.preventDefault();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) close(false);
  });
  menu.addEventListener("contextmenu", (event) => event.preventDefault());
  root.append(menu);
  menu.showPopover?.();
  const { width, height } = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(EDGE, Math.min(place2.x, innerWidth - width - EDGE))}px`;
  menu.style.top = `${Math.max(EDGE, Math.min(place2.y, innerHeight - height - EDGE))}px`;
  document.addEventListener("pointerdown", elsewhere, true);
  addEventListener("blur", leave);
  buttons[0]?.focus();
}

// board/drag.js
var FAR = 5;
var EDGE2 = 24;
function dragMark(box, { mark, row, allowed, words: words2, drop }) {
  const target = el("div", { class: "mlab-drop-target", "aria-hidden": "true" });
  let drag = null;
  let scrolling;
  function aim() {
    if (!drag) return;
    const list = box.getBoundingClientRect();
    const at = Math.floor((drag.y - list.top + box.scrollTop) / row);
    const said = drag.y >= list.top && drag.y <= list.bottom && drag.x >= list.left && drag.x <= list.right ? words2(at) : null;
    drag.at = said === null ? null : at;
    target.hidden = said === null;
    target.textContent = said ?? "";
    target.style.top = `${at * row}px`;
  }
  const move = (event) => {
    if (!drag) return;
    if (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR) return;
    if (!drag.moved) {
      box.append(target);
      box.classList.add("mlab-dragging");
      scrolling = setInterval(scroll, 40);
    }
    drag = { ...drag, x: event.clientX, y: event.clientY, moved: true };
    event.preventDefault();
    aim();
  };
  const scroll = () => {
    if (!drag) return;
    const { top, bottom } = box.getBoundingClientRect();
    const way2 = drag.y < top + EDGE2 ? -1 : drag.y > bottom - EDGE2 ? 1 : 0;
    if (way2) box.scrollTop += way2 * row / 3;
    if (way2) aim();
  };
  const up = () => {
    const at = drag?.moved ? drag.at : null;
    end();
    if (at !== null) drop(at);
  };
  const key = (event) => event.key === "Escape" && end();
  function end() {
    drag = null;
    clearInterval(scrolling);
    target.remove();
    box.classList.remove("mlab-dragging");
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", up);
    document.removeEventListener("pointercancel", end);
    document.removeEventListener("keydown", key, true);
  }
  box.addEventListener("pointerdown", (event) => {
    const on = event.target instanceof Element ? event.target.closest(mark) : null;
    if (!on || event.button !== 0 || !allowed()) return;
    event.preventDefault();
    drag = { x: event.clientX, y: event.clientY, moved: false, at: null };
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", up);
    document.addEventListener("pointercancel", end);
    document.addEventListener("keydown", key, true);
  });
  return end;
}

// board/graph.js
var ROW = 30;
var LANES = ["move", "add", "change", "drop"];
function x(lane, width) {
  return 12 + lane * Math.min(16, Math.max(4, 170 / Math.max(1, width)));
}
var y = (row) => row * ROW + ROW / 2;
function edgePath(points2, width) {
  const parts = points2.map(([row, lane], index) => {
    if (!index) return `M${x(lane, width)} ${y(row)}`;
    const [above, from] = points2[index - 1];
    if (from === lane) return `V${y(row)}`;
    const middle = (y(above) + y(row)) / 2;
    return `C${x(from, width)} ${middle} ${x(lane, width)} ${middle} ${x(lane, width)} ${y(row)}`;
  });
  return parts.join("");
}
function graphParts({ entries, lanes, edges, width, here }, first, last) {
  const parts = [];
  for (const [kind, points2] of edges) {
    const end = points2[points2.length - 1];
    if (points2[0][0] > last || end[0] < first - 1) continue;
    const lane = Math.max(points2[0][1], end[1], points2[1][1]);
    parts.push(draw("path", { d: edgePath(points2, width), class: `mlab-edge mlab-${kind} mlab-${hue(lane)}` }));
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
function virtual(box, body, { drawOne, keyOf: keyOf2, guess = 32, spacer = emptyItem, drawn = () => {
} }) {
  const top = spacer();
  const bottom = spacer();
  for (const one of [top, bottom]) one.classList.add("mlab-spacer");
  body.append(top, bottom);
  let items = [];
  let window = /* @__PURE__ */ new Map();
  const heights = /* @__PURE__ */ new Map();
  let typical = guess;
  const heightOf = (item) => heights.get(keyOf2(item)) ?? typical;
  function range() {
    const start = box.getBoundingClientRect().top - top.getBoundingClientRect().top;
    return inView(items.map(heightOf), start, box.clientHeight);
  }
  function fill() {
    const { first, last, above, below } = range();
    const next = /* @__PURE__ */ new Map();
    let before = top;
    for (let at = first; at < last; at += 1) {
      const key = keyOf2(items[at]);
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
  let wanted = null;
  const hidden = () => !box.clientHeight || !body.getClientRects().length;
  function settle2() {
    if (hidden()) return;
    if (wanted !== null) {
      fill();
      scrollTo(wanted);
    }
    for (let turn = 0; turn < 4; turn += 1) {
      fill();
      if (!measure()) break;
      if (wanted !== null) scrollTo(wanted);
    }
    wanted = null;
  }
  function measure() {
    const first = !heights.size && window.size > 0;
    let moved = false;
    for (const [key, { node }] of window) {
      const height = node.getBoundingClientRect().height;
      if (Math.abs(height - (heights.get(key) ?? typical)) > 0.5) moved = true;
      heights.set(key, height);
    }
    if (first) typical = Math.min(...heights.values()) || guess;
    return moved;
  }
  function scrollTo(index) {
    const item = items[index];
    if (!item) return;
    const above = items.slice(0, index).reduce((sum, one) => sum + heightOf(one), 0);
    const start = top.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop + above;
    const own = heightOf(item);
    const [before, after] = [box.scrollTop - start, start + own - box.scrollTop - box.clientHeight];
    if (Math.max(before, after) > box.clientHeight / 2) box.scrollTop = start - (box.clientHeight - own) / 2;
    else if (before > 0) box.scrollTop = start;
    else if (after > 0) box.scrollTop = start + Math.min(0, own - box.clientHeight);
  }
  let asked = false;
  const soon = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      settle2();
    });
  };
  const watch = new ResizeObserver(soon);
  watch.observe(box);
  watch.observe(body);
  box.addEventListener("scroll", soon, { passive: true });
  return {
    show(list) {
      items = list;
      settle2();
    },
    reveal(index) {
      wanted = index;
      settle2();
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

// board/revision_list.js
var CHIPS = { "database here": "move", pending: "change" };
var HERE = "database here";
function revisionList({ choose, menu, go, canGo }) {
  const id = freshId("revision");
  const graph = draw("svg", { "aria-hidden": "true", class: "mlab-graph" });
  const rows = el("ul", { role: "listbox", tabindex: "0", "aria-label": "Revisions, newest first" });
  const node = el("div", { class: "mlab-revisions" }, graph, rows);
  let state = { title: "", entries: [], lanes: [], edges: [], width: 0, here: [], problem: null };
  let selected = null;
  const find = (one) => state.entries.findIndex((entry) => entry.id === one);
  function option(entry, index) {
    const option2 = el(
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
      el("span", { class: "mlab-message", title: entry.message }, entry.message),
      entry.named ? chip("named in it", "what you search for is named in the script", "none") : null,
      entry.compared ? chip("compared", "the other revisions are compared with this one", "add") : null,
      entry.problem ? chip("broken", "the script cannot be read, or does not fit the others", "fail") : null,
      entry.tags.map(([words2, about]) => chip(words2, about, CHIPS[words2] ?? "none"))
    );
    option2.style.paddingInlineStart = `${x(state.width, state.width) + 4}px`;
    option2.addEventListener("click", () => choose(entry.id));
    option2.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      event.stopPropagation();
      choose(entry.id);
      menu(entry.id, { x: event.clientX, y: event.clientY });
    });
    return option2;
  }
  const list = virtual(node, rows, {
    drawOne: option,
    keyOf: (entry) => entry.id,
    guess: ROW,
    drawn(first, last) {
      graph.replaceChildren(...graphParts(state, first, last));
      graph.setAttribute("width", String(x(state.width, state.width)));
      graph.setAttribute("height", String(state.entries.length * ROW));
    }
  });
  rows.addEventListener("keydown", (event) => {
    const index = find(selected);
    if (event.key === "ContextMenu" || event.key === "F10" && event.shiftKey) {
      event.preventDefault();
      if (index < 0) return;
      const at = rows.querySelector("[aria-selected=true]")?.getBoundingClientRect();
      if (at) menu(state.entries[index].id, { x: at.left + x(state.width, state.width), y: at.bottom });
      return;
    }
    const end = state.entries.length - 1;
    const page = Math.max(1, Math.floor(node.clientHeight / ROW) - 1);
    const ways = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + page, PageUp: index - page, Home: 0, End: end };
    const to = ways[event.key];
    if (to === void 0 || !state.entries.length) return;
    event.preventDefault();
    choose(state.entries[Math.min(end, Math.max(0, to))].id);
  });
  const stopDragging = dragMark(node, {
    mark: ".mlab-chip.mlab-mine",
    row: ROW,
    allowed: canGo,
    words(row) {
      const entry = state.entries[row];
      return entry?.command ? entry.command : null;
    },
    drop: (row) => go(state.entries[row].id)
  });
  return {
    node,
    rows,
    /** @param {HistoryState} next */
    show(next) {
      state = next;
      node.style.height = `${state.entries.length * ROW + 2}px`;
      list.show(state.entries);
    },
    /**
     * @param {string} one
     * @param {boolean} reveal
     */
    select(one, reveal) {
      selected = one;
      const index = find(one);
      for (const option2 of rows.querySelectorAll("[role=option]")) {
        option2.setAttribute("aria-selected", String(option2.id === `${id}-${index}`));
      }
      if (index < 0) return rows.removeAttribute("aria-activedescendant");
      if (reveal) list.reveal(index);
      rows.setAttribute("aria-activedescendant", `${id}-${index}`);
    },
    stop() {
      stopDragging();
      list.stop();
    }
  };
}
function chip(words2, about, hue2) {
  const mine = words2 === HERE;
  const grip = mine ? el("span", { class: "mlab-grip", "aria-hidden": "true" }, "⠿ ") : null;
  const title = mine ? `${about}; drag it to where the database is to go` : about;
  return el("span", { class: `mlab-chip mlab-${hue2}${mine ? " mlab-mine" : ""}`, title }, grip, words2);
}

// board/search.js
var PAUSE2 = 120;
function searchField(label, search) {
  const field = el("input", { type: "search", class: "mlab-search", "aria-label": label, placeholder: label, spellcheck: "false", autocomplete: "off" });
  const found = el("span", { class: "mlab-found", role: "status" });
  let timer;
  let told = "";
  const tell = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const text = field.value.trim();
      if (text !== told) search(told = text);
    }, pause);
  };
  field.addEventListener("input", () => tell(PAUSE2));
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") tell(0);
    if (event.key !== "Escape" || !field.value) return;
    event.stopPropagation();
    field.value = "";
    tell(0);
  });
  return {
    field,
    node: el("div", { class: "mlab-searching", role: "search" }, field, found),
    /** Say how much was found; nothing while nothing is sought. @param {string} words */
    say: (words2) => found.textContent = told ? words2 : "",
    clear() {
      field.value = told = "";
      found.textContent = "";
    },
    stop: () => clearTimeout(timer)
  };
}
function contains(text, sought) {
  return text.toLowerCase().includes(sought.toLowerCase());
}

// board/history.js
function historyPage(ask, focusResult) {
  const title = el("p", { class: "mlab-note" });
  const problem = el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "What is wrong with the scripts", hidden: true });
  const search = searchField("Search id, message, or a name in the scripts", find);
  const id = freshId("machine");
  const slider = el("input", { type: "range", min: "0", step: "1", id });
  const shown = el("output", { for: id });
  const follow = el("button", { type: "button", class: "mlab-button mlab-follow", title: "Select the revision at which the database is, and follow it" }, "To the database");
  const machine = el(
    "div",
    { class: "mlab-machine" },
    el("label", { for: id }, "Time machine"),
    el("span", { class: "mlab-end" }, "first"),
    slider,
    el("span", { class: "mlab-end" }, "newest"),
    follow,
    shown
  );
  const list = revisionList({ choose, menu, go, canGo: () => !body.closest(".mlab-stuck, .mlab-read-only, .mlab-not-live") });
  const detail = detailOf({ ask, focusResult, menu, openScript, choose, changed: draw2 });
  const body = el("div", { class: "mlab-page-history" }, title, problem, search.node, machine, list.node, detail.node);
  let state = { title: "", entries: [], lanes: [], edges: [], width: 0, here: [], problem: null };
  let listed = state;
  let sought = "";
  let named = /* @__PURE__ */ new Set();
  let selected = null;
  let byHand = false;
  let stood = "";
  const entryOf = (one) => state.entries.find((entry) => entry.id === one);
  const here = () => state.entries.find((entry) => state.here.includes(entry.id)) ?? state.entries[0];
  function draw2() {
    const from = detail.comparedWith();
    const mark = (entry) => ({ ...entry, compared: entry.id === from, named: named.has(entry.id) });
    const kept = sought ? state.entries.filter((entry) => named.has(entry.id) || contains(`${entry.id} ${entry.message}`, sought)) : state.entries;
    const whole = kept.length === state.entries.length;
    const graph = whole ? state : { ...state, lanes: kept.map(() => 0), edges: [], width: 1 };
    listed = { ...graph, entries: kept.map(mark) };
    list.show(listed);
    slider.max = String(kept.length);
    search.say(kept.length ? `${kept.length.toLocaleString("en")} of ${state.entries.length.toLocaleString("en")}` : "none found");
  }
  async function find(text) {
    sought = text;
    named = /* @__PURE__ */ new Set();
    draw2();
    const answer = text ? await ask("search", { text }) : {};
    if (text !== sought) return;
    named = new Set(answer.ids ?? []);
    draw2();
    if (selected !== null) select(selected, !text);
  }
  function select(chosen, reveal = true, asking = false) {
    selected = chosen;
    list.select(chosen, reveal);
    const index = listed.entries.findIndex((entry2) => entry2.id === chosen);
    const entry = entryOf(chosen);
    slider.value = String(index < 0 ? 0 : listed.entries.length - index);
    const words2 = entry ? `${entry.id} ${entry.message}` : "before the first revision";
    slider.setAttribute("aria-valuetext", words2);
    shown.textContent = entry ? "" : words2;
    follow.disabled = state.here.length ? state.here.includes(chosen) : true;
    detail.show(entry, state, asking);
  }
  function choose(id2) {
    byHand = true;
    select(id2);
  }
  function go(id2) {
    byHand = true;
    select(id2, true, true);
  }
  async function openScript(entry) {
    const { path, line: line2 } = await ask("script", { id: entry?.id });
    if (!path || !inLab(body, "migration-lab:open-file", { path, line: line2 })) detail.turnTo("Script");
  }
  function menu(id2, place2, owner = (
    /** @type {HTMLElement} */
    list.rows
  )) {
    const entry = entryOf(id2);
    const root = (
      /** @type {HTMLElement | null} */
      body.closest(".mlab")
    );
    if (!root) return;
    const from = detail.comparedWith();
    const can = entry?.command && !body.closest(".mlab-stuck, .mlab-read-only, .mlab-not-live");
    openMenu(root, owner, place2, `Revision ${id2}`, [
      ...can ? [{ label: ["Go here: ", el("code", {}, entry.command)], act: () => go(id2) }] : [],
      ...entry?.path ? [{ label: "Open the script", act: () => openScript(entry) }] : [],
      { label: "Compare from here", act: () => detail.compareFrom(id2) },
      ...from !== null ? [{ label: "Stop comparing", act: () => detail.compareFrom(null) }] : [],
      { label: ["Copy its id: ", el("code", {}, id2)], act: async () => shown.textContent = await copyText(id2) ? `Copied ${id2}` : "Copying is not allowed here" }
    ]);
  }
  slider.addEventListener("input", () => choose(listed.entries[listed.entries.length - Number(slider.value)]?.id ?? ""));
  follow.addEventListener("click", () => {
    byHand = false;
    if (!listed.entries.includes(here())) search.clear();
    sought = search.field.value;
    draw2();
    select(here().id);
    list.rows.focus();
  });
  function update(next) {
    const before = selected;
    state = next;
    detail.forget();
    title.textContent = state.title;
    problem.hidden = !state.problem;
    problem.textContent = state.problem ?? "";
    const any = state.entries.length > 0;
    for (const part of [search.node, machine, list.node, detail.node]) part.hidden = !any;
    draw2();
    if (!any) return;
    const stands = state.here.join(" ");
    const moved = stands !== stood;
    stood = stands;
    if (moved) byHand = false;
    const known = before === "" || entryOf(before);
    select(byHand && known && before !== null ? before : here().id, moved || before === null);
  }
  function stop() {
    search.stop();
    list.stop();
  }
  return { body, update, stop, written: detail.written };
}

// board/places.js
var STANDINGS = { has: "✓", lacks: "✗", differs: "≠", unknown: "?" };
var STANDING_HUES = { has: "add", lacks: "drop", differs: "change", unknown: "none" };
function placesPage() {
  const picture2 = el("div", { class: "mlab-road", role: "group", "aria-label": "The three places" });
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
  const body = el("div", { class: "mlab-page-places" }, picture2, problem, table, rest);
  let list = null;
  function row(line2, at) {
    return el(
      "tr",
      { "aria-rowindex": String(at + 2) },
      el(
        "th",
        { scope: "row" },
        sign(line2.mark),
        el("span", { class: "mlab-kind" }, line2.kind, " "),
        el("bdi", { class: "mlab-name" }, line2.name),
        line2.detail ? [" ", el("code", {}, line2.detail)] : null
      ),
      line2.cells.map(
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
      keyOf: (line2) => `${line2.kind} ${line2.name}`,
      guess: 34,
      spacer: () => el("tr", { "aria-hidden": "true" }, el("td", { colspan: "4" }))
    });
    picture2.replaceChildren(...road(state));
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
    el("ul", { class: "mlab-plain" }, lines.map((line2) => el("li", {}, el("code", {}, line2))))
  );
}
function road(state) {
  const place2 = (title, ...lines) => el("div", { class: "mlab-place" }, el("strong", {}, title), lines);
  const words2 = (text) => el("span", {}, text);
  return [
    place2("Models", words2("your classes")),
    way(state.roads[0]),
    place2("Scripts", words2(state.heads.length > 1 ? "heads" : "head"), idLines(state.heads, "none yet")),
    way(state.roads[1]),
    place2("Database", words2("at"), idLines(state.current, "base"))
  ];
}
function idLines(ids, none) {
  const line2 = (id) => id.includes(" ") ? el("span", {}, id) : el("code", {}, id);
  return el("div", { class: "mlab-ids" }, ids.length ? ids.map(line2) : el("code", {}, none));
}
function way(one) {
  const [mark, words2, hue2] = !one.known ? ["?", "not known", "none"] : one.differ ? ["≠", "differ", "change"] : ["=", "agree", "add"];
  return el(
    "div",
    { class: `mlab-way mlab-${hue2}` },
    el("span", { class: "mlab-way-mark", "aria-hidden": "true" }, mark),
    el("span", {}, words2),
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

// board/layer_order.js
var GAP = 26;
var BETWEEN = 46;
var NEAR = 9;
var SWEEPS = 10;
function order(rows) {
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const down = sweep % 2 === 0;
    for (const row of down ? rows : [...rows].reverse()) {
      rows.forEach((each) => each.forEach((cell, at) => cell.x = (at + 0.5) / each.length));
      const wish = new Map(row.map((cell) => [cell, mean(down ? cell.ups : cell.downs, cell.x)]));
      row.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0));
    }
  }
}
function mean(others, otherwise) {
  return others.length ? others.reduce((sum, one) => sum + one.x + one.width / 2, 0) / others.length : otherwise;
}
function place(rows) {
  let y2 = 0;
  for (const row of rows) {
    let x2 = 0;
    for (const cell of row) {
      [cell.x, cell.y] = [x2, y2];
      x2 += cell.width + GAP;
    }
    const high = Math.max(0, ...row.map((cell) => cell.height));
    for (const cell of row) if (!cell.id) cell.height = high;
    y2 += high + BETWEEN;
  }
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const row of sweep % 2 ? [...rows].reverse() : rows) settle(row);
  }
  const left = Math.min(0, ...rows.flat().map((cell) => cell.x));
  for (const cell of rows.flat()) cell.x -= left;
  return Math.max(0, y2 - BETWEEN);
}
function settle(row) {
  const wish = row.map((cell) => mean([...cell.ups, ...cell.downs], cell.x + cell.width / 2) - cell.width / 2);
  const right = [...wish];
  for (let at = 1; at < row.length; at += 1) right[at] = Math.max(wish[at], right[at - 1] + row[at - 1].width + gap(row[at - 1], row[at]));
  const left = [...wish];
  for (let at = row.length - 2; at >= 0; at -= 1) left[at] = Math.min(wish[at], left[at + 1] - row[at].width - gap(row[at], row[at + 1]));
  row.forEach((cell, at) => cell.x = (right[at] + left[at]) / 2);
}
function gap(one, other) {
  return one.id || other.id ? one.id && other.id ? GAP : GAP / 2 : NEAR;
}

// board/layers.js
var PASSING = 2;
function layers(boxes, arrows, widest) {
  const linked = new Set(arrows.filter(({ from, to }) => from !== to).flatMap(({ from, to }) => [from, to]));
  const cells = new Map(boxes.filter(({ id }) => linked.has(id)).map((box) => [box.id, cellOf(box)]));
  const rank = ranks([...cells.keys()], arrows);
  const rows = inRows([...cells.values()], rank, widest);
  const chains = arrows.map(({ from, to }) => chain(cells.get(from), cells.get(to), rows));
  order(rows);
  const height = place(rows);
  const alone = boxes.filter(({ id }) => !linked.has(id)).map(cellOf);
  const bottom = beside(alone, Math.max(widest, ...rows.flat().map((cell) => cell.x + cell.width)), height);
  const all = [...cells.values(), ...alone];
  return {
    places: new Map(all.map(({ id, x: x2, y: y2 }) => [id, { x: x2, y: y2 }])),
    lines: chains.map(points),
    width: Math.max(0, ...all.map((cell) => cell.x + cell.width)),
    height: bottom
  };
}
function cellOf(box) {
  return { ...box, x: 0, y: 0, layer: 0, ups: [], downs: [] };
}
function ranks(ids, arrows) {
  const above = new Map(ids.map((id) => [id, []]));
  for (const { from, to } of arrows) if (from !== to) above.get(from)?.push(to);
  const found = /* @__PURE__ */ new Map();
  const open = /* @__PURE__ */ new Set();
  for (const start of ids) {
    const stack = [start];
    while (stack.length) {
      const id = stack[stack.length - 1];
      if (found.has(id)) {
        stack.pop();
        continue;
      }
      open.add(id);
      const others = above.get(id) ?? [];
      const next = others.find((one) => !found.has(one) && !open.has(one));
      if (next !== void 0) {
        stack.push(next);
        continue;
      }
      found.set(id, 1 + Math.max(-1, ...others.map((one) => found.get(one) ?? -1)));
      open.delete(id);
      stack.pop();
    }
  }
  return found;
}
function inRows(cells, rank, widest) {
  const rows = [];
  const most = Math.max(0, ...rank.values());
  for (let at = 0; at <= most; at += 1) {
    let width = Infinity;
    for (const cell of cells.filter(({ id }) => rank.get(id) === at)) {
      if (width + cell.width > widest) {
        rows.push([]);
        width = 0;
      }
      cell.layer = rows.length - 1;
      rows[cell.layer].push(cell);
      width += cell.width + GAP;
    }
  }
  return rows;
}
function chain(from, to, rows) {
  if (!from || !to || from === to) return [];
  const [low, high] = from.layer >= to.layer ? [from, to] : [to, from];
  const cells = [low];
  for (let layer = low.layer - 1; layer > high.layer; layer -= 1) {
    const passing = { ...cellOf({ id: "", width: PASSING, height: 0 }), layer };
    rows[layer].push(passing);
    cells.push(passing);
  }
  cells.push(high);
  cells.slice(1).forEach((upper, at) => {
    cells[at].ups.push(upper);
    upper.downs.push(cells[at]);
  });
  return cells[0] === from ? cells : cells.reverse();
}
function beside(cells, widest, from) {
  let [x2, y2, high] = [0, from ? from + BETWEEN : 0, 0];
  for (const cell of cells) {
    if (x2 && x2 + cell.width > widest) [x2, y2, high] = [0, y2 + high + GAP, 0];
    [cell.x, cell.y] = [x2, y2];
    x2 += cell.width + GAP;
    high = Math.max(high, cell.height);
  }
  return cells.length ? y2 + high : from;
}
function points(cells) {
  if (cells.length < 2) return [];
  const up = cells[0].layer >= cells[cells.length - 1].layer;
  const end = (cell, next, top) => {
    const others = [...top ? cell.ups : cell.downs].sort((a, b) => a.x - b.x);
    const place2 = (others.indexOf(next) + 1) / (others.length + 1);
    return { x: cell.x + cell.width * place2, y: top ? cell.y : cell.y + cell.height };
  };
  const last = cells.length - 1;
  const passing = cells.slice(1, last).flatMap(({ x: x2, y: y2, width, height }) => {
    const both = [{ x: x2 + width / 2, y: y2 + height }, { x: x2 + width / 2, y: y2 }];
    return up ? both : both.reverse();
  });
  return [end(cells[0], cells[1], up), ...passing, end(cells[last], cells[last - 1], !up)];
}

// board/zoom.js
var LEAST = 0.25;
var MOST = 2;
var STEP = 1.25;
var READABLE = 0.55;
function zoomer(box, draw2) {
  let scale = 1;
  let chosen = false;
  let size = { width: 1, height: 1 };
  const shown = el("output", { class: "mlab-scale" });
  const button = (words2, about, act) => {
    const made = el("button", { type: "button", class: "mlab-button", "aria-label": about, title: about }, words2);
    made.addEventListener("click", act);
    return made;
  };
  const node = el(
    "div",
    { class: "mlab-zoom", role: "group", "aria-label": "Size of the picture" },
    button("−", "Smaller (key −)", () => to(scale / STEP)),
    shown,
    button("+", "Larger (key +)", () => to(scale * STEP)),
    button("Fit", "The whole width (key 0)", () => whole())
  );
  function to(wanted, about = { x: box.clientWidth / 2, y: box.clientHeight / 2 }) {
    const next = Math.min(MOST, Math.max(LEAST, wanted));
    const [x2, y2] = [(box.scrollLeft + about.x) / scale, (box.scrollTop + about.y) / scale];
    scale = next;
    chosen = true;
    paint();
    box.scrollLeft = x2 * scale - about.x;
    box.scrollTop = y2 * scale - about.y;
  }
  function whole() {
    chosen = true;
    fit();
  }
  function fit(least = LEAST) {
    scale = Math.min(1, Math.max(least, box.clientWidth / size.width));
    paint();
  }
  function paint() {
    size = draw2(scale);
    shown.textContent = `${Math.round(scale * 100)} %`;
  }
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") to(scale * STEP);
    else if (event.key === "-") to(scale / STEP);
    else if (event.key === "0") whole();
    else return;
    event.preventDefault();
  });
  const wheel = (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const { left, top } = box.getBoundingClientRect();
    to(scale * STEP ** (-Math.sign(event.deltaY) / 2), { x: event.clientX - left, y: event.clientY - top });
  };
  box.addEventListener("wheel", wheel, { passive: false });
  function begin(about) {
    chosen = false;
    paint();
    fit(READABLE);
    if (!about) return;
    box.scrollLeft = about.x * scale - box.clientWidth / 2;
    box.scrollTop = about.y * scale - box.clientHeight / 2;
  }
  let width = 0;
  const watch = new ResizeObserver(() => {
    const changed = box.clientWidth !== width;
    width = box.clientWidth;
    if (changed && width && !chosen) fit(READABLE);
  });
  watch.observe(box);
  return { node, begin, again: paint, stop: () => watch.disconnect() };
}

// board/picture.js
var LETTER = 7.3;
var LINE = 18;
var HEAD = 24;
var MOST_LETTERS = 24;
var MOST_LINES = 9;
var MARGIN = 10;
var WORDS_OF = { added: "new table", dropped: "dropped", changed: "changed", unchanged: "" };
function picture(open) {
  const place2 = el("div", { class: "mlab-picture-box", tabindex: "0", role: "group", "aria-label": "Picture of the tables: arrow keys go from one to the next, Enter opens one, + and − change the size" });
  let svg = draw("svg");
  let size = { width: 1, height: 1 };
  let at = 0;
  const head = freshId("arrow");
  const zoom = zoomer(place2, (scale) => {
    svg.setAttribute("width", String(Math.ceil(size.width * scale)));
    svg.setAttribute("height", String(Math.ceil(size.height * scale)));
    return size;
  });
  const groups = () => [...place2.querySelectorAll("g[role=link]")].map((one) => (
    /** @type {SVGElement} */
    one
  ));
  place2.addEventListener("keydown", (event) => {
    const all = groups();
    const ways = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    const inside = all.findIndex((one) => one === document.activeElement);
    if (event.key in ways && all.length) {
      at = inside < 0 ? at : ways[event.key];
      at = Math.min(all.length - 1, Math.max(0, at));
      all[at].focus();
      all[at].scrollIntoView({ block: "nearest", inline: "nearest" });
    } else if (event.key === "Enter" && inside >= 0) all[inside].dispatchEvent(new MouseEvent("click", { bubbles: true }));
    else return;
    event.preventDefault();
  });
  let drawnNames = "";
  function show(tables, references) {
    const boxes = tables.map(boxOf);
    const laid = layers(boxes, references, Math.max(420, Math.min(900, Math.sqrt(tables.length) * 230)));
    size = { width: laid.width + 2 * MARGIN, height: laid.height + 2 * MARGIN };
    const lines = references.map((one, index) => line(one, laid.lines[index], head));
    const drawn = tables.map((table, index) => drawBox(table, boxes[index], laid.places.get(table.name) ?? { x: 0, y: 0 }));
    svg = draw("svg", { class: "mlab-tables-picture", viewBox: `${-MARGIN} ${-MARGIN} ${size.width} ${size.height}` }, arrowHead(head), ...lines.filter((one) => one !== null), ...drawn);
    tables.forEach((table, index) => drawn[index].addEventListener("click", () => open(table)));
    place2.replaceChildren(svg);
    const names = tables.map((table) => table.name).join("\n");
    if (names === drawnNames) return zoom.again();
    drawnNames = names;
    at = 0;
    const news = tables.find((table) => table.state !== "unchanged") ?? tables[0];
    const spot = news && laid.places.get(news.name);
    zoom.begin(spot && { x: spot.x + boxes[tables.indexOf(news)].width / 2, y: spot.y });
  }
  return { place: place2, tools: zoom.node, show, stop: zoom.stop };
}
function linesOf(table) {
  const list = table.columns.map((line2) => ({ line: line2, cells: line2.after ?? line2.before ?? [], key: keyOf(table, line2) }));
  if (list.length <= MOST_LINES) return { shown: list, more: 0 };
  const loud = new Set(list.filter(({ line: line2, key }) => line2.mark || key).slice(0, MOST_LINES - 1));
  for (const one of list) if (loud.size < MOST_LINES - 1) loud.add(one);
  const shown = list.filter((one) => loud.has(one));
  return { shown, more: list.length - shown.length };
}
function keyOf(table, line2) {
  const at = table.heads.indexOf("key");
  return at < 0 ? "" : (line2.after ?? line2.before)?.[at] ?? "";
}
var short = (text, most = MOST_LETTERS) => text.length > most ? `${text.slice(0, most - 1)}…` : text;
function aside({ cells, key }) {
  const to = /→ ([^,]+)/.exec(key)?.[1];
  if (to) return short(`→ ${to}`);
  return key.includes("primary key") ? "primary key" : short(cells[1] ?? "", 16);
}
function boxOf(table) {
  const { shown, more } = linesOf(table);
  const letters = shown.map((one) => short(one.cells[0] ?? "").length + aside(one).length + 5);
  const title = short(table.name).length + WORDS_OF[
    /** @type {keyof typeof WORDS_OF} */
    table.state
  ].length + 5;
  const below = shown.length + (more || !shown.length ? 1 : 0);
  return { id: table.name, width: Math.max(110, LETTER * Math.max(title, ...letters)), height: HEAD + LINE * below + 6 };
}
function drawBox(table, { width, height }, place2) {
  const { shown, more } = linesOf(table);
  const mark = STATES[table.state];
  const hue2 = mark ? ` mlab-${KINDS[mark]}` : "";
  const words2 = WORDS_OF[
    /** @type {keyof typeof WORDS_OF} */
    table.state
  ];
  const about = [table.name, mark === "~" ? words2 : "", table.words, "go to it"].filter(Boolean).join(", ");
  const text = (said, more2) => draw("text", more2, document.createTextNode(said));
  const rows = shown.flatMap((one, index) => {
    const y2 = HEAD + LINE * (index + 1) - 2;
    const kind = one.line.mark ? ` mlab-line-${KINDS[one.line.mark]} mlab-${KINDS[one.line.mark]}` : "";
    const bold = /primary key/.test(one.key) ? " mlab-key" : "";
    return [
      one.line.mark ? draw("rect", { class: `mlab-row-ground${kind}`, x: 1, y: y2 - 13, width: width - 2, height: LINE }) : null,
      one.line.mark ? text(SIGNS[one.line.mark] ?? one.line.mark, { class: `mlab-row-mark${kind}`, x: 7, y: y2 }) : null,
      text(short(one.cells[0] ?? ""), { class: `mlab-column${kind}${bold}`, x: 20, y: y2 }),
      text(aside(one), { class: `mlab-aside${one.key.includes("→") ? " mlab-to" : ""}`, x: width - 8, y: y2, "text-anchor": "end" })
    ];
  });
  const rest = more ? `and ${more} more columns` : shown.length ? "" : table.words;
  return draw(
    "g",
    { class: `mlab-table-box${hue2}`, role: "link", tabindex: -1, "aria-label": about, transform: `translate(${place2.x} ${place2.y})` },
    draw("title", {}, document.createTextNode(about)),
    draw("rect", { class: "mlab-table-ground", width, height, rx: 6 }),
    draw("path", { class: "mlab-table-head", d: `M0 ${HEAD}V6a6 6 0 0 1 6-6H${width - 6}a6 6 0 0 1 6 6V${HEAD}Z` }),
    text(`${mark ? `${SIGNS[mark] ?? mark} ` : ""}${short(table.name)}`, { class: "mlab-table-name", x: 8, y: 17 }),
    words2 ? text(words2, { class: "mlab-table-words", x: width - 8, y: 17, "text-anchor": "end" }) : draw("g"),
    .../** @type {Element[]} */
    rows.filter((one) => one !== null),
    rest ? text(rest, { class: "mlab-aside", x: 20, y: HEAD + LINE * (shown.length + 1) - 2 }) : draw("g"),
    draw("rect", { class: "mlab-table-edge", width, height, rx: 6 })
  );
}
function line(one, points2, head) {
  if (points2.length < 2) return null;
  const path = points2.map(({ x: x2, y: y2 }, at) => {
    if (!at) return `M${x2} ${y2}`;
    const before = points2[at - 1];
    const middle2 = (before.y + y2) / 2;
    return `C${before.x} ${middle2} ${x2} ${middle2} ${x2} ${y2}`;
  });
  const kind = one.mark ? ` mlab-${KINDS[one.mark]}` : "";
  const said = one.mark ? `${WORDS[one.mark]}: ` : "";
  const middle = points2[Math.floor(points2.length / 2) - (points2.length % 2 ? 0 : 1)];
  const next = points2[Math.floor(points2.length / 2)];
  const mark = one.mark ? draw("text", { class: `mlab-arrow-mark${kind}`, x: (middle.x + next.x) / 2 + 5, y: (middle.y + next.y) / 2 + 4 }, document.createTextNode(SIGNS[one.mark] ?? one.mark)) : draw("g");
  return draw(
    "g",
    { "aria-hidden": "true" },
    draw("title", {}, document.createTextNode(`${said}${one.from}.${one.columns.join(", ")} refers to ${one.to}`)),
    draw("path", { class: `mlab-arrow${kind}`, d: path.join(""), "marker-end": `url(#${head})` }),
    mark
  );
}
function arrowHead(id) {
  const head = draw("path", { class: "mlab-arrow-head", d: "M0 0L8 4L0 8Z" });
  return draw("defs", {}, draw("marker", { id, viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: "userSpaceOnUse", orient: "auto" }, head));
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
      el("caption", {}, caption),
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
      box.querySelector("th.mlab-cell")
    );
    if (!marked || !box.clientWidth) return;
    watch.disconnect();
    const right = marked.offsetLeft + marked.offsetWidth;
    if (right > box.clientWidth) box.scrollLeft = right - box.clientWidth;
  });
  watch.observe(box);
}

// board/rows_on_demand.js
function rowsOnDemand(ask, follow) {
  const wanted = /* @__PURE__ */ new Map();
  let writes = null;
  async function look(name, one) {
    const { first, containing, where } = one.query;
    const asked = JSON.stringify(one.query);
    const answer = await ask("rows", { table: one.key, first, containing, where });
    if (asked !== JSON.stringify(one.query)) return;
    const made = JSON.stringify({ ...answer, answer: null });
    if (made === one.made) return;
    one.made = made;
    one.told(answer);
    one.place.replaceChildren(answer.problem ? note(answer.problem) : rowsTable(name, answer));
  }
  function rowsTable(name, page) {
    if (!page.rows.length) return note(page.words);
    const links = new Map(page.links.map((link) => [link.at, link]));
    return sampleTable(page.words, page, /* @__PURE__ */ new Map(), (value, row, at) => {
      const link = links.get(at);
      const values = link?.values[row];
      if (!link || !values) return null;
      const where = Object.fromEntries(link.columns.map((column, place2) => [column, values[place2]]));
      const to = `${link.table}, ${link.columns.map((column) => `${column} = ${where[column]}`).join(" and ")}`;
      const button = el("button", { type: "button", class: "mlab-link", title: `Go to ${to}`, "aria-label": `${value}: go to ${to}` }, value, el("span", { "aria-hidden": "true" }, " →"));
      button.addEventListener("click", () => follow(link, where, `where ${name}.${page.columns[at]} leads`));
      return button;
    });
  }
  function begin(name, key) {
    const query = { first: 0, containing: "", where: null, because: "" };
    const search = searchField(`Rows of ${name} with`, (text) => turn({ containing: text, first: 0 }));
    const back = el("button", { type: "button", class: "mlab-button", "aria-label": `Earlier rows of ${name}` }, "‹ Earlier");
    const on = el("button", { type: "button", class: "mlab-button", "aria-label": `Later rows of ${name}` }, "Later ›");
    const only = el("span", { class: "mlab-only" });
    const all = el("button", { type: "button", class: "mlab-button", "aria-label": `All rows of ${name}` }, "All rows");
    const pager = el("div", { class: "mlab-pager" }, back, on);
    const chosen = el("div", { class: "mlab-chosen" }, only, all);
    let size = 0;
    function turn(more) {
      Object.assign(query, more);
      look(name, one);
    }
    back.addEventListener("click", () => !back.ariaDisabled && turn({ first: Math.max(0, query.first - size) }));
    on.addEventListener("click", () => !on.ariaDisabled && turn({ first: query.first + size }));
    all.addEventListener("click", () => {
      turn({ where: null, because: "", first: 0 });
      search.field.focus();
    });
    const one = {
      key,
      query,
      place: el("div", { class: "mlab-table-rows" }),
      tools: el("div", { class: "mlab-row-tools" }, search.node, chosen, pager),
      /** @param {RowPage} answer */
      told(answer) {
        if (answer.problem) return;
        size = answer.size;
        query.first = answer.first;
        chosen.hidden = !answer.where;
        only.textContent = answer.where ? `only ${answer.where}${query.because ? `, ${query.because}` : ""}` : "";
        search.node.hidden = Boolean(answer.where) || !query.containing && answer.total <= answer.size;
        pager.hidden = answer.total <= answer.size;
        back.ariaDisabled = answer.first > 0 ? null : "true";
        on.ariaDisabled = answer.first + answer.size < answer.total ? null : "true";
      }
    };
    for (const part of [search.node, chosen, pager]) part.hidden = true;
    return one;
  }
  function of(table) {
    const old = wanted.get(table.name);
    const place2 = el("div", {}, old ? [old.tools, old.place] : null);
    const about = { "aria-label": `Rows of ${table.name}`, "aria-expanded": String(Boolean(old)) };
    const button = actionButton("Rows", about, async () => {
      if (wanted.delete(table.name)) place2.replaceChildren();
      else {
        await show(table.name, table.key, null);
        wanted.get(table.name)?.place.scrollIntoView({ block: "nearest" });
      }
      button.setAttribute("aria-expanded", String(wanted.has(table.name)));
    });
    places.set(table.name, { place: place2, button });
    if (old) {
      old.key = table.key;
      look(table.name, old);
    }
    return [el("div", { class: "mlab-tools" }, button), place2];
  }
  const places = /* @__PURE__ */ new Map();
  async function show(name, key, only) {
    const one = wanted.get(name) ?? begin(name, key);
    wanted.set(name, one);
    if (only) Object.assign(one.query, { ...only, first: 0, containing: "" });
    places.get(name)?.place.replaceChildren(one.tools, one.place);
    places.get(name)?.button.setAttribute("aria-expanded", "true");
    await look(name, one);
  }
  function written(count) {
    if (count === writes) return;
    writes = count;
    for (const [name, one] of wanted) if (one.place.isConnected) look(name, one);
  }
  return { of, show, written };
}

// board/subset.js
var MOST_DRAWN = 60;
function inPicture(state, sought, found) {
  const all = state.tables;
  const chosen = sought ? all.filter(found) : all.length <= MOST_DRAWN ? all : all.filter((table) => table.state !== "unchanged");
  const names = new Set(chosen.map((table) => table.name));
  const linked = new Set(names);
  for (const { from, to } of chosen.length < all.length ? state.references : []) {
    if (names.has(from)) linked.add(to);
    if (names.has(to)) linked.add(from);
  }
  const wanted = [...chosen, ...all.filter((table) => linked.has(table.name) && !names.has(table.name))];
  const tables = wanted.slice(0, MOST_DRAWN).sort((a, b) => all.indexOf(a) - all.indexOf(b));
  const drawn = new Set(tables.map((table) => table.name));
  const references = state.references.filter(({ from, to }) => drawn.has(from) && drawn.has(to));
  return { tables, references, words: words(all.length, chosen.length, wanted.length, sought) };
}
function words(all, chosen, wanted, sought) {
  if (!chosen) return sought ? "No table is found." : `There are ${all} tables, too many for one picture: search for those to draw.`;
  if (wanted > MOST_DRAWN) return `The first ${MOST_DRAWN} of ${wanted}: search for fewer.`;
  if (sought && wanted > chosen) return "With the tables that they refer to, or that refer to them.";
  if (!sought && chosen < all) return "What has just changed, with the tables around it: search for others.";
  return "An arrow leads from a foreign key to the table that it refers to.";
}

// board/tables.js
function tablesPage(ask) {
  const head = tablesHead();
  const search = searchField("Search tables and columns", find);
  const toggle = el("button", { type: "button", class: "mlab-button", "aria-pressed": "false" }, "Picture");
  const boxes = el("ul", { class: "mlab-boxes", "aria-label": "Tables of the database" });
  const drawing = picture((table) => goTo(table.name));
  const said = el("p", { class: "mlab-note" });
  const source = el("div", {});
  const pictures = el("div", { class: "mlab-picture", hidden: true }, el("div", { class: "mlab-tools" }, said, drawing.tools), drawing.place, source);
  const body = el("div", { class: "mlab-page-tables" }, el("p", { class: "mlab-tables-head" }, head.words), el("div", { class: "mlab-tools" }, search.node, toggle), boxes, pictures);
  const open = /* @__PURE__ */ new Map();
  const fills = /* @__PURE__ */ new Map();
  const rows = rowsOnDemand(ask, (link, where, because) => {
    const to = state?.tables.find((table) => table.key === link.key);
    if (to) goTo(to.name, { where, because });
  });
  let state = null;
  let items = [];
  let list = null;
  let sought = "";
  let columns = {};
  const drawOne = (item) => item.other ? el("li", {}, otherWords(item.other)) : box(item.table, item.found);
  function box(table, found) {
    const details = tableBox(table, open.get(table.name) ?? table.open);
    if (found) details.querySelector("summary")?.append(el("span", { class: "mlab-chip" }, `column ${found}`));
    let full = table.state === "dropped";
    const fill = () => {
      if (!full) details.append(...rows.of(table));
      full = true;
    };
    fills.set(table.name, fill);
    if (details.open) fill();
    details.addEventListener("toggle", async () => {
      open.set(table.name, details.open);
      if (details.open) fill();
      if (!details.open || table.heads.length || details.querySelector("table.mlab-structure")) return;
      const answer = await ask("table", { table: table.key });
      if (answer.table) details.querySelector("summary")?.after(wholeTable(answer.table));
    });
    return el("li", {}, details);
  }
  function draw2() {
    if (!state) return;
    const fits = (table) => !sought || contains(table.name, sought) || table.key in columns;
    const tables = state.tables.filter(fits);
    items = [
      ...tables.map((table) => ({ table, found: sought ? columns[table.key] ?? "" : "" })),
      ...sought ? [] : state.others.map((other) => ({ other }))
    ];
    search.say(tables.length ? `${tables.length.toLocaleString("en")} of ${state.tables.length.toLocaleString("en")}` : "none found");
    list?.show(items);
    toggle.hidden = !state.tables.length;
    if (!pictures.hidden) paint();
  }
  async function find(text) {
    sought = text;
    columns = {};
    draw2();
    const answer = text ? await ask("find", { text }) : {};
    if (text !== sought) return;
    columns = answer.tables ?? {};
    draw2();
  }
  async function goTo(name, only = null) {
    const table = state?.tables.find((one) => one.name === name);
    if (!table) return;
    show(false);
    open.set(name, true);
    if (!items.some((item) => item.table?.name === name)) {
      search.clear();
      sought = "";
    }
    draw2();
    const reveal = () => list?.reveal(items.findIndex((item) => item.table?.name === name));
    reveal();
    const details = [...boxes.querySelectorAll("details")].find((one) => one.dataset.table === name);
    if (details) details.open = true;
    fills.get(name)?.();
    details?.querySelector("summary")?.focus({ preventScroll: true });
    if (only) await rows.show(name, table.key, only);
    reveal();
    details?.querySelector(".mlab-table-rows")?.scrollIntoView({ block: "nearest" });
  }
  function paint() {
    if (!state) return;
    const { tables, references, words: words2 } = inPicture(state, sought, (table) => items.some((item) => item.table === table));
    drawing.show(tables, references);
    drawing.place.hidden = drawing.tools.hidden = !tables.length;
    said.textContent = words2;
    const text = state.diagram;
    source.replaceChildren(
      ...text ? [fold("The same as Mermaid text", scroller("Mermaid text", el("pre", {}, el("code", {}, text))), copyButton("the Mermaid text", text))] : []
    );
  }
  function show(asPicture) {
    pictures.hidden = !asPicture;
    boxes.hidden = asPicture;
    toggle.setAttribute("aria-pressed", String(asPicture));
    if (asPicture) paint();
  }
  toggle.addEventListener("click", () => show(Boolean(pictures.hidden)));
  function update(next, scrolling) {
    state = next;
    list ??= virtual(scrolling, boxes, { drawOne, keyOf: (item) => item.other?.join(" ") ?? item.table?.name ?? "", guess: 40 });
    head.update(state);
    draw2();
  }
  function stop() {
    search.stop();
    drawing.stop();
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
  const tables = tablesPage(ask);
  const history = historyPage(ask, head.focusResult);
  const pages = {
    _places: { title: "Three places", ...placesPage() },
    _history: { title: "History", ...history },
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
  const drawRows = () => [tables, history].forEach((page) => page.written(status().writes));
  handlers.push(["_places", drawHead], ["_status", drawHead], ["_status", drawRows]);
  for (const [trait, show] of handlers) model.on(`change:${trait}`, show);
  const stopPulse = pulse(model, root, (now) => {
    beat = now;
    drawHead();
  });
  drawHead();
  drawRows();
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
