// Was this a rename? Its state is made by `RenameQuestions.state` (rename_question.py).

import { copyButton } from "./parts/copy.js";
import { el } from "./parts/element.js";
import { NO_NOTEBOOK, runsCells } from "./parts/in_lab.js";
import { drawWith } from "./parts/live.js";

/** @typedef {import("./parts/states.js").RenameState} RenameState */
/** @typedef {import("./parts/states.js").RenameAsked} Question */

/**
 * The only thing that the button runs. An output may come from anybody's notebook: a cell of its choice must not run, and
 * IPython would evaluate what stands between braces, or after a dollar sign. It also ends a line, and with it the command,
 * at signs that are no line break here, such as U+0085. So only these letters may stand between quotes.
 */
const DRAFT = new RegExp(
  String.raw`^%flask db migrate(?: (?:-m|--message) (?:[\w.,:-]+|'[\p{L}\p{N} .,:_-]+'))?(?: --renamed (?:[\w.]+=[\w.]+|'[\p{L}\p{N} ._]+=[\p{L}\p{N} ._]+'))+$`,
  "u",
);

/** @param {string} command */
export const canRun = (command) => DRAFT.test(command);

const RUNS = "A cell drafts it again as a rename.";
const STAYS = "The draft stays as it is.";

/**
 * @param {HTMLElement} root
 * @param {RenameState} state
 * @param {import("./parts/states.js").Model} [model]
 */
export function drawRenames(root, state, model) {
  const inCell = runsCells(root, model);
  root.classList.add("mlab-renames");
  root.replaceChildren(...state.questions.map((one) => question(one, state, inCell)));
}

/**
 * @param {Question} asked
 * @param {RenameState} words
 * @param {import("./parts/advice.js").InCell} [inCell]
 */
function question(asked, words, inCell) {
  const said = el("p", { class: "mlab-note", role: "status" });
  const buttons = inCell && canRun(asked.command)
    ? el(
        "p",
        { class: "mlab-answers" },
        button("Yes, it was renamed", asked.title, () => {
          said.textContent = inCell(asked.command) ? RUNS : NO_NOTEBOOK;
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
