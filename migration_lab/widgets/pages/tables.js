// The page of the live tables. Its state is made by `Board` (board.py) of the parts of tables_view.py.

const MERMAID = "text/vnd.mermaid";

function tablesPage(ask, model) {
  const head = el("div", { class: "mlab-tools" });
  const title = el("strong", {});
  const news = el("span", { class: "mlab-news", role: "status" });
  const toggle = el("button", { type: "button", class: "mlab-button", "aria-pressed": "false" }, "Picture");
  head.append(el("p", {}, title, " ", news), toggle);
  const boxes = el("ul", { class: "mlab-boxes", "aria-label": "Tables of the database" });
  const picture = el("div", { class: "mlab-picture", hidden: true });
  const body = el("div", { class: "mlab-page-tables mlab-tables" }, head, boxes, picture);
  const open = new Map();
  const rows = rowsOnDemand(ask);
  let state = null;
  let list = null;

  function box(table) {
    const details = tableBox(table, open.get(table.name) ?? table.open);
    if (table.state !== "dropped") details.append(...rows.of(table));
    details.addEventListener("toggle", async () => {
      open.set(table.name, details.open);
      if (!details.open || table.heads.length) return;
      const answer = await ask("table", { table: table.key });
      if (answer.table) details.querySelector("summary").after(scroller(table.name, structure(answer.table, "both", "Columns and keys")));
    });
    return el("li", {}, details);
  }

  function update(next, scrolling) {
    state = next;
    list ??= virtual(scrolling, boxes, { drawOne: (item) => (item.other ? el("li", {}, `${item.other[0]} `, el("code", {}, item.other[1])) : box(item)), keyOf: (item) => item.other?.join(" ") ?? item.name, guess: 40 });
    title.textContent = state.title;
    news.textContent = state.news ? `· last change: ${state.news}` : "";
    list.show([...state.tables, ...state.others.map((other) => ({ other }))]);
    toggle.hidden = !state.diagram && !state.too_many;
    if (!picture.hidden) paint();
  }

  async function paint() {
    if (!state.diagram) return picture.replaceChildren(note("There are too many tables for one picture. In the notebook, lab.diagram(\"speaker\", \"talk\") draws those that you name."));
    const text = state.diagram;
    const rendermime = model.widget_manager?.rendermime;
    const source = fold("The same as Mermaid text", scroller("Mermaid text", el("pre", {}, el("code", {}, text))), copyButton("the Mermaid text", text));
    let drawing = null;
    try {
      const renderer = rendermime.createRenderer(MERMAID);
      await renderer.renderModel(rendermime.createModel({ data: { [MERMAID]: text } }));
      drawing = scroller("Entity-relationship picture", renderer.node);
    } catch {
      drawing = note("This notebook program does not draw Mermaid; its text is below.");
    }
    if (text === state.diagram) picture.replaceChildren(drawing, source);
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

/** Rows of the tables that somebody wants to see; they follow as long as they are on the page. */
function rowsOnDemand(ask) {
  const wanted = new Map(); // by table: where they stand, and what stands there
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
      else await look(wanted.set(table.name, one).get(table.name));
      button.setAttribute("aria-expanded", String(wanted.has(table.name)));
    });
    if (old) look(Object.assign(old, { key: table.key, place }));
    return [el("div", { class: "mlab-tools" }, button), place];
  }

  /** Ask again, once somebody has written to the database. */
  function written(count) {
    if (count === writes) return;
    writes = count;
    for (const one of wanted.values()) if (one.place.isConnected) look(one);
  }

  return { of, written };
}

function rowsTable(answer) {
  if (answer.problem) return note(answer.problem);
  return answer.sample.rows.length ? sampleTable(answer.sample.words, answer.sample) : note(answer.sample.words);
}
