// The live tables. Their state is made by `TablesView.state` (tables_view.py).

function drawTables(root, state) {
  const open = new Map([...root.querySelectorAll("details")].map((box) => [box.dataset.table, box.open]));
  const focused = document.activeElement?.closest?.(".mlab-box")?.dataset.table;
  const few = state.tables.length <= 12;
  let news = root.querySelector(".mlab-news");
  if (!news) {
    news = el("span", { class: "mlab-news", role: "status" });
    root.append(el("p", { class: "mlab-head" }, el("strong", {}), " ", news), el("div", { class: "mlab-boxes" }));
    root.classList.add("mlab-tables");
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", "Tables of the database");
  }
  root.querySelector("strong").textContent = state.title;
  news.textContent = state.news ? `· last change: ${state.news}` : "";
  root.querySelector(".mlab-boxes").replaceChildren(
    ...state.tables.map((table) => tableBox(table, open.get(table.name) ?? (few || table.state !== "unchanged"))),
    ...state.others.map(([kind, name]) => el("p", {}, `${kind} `, el("code", {}, name))),
    ...(state.version_table
      ? [el("p", { class: "mlab-aside" }, el("code", {}, state.version_table), ": Alembic's own table, it remembers which revision this database stands at")]
      : []),
  );
  if (focused !== undefined) {
    [...root.querySelectorAll(".mlab-box")].find((box) => box.dataset.table === focused)?.querySelector("summary").focus();
  }
}

export default { render: drawWith(drawTables) };
