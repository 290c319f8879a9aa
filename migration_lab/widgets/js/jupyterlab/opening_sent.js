// Opens what the instructor has sent, when the learner presses the button: a chapter, an exercise in it, or a card.

import { courseOf } from "./course.js";

/** @typedef {import("./types.js").Lab} Lab */
/** @typedef {import("./room.js").Sent} Sent */

const CARD = "migration-lab-card";

/**
 * Raises an Error that says what is missing.
 * @param {Lab} lab
 * @param {Sent} sent
 * @param {import("./room.js").Ask} ask
 * @param {any} rendermime
 */
export async function openSent(lab, sent, ask, rendermime) {
  if (sent.opens === "card") return showCard(lab, await ask(`/card?id=${encodeURIComponent(sent.target)}`), rendermime);
  const number = sent.opens === "exercise" ? sent.target.split(".")[0] : sent.target;
  const chapter = courseOf(lab)?.chapters.find((one) => one.number === number);
  if (!chapter) throw new Error(`There is no chapter ${number} here.`);
  const panel = await lab.app.commands.execute("docmanager:open", { path: chapter.notebook });
  if (sent.opens === "exercise") await goToExercise(panel, sent.target);
}

/**
 * Scroll to its heading, if the notebook has it.
 * @param {any} panel
 * @param {string} id
 */
async function goToExercise(panel, id) {
  await panel.context.ready;
  const at = panel.content.widgets.findIndex((/** @type {any} */ { model }) => isHeading(model.sharedModel.getSource(), id));
  if (at < 0) return;
  panel.content.activeCellIndex = at;
  await panel.content.scrollToItem(at, "start");
}

/**
 * @param {string} source of a cell
 * @param {string} id of an exercise
 */
export function isHeading(source, id) {
  return /^#+ Exercise (\S+?):/.exec(source)?.[1] === id;
}

/**
 * Show the coach's page in a tab of its own; the next card takes its place.
 * @param {Lab} lab
 * @param {{ id: string, title: string, page: string }} card
 * @param {any} rendermime
 */
async function showCard({ app, packages, icon }, { id, title, page }, rendermime) {
  const { MimeModel } = packages["@jupyterlab/rendermime"];
  const { MainAreaWidget } = packages["@jupyterlab/apputils"];
  for (const one of app.shell.widgets("main")) if (one.id === CARD) /** @type {any} */ (one).dispose();
  const content = rendermime.createRenderer("text/markdown");
  content.addClass("mlab-sent-card");
  const panel = new MainAreaWidget({ content });
  panel.id = CARD;
  Object.assign(panel.title, { label: id, caption: `${id}: ${title}`, closable: true, icon });
  app.shell.add(panel, "main", { mode: "tab-after" });
  app.shell.activateById(CARD);
  await content.renderModel(new MimeModel({ data: { "text/markdown": page } }));
}
