// The page of the SQL that ran. Its state is made by `SqlView.state` (sql_view.py).

function statements(list) {
  return el(
    "ol",
    { class: "mlab-sql" },
    list.map((one) =>
      el(
        "li",
        { class: one.bookkeeping ? "mlab-quiet" : null },
        el("pre", {}, el("code", {}, one.sql)),
        one.note ? note(sign(one.note === "failed" ? "!" : "-", {}), el("strong", {}, one.note)) : null,
        one.times > 1 ? note(`ran ${one.times} times`) : null,
        one.parameters.length ? note("with ", one.parameters.map((each) => el("code", {}, each))) : null,
        one.bookkeeping ? note("Alembic's bookkeeping") : null,
      ),
    ),
  );
}

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
        statements(one.statements),
      ),
    );
  }

  function update(state, scrolling) {
    list ??= virtual(scrolling, commands, { drawOne: command, keyOf: (one) => one.number, guess: 40 });
    empty.hidden = state.length > 0;
    list.show(state.map((one, at) => ({ ...one, newest: at === 0, number: state.length - at })));
  }

  return { body, update, stop: () => list?.stop() };
}
