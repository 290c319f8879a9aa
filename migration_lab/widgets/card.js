// The card. Its state is `CardState` (card_state.py).

function cardHead(card) {
  const facts = card.facts.length ? card.facts : [{ mark: "", words: "nothing changed" }];
  return el(
    "div",
    { class: "mlab-head" },
    el("code", { class: "mlab-command" }, card.command),
    el(
      "ul",
      { class: "mlab-facts" },
      facts.map((fact) => el("li", { class: `mlab-fact mlab-${KINDS[fact.mark] ?? "none"}` }, sign(fact.mark), el("span", {}, fact.words))),
    ),
  );
}

function tableTitle(table, rows) {
  return el(
    "p",
    { class: "mlab-title" },
    sign(STATES[table.state]),
    el("strong", {}, el("bdi", {}, table.name)),
    ` ${table.words}`,
    rows ? rows.words.map((words, at) => [" · ", el("span", { class: `mlab-kept mlab-${KINDS[rows.marks[at]] ?? "none"}` }, words)]) : null,
  );
}

function tablesPage(card) {
  const rows = Object.fromEntries(card.rows.map((one) => [one.table, one]));
  return [
    card.tables.map((table) => el("div", { class: "mlab-table" }, tableTitle(table, rows[table.name]), sideBySide(table))),
    card.others.length
      ? el("ul", { class: "mlab-lines" }, card.others.map(([mark, words]) => el("li", {}, sign(mark), el("code", {}, words))))
      : null,
    unchanged(card),
  ];
}

function unchanged(card) {
  const names = card.unchanged_names;
  if (!names.length) return null;
  const title = `${names.length} ${names.length === 1 ? "table" : "tables"} unchanged: ${names.slice(0, 6).join(", ")}${names.length > 6 ? ", …" : ""}`;
  return fold(
    title,
    card.unchanged.length
      ? card.unchanged.map((table) => scroller(table.name, structure(table, "after", table.name)))
      : el("p", {}, names.join(", ")),
  );
}

/** Which database what follows is about, where several have changed. */
function inDatabase(database) {
  return database.name ? el("p", { class: "mlab-database" }, "In the ", el("strong", {}, el("bdi", {}, database.name))) : null;
}

function bookkeeping({ move, name }) {
  return fold(
    el("span", {}, name ? `In the ${name}: ` : null, el("code", {}, move.table), move.made ? " is new: Alembic's own table. " : ": ", "revision ", el("code", {}, move.before), " → ", el("code", {}, move.after)),
    el("p", {}, "Alembic made this table for itself. It has one short row, which remembers the revision that this database stands at. It is none of your tables, and it never has to be touched by hand."),
  );
}

function rowsPage(card) {
  return card.rows.map((rows) => {
    const marks = { before: {}, after: {} };
    if (rows.before && rows.after) {
      for (const column of rows.before.columns) if (!rows.after.columns.includes(column)) marks.before[column] = "-";
      for (const column of rows.after.columns) if (!rows.before.columns.includes(column)) marks.after[column] = "+";
      for (const [old, now] of rows.renames) [marks.before[old], marks.after[now]] = ["~", "~"];
    }
    const side = (which, caption) => {
      const sample = rows[which];
      const absent = (words) => el("div", { class: "mlab-absent" }, el("strong", {}, caption), words);
      if (!sample) return absent("no such table");
      return sample.rows.length ? sampleTable(`${caption}: ${sample.words}`, sample, marks[which]) : absent(sample.words);
    };
    return el(
      "div",
      { class: "mlab-table" },
      el("p", { class: "mlab-title" }, sign(rows.mark), el("strong", {}, el("bdi", {}, rows.table))),
      el("ul", { class: "mlab-lines" }, rows.words.map((words, at) => el("li", {}, sign(rows.marks[at]), words))),
      el("div", { class: manyColumns(rows) ? "mlab-sides mlab-stacked" : "mlab-sides" }, side("before", "Before"), side("after", "After")),
    );
  });
}

/** Whether one below the other shows more: with many columns half the width would hide the last ones. */
function manyColumns(rows) {
  return rows.before !== null && rows.after !== null && Math.max(rows.before.columns.length, rows.after.columns.length) > 6;
}

function sqlPage(card) {
  return el(
    "ol",
    { class: "mlab-sql" },
    card.statements.map((one) =>
      el(
        "li",
        { class: one.bookkeeping ? "mlab-quiet" : null },
        el("pre", {}, el("code", {}, one.sql)),
        one.note ? el("p", { class: "mlab-note" }, sign(one.note === "failed" ? "!" : "-", {}), el("strong", {}, one.note)) : null,
        one.times > 1 ? el("p", {}, `ran ${one.times} times`) : null,
        one.parameters.length ? el("p", {}, "with ", one.parameters.map((each) => el("code", {}, each)), one.times > one.parameters.length ? " …" : "") : null,
        one.bookkeeping ? el("p", {}, "Alembic's bookkeeping") : null,
      ),
    ),
  );
}

function filesPage(card) {
  return el("ul", { class: "mlab-lines" }, card.files.map(([mark, path]) => el("li", {}, sign(mark), el("code", {}, path))));
}

function drawCard(root, card) {
  const databases = [card, ...card.elsewhere];
  const page = (title, has, draw) => {
    const body = databases.filter(has).map((one) => [inDatabase(one), draw(one)]);
    return body.length ? { title, body } : null;
  };
  const pages = [
    page("Tables", (one) => one.tables.length || one.others.length, tablesPage),
    page("Rows", (one) => one.rows.length, rowsPage),
    card.statements.length ? { title: "SQL", body: sqlPage(card) } : null,
    card.files.length ? { title: "Files", body: filesPage(card) } : null,
  ].filter(Boolean);
  root.classList.add("mlab-card");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", `What ${card.command} did`);
  root.replaceChildren(
    cardHead(card),
    ...(pages.length ? [tabs(`What ${card.command} did`, pages)] : []),
    ...databases.filter((one) => one.move).map(bookkeeping),
  );
}

export default { render: drawWith(drawCard) };
