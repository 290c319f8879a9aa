// A table's structure, alone or before and after a change. Its state is made by sides.py.

/** A table's structure, columns first, keys below. `side` is "before", "after" or "both": the lines of either. */
function structure(table, side, caption, words = WORDS) {
  const cells = (line) => (side === "both" ? (line.after ?? line.before) : line[side]);
  const lines = (list, draw) =>
    list.map((line) =>
      cells(line) ? el("tr", { class: line.mark ? `mlab-line mlab-${KINDS[line.mark]}` : "mlab-line" }, draw(line)) : blank(table, line),
    );
  const marked = [...table.columns, ...table.keys].some((line) => line.mark);
  const gutter = (line) => el("td", { class: marked ? "mlab-gutter mlab-marked" : "mlab-gutter" }, tag(line, words));
  const columns = lines(table.columns, (line) => [
    gutter(line),
    cells(line).map((cell, at) => (at ? el("td", { class: cellClass(table.heads[at], differs(line, at)) }, cellText(table.heads[at], cell)) : el("th", { scope: "row" }, cell))),
  ]);
  const keys = lines(table.keys, (line) => [
    gutter(line),
    el("th", { scope: "row", class: "mlab-kind" }, cells(line)[0]),
    el("td", { colspan: Math.max(table.heads.length - 1, 1), class: "mlab-definition" }, cells(line)[1]),
  ]);
  const head = el(
    "tr",
    {},
    el("td", { class: "mlab-gutter" }),
    table.heads.map((name) => el("th", { scope: "col" }, name)),
  );
  return el(
    "table",
    { class: "mlab-structure" },
    el("caption", {}, caption, el("span", { class: "mlab-heard" }, ` (table ${table.name})`)),
    el("thead", {}, head),
    el("tbody", {}, columns),
    keys.length ? el("tbody", { class: "mlab-keys" }, keys) : null,
  );
}

/** What the head says already is left out; an arrow stays with what it points to. */
function cellText(head, cell) {
  const text = head === "default" ? cell.replace(/^DEFAULT /, "") : cell;
  return text.replace("→ ", "→\u00a0");
}

function cellClass(head, differs) {
  const wraps = { default: "mlab-wraps mlab-default", key: "mlab-wraps" }[head];
  return [wraps, differs ? "mlab-differs" : ""].filter(Boolean).join(" ") || null;
}

function differs(line, at) {
  return line.mark === "~" && line.before !== null && line.after !== null && line.before[at] !== line.after[at];
}

/** One table in a fold: its name and what happened to it, then its structure, if that is known here. */
function tableBox(table, open) {
  return el(
    "details",
    { class: "mlab-box", "data-table": table.name, open },
    el("summary", {}, sign(STATES[table.state]), el("strong", {}, el("bdi", {}, table.name)), ` ${table.words}`),
    table.state === "dropped" || !table.heads.length ? null : scroller(table.name, structure(table, "both", "Columns and keys")),
  );
}

/** Where a line is missing on this side, so that the two sides stay level; it says what was lost with the line. */
function blank(table, line) {
  if (line.lost) {
    const words = [el("b", { "aria-hidden": "true" }, SIGNS["-"]), ` ${line.lost} lost`];
    return el("tr", { class: "mlab-line mlab-lost mlab-drop" }, el("td", { colspan: table.heads.length + 1 }, words));
  }
  return el(
    "tr",
    { class: "mlab-line mlab-blank", "aria-hidden": "true" },
    el("td", { colspan: table.heads.length + 1 }, "·"),
  );
}

/** Both sides next to each other, their lines level; one below the other where there is no room. */
function sideBySide(table, before = "Before", after = "After", words = WORDS) {
  const side = (which, caption) => scroller(`${table.name}, ${caption}`, structure(table, which, caption, words));
  const absent = (caption, words) => el("div", { class: "mlab-absent" }, el("strong", {}, caption), words);
  const state = table.state;
  const left = state === "added" ? absent(before, "no such table") : side("before", before);
  const right = state === "dropped" ? absent(after, words === WORDS ? "no such table any more" : "no such table") : side("after", after);
  const pair = el("div", { class: table.heads.length > 4 ? "mlab-sides mlab-wide" : "mlab-sides" }, left, right);
  if (state !== "added" && state !== "dropped") keepLevel(pair);
  return pair;
}

/** Give the lines of both sides the same height, whenever the width changes. */
function keepLevel(pair) {
  const rows = [...pair.children].map((side) => [...side.querySelectorAll("tr")]);
  const watch = new ResizeObserver(() => {
    const level = pair.children[0].offsetTop === pair.children[1].offsetTop;
    rows.flat().forEach((row) => (row.style.height = ""));
    if (!level) return;
    const heights = rows[0].map((row, at) => Math.max(row.offsetHeight, rows[1][at].offsetHeight));
    rows.forEach((side) => side.forEach((row, at) => (row.style.height = `${heights[at]}px`)));
  });
  watch.observe(pair);
}
