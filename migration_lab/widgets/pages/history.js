// The page of the history. Its state is made by `HistoryView.state` (history_view.py), a revision's by `Moment.state`.

const ROW = 30;
const CHIPS = { "database here": "move", pending: "change" };
const LANES = ["move", "add", "change", "drop"];

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
    shown,
  );
  const graph = draw("svg", { "aria-hidden": "true", class: "mlab-graph" });
  const rows = el("ul", { role: "listbox", tabindex: "0", "aria-label": "Revisions, newest first" });
  const box = el("div", { class: "mlab-revisions" }, graph, rows);
  const detail = el("div", { class: "mlab-detail", role: "region", "aria-label": "The selected revision", tabindex: "-1" });
  const body = el("div", { class: "mlab-page-history" }, title, problem, machine, box, detail);

  let state = { entries: [], lanes: [], edges: [], width: 0, here: [] };
  let selected = null; // an id; "" is the time before the first revision
  let byHand = false; // until somebody chooses, the selection goes with the database
  let tab = 0;
  let answers = new Map();

  const at = () => state.entries.findIndex((entry) => entry.id === selected);
  const step = () => Math.min(16, Math.max(4, 170 / Math.max(1, state.width)));
  const x = (lane) => 12 + lane * step();

  function option(entry, index) {
    const node = el(
      "li",
      {
        role: "option",
        id: `${id}-${index}`,
        class: "mlab-revision",
        "aria-selected": String(entry.id === selected),
        "aria-setsize": String(state.entries.length),
        "aria-posinset": String(index + 1),
      },
      el("code", {}, entry.id),
      el("span", { class: "mlab-message" }, entry.message),
      entry.problem ? el("span", { class: "mlab-chip mlab-fail", title: "the script cannot be read, or does not fit the others" }, "broken") : null,
      entry.tags.map(([words, about]) => el("span", { class: `mlab-chip mlab-${CHIPS[words] ?? "none"}`, title: about }, words)),
    );
    node.style.paddingInlineStart = `${x(state.width) + 4}px`;
    node.addEventListener("click", () => choose(entry.id));
    return node;
  }

  const list = virtual(box, rows, {
    drawOne: option,
    keyOf: (entry) => entry.id,
    guess: ROW,
    drawn: (first, last) => drawGraph(first, last),
  });

  /** The lines and spots between two rows. */
  function drawGraph(first, last) {
    const y = (row) => row * ROW + ROW / 2;
    const parts = [];
    for (const [kind, points] of state.edges) {
      if (points[0][0] > last || points.at(-1)[0] < first - 1) continue;
      const seen = points.map(([row, lane], index) => {
        if (!index) return `M${x(lane)} ${y(row)}`;
        const [above, from] = points[index - 1];
        if (from === lane) return `V${y(row)}`;
        const middle = (y(above) + y(row)) / 2;
        return `C${x(from)} ${middle} ${x(lane)} ${middle} ${x(lane)} ${y(row)}`;
      });
      const lane = Math.max(points[0][1], points.at(-1)[1], points[1][1]);
      parts.push(draw("path", { d: seen.join(""), class: `mlab-edge mlab-${kind} mlab-${LANES[lane % LANES.length]}` }));
    }
    for (let row = Math.max(0, first); row < Math.min(last, state.entries.length); row += 1) {
      const entry = state.entries[row];
      const here = state.here.includes(entry.id);
      const spot = { cx: x(state.lanes[row]), cy: y(row), class: `mlab-spot mlab-${LANES[state.lanes[row] % LANES.length]}${entry.mark === "o" ? " mlab-open" : ""}` };
      if (here) parts.push(draw("circle", { ...spot, r: 9, class: "mlab-here" }));
      parts.push(draw("circle", { ...spot, r: 5 }));
    }
    graph.replaceChildren(...parts);
    graph.setAttribute("width", String(x(state.width)));
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
    shown.textContent = entry ? "" : words; // a revision is marked in the list below
    showDetail(entry);
  }

  function choose(id) {
    byHand = true;
    select(id);
  }

  let waiting = 0;
  async function showDetail(entry) {
    const key = entry?.id ?? "";
    const mine = (waiting += 1);
    if (!answers.has(key)) {
      detail.setAttribute("aria-busy", "true");
      const timer = setTimeout(() => mine === waiting && detail.classList.add("mlab-old"), 150);
      await new Promise((resolve) => setTimeout(resolve, 60)); // while the slider is drawn along, only the last counts
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
    const go = entry ? entry.command : state.here.length ? "flask db downgrade base" : null;
    const head = el(
      "div",
      { class: "mlab-revision-head" },
      entry
        ? el("p", {}, el("code", { class: "mlab-name" }, entry.id), " ", el("strong", {}, entry.message))
        : el("p", {}, el("strong", {}, "Before the first revision"), ": an empty database"),
      go ? actionButton(el("code", {}, go), { class: "mlab-button mlab-act mlab-go", "aria-label": `Run ${go}` }, () => ask("go", { id: entry?.id ?? "" })) : null,
      go && answer.beware ? el("p", { class: "mlab-beware mlab-go mlab-act mlab-drop" }, el("span", { class: "mlab-mark", "aria-hidden": "true" }, "−"), " ", answer.beware) : null,
    );
    const pages = [
      { title: "Tables then", body: tablesThen(answer) },
      answer.statements?.length ? { title: "SQL", body: statements(answer.statements) } : null,
      answer.script ? { title: "Script", body: scroller("Script", el("pre", { class: "mlab-script" }, el("code", {}, answer.script))) } : null,
    ].filter(Boolean);
    const inner = tabs(entry ? `Revision ${entry.id}` : "Before the first revision", pages);
    const buttons = [...inner.querySelectorAll("[role=tab]")];
    buttons[Math.min(tab, buttons.length - 1)]?.click();
    inner.addEventListener("click", () => (tab = Math.max(0, buttons.findIndex((one) => one.getAttribute("aria-selected") === "true"))));
    return [
      head,
      entry?.path ? note(el("code", {}, entry.path), " ", entry.created ? el("span", { class: "mlab-nowrap" }, `made ${entry.created}`) : "") : null,
      entry?.problem ? el("pre", { class: "mlab-problem" }, entry.problem) : null,
      inner,
    ].filter(Boolean);
  }

  rows.addEventListener("keydown", (event) => {
    const index = at();
    const end = state.entries.length - 1;
    const page = Math.max(1, Math.floor(box.clientHeight / ROW) - 1);
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, PageDown: index + page, PageUp: index - page, Home: 0, End: end }[event.key];
    if (to === undefined || !state.entries.length) return;
    event.preventDefault();
    choose(state.entries[Math.min(end, Math.max(0, to))].id);
  });
  slider.addEventListener("input", () => choose(state.entries[state.entries.length - Number(slider.value)]?.id ?? ""));

  function update(next) {
    const before = selected;
    state = next;
    answers = new Map();
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
    select(byHand && known ? before : here.id, false);
  }

  return { body, update, stop: () => list.stop() };
}

/** The tables at a revision, with marks on what it changed. */
function tablesThen(answer) {
  if (answer.problem) return el("pre", { class: "mlab-problem", tabindex: "0", "aria-label": "What went wrong" }, answer.problem);
  if (!answer.tables.length) return note("No tables yet.");
  const changed = answer.tables.filter((table) => table.state !== "unchanged");
  const same = answer.tables.filter((table) => table.state === "unchanged");
  return [
    changed.length ? null : note("This revision leaves the tables as they are."),
    changed.map((table) => tableBox(table, true)),
    same.slice(0, 60).map((table) => tableBox(table, !changed.length && same.length <= 6)),
    same.length > 60 ? note(`and ${same.length - 60} more tables that it leaves as they are`) : null,
  ];
}
