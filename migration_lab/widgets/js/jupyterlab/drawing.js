// Lets JupyterLab draw our displays from the state in a cell's output.

import board from "../board.js";
import card from "../card.js";
import coach from "../coach_card.js";
import goal from "../goal_view.js";
import outcome from "../outcome_view.js";
import { el } from "../parts/element.js";
import prediction from "../prediction_view.js";
import rename from "../rename_question.js";
import rows from "../rows_view.js";
import tables from "../tables_view.js";
import warnings from "../warnings_view.js";
import { outputClass } from "./output.js";

export const DRAWN = "application/vnd.migration-lab.display";
const BEFORE_WIDGETS = -20; // ipywidgets has -10

/** @typedef {import("../parts/states.js").Model} Model */
/** @typedef {(given: { model: Model, el: HTMLElement }) => (() => void)} Render */
/** @typedef {{ display: string, traits: Record<string, any> }} Drawn */

/** @type {Record<string, { render: Render }>} by the names of the modules in Python */
const DISPLAYS = { board, card, coach_card: coach, goal_view: goal, outcome_view: outcome, prediction_view: prediction, rename_question: rename, rows_view: rows, tables_view: tables, warnings_view: warnings };

/**
 * What our output says is to be drawn; null where a newer or an older version of us wrote it, or it was too large.
 * @param {unknown} output
 * @returns {Drawn | null}
 */
export function read(output) {
  try {
    const drawn = JSON.parse(Array.isArray(output) ? output.join("") : String(output));
    return Object.hasOwn(DISPLAYS, drawn.display) && drawn.traits ? drawn : null;
  } catch {
    return null;
  }
}

/**
 * Draw it without a kernel, and return the function that ends that.
 * @param {Drawn} drawn
 * @param {HTMLElement} host
 * @param {boolean} [trusted] whether the learner has run the cell
 */
export function draw({ display, traits }, host, trusted = false) {
  /** @type {Model} */
  const model = {
    get: (name) => traits[name],
    on: () => {},
    off: () => {},
    send: () => {
      throw new Error("There is no kernel behind a display that is drawn from the notebook.");
    },
    stored: true,
    trusted,
  };
  return DISPLAYS[display].render({ model, el: host });
}

/**
 * Let outputs show our displays. All text of theirs becomes text nodes, so nobody need trust the notebook for it.
 *
 * Each notebook and console has renderers of its own, among them one that knows its widgets.
 * @param {import("./shared.js").Packages} packages
 * @param {any} registry the renderers of all others
 * @param {any[]} trackers of notebooks and consoles
 */
export function addDrawing(packages, registry, trackers) {
  loadStyle();
  const Output = outputClass(packages["@lumino/widgets"]);
  const addTo = (/** @type {any} */ renderers, /** @type {any} */ session) => {
    const createRenderer = (/** @type {object} */ options) => new Output(options, renderers, session);
    renderers.addFactory({ safe: true, mimeTypes: [DRAWN], createRenderer }, BEFORE_WIDGETS);
  };
  addTo(registry, null);
  for (const tracker of trackers) {
    const added = (/** @type {any} */ panel) => {
      const content = panel.console ?? panel.content;
      addTo(content.rendermime, panel.sessionContext ?? content.sessionContext);
    };
    tracker.forEach(added);
    tracker.widgetAdded.connect((/** @type {any} */ _, /** @type {any} */ panel) => added(panel));
  }
}

const script = /** @type {HTMLScriptElement | null} */ (globalThis.document?.currentScript ?? null);

/** The style lies beside the script. */
function loadStyle() {
  if (script) document.head.append(el("link", { rel: "stylesheet", href: script.src.replace(/[^/]*$/, "style.css") }));
}
