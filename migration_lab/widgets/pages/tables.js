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
  let state = null;
  let list = null;

  function box(table) {
    const details = tableBox(table, open.get(table.name) ?? table.open);
    const place = el("div", { class: "mlab-table-rows" });
    if (table.state !== "dropped") {
      const button = actionButton("Rows", { "aria-label": `Rows of ${table.name}` }, async () => {
        const answer = await ask("rows", { table: table.key });
        place.replaceChildren(answer.problem ? note(answer.problem) : answer.sample.rows.length ? sampleTable(answer.sample.words, answer.sample) : note(answer.sample.words));
      });
      details.append(el("div", { class: "mlab-tools" }, button), place);
    }
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
    news.textContent = state.news ? `just now: ${state.news}` : "";
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

  return { body, update, stop };
}
