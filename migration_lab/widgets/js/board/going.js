// Taking the database to a revision: what that would lose stands first, the button below it, and it asks once.

import { el } from "../parts/element.js";
import { sign } from "../parts/signs.js";
import { actionButton } from "./buttons.js";

/**
 * @param {object} given
 * @param {string} given.command what takes the database there
 * @param {string} given.beware what would be lost on the way; empty if nothing
 * @param {() => Promise<unknown>} given.go
 * @param {boolean} given.asking whether to ask at once: somebody has chosen where to go already
 * @param {() => void} given.stay called when they would rather not
 */
export function going({ command, beware, go, asking, stay }) {
  const back = command.startsWith("flask db downgrade");
  const warning = beware ? el("p", { class: "mlab-beware" }, sign("-", {}), beware) : null;
  const place = el("div", { class: "mlab-asking" });
  const root = el("div", { class: "mlab-going mlab-go mlab-act", role: "group", "aria-label": `Go there with ${command}` }, warning, place);

  function offer(focus = false) {
    const button = actionButton(el("code", {}, command), { "aria-label": `Run ${command}`, class: "mlab-button mlab-go" }, () =>
      beware || back ? ask() : go(),
    );
    place.replaceChildren(button);
    if (focus) button.focus();
  }

  function ask() {
    const question = back ? "Take the database back with " : "Bring the database forward with ";
    const yes = actionButton(["Run ", el("code", {}, command)], { "aria-label": `Yes, run ${command}`, class: "mlab-button mlab-go mlab-main" }, go);
    const no = el("button", { type: "button", class: "mlab-button" }, "Stay here");
    no.addEventListener("click", () => {
      offer(true);
      stay();
    });
    place.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && place.contains(no)) no.click();
    });
    place.replaceChildren(el("p", { class: "mlab-question" }, question, el("code", {}, command), "?"), el("div", { class: "mlab-choice" }, yes, no));
    (beware ? no : yes).focus(); // what loses something is not one key away
  }

  offer();
  return { root, ask: asking ? ask : () => {} };
}
