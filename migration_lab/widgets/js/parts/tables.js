// What a list of tables says besides them, the same in board and view. Its state is made by tables_view.py.

import { el } from "./element.js";

/**
 * What stands above a list of tables: how many there are, and what changed last, which is read aloud.
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
 * Something that is no table: a view, an enum, with its name.
 * @param {[string, string]} other
 */
export function otherWords([kind, name]) {
  return [`${kind} `, el("code", {}, name)];
}
