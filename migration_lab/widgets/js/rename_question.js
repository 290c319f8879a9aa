// Was this a rename? Its state is made by `RenameQuestions.state` (rename_question.py).

import { copyButton } from "./parts/copy.js";
import { el } from "./parts/element.js";
import { inLab } from "./parts/in_lab.js";
import { drawWith } from "./parts/live.js";

/** @typedef {import("./parts/states.js").RenameState} RenameState */
/** @typedef {import("./parts/states.js").RenameAsked} Question */

/**
 * The only thing that the button runs. An output may come from anybody's notebook: a cell of its choice must not run, and
 * IPython would evaluate what stands between braces, or after a dollar sign.
 */
const DRAFT = /^%flask db migrate(?: (?:-m|--message) (?:[\w.,:-]+|'[^'{}$\\\r\n]*'))?(?: --renamed [\w.]+=[\w.]+)+$/;

/** @param {string} command */
export const canRun = (command) => DRAFT.test(command);

const RUNS = "A cell drafts it again as a rename.";
const CANNOT = "There is no notebook that could run it here. Type the command into a cell.";
const STAYS = "The draft stays as it is.";

/**
 * @param {HTMLElement} root
 * @param {RenameState} state
 */
export function drawRenames(root, state) {
  root.classList.add("mlab-renames");
  root.replaceChildren(...state.questions.map((one) => question(one, state)));
}

/**
 * @param {Question} asked
 * @param {RenameState} words
 */
function question(asked, words) {
  const said = el("p", { class: "mlab-note", role: "status" });
  const buttons = canRun(asked.command)
    ? el(
        "p",
        { class: "mlab-answers" },
        button("Yes, it was renamed", asked.title, () => {
          said.textContent = inLab(said, "migration-lab:run-in-cell", { source: asked.command }) ? RUNS : CANNOT;
        }),
        button("No", asked.title, () => (said.textContent = STAYS)),
      )
    : null;
  return el(
    "div",
    { class: "mlab-head", role: "group", "aria-label": asked.title },
    el("p", {}, el("strong", {}, asked.title)),
    el("p", {}, asked.what),
    el("ul", {}, asked.evidence.map((one) => el("li", {}, one))),
    buttons,
    said,
    el("p", {}, words.yes),
    el("div", { class: "mlab-command" }, el("code", {}, asked.command), copyButton("the command", asked.command)),
    el("p", {}, words.no),
  );
}

/**
 * @param {string} label
 * @param {string} title of what it answers
 * @param {() => void} act
 */
function button(label, title, act) {
  const made = el("button", { type: "button", "aria-label": `${label}: ${title}` }, label);
  made.addEventListener("click", act);
  return made;
}

export default { render: drawWith(drawRenames) };
