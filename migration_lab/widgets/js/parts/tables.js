// What is shown besides a list of tables, the same in board and view. Its state is made by tables_view.py.

import { el } from "./element.js";

/**
 * The head of a list of tables: how many there are, and what changed last, which screen readers announce.
 */
export function tablesHead() {
  const title = el("strong", {});
  const news = el("span", { class: "mlab-news", role: "status" });
  return {
    words: [title, " ", news],
    /** @param {{ title: string, news: string }} state */
    update(state) {
      title.textContent = state.title;
      news.textContent = state.news ? `· last change: ${state.news}` : "";
    },
  };
}

/**
 * Something other than a table: a view, an enum, with its name.
 * @param {[string, string]} other
 */
export function otherWords([kind, name]) {
  return [`${kind} `, el("code", {}, name)];
}
