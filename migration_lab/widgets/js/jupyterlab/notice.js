// What the instructor has sent to everybody, in a bar above JupyterLab. It opens nothing by itself and takes no focus;
// one that was closed does not come back. All of its text becomes text nodes.

import { el } from "../parts/element.js";

/** @typedef {import("./types.js").Lab} Lab */
/** @typedef {import("./room.js").Sent} Sent */

const CLOSED = "migration-lab:closed-notice"; // in the browser's storage: the id of the last one

/** @param {string} id */
export function closedBefore(id) {
  try {
    return localStorage.getItem(CLOSED) === id;
  } catch {
    return false;
  }
}

/** @param {string} id */
function noteClosed(id) {
  try {
    localStorage.setItem(CLOSED, id);
  } catch {
    // Where the browser keeps nothing, it comes back when the page is loaded again.
  }
}

/**
 * What the button of a notice says; empty if there is nothing to open.
 * @param {Sent} sent
 */
export function buttonWords({ opens, target }) {
  if (opens === "chapter") return /^\d+$/.test(target) ? `Open chapter ${target}` : `Open the ${target}`;
  return opens === "exercise" ? `Go to exercise ${target}` : opens === "card" ? `Show the card ${target}` : "";
}

/**
 * The notice itself.
 * @param {Sent} sent
 * @param {() => void} open
 * @param {() => void} close
 */
export function notice(sent, open, close) {
  const words = buttonWords(sent);
  const opener = words && el("button", { type: "button", class: "mlab-notice-open" }, words);
  const closer = el("button", { type: "button", class: "mlab-notice-close" }, "Close");
  if (opener) opener.addEventListener("click", open);
  closer.addEventListener("click", close);
  return el(
    "div",
    { class: "mlab-notice" },
    el("p", {}, el("b", {}, "From the instructor:"), " ", sent.text || (sent.title && `${sent.title}.`)),
    sent.text && sent.title && el("p", { class: "mlab-notice-title" }, sent.title),
    el("p", { class: "mlab-notice-buttons" }, opener, closer),
  );
}

/**
 * The place for notices, and the command that leads to it by keys.
 * @param {Lab} lab
 * @param {any} palette
 * @param {(sent: Sent) => Promise<unknown>} open
 */
export function noticeBar({ app, packages, labShell }, palette, open) {
  const { Widget } = packages["@lumino/widgets"];
  const bar = new Widget();
  bar.id = "migration-lab-notice";
  bar.addClass("mlab-notices");
  bar.node.setAttribute("role", "region");
  bar.node.setAttribute("aria-label", "From the instructor");
  const live = el("div", { "aria-live": "polite" });
  bar.node.append(live);
  bar.hide();
  app.shell.add(bar, labShell ? "header" : "top", { rank: 0 });
  // JupyterLab gives a bar there the height that it says it needs, which depends on how its lines break.
  new ResizeObserver(() => {
    bar.node.style.minHeight = `${live.offsetHeight}px`;
    bar.parent?.fit();
  }).observe(live);
  /** @type {Sent | null} */
  let shown = null;
  const close = () => {
    if (shown) noteClosed(shown.id);
    update(null);
  };
  /** @param {Sent | null} sent */
  const update = (sent) => {
    if (sent?.id === shown?.id) return;
    shown = sent;
    bar.setHidden(!sent);
    const showIt = () => {
      if (sent) open(sent).then(close, (error) => packages["@jupyterlab/apputils"].Notification.warning(said(error), { autoClose: 8000 }));
    };
    // In the next turn, so that whoever hears the page is told of it: the place has to be there before its words.
    setTimeout(() => sent === shown && live.replaceChildren(...(sent ? [notice(sent, showIt, close)] : [])));
  };
  app.commands.addCommand("migration-lab:go-to-notice", {
    label: "Go to the Instructor’s Notice",
    describedBy: { args: { type: "object" } },
    isEnabled: () => shown !== null,
    execute: () => /** @type {HTMLElement | null} */ (live.querySelector("button"))?.focus(),
  });
  palette?.addItem({ command: "migration-lab:go-to-notice", category: "migration-lab" });
  return { update };
}

/** @param {unknown} error */
function said(error) {
  return error instanceof Error ? error.message : String(error);
}
