// The commands: in the palette, with shortcuts (schemas/migration-lab/plugin.json), and for our displays.

import { boardOf, boardPanel, showBoard } from "./board_panel.js";
import { openNextChapter } from "./course.js";
import { filePath, openFile, runInCell, serverPath } from "./notebooks.js";
import { presenter } from "./presenter.js";

/** @typedef {import("./types.js").Lab} Lab */

const CATEGORY = "migration-lab";
const FOCUS = ["[data-act=run]", ".mlab-sentence"];
const ANYTHING = { args: { type: "object" } };

/**
 * @param {Lab} lab
 * @param {any} palette null where there is none
 */
export function addCommands(lab, palette) {
  const { commands } = lab.app;
  const stage = presenter(lab);
  const add = (/** @type {string} */ name, /** @type {object} */ options, /** @type {(args: any) => unknown} */ act) =>
    commands.addCommand(`migration-lab:${name}`, {
      describedBy: ANYTHING,
      ...options,
      execute: (/** @type {any} */ args) => telling(lab, () => act(args)),
    });
  add("show-board", { label: "Show the Board", caption: "Go to the board beside the notebook, and to its button Run", icon: lab.icon }, () =>
    goToBoard(lab),
  );
  add("run-next", { label: "Run What Is Next", caption: "Run the command that the board offers" }, () => press(lab, "run"));
  add("undo", { label: "Undo the Last Command", caption: "Database and scripts as they were before it" }, () => press(lab, "undo", "lab.undo()"));
  add("redo", { label: "Redo What Was Undone" }, () => press(lab, "redo", "lab.redo()"));
  add("next-chapter", { label: "Open the Next Chapter" }, () => openNextChapter(lab));
  add(
    "presenter",
    { label: "Presenter: Large Type, Board Below", isToggled: () => stage.on, isToggleable: true, caption: "The same command ends it" },
    () => stage.toggle(),
  );
  for (const name of ["show-board", "run-next", "undo", "redo", "next-chapter", "presenter"]) {
    palette?.addItem({ command: `migration-lab:${name}`, category: CATEGORY });
  }
  add("open-notebook", { label: "Open a Notebook" }, ({ path }) => commands.execute("docmanager:open", { path: serverPath(lab, path) }));
  add("open-file", { label: "Open a File at a Line" }, (args) => openFile(lab, filePath(lab, args), args.line, args));
  add("run-in-cell", { label: "Run in a New Cell" }, (args) => runInCell(lab, args.source, args));
}

/**
 * Act, and tell the learner in a sentence why it did not work.
 * @param {Lab} lab
 * @param {() => unknown} act
 */
async function telling({ packages }, act) {
  try {
    return await act();
  } catch (error) {
    packages["@jupyterlab/apputils"].Notification.warning(error instanceof Error ? error.message : String(error), { autoClose: 8000 });
  }
}

/**
 * The board beside the notebook. Where there is no such place, as in Jupyter Notebook, it is in the notebook itself.
 * @param {Lab} lab
 */
function boardThere(lab) {
  const panel = boardPanel(lab);
  if (panel || lab.labShell) return panel ? boardOf(panel) : null;
  const boards = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".mlab-board:not(.mlab-not-live)")]);
  return boards.at(-1) ?? null;
}

/** @param {Lab} lab */
async function goToBoard(lab) {
  const board = lab.labShell ? await showBoard(lab) : boardThere(lab);
  if (!board) return runInCell(lab, "lab.board()");
  board.scrollIntoView({ block: "nearest" });
  /** @type {HTMLElement | undefined | null} */
  const target = FOCUS.map((one) => /** @type {HTMLElement | null} */ (board.querySelector(one))).find((one) => one?.checkVisibility());
  (target ?? board).focus();
}

/**
 * Press one of the board's buttons. Without a board, run the cell that does the same; to run what is next, show it first.
 * @param {Lab} lab
 * @param {string} what
 * @param {string} [source]
 */
async function press(lab, what, source) {
  const board = boardThere(lab);
  if (!board) return source ? runInCell(lab, source) : goToBoard(lab);
  const button = /** @type {HTMLElement | null} */ (board.querySelector(`[data-act="${what}"]`));
  if (!button || button.getAttribute("aria-disabled") === "true") throw new Error(NOTHING[what]);
  button.click();
}

/** @type {Record<string, string>} */
const NOTHING = {
  run: "The board offers no command just now. What it says tells why.",
  undo: "The board has nothing to undo just now.",
  redo: "The board has nothing to redo just now.",
};
