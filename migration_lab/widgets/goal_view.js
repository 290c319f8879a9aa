// An exercise's goal. Its state is made by `GoalView.state` (goal_view.py).

function drawGoal(root, state) {
  root.classList.add("mlab-goal");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", state.title);
  const title = (table) => el("p", { class: "mlab-title" }, el("strong", {}, el("bdi", {}, table.name)), table.words ? [" ", sign("~", {}), table.words] : null);
  root.replaceChildren(
    el(
      "div",
      { class: state.done ? "mlab-head mlab-add" : "mlab-head" },
      el("p", {}, el("strong", {}, state.title)),
      state.missing.length ? el("ul", {}, state.missing.map((line) => el("li", {}, el("em", {}, "not yet: "), line))) : null,
    ),
    ...state.tables.map((table) =>
      el("div", { class: "mlab-panel" }, title(table), sideBySide(table, "Now", "Goal", state.words)),
    ),
  );
}

export default { render: drawWith(drawGoal) };
