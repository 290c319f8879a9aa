// Built from migration_lab/widgets/js: edit it there.

// parts/element.js
function el(tag2, attributes = {}, ...children) {
  const node = document.createElement(tag2);
  for (const [name3, value] of Object.entries(attributes)) {
    if (value != null && value !== false) node.setAttribute(name3, value === true ? "" : String(value));
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
  for (const [name3, value] of Object.entries(attributes)) node.setAttribute(name3, String(value));
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
    const name3 = freshId("question");
    open.set(name3, resolve);
    try {
      model.send({ ask: name3, what, ...more });
    } catch {
      open.delete(name3);
      resolve({ problem: "The kernel cannot be asked: it has ended, or the connection to it is lost." });
    }
  });
  return [ask, () => model.off("msg:custom", hear)];
}

// board/icons.js
function windowWith(side) {
  const box2 = { x: 1.5, y: 2.5, width: 13, height: 11, rx: 1.5, fill: "none", stroke: "currentColor", "stroke-width": 1.3 };
  const part = side === "right" ? { x: 9.5, y: 2.5, width: 5, height: 11 } : { x: 1.5, y: 2.5, width: 13, height: 4.5 };
  return icon(draw("rect", box2), draw("rect", { ...part, rx: 1.5, fill: "currentColor" }));
}
function arrow(to) {
  const turned = { right: 0, down: 90, left: 180, up: 270 }[to];
  const line = { d: "M5 3.5 9.5 8 5 12.5", fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linecap": "round", transform: `rotate(${turned} 8 8)` };
  return icon(draw("path", line));
}
function icon(...parts) {
  return draw("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, ...parts);
}

// board/dock.js
var PANEL = ".jupyterlab-sidecar";
var DOCK = ".lm-DockPanel";
var SHARE = 0.3;
var [LEAST, MOST] = [300, 520];
var ABOVE = 380;
var STRIP = { right: 104, top: 36 };
function dock(root, ask) {
  const fold2 = el("button", { type: "button", class: "mlab-button mlab-icon mlab-fold-board" });
  const move = el("button", { type: "button", class: "mlab-button mlab-icon mlab-move-board", hidden: true });
  let sized = null;
  let strip = false;
  let before = 0;
  function draw2() {
    const side = place(root);
    root.classList.toggle("mlab-strip", strip);
    root.classList.toggle("mlab-on-top", side === "top");
    fold2.replaceChildren(arrow(side === "right" ? strip ? "left" : "right" : strip ? "down" : "up"));
    name(fold2, strip ? "Show the whole board" : "Show only the state and the next command");
    fold2.setAttribute("aria-expanded", String(!strip));
    move.hidden = !side || strip;
    move.replaceChildren(windowWith(side === "top" ? "right" : "top"));
    name(move, side === "top" ? "Put the board at the right of the notebook" : "Put the board above the notebook");
  }
  function look() {
    const panel = root.closest(PANEL);
    if (panel && panel !== sized && panel.closest(DOCK) && root.offsetWidth) {
      sized = panel;
      resize(root, strip ? strip_(root) : whole(root));
    }
    draw2();
  }
  fold2.addEventListener("click", () => {
    if (!strip) before = size(root);
    strip = !strip;
    draw2();
    resize(root, strip ? strip_(root) : before || whole(root));
  });
  move.addEventListener("click", () => ask("dock", { side: place(root) === "top" ? "right" : "top" }));
  const watch = new ResizeObserver(look);
  watch.observe(root);
  draw2();
  return { tools: [move, fold2], stop: () => watch.disconnect() };
}
function name(button, words) {
  button.title = words;
  button.setAttribute("aria-label", words);
}
function place(root) {
  const panel = root.closest(PANEL);
  const whole_ = panel?.closest(DOCK);
  if (!panel || !whole_) return null;
  const [own, all] = [panel.getBoundingClientRect(), whole_.getBoundingClientRect()];
  if (own.width < all.width * 0.9) return "right";
  return own.height < all.height * 0.85 ? "top" : null;
}
function whole(root) {
  return place(root) === "top" ? ABOVE : Math.min(MOST, Math.max(LEAST, innerWidth * SHARE));
}
function strip_(root) {
  return STRIP[place(root) ?? "right"];
}
function size(root) {
  const box2 = root.closest(PANEL)?.getBoundingClientRect();
  return (place(root) === "top" ? box2?.height : box2?.width) ?? 0;
}
function resize(root, wanted) {
  const panel = root.closest(PANEL);
  const side = place(root);
  if (!panel || !side) return;
  const own = panel.getBoundingClientRect();
  const edge = [...panel.closest(DOCK)?.querySelectorAll(":scope > .lm-DockPanel-handle") ?? []].find((handle) => {
    const box2 = handle.getBoundingClientRect();
    if (side === "right") return handle.getAttribute("data-orientation") === "horizontal" && Math.abs(box2.right - own.left) < 6 && box2.height > 0;
    return handle.getAttribute("data-orientation") === "vertical" && Math.abs(box2.top - own.bottom) < 6 && box2.width > 0;
  });
  if (!edge) return;
  const at = edge.getBoundingClientRect();
  const from = { clientX: at.left + 1, clientY: at.top + 1 };
  const more = wanted - size(root);
  const to = side === "right" ? { ...from, clientX: from.clientX - more } : { ...from, clientY: from.clientY + more };
  const send = (target, type, where) => target.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, button: 0, ...where }));
  send(edge, "pointerdown", from);
  send(document, "pointermove", to);
  send(document, "pointerup", to);
}

// board/armed.js
var MOMENT = 600;
function armed(button, act) {
  let offered = "";
  let wanted = "";
  let ready = false;
  let working = false;
  let pressed = null;
  let timer;
  function draw2() {
    button.setAttribute("aria-disabled", String(!ready));
    button.classList.toggle("mlab-waiting", working);
  }
  function arm() {
    const now = working ? "" : wanted;
    if (now !== offered) {
      offered = now;
      ready = false;
      clearTimeout(timer);
      if (now) {
        timer = setTimeout(() => {
          ready = true;
          draw2();
        }, MOMENT);
      }
    }
    draw2();
  }
  button.addEventListener("pointerdown", () => pressed = ready ? offered : null);
  button.addEventListener("click", async (event) => {
    const meant = event.detail ? event.detail === 1 && pressed === offered : true;
    pressed = null;
    if (!ready || !meant) return;
    const what = offered;
    working = true;
    arm();
    try {
      await act(what);
    } finally {
      working = false;
      arm();
    }
  });
  draw2();
  return {
    /** @param {string} what */
    offer(what) {
      wanted = what;
      arm();
    },
    stop: () => clearTimeout(timer)
  };
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

// board/heart.js
var PULSES = {
  live: ["●", "live", ""],
  busy: ["◐", "busy", "The kernel is running a cell. The board follows, buttons wait their turn."],
  silent: ["○", "no answer", "The kernel has not answered for a while. What you see here may be out of date."],
  cut: ["○", "not connected", "The connection to the kernel is lost. What you see here may be out of date."],
  gone: ["✗", "kernel gone", "The kernel was restarted or has ended, so nothing here is live. To go on with your work, run: "]
};
function heart() {
  const node = el("span", { class: "mlab-heart" });
  const warning = el("p", { class: "mlab-warning", role: "alert", hidden: true });
  function update(beat, reopen) {
    const [mark, words, about] = PULSES[beat];
    const told = beat === "gone" ? about + reopen : about;
    node.replaceChildren(el("span", { "aria-hidden": "true" }, mark), ` ${words}`);
    node.className = `mlab-heart mlab-${beat === "live" ? "add" : beat === "busy" ? "move" : "drop"}`;
    node.title = TRUSTED.includes(beat) ? about : "";
    if (warning.textContent !== told) warning.textContent = told;
    warning.hidden = TRUSTED.includes(beat);
  }
  return { node, warning, update };
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
function copyButton(name3, text) {
  return actionButton("Copy", { "aria-label": `Copy ${name3}` }, async (button) => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed here";
    }
    setTimeout(() => button.textContent = "Copy", 1500);
  });
}

// board/result.js
function result(ask) {
  const node = el("div", { class: "mlab-last", role: "status", tabindex: "0" });
  let made = "";
  function update({ last, lost }, mend) {
    const wanted = JSON.stringify([last, lost, mend]);
    if (wanted === made) return;
    made = wanted;
    const acts = el("div", { class: "mlab-acts" }, mend?.path ? opening(mend) : null, last?.output ? printed(last) : null);
    const parts = el("div", {}, lost && loss(lost, ask), last && ended(last), acts.hasChildNodes() && acts);
    node.replaceChildren(...parts.childNodes);
    node.classList.toggle("mlab-loss", Boolean(lost));
    node.scrollTop = 0;
  }
  return { node, update };
}
function loss(lost, ask) {
  return el(
    "div",
    { class: "mlab-lost-now mlab-drop" },
    el("p", {}, sign("-", {}), el("strong", {}, lost.what.join(", ")), " with ", el("code", {}, lost.command)),
    actionButton("×", { class: "mlab-button mlab-small", "aria-label": "Take the note about the loss away", title: "Take this note away" }, () => ask("dismiss"))
  );
}
function ended(last) {
  return el(
    "p",
    { class: `mlab-ended mlab-${last.ok ? "add" : "fail"}`, title: `${last.command} ${last.words}` },
    el("span", { class: "mlab-mark", "aria-hidden": "true" }, last.ok ? "✓" : "✗"),
    " ",
    el("code", {}, last.command),
    ` ${last.words}`
  );
}
function printed(last) {
  const output = el("pre", { class: "mlab-output", tabindex: "0", role: "group", "aria-label": last.about }, last.output);
  const more = fold(last.about, output);
  more.addEventListener("toggle", () => output.scrollTop = output.scrollHeight);
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    more.open = false;
    more.querySelector("summary")?.focus();
  });
  return more;
}
function opening(mend) {
  const name3 = mend.path.split("/").at(-1);
  return actionButton(`Open line ${mend.line} of ${name3}`, { class: "mlab-button mlab-small mlab-open", title: mend.path }, (button) => {
    if (!inLab(button, "migration-lab:open-file", { path: mend.path, line: mend.line })) button.textContent = `${mend.path}, line ${mend.line}`;
  });
}

// board/run.js
var NEVER_BEGAN = 5e3;
function nextCommand(ask, inCell) {
  const about = freshId("effect");
  const look = { type: "button", class: "mlab-button mlab-act mlab-main", "data-act": "run", "aria-describedby": about };
  const button = el("button", look, "Run");
  const words = el("code", { class: "mlab-command" });
  const copy = el("span", { class: "mlab-copy" });
  const effect = el("p", { class: "mlab-effect", id: about });
  const node = el("div", { class: "mlab-next", role: "group", "aria-label": "The next command" }, button, words, copy, effect);
  const press2 = armed(button, run);
  let now = { command: null, locked: "", effect: [], settling: true, busy: false };
  let cell = null;
  let drawn = "";
  async function run(command) {
    const busy = now.busy;
    if (!inCell(command)) return ask(command);
    await new Promise((resolve) => {
      cell = { began: false, end: () => resolve(null) };
      if (!busy) setTimeout(() => cell && !cell.began && cell.end(), NEVER_BEGAN);
    });
    cell = null;
  }
  function update(next) {
    if (cell && (next.settling || next.busy && !now.busy)) cell.began = true;
    now = next;
    if (cell?.began && !next.settling && !next.busy) cell.end();
    const wanted = JSON.stringify([next.command, next.locked, next.effect]);
    if (wanted !== drawn) {
      drawn = wanted;
      draw2();
    }
    press2.offer(next.command && !next.locked && !next.settling ? next.command : "");
  }
  function draw2() {
    const { command, locked } = now;
    words.replaceChildren(command ?? "nothing to run");
    words.title = command ?? "";
    words.classList.toggle("mlab-none", !command);
    button.setAttribute("aria-label", command ? `Run ${command}` : "Run");
    copy.replaceChildren(...command ? [copyButton(command, command)] : []);
    const said = locked ? [["", locked]] : now.effect;
    effect.replaceChildren(...said.map(([mark, text]) => el("span", { class: mark ? "mlab-harm mlab-drop" : null }, sign(mark, {}), text)));
    effect.classList.toggle("mlab-locked", Boolean(locked));
  }
  return { node, update, stop: press2.stop };
}

// board/head.js
var NOTICED = 400;
var LOCKED = "Mend that first: Run is locked until models, a script or the database change.";
function boardHead(ask, inCell = () => false, ...tools) {
  const chip = el("span", { class: "mlab-state" });
  const where = el("span", { class: "mlab-where" });
  const alive = heart();
  const sentence = el("p", { class: "mlab-sentence", role: "status", tabindex: "0" });
  const next = nextCommand((command) => ask("run", { command }), inCell);
  const last = result(ask);
  const undone = el("p", { class: "mlab-undone" });
  const undo = el("button", { type: "button", class: "mlab-button mlab-back", "data-act": "undo" }, "Undo");
  const redo = el("button", { type: "button", class: "mlab-button mlab-back", "data-act": "redo" }, "Redo");
  const presses = { undo: armed(undo, () => ask("undo", { sure })), redo: armed(redo, () => ask("redo")) };
  const node = el(
    "header",
    { class: "mlab-board-head" },
    el("div", { class: "mlab-top" }, chip, where, alive.node, el("span", { class: "mlab-own" }, tools)),
    el("div", { class: "mlab-now" }, sentence, next.node, alive.warning),
    el("div", { class: "mlab-done" }, el("div", { class: "mlab-backs" }, undo, redo), el("div", { class: "mlab-did" }, last.node, undone))
  );
  let sure = null;
  let noticed = true;
  let timer;
  let wasLooking = false;
  function focusResult() {
    (last.node.hasChildNodes() ? last.node : sentence).focus();
  }
  function drawState(places, status, trusted) {
    const looking = !places || status.looking && noticed;
    const [mark, words, hue2] = standing(looking ? null : places.state, trusted, Boolean(status.lost));
    chip.className = `mlab-state mlab-${hue2}`;
    chip.title = words;
    chip.replaceChildren(el("span", { "aria-hidden": "true" }, `${mark} `), words);
    const told = status.problem ?? places?.sentence ?? "";
    if (sentence.textContent !== told) sentence.replaceChildren(el("span", {}, told));
    sentence.classList.toggle("mlab-old", looking || !trusted);
    where.textContent = [places?.database, status.read_only ? "open read-only" : null].filter(Boolean).join(" · ");
    where.title = where.textContent;
  }
  function drawBack(status) {
    sure = status.sure ?? null;
    const again = sure ? " all the same" : "";
    name2(undo, "Undo", status.undo, again, "database and scripts as they were before it");
    name2(redo, "Redo", status.redo, "", "database and scripts as they were before its undo");
    presses.undo.offer(status.undo && !status.settling ? status.undo + again : "");
    presses.redo.offer(status.redo && !status.settling ? status.redo : "");
    const named = status.undo === status.last?.command && status.last?.undoable || status.undo === status.lost?.command;
    const beside = named && !sure;
    const earlier = status.undo === status.last?.command;
    const told = status.undo && !beside ? [`Undo takes back ${sure ? "all the same " : earlier ? "the earlier " : ""}`, el("code", {}, status.undo)] : [];
    undone.replaceChildren(...told);
  }
  function update(places, status, beat) {
    if (status.looking !== wasLooking) {
      wasLooking = status.looking;
      noticed = false;
      clearTimeout(timer);
      if (status.looking) {
        timer = setTimeout(() => {
          noticed = true;
          drawState(places, status, TRUSTED.includes(beat));
        }, NOTICED);
      }
    }
    alive.update(beat, status.reopen);
    drawState(places, status, TRUSTED.includes(beat));
    const failed = status.mend && (!places?.command || status.settling) ? status.mend.command : null;
    last.update(status, (failed && status.mend?.path ? status.mend : null) ?? (places?.command ? void 0 : places?.mend));
    next.update({
      command: failed ?? places?.command ?? null,
      locked: failed ? LOCKED : status.read_only && places?.command ? "Run it in a terminal: here the project is only looked at." : "",
      effect: places?.effect ?? [],
      settling: status.settling || !places,
      busy: beat === "busy"
    });
    drawBack(status);
  }
  function stop() {
    clearTimeout(timer);
    for (const one of [next, presses.undo, presses.redo]) one.stop();
  }
  return { node, update, focusResult, stop };
}
function name2(button, verb, command, again, about) {
  button.setAttribute("aria-label", command ? `${verb} ${command}${again}` : `${verb}: nothing to ${verb.toLowerCase()}`);
  button.title = command ? `${verb} ${command}${again}: ${about}` : `Nothing to ${verb.toLowerCase()}`;
}
function standing(state, trusted, lost = false) {
  if (!trusted) return ["✗", "not live", "drop"];
  if (state === null) return ["…", "looking …", "none"];
  if (lost) return [state === "in step" ? "✓" : "≠", `${state}, with a loss`, "drop"];
  return state === "in step" ? ["✓", state, "add"] : ["≠", state, "change"];
}

// board/graph.js
var ROW = 30;
var LANES = ["move", "add", "change", "drop"];
function x(lane2, width) {
  return 12 + lane2 * Math.min(16, Math.max(4, 170 / Math.max(1, width)));
}
var y = (row) => row * ROW + ROW / 2;
function edgePath(points, width) {
  const parts = points.map(([row, lane2], index) => {
    if (!index) return `M${x(lane2, width)} ${y(row)}`;
    const [above, from] = points[index - 1];
    if (from === lane2) return `V${y(row)}`;
    const middle = (y(above) + y(row)) / 2;
    return `C${x(from, width)} ${middle} ${x(lane2, width)} ${middle} ${x(lane2, width)} ${y(row)}`;
  });
  return parts.join("");
}
function graphParts({ entries, lanes, edges, width, here }, first, last) {
  const parts = [];
  for (const [kind, points] of edges) {
    const end = points[points.length - 1];
    if (points[0][0] > last || end[0] < first - 1) continue;
    const lane2 = Math.max(points[0][1], end[1], points[1][1]);
    parts.push(draw("path", { d: edgePath(points, width), class: `mlab-edge mlab-${kind} mlab-${hue(lane2)}` }));
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
function hue(lane2) {
  return LANES[lane2 % LANES.length];
}

// parts/scroller.js
function scroller(label, ...children) {
  const box2 = el("div", { class: "mlab-scroll" }, ...children);
  const set = (scrolls) => {
    for (const [name3, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", label]]) {
      if (scrolls) box2.setAttribute(name3, value);
      else box2.removeAttribute(name3);
    }
  };
  set(true);
  const watch = new ResizeObserver(() => set(box2.scrollWidth > box2.clientWidth + 1 || box2.scrollHeight > box2.clientHeight + 1));
  watch.observe(box2);
  [...box2.children].forEach((child) => watch.observe(child));
  return box2;
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
    table.heads.map((name3) => el("th", { scope: "col" }, name3))
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
function virtual(box2, body, { drawOne, keyOf, guess = 32, spacer = emptyItem, drawn = () => {
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
    const start = box2.getBoundingClientRect().top - top.getBoundingClientRect().top;
    return inView(items.map(heightOf), start, box2.clientHeight);
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
    if (!box2.clientHeight) return;
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
  watch.observe(box2);
  box2.addEventListener("scroll", soon, { passive: true });
  return {
    show(list) {
      items = list;
      settle();
    },
    reveal(index) {
      const above = items.slice(0, index).reduce((sum, item) => sum + heightOf(item), 0);
      const start = top.getBoundingClientRect().top - box2.getBoundingClientRect().top + box2.scrollTop + above;
      const own = items[index] ? heightOf(items[index]) : 0;
      if (start < box2.scrollTop) box2.scrollTop = start;
      else if (start + own > box2.scrollTop + box2.clientHeight) box2.scrollTop = start + own - box2.clientHeight;
      settle();
    },
    stop() {
      watch.disconnect();
      box2.removeEventListener("scroll", soon);
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
  const box2 = el("div", { class: "mlab-revisions" }, graph, rows);
  const detail = el("div", { class: "mlab-detail", role: "region", "aria-label": "The selected revision", tabindex: "-1" });
  const body = el("div", { class: "mlab-page-history" }, title, problem, machine, box2, detail);
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
  const list = virtual(box2, rows, {
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
    const page = Math.max(1, Math.floor(box2.clientHeight / ROW) - 1);
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
    for (const part of [machine, box2, detail]) part.hidden = !any;
    slider.max = String(state.entries.length);
    box2.style.height = `${state.entries.length * ROW + 2}px`;
    list.show(state.entries);
    if (!any) return;
    const known = before === "" || state.entries.some((entry) => entry.id === before);
    const here = state.entries.find((entry) => state.here.includes(entry.id)) ?? state.entries[0];
    select(byHand && known && before !== null ? before : here.id, false);
  }
  return { body, update, stop: () => list.stop() };
}

// board/goal.js
function goalPanel() {
  const node = el("section", { class: "mlab-goal", "aria-label": "The exercise in hand", hidden: true });
  let met = /* @__PURE__ */ new Map();
  let exercise = "";
  function update(goal) {
    node.hidden = !goal;
    if (!goal) return;
    const fresh = goal.id !== exercise;
    exercise = goal.id;
    const done = goal.items.filter((item) => item.met).length;
    const before = goal.before.length ? el("p", { class: "mlab-note" }, el("b", { "aria-hidden": "true" }, "✓ "), `done: ${goal.before.join(", ")}`) : null;
    const items = goal.items.map((item) => {
      const news = !fresh && met.get(item.words) !== item.met;
      const look = `mlab-${item.met ? "add" : "none"}${news ? " mlab-news-item" : ""}`;
      return el("li", { class: look }, el("span", { class: "mlab-tick", "aria-hidden": "true" }, item.met ? "✓" : "○"), el("span", { class: "mlab-heard" }, item.met ? "met: " : "not yet: "), el("span", {}, item.words));
    });
    met = new Map(goal.items.map((item) => [item.words, item.met]));
    const check = el("p", { class: goal.checked ? "mlab-add" : "mlab-note" }, goal.checked ? "✓ checked, and done" : [goal.met ? "All of it is there. Now run " : "Then run ", el("code", {}, goal.check), goal.met ? ": it tries the scripts too." : ""]);
    const bar = el("span", { class: "mlab-count", role: "status" }, `${done} of ${goal.items.length}`);
    const open = node.querySelector("details")?.open ?? true;
    const box2 = fold([el("strong", {}, `Exercise ${goal.id}`), ` ${goal.title} `, bar], before, el("ul", { class: "mlab-items" }, items), check);
    box2.open = open;
    node.classList.toggle("mlab-all-met", goal.met);
    node.replaceChildren(box2);
  }
  return { node, update };
}

// board/lanes.js
function placeHead(state) {
  const place2 = (title, about, ids, road) => el("th", { scope: "col" }, el("div", { class: "mlab-place" }, el("span", { class: "mlab-place-name" }, el("strong", {}, title), " ", el("span", { class: "mlab-at" }, about)), el("span", { class: "mlab-ids" }, ids.map((id) => id.includes(" ") ? el("span", {}, id) : el("code", {}, id)))), road && way(road));
  return [
    el("th", { scope: "col", class: "mlab-heard" }, "What"),
    place2("Models", "", ["your classes"], state.roads[0]),
    place2("Scripts", state.heads.length ? state.heads.length > 1 ? "heads" : "head" : "none yet", state.heads, state.roads[1]),
    place2("Database", "at", state.current.length ? state.current : ["base"], null)
  ];
}
function way(one) {
  const [mark, words, hue2] = !one.known ? ["?", "not known", "none"] : one.differ ? [String(one.differ), "differ", "change"] : ["=", "agree", "add"];
  return el(
    "div",
    { class: `mlab-way mlab-${hue2}` },
    el("span", { class: "mlab-way-mark" }, mark),
    el("span", { class: "mlab-way-words" }, one.known && one.differ && one.command ? el("code", {}, one.command.replace(/^flask db /, ""), " ", el("span", { "aria-hidden": "true" }, "→")) : words)
  );
}
function lane(lane2, at) {
  const { line, stands, table } = lane2;
  const whole2 = lane2.mark !== void 0;
  const mark = line?.mark ?? lane2.mark ?? "";
  const standing2 = (which) => line?.cells ? line.cells[which].standing : stands[which];
  const cells = [0, 1, 2].map((which) => {
    const next = which < 2 && mark ? tie(standing2(which), standing2(which + 1), line, which) : "";
    return el("td", { class: ["mlab-cell", next && `mlab-tied mlab-tie-${next}`].filter(Boolean).join(" ") }, slot(lane2, which));
  });
  const kind = whole2 ? "table" : line?.kind;
  const spoken = lane2.more ? `${lane2.more} more columns of ${table}, the same` : `${mark ? `${WORDS[mark]}: ` : ""}${kind} ${whole2 ? table : table && kind === "column" ? `${table}.${line?.name}` : line?.name} ${line?.detail ?? ""}`;
  const look = ["mlab-lane", whole2 && "mlab-lane-first", lane2.last && "mlab-lane-last", mark && `mlab-${KINDS[mark]}`].filter(Boolean);
  return el("tr", { class: look.join(" "), "aria-rowindex": String(at + 2) }, el("th", { scope: "row", class: "mlab-heard" }, spoken), cells);
}
function slot(lane2, which) {
  const { line, stands, table } = lane2;
  const mark = line?.mark ?? lane2.mark ?? "";
  const name3 = line ? line.name : table;
  const there = line?.cells ? line.cells[which] : null;
  const standing2 = there?.standing ?? stands[which];
  if (lane2.more) return box("same", standing2 === "lacks" ? "" : `${lane2.more} more, the same`);
  if (standing2 === "unknown") return box("unknown", "? ", heard("not known"));
  if (standing2 === "lacks") return mark ? box("gap", "no ", el("bdi", {}, name3)) : box("hole");
  const kind = line && line.kind !== "column" ? el("span", { class: "mlab-kind" }, line.kind, " ") : null;
  const text = [kind, el("bdi", { class: "mlab-name" }, name3)];
  if (!mark) return box(lane2.mark === void 0 ? "same" : "title", text);
  const signed = el("b", { class: "mlab-sign", "aria-hidden": "true" }, SIGNS[mark] ?? mark);
  const own = there?.otherwise || (line ? line.detail : "");
  return box(standing2 === "differs" ? "has mlab-other" : "has", signed, text, own ? el("code", { class: "mlab-detail" }, own) : null, heard(there?.says ?? ""));
}
function box(look, ...children) {
  return el("div", { class: `mlab-slot mlab-slot-${look}` }, children);
}
function heard(words) {
  return words ? el("span", { class: "mlab-heard" }, ` (${words})`) : null;
}
function tie(left, right, line, which) {
  if ([left, right].includes("unknown")) return "unknown";
  const same = left === right && (line?.cells?.[which].otherwise ?? "") === (line?.cells?.[which + 1].otherwise ?? "");
  return same && left !== "lacks" ? "whole" : "broken";
}

// board/mini_tables.js
var MOST2 = 24;
function miniTables() {
  const title = el("h3", { class: "mlab-part" });
  const boxes = el("div", { class: "mlab-minis" });
  const rest = el("p", { class: "mlab-note" });
  const node = el("section", { class: "mlab-live", "aria-label": "The tables as they are now", hidden: true }, title, boxes, rest);
  let drawn = "";
  function update(state, apart, agreed) {
    const tables = (state?.tables ?? []).filter((table) => table.state !== "dropped" && !apart.includes(table.name));
    const wanted = JSON.stringify([tables.slice(0, MOST2), tables.length, agreed, apart.length]);
    if (wanted === drawn) return;
    drawn = wanted;
    node.hidden = !tables.length;
    const number = tables.length === 1 ? "1 table" : `${tables.length} ${apart.length ? "other " : ""}tables`;
    title.replaceChildren(agreed ? `${number}, the same in all three` : `${number} of the database`);
    boxes.replaceChildren(...tables.slice(0, MOST2).map(mini));
    rest.textContent = tables.length > MOST2 ? `and ${tables.length - MOST2} more, on the page Tables` : "";
    rest.hidden = !rest.textContent;
  }
  return { node, update };
}
function mini(table) {
  const lines = table.columns.filter((line) => line.after);
  const words = lines.length ? null : el("span", { class: "mlab-quiet" }, ` ${table.words}`);
  const heads = ["column", "type"].map((head) => el("th", { scope: "col" }, head));
  const whole2 = el(
    "table",
    {},
    el("caption", {}, el("bdi", {}, table.name), words),
    el("thead", { class: "mlab-heard" }, el("tr", {}, heads)),
    el("tbody", {}, lines.map((line) => column(line, table.heads)))
  );
  return el("div", { class: "mlab-mini", "data-table": table.name }, whole2);
}
function column(line, heads) {
  const [name3, type, key] = ["column", "type", "key"].map((head) => line.after?.[heads.indexOf(head)] ?? "");
  const look = line.mark === "+" ? "mlab-line mlab-add" : line.mark ? "mlab-line mlab-change" : null;
  return el(
    "tr",
    { class: look, title: [name3, type, key].join(" ") },
    el("th", { scope: "row", class: key.startsWith("primary") ? "mlab-primary" : null }, sign(line.mark), el("span", {}, name3), key ? el("span", { class: "mlab-heard" }, ` (${key})`) : null),
    el("td", {}, key.startsWith("→") ? key : type)
  );
}

// board/places.js
function placesPage() {
  const problem = el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "What went wrong", hidden: true });
  const heads = el("tr", {});
  const rows = el("tbody", {});
  const table = el(
    "table",
    { class: "mlab-lanes" },
    el("caption", { class: "mlab-heard" }, "The three places, and what differs between them"),
    el("thead", {}, heads),
    rows
  );
  const goal = goalPanel();
  const minis = miniTables();
  const rest = el("div", {});
  const body = el("div", { class: "mlab-page-places" }, el("div", { class: "mlab-whole" }, problem, table), goal.node, minis.node, rest);
  let list = null;
  let state = null;
  let tables = null;
  function update(next, scrolling) {
    state = next;
    list ??= virtual(scrolling, rows, {
      drawOne: lane,
      keyOf: (one) => one.key,
      guess: 28,
      spacer: () => el("tr", { "aria-hidden": "true" }, el("td", { colspan: "4" }))
    });
    heads.replaceChildren(...placeHead(state));
    problem.hidden = !state.problem;
    problem.textContent = state.problem ?? "";
    const all = state.groups.flatMap(lanesOf);
    table.setAttribute("aria-rowcount", String(all.length + 1));
    list.show(all);
    body.classList.toggle("mlab-agreed", !all.length);
    rest.replaceChildren(...state.not_compared.length ? [notCompared(state.not_compared)] : []);
    drawTables();
  }
  function drawTables() {
    const known = state?.roads.every((road) => road.known) ?? false;
    minis.update(tables, state?.groups.map((group) => group.table) ?? [], known);
  }
  function showTables(now) {
    tables = now;
    drawTables();
  }
  return { body, update, showTables, showGoal: goal.update, stop: () => list?.stop() };
}
function lanesOf(group) {
  const { table, stands } = group;
  const lines = group.lines.map((line, at) => ({ key: `${table} ${line.kind} ${line.name}`, table, stands, line, last: at === group.lines.length - 1 && !group.more }));
  const more = group.more ? [{ key: `${table} more`, table, stands, more: group.more, last: true }] : [];
  const head = table ? [{ key: `${table} table`, table, stands, mark: group.mark, last: !lines.length && !more.length }] : [];
  return [...head, ...lines, ...more];
}
function notCompared(lines) {
  return fold(
    ["Not compared by ", el("code", {}, "flask db check")],
    el("ul", { class: "mlab-plain" }, lines.map((line) => el("li", {}, el("code", {}, line))))
  );
}

// board/presence.js
var PANEL2 = ".jupyterlab-sidecar";
function presence(model, root, ask) {
  const view = freshId("view");
  let docked = false;
  let told = false;
  let heard2 = false;
  const send = async () => {
    const said = told;
    const answer = await ask(said ? "seen" : "unseen", { docked, view });
    if (!answer.problem) heard2 = said;
  };
  const tell = (there) => {
    if (there === told) return;
    told = there;
    if (there) docked = root.closest(PANEL2) !== null;
    if (there && docked) closeOthers(root);
    send();
  };
  const look = () => tell(root.isConnected);
  const left = () => tell(false);
  const watch = new IntersectionObserver(look);
  const timer = setInterval(() => {
    look();
    if (heard2 !== told && model.widget_manager?.kernel?.status !== "busy") send();
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
  const own = root.closest(PANEL2);
  const others = [...document.querySelectorAll(`${PANEL2} .mlab-board`)].map((board) => board.closest(PANEL2));
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
function otherWords([kind, name3]) {
  return [`${kind} `, el("code", {}, name3)];
}

// parts/rows.js
function sampleTable(caption, sample, marks = /* @__PURE__ */ new Map()) {
  const head = sample.columns.map(
    (column2) => el("th", { scope: "col", class: marks.has(column2) ? `mlab-${KINDS[marks.get(column2) ?? ""]}` : null }, sign(marks.get(column2)), column2)
  );
  const cell = (value) => el("td", {}, value === null ? el("span", { class: "mlab-null" }, "NULL") : value);
  return scroller(
    caption,
    el(
      "table",
      { class: "mlab-rows" },
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, head)),
      el("tbody", {}, sample.rows.map((row) => el("tr", {}, row.map(cell))))
    )
  );
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
    const place2 = el("div", { class: "mlab-table-rows" }, old?.drawn ?? null);
    const about = { "aria-label": `Rows of ${table.name}`, "aria-expanded": String(Boolean(old)) };
    const button = actionButton("Rows", about, async () => {
      const one = { key: table.key, place: place2 };
      if (wanted.delete(table.name)) place2.replaceChildren();
      else {
        wanted.set(table.name, one);
        await look(one);
      }
      button.setAttribute("aria-expanded", String(wanted.has(table.name)));
    });
    if (old) look(Object.assign(old, { key: table.key, place: place2 }));
    return [el("div", { class: "mlab-tools" }, button), place2];
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
  const drawOne = (item) => item.other ? el("li", {}, otherWords(item.other)) : box2(item.table);
  function box2(table) {
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
  const docked = dock(root, ask);
  const inCell = (command) => inLab(root, "migration-lab:run-in-cell", { source: `%${command}`, kernel: model.widget_manager?.kernel?.id });
  const head = boardHead(ask, inCell, ...docked.tools);
  const three = placesPage();
  const tables = tablesPage(ask, model);
  const pages = {
    _places: { title: "Three places", ...three },
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
  const drawMinis = () => three.showTables(model.get("_tables").now ?? null);
  const drawGoal = () => three.showGoal(model.get("_goal").now ?? null);
  handlers.push(["_places", drawHead], ["_status", drawHead], ["_status", drawRows], ["_tables", drawMinis], ["_goal", drawGoal]);
  for (const [trait, show] of handlers) model.on(`change:${trait}`, show);
  const stopPulse = pulse(model, root, (now) => {
    beat = now;
    drawHead();
  });
  drawHead();
  drawMinis();
  drawGoal();
  const leave = presence(model, root, ask);
  return () => {
    stopPulse();
    leave();
    docked.stop();
    head.stop();
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
